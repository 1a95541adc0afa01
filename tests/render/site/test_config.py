import re
from pathlib import Path

import pytest

from kbgen.contribute.issue_form import TEMPLATES
from kbgen.model.finding import KbgenError
from kbgen.render.site.config import read_config
from kbgen.render.site.sitemap import LIMIT, robots, sitemaps


def write(root: Path, text: str) -> Path:
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("settings", "base"),
    [
        ("repo_url: https://github.com/o/n\nedit_uri: edit/main/docs/", "https://github.com/o/n/edit/main/"),
        (
            "repo_url: https://github.com/o/n/\nedit_uri: edit/trunk/pages\ndocs_dir: pages",
            "https://github.com/o/n/edit/trunk/",
        ),
        ("repo_url: https://github.com/o/n", "https://github.com/o/n/edit/main/"),
        ("repo_url: https://git.example/o/n\nedit_uri: -/edit/main/docs/", "https://git.example/o/n/-/edit/main/"),
        ("repo_url: https://git.example/o/n", ""),
        ("edit_uri: edit/main/docs/", ""),
    ],
)
def test_records_are_edited_on_the_branch_that_documents_are(tmp_path: Path, settings: str, base: str) -> None:
    assert read_config(write(tmp_path, f"site_name: x\n{settings}\n")).site.edit_base == base


def test_forms_are_opened_where_github_has_them(tmp_path: Path) -> None:
    root = write(tmp_path, "site_name: x\nrepo_url: https://github.com/o/n/\n")
    assert read_config(root).site.forms == ""
    folder = root / ".github/ISSUE_TEMPLATE"
    folder.mkdir(parents=True)
    for name in TEMPLATES.values():
        (folder / name).write_text("")
    assert read_config(root).site.forms == "https://github.com/o/n/issues/new"
    assert read_config(write(root, "site_name: x\nrepo_url: https://git.example/o/n\n")).site.forms == ""


def test_the_sites_address_ends_in_a_slash(tmp_path: Path) -> None:
    assert (
        read_config(write(tmp_path, "site_name: x\nsite_url: https://a.example/b\n")).site.url == "https://a.example/b/"
    )


@pytest.mark.parametrize("text", ["site_name: [", "- a", "site_url: ftp://a.example/"])
def test_a_configuration_that_cannot_be_used_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(KbgenError, match=r"mkdocs\.yml"):
        read_config(write(tmp_path, text))


def test_tags_of_the_engine_are_left_to_it(tmp_path: Path) -> None:
    text = "site_name: x\nplugins:\n  - search\n  - other: {key: !ENV NAME}\nx: !!python/name:a.b\n"
    config = read_config(write(tmp_path, text))
    [plugin] = config.plugins
    assert list(plugin) == ["other"]


def test_a_folder_without_configuration_names_the_site(tmp_path: Path) -> None:
    (tmp_path / "my-papers").mkdir()
    assert read_config(tmp_path / "my-papers").site.name == "My papers"


def test_a_large_sitemap_is_split() -> None:
    files = sitemaps("https://a.example/", [f"papers/{number}/index.html" for number in range(LIMIT + 1)])
    assert sorted(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert files["sitemap.xml"].count("<sitemap>") == 2
    assert files["sitemap-1.xml"].count("<url>") == LIMIT


def test_robots_name_the_sitemap_where_there_is_one() -> None:
    assert "Sitemap: https://a.example/sitemap.xml" in robots("https://a.example/")
    assert "Sitemap" not in robots("")


def test_an_address_may_come_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nsite_url: !ENV [KBGEN_TEST_URL, 'https://default.example/']\n")
    monkeypatch.delenv("KBGEN_TEST_URL", raising=False)
    default = read_config(tmp_path)
    monkeypatch.setenv("KBGEN_TEST_URL", "https://fork.example/kb")
    fork = read_config(tmp_path)
    assert default.site.url == "https://default.example/"
    assert fork.site.url == "https://fork.example/kb/"
    assert default.digest != fork.digest


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("site_name: x\nsite_url: 'http://[bad'\n", "site_url 'http://[bad' is not a web address"),
        ("site_name: x\nrepo_url: 'ftp://host/x'\n", "repo_url 'ftp://host/x' is not a web address"),
        ("site_name: x\ndocs_dir: ../..\n", "docs_dir '../..' leads out of the knowledge base"),
        ("site_name: x\ntheme: {name: material, custom_dir: ../theme}\n", "leads out of the knowledge base"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_in_words(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(KbgenError, match=re.escape(words)):
        read_config(write(tmp_path, text))


def test_a_file_that_is_not_utf8_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_bytes(b"site_name: caf\xe9\n")
    with pytest.raises(KbgenError, match="is not UTF-8"):
        read_config(tmp_path)
