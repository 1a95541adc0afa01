"""Catalogues: a knowledge base's own wins, what would not work is left in English and named, nothing breaks a page."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from kbgen.model.finding import KbgenError
from kbgen.model.words import ENGLISH, _, ngettext, speaking
from kbgen.render.templates import environment
from kbgen.render.words import read_words
from tools.node import system_node, wheel_node

_HEADER = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"
"""
_TEXTS = """
#: kbgen/made_up.py
msgid "Home"
msgstr "Домой"

#: site_templates/assets/src/made-up.ts
msgid "{count} paper"
msgid_plural "{count} papers"
msgstr[0] "{count} статья"
msgstr[1] "{count} статьи"
msgstr[2] "{count} статей"
"""


def _kept(root: Path, code: str, texts: str) -> Path:
    path = root / "site_templates/locale" / f"{code}.po"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_HEADER + texts, encoding="utf-8")
    return path


def test_english_is_spoken_without_a_catalogue(tmp_path: Path) -> None:
    assert read_words(tmp_path, "en").language == ENGLISH
    assert read_words(tmp_path, "en-GB").notices == ()


def test_a_knowledge_base_brings_a_language_of_its_own(tmp_path: Path) -> None:
    _kept(tmp_path, "ru", _TEXTS)
    words = read_words(tmp_path, "ru")
    assert words.notices == ()
    with speaking(words.language):
        assert _("Home") == "Домой"
        assert _("What no catalogue has") == "What no catalogue has"
        counted = [ngettext("{count} paper", "{count} papers", count) for count in (1, 3, 5, 21, 1234)]
    assert counted == ["1 статья", "3 статьи", "5 статей", "21 статья", "1\xa0234 статьи"]


def test_it_wins_over_the_catalogue_that_comes_with_kbgen(tmp_path: Path) -> None:
    _kept(tmp_path, "zh", 'msgid "Home"\nmsgstr "主页"\n')
    with speaking(read_words(tmp_path, "zh").language):
        assert _("Home") == "主页"
    with speaking(read_words(tmp_path / "another", "zh-Hans").language):
        assert _("Home") == "首页"


def test_a_language_that_nobody_translated_is_named_with_what_to_do(tmp_path: Path) -> None:
    words = read_words(tmp_path, "tlh")
    assert words.language == ENGLISH
    (notice,) = words.notices
    assert '"tlh"' in notice
    assert "there are: en, zh" in notice
    assert "site_templates/locale/tlh.po" in notice


@pytest.mark.parametrize(
    ("text", "translation", "fault"),
    [
        ("{count} of {all}", "{count} из {alle}", "there is no value for {alle}"),
        ("{count} of {all}", "{count}", "{all} is missing"),
        ("{count} of {all}", "{count из {all}", "braces must stand in pairs"),
        ("{count} of {all}", "{count:d} из {all}", "the name of a value and nothing else"),
        ("{count} of {all}", "{count} из {all!x}", "the name of a value and nothing else"),
        ("See <a>there</a>", "См. <b>там</b>", "its tags differ"),
        ("Search", 'Искать" onfocus="x', 'a " of its own'),
    ],
)
def test_a_translation_that_would_not_work_is_left_in_english(
    tmp_path: Path, text: str, translation: str, fault: str
) -> None:
    path = _kept(tmp_path, "ru", f"\nmsgid {json.dumps(text)}\nmsgstr {json.dumps(translation, ensure_ascii=False)}\n")
    words = read_words(tmp_path, "ru")
    (notice,) = words.notices
    assert notice.startswith(f"{path}:7: ")
    assert fault in notice
    with speaking(words.language):
        assert _(text) == text


def test_a_file_that_is_no_catalogue_is_named(tmp_path: Path) -> None:
    path = _kept(tmp_path, "ru", "msgid Home\n")
    with pytest.raises(KbgenError, match="is not a gettext catalogue") as error:
        read_words(tmp_path, "ru")
    assert str(path) in str(error.value)


def test_templates_escape_values_and_keep_the_tags_of_texts() -> None:
    html = environment(None, html=True)
    made = html.from_string("""{{ _("<b>{name}</b> & {more}", name="<i>", more=more) }}""").render(more="&")
    assert made == "<b>&lt;i&gt;</b> & &amp;"
    made = html.from_string("""{{ ngettext("{count} by {name}", "{count} of {name}", 1234, name="<i>") }}""").render()
    assert made == "1,234 of &lt;i&gt;"
    assert environment(None, html=False).from_string("""{{ _("{name}", name="<i>") }}""").render() == "<i>"


def test_scripts_get_their_own_texts_and_the_rule_of_the_plural(tmp_path: Path) -> None:
    _kept(tmp_path, "ru", _TEXTS)
    script = read_words(tmp_path, "ru").script
    asked = (
        "const {code, texts, plural} = kbgenWords;"
        "console.log(JSON.stringify([code, texts, [1, 3, 5, 21].map((count) => plural(count))]))"
    )
    node = system_node() or wheel_node()
    assert node
    run = subprocess.run([str(node.folder / "node"), "-e", script + asked], capture_output=True, text=True, check=True)
    code, texts, forms = json.loads(run.stdout)
    assert code == "ru"
    assert texts == {"{count} paper": ["{count} статья", "{count} статьи", "{count} статей"]}
    assert forms == [0, 1, 2, 0]


@pytest.mark.parametrize("code", ["ru", "art-x-made-up"])
@pytest.mark.parametrize("rule", ["alert(n)", "(n != 1", "n?", "n%0", "n", "n - 1"])
def test_a_rule_of_the_plural_that_gives_none_of_the_forms_is_refused(tmp_path: Path, code: str, rule: str) -> None:
    path = _kept(tmp_path, code, _TEXTS)
    path.write_text(re.sub(r"plural=.*?;", f"plural={rule};", path.read_text()))
    with pytest.raises(KbgenError, match=f"Plural-Forms: {re.escape(rule)} is no rule for 3 forms"):
        read_words(tmp_path, code)


def test_a_language_that_nobody_else_knows_has_the_rule_of_its_catalogue(tmp_path: Path) -> None:
    _kept(tmp_path, "art-x-made-up", _TEXTS)
    with speaking(read_words(tmp_path, "art-x-made-up").language):
        counted = [ngettext("{count} paper", "{count} papers", count) for count in (1, 3, 5)]
    assert counted == ["1 статья", "3 статьи", "5 статей"]
