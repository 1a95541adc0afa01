"""The site speaks what ``theme -> language`` says, and is made anew when that or its catalogue changes."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kbgen.cli.main import cli
from kbgen.render.site.build import Options, build_site
from tests.render.site.conftest import Built

_CATALOGUE = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Newest"
msgstr "{}"
"""


def _speak(root: Path, language: str) -> None:
    config = root / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    config.write_text(text.replace("theme:\n", f"theme:\n  language: {language}\n"), encoding="utf-8")


@pytest.fixture(scope="module")
def chinese(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small knowledge base in Chinese."""
    root = tmp_path_factory.mktemp("chinese") / "kb"
    shutil.copytree(built.root, root, ignore=shutil.ignore_patterns("site"))
    _speak(root, "zh")
    build_site(root, Options(root / "site", search=False))
    return Built(root, root / "site")


def test_a_site_in_chinese_says_so_and_speaks_it(chinese: Built) -> None:
    page = chinese.read("papers/seeing-and-hearing/index.html")
    assert '<html lang="zh"' in page
    assert "<h2>引用本文</h2>" in page
    assert 'aria-label="搜索所有页面"' in page
    assert "Seeing and Hearing Together" in page
    assert "1,204 次引用" in page


def test_navigation_and_switches_that_have_our_names_are_said_in_chinese(chinese: Built) -> None:
    page = chinese.read("index.html")
    assert "论文" in page.partition("md-tabs__list")[2].partition("</ul>")[0]
    assert 'title="切换到深色模式"' in page


def test_scripts_are_given_their_words(chinese: Built) -> None:
    assert chinese.read("assets/kbgen/words.js").startswith('globalThis.kbgenWords={...{"code":"zh","texts":{')
    assert "assets/kbgen/words.js?v=" in chinese.read("explore/index.html")


def test_a_former_address_leads_on_in_chinese(chinese: Built) -> None:
    assert "此页面现位于<a href=" in chinese.read("papers/see-hear/index.html")


def test_feeds_and_twins_are_in_chinese(chinese: Built) -> None:
    assert 'xml:lang="zh"' in chinese.read("feed.xml")
    assert "## 相关论文" in chinese.read("papers/seeing-and-hearing/index.md")


def test_english_has_no_file_of_words(built: Built) -> None:
    assert not (built.out / "assets/kbgen/words.js").exists()
    assert "words.js" not in built.read("index.html")


def test_another_language_and_another_catalogue_make_everything_anew(fresh: Built) -> None:
    _speak(fresh.root, "de")
    catalogue = fresh.root / "site_templates/locale/de.po"
    catalogue.parent.mkdir(parents=True)
    for word in ("Neueste", "Das Neueste"):
        catalogue.write_text(_CATALOGUE.replace("{}", word), encoding="utf-8")
        outcome = build_site(fresh.root, Options(fresh.out, search=False))
        assert outcome.notices == ()
        assert outcome.rendered > 100
        assert f"<h2>{word}</h2>" in fresh.read("index.html")
    again = build_site(fresh.root, Options(fresh.out, search=False))
    assert again.rendered == 0


def test_a_language_without_a_catalogue_is_told_of_and_english_spoken(fresh: Built) -> None:
    _speak(fresh.root, "fr")
    run = CliRunner().invoke(
        cli, ["build", "-C", str(fresh.root), "--out", str(fresh.out), "--no-search"], catch_exceptions=False
    )
    assert run.exit_code == 0, run.output
    assert 'there are no words for the language "fr"' in run.output
    assert "site_templates/locale/fr.po" in run.output
    assert "<h2>Newest</h2>" in fresh.read("index.html")
