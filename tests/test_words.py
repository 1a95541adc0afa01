"""The catalogues: no text of the interface is missing in them, and no language lacks one."""

import re
from typing import get_args

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_file

from kbgen.model.paper import DatasetRole, PaperKind, PaperStatus
from kbgen.model.vocabulary import VenueKind
from tools.words import KEYWORDS, LOCALE, ROOT, TEMPLATE, template, translations, untranslated, updated, written

_NAMES = [*get_args(PaperKind), *get_args(PaperStatus), *get_args(DatasetRole), *get_args(VenueKind)]


@pytest.fixture(scope="module")
def current() -> Catalog:
    return template()


def test_the_template_has_every_text_of_the_code_and_no_other(current: Catalog) -> None:
    assert TEMPLATE.read_bytes() == written(current), "run make words, and translate what is new"


@pytest.mark.parametrize("language", ["zh"])
def test_a_language_that_comes_with_kbgen_is_whole(language: str, current: Catalog) -> None:
    path = LOCALE / f"{language}.po"
    assert path in translations()
    assert path.read_bytes() == updated(path, current), "run make words"
    assert untranslated(path) == []


def test_names_that_records_may_have_are_in_the_catalogues(current: Catalog) -> None:
    assert [name for name in _NAMES if name.replace("-", " ") not in current] == []


def test_every_call_in_the_scripts_is_read_as_one() -> None:
    calls, found = [], []
    for path in sorted((ROOT / "site_templates/assets/src").rglob("*.ts")):
        source = path.read_text(encoding="utf-8")
        calls += [path.name] * len(re.findall(r"(?<!function )(?<![\w$])(?<!\w\.)(?:_|ngettext)\(", source))
        found += [path.name] * len(list(extract_from_file("javascript", path, keywords=KEYWORDS)))
    assert found == calls
    assert len(calls) > 200
