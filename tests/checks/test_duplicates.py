"""Which pairs of records are worth a look, and which are not."""

from pathlib import Path

import pytest

from kbgen.checks.run import run_checks
from kbgen.store.tree import load_tree

VENUES = """\
venues:
  - {id: arxiv, name: arXiv, short: arXiv, kind: preprint}
  - {id: icml, name: International Conference on Machine Learning, short: ICML, kind: conference}
"""
ONE = "title: Learning Transferable Visual Models of Sounds\n"
OTHER = "title: Learning Transferrable Visual Model of Sounds\n"
AUTHORS = "authors: [Ann One, Bob Two]\n"


def found(root: Path, *records: str) -> list[tuple[str, str]]:
    folder = root / "data/papers/2021"
    folder.mkdir(parents=True)
    for name, text in zip("abcdef", records, strict=False):
        (folder / f"{name}.yaml").write_text(f"id: {name}\nyear: 2021\n{text}")
    if any("venue:" in text for text in records):
        (root / "data/venues.yaml").write_text(VENUES)
    wanted = {"KB205", "KB207", "KB209", "KB210"}
    findings = run_checks(load_tree(root, cache=False))
    return [(finding.code, finding.place.path[-6]) for finding in findings if finding.code in wanted]


def test_nearly_the_same_title_is_reported_once_at_the_second(tmp_path: Path) -> None:
    assert found(tmp_path, ONE, OTHER) == [("KB209", "b")]
    assert found(tmp_path / "three", ONE, OTHER, ONE.replace("Sounds", "Soundes")) == [("KB209", "b"), ("KB209", "c")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (AUTHORS, "authors: [Cid Three]\n"),
        ('ids: {arxiv: "2103.00001"}\n', 'ids: {arxiv: "2103.00002"}\n'),
        ("ids: {acl: P18-2074}\n", "ids: {acl: P18-2075}\n"),
    ],
)
def test_authors_and_identifiers_tell_papers_apart(tmp_path: Path, first: str, second: str) -> None:
    assert found(tmp_path, ONE + first, OTHER + second) == []


def test_what_another_rule_says_is_not_said_again(tmp_path: Path) -> None:
    ids = 'ids: {arxiv: "2103.00001"}\n'
    assert found(tmp_path / "ids", ONE + ids, OTHER + ids) == [("KB205", "b")]
    assert found(tmp_path / "title", ONE, ONE) == [("KB207", "b")]


PREPRINT = AUTHORS + 'venue: arxiv\nids: {arxiv: "2103.00001"}\n'
PUBLISHED = "authors: [Ann One, Cid Three, Bob Two]\nvenue: icml\n"


@pytest.mark.parametrize(
    ("preprint", "published"),
    [
        (
            "Stronger Models are NOT Stronger Teachers for Tuning",
            "Stronger Models are Not Always Stronger Teachers for Tuning",
        ),
        ("Finch: Prompt-guided Cache Compression", "FINCH: Prompt-guided Cache Compression for Language Models"),
        ("Editing Large Language Models", "Editing Large Language Models: Problems, Methods and Opportunities"),
    ],
)
def test_a_preprint_and_its_publication_under_another_title(tmp_path: Path, preprint: str, published: str) -> None:
    records = f'title: "{preprint}"\n{PREPRINT}', f'title: "{published}"\n{PUBLISHED}'
    assert found(tmp_path, *records) == [("KB210", "a")]
    assert found(tmp_path / "turned", *reversed(records)) == [("KB210", "b")]


@pytest.mark.parametrize(
    "published",
    [
        PUBLISHED.replace("Bob Two", "Bob Four"),
        PUBLISHED + 'ids: {arxiv: "2104.00001"}\n',
        PREPRINT.replace("00001", "00002"),
        AUTHORS,
    ],
)
def test_what_is_no_publication_of_the_preprint(tmp_path: Path, published: str) -> None:
    title = "title: Stronger Models are %s Stronger Teachers\n"
    assert found(tmp_path, title % "Not" + PREPRINT, title % "Not Always" + published) == []


def test_a_near_title_is_said_once_of_a_preprint_and_its_publication(tmp_path: Path) -> None:
    assert found(tmp_path, ONE + PREPRINT, OTHER + PUBLISHED) == [("KB209", "b")]


def test_papers_without_authors_or_words_do_no_harm(tmp_path: Path) -> None:
    assert (
        found(tmp_path, "title: '?'\nvenue: arxiv\n", "title: '!!'\nvenue: icml\n", "title: 学习\n", "title: 视觉\n")
        == []
    )
