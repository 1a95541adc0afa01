"""Addresses that open GitHub's forms with a record filled in, and what comes of a form that is sent as it opened."""

from contextlib import nullcontext
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from kbgen.contribute.from_issue import from_issue
from kbgen.contribute.issue_form import FORMS, FormError
from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.store.tree import load_tree
from kbgen.views.site.forms import MAX_LENGTH, add_href, fix_href
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.hubs import contribute_page
from tests.repositories import write_sample

FORM = "https://github.com/o/n/issues/new"


def fields(record: Paper | Dataset) -> dict[str, str]:
    """What the form's fields hold when it is opened."""
    address = fix_href(FORM, record)
    assert address is not None
    assert len(address) <= MAX_LENGTH
    assert address.isascii()
    return {name: value[0] for name, value in parse_qs(urlsplit(address).query, strict_parsing=True).items()}


def body(filled: dict[str, str]) -> str:
    """What GitHub makes of a form that is sent as it was opened."""
    fence = f"```yaml\n{filled.get('fields', '')}\n```"
    heading = FORMS["fix"]
    return f"### {heading['record']}\n\n{filled['record']}\n\n### {heading['fields']}\n\n{fence}\n"


def test_without_forms_there_is_no_address() -> None:
    assert fix_href("", Paper(id="x", title="X")) is None
    assert add_href("") is None


def test_the_form_for_a_paper_is_named() -> None:
    assert add_href(FORM) == f"{FORM}?template=add-paper.yml"


def test_a_record_is_filled_in(tmp_path: Path) -> None:
    kb = load_tree(write_sample(tmp_path)).kb
    filled = fields(kb.papers["listening"])
    assert filled.pop("fields").startswith(
        "title: Seeing While Listening\nkind: method\nauthors: [Ana Müller, Bo Li]\n"
    )
    assert filled == {"template": "fix-record.yml", "title": "Fix: listening", "record": "papers/listening"}


@pytest.mark.parametrize("root", [None, Path(__file__).parents[3]], ids=["sample", "own records"])
def test_a_form_that_is_sent_as_it_opened_changes_nothing(tmp_path: Path, root: Path | None) -> None:
    root = root or write_sample(tmp_path)
    kb = load_tree(root).kb
    records: list[Paper | Dataset] = [*list(kb.papers.values())[:25], *list(kb.datasets.values())[:10]]
    for record in records:
        with pytest.raises(FormError, match="says all of this already"):
            from_issue(root, body(fields(record)), lambda wanted: nullcontext())


def test_what_is_changed_in_the_form_is_the_whole_change(tmp_path: Path) -> None:
    root = write_sample(tmp_path)
    filled = fields(load_tree(root).kb.papers["listening"])
    filled["fields"] = filled["fields"].replace("year: 2017", "year: 2018")
    (gone, come) = from_issue(root, body(filled), lambda wanted: nullcontext()).edits
    assert gone.before is not None
    assert come.after == gone.before.replace("year: 2017", "year: 2018")


def test_a_long_record_loses_fields_until_its_address_is_short_enough() -> None:
    long = {"summary": "语" * 300, "authors": [f"Somebody Number {n}" for n in range(300)], "year": 2020}
    paper = Paper.model_validate({"id": "x", "title": "X", **long})
    assert fields(paper)["fields"] == "title: X\nkind: method\nyear: 2020"
    longer = Paper.model_validate({"id": "x", "title": "题" * 2000})
    assert fields(longer) == {"template": "fix-record.yml", "title": "Fix: x", "record": "papers/x"}


def test_signs_of_addresses_stay_text() -> None:
    links = {"paper": "https://x.example/?a=1&b=2#c"}
    paper = Paper.model_validate({"id": "x", "title": "A & B? #1 = 100% + <b>", "links": links})
    filled = fields(paper)["fields"]
    assert "A & B? #1 = 100% + <b>" in filled
    assert "https://x.example/?a=1&b=2#c" in filled


def test_the_page_for_contributors_leads_to_the_forms() -> None:
    page = contribute_page(SiteInfo("Name", "Description", repository="https://github.com/o/n", forms=FORM))
    assert (page.add_href, page.issues_href) == (f"{FORM}?template=add-paper.yml", f"{FORM}/choose")
