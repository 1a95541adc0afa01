"""Importing what is here already: nothing is doubled, what would change is shown, and a person's values stay."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli
from kbgen.store.tree import load_tree

from .test_import import files_of

BIB = """\
@inproceedings{echo,
  title = {EchoNet: Hearing Corners},
  author = {Hopper, Grace and Noether, Emmy},
  booktitle = {Conference on Rooms (COR)},
  year = 2021,
}

@article{halls,
  title = {Halls of Echoes},
  author = {Byron, Ada},
  journal = {Journal of Rooms},
  year = 2020,
}
"""
RIS = """\
TY  - JOUR
ID  - caves
AU  - Curie, Marie
TI  - Caves of Echoes
T2  - Journal of Rooms
PY  - 2019
ER  -
"""
LIST = """\
# Awesome Echoes

## Rooms

- [EchoNet: Hearing Corners](https://arxiv.org/abs/2001.00002), COR 2021 [[code]](https://github.com/echo/net)
- [One Room](https://arxiv.org/abs/2001.00003), COR 2021
"""


def run(root: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["import", "-C", str(root), *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def bib(tmp_path: Path) -> Path:
    path = tmp_path / "refs.bib"
    path.write_text(BIB, encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path, bib: Path) -> Path:
    root = tmp_path / "kb"
    assert run(root, bib).exit_code == 0
    return root


def record(root: Path, name: str) -> Path:
    (path,) = (root / "data" / "papers").rglob(f"{name}.yaml")
    return path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_bibliography_makes_records_venues_and_a_source(root: Path) -> None:
    tree = load_tree(root)
    assert tree.findings == ()
    echo = tree.kb.papers["echonet-hearing-corners"]
    assert (echo.venue, echo.year, echo.authors) == ("cor", 2021, ("Grace Hopper", "Emmy Noether"))
    assert [(row.source, row.doubt) for row in echo.provenance] == [("refs.bib#echo", None)]
    venues = {venue.id: (venue.name, venue.short, venue.kind) for venue in tree.kb.venues.venues}
    assert venues == {
        "cor": ("Conference on Rooms", "COR", "conference"),
        "journal-of-rooms": ("Journal of Rooms", "Journal of Rooms", "journal"),
    }
    assert (tree.kb.sources["refs"].kind, tree.kb.sources["refs"].file) == ("bibliography", "refs.bib")


@pytest.mark.parametrize("options", [(), ("--update",), ("--update", "--take", "title", "--take", "authors")])
def test_the_same_file_again_changes_nothing(root: Path, bib: Path, options: tuple[str, ...]) -> None:
    before = files_of(root)
    result = run(root, *options, bib)
    assert (result.exit_code, files_of(root)) == (0, before)
    assert "papers: 0 new, 0 updated, 2 unchanged" in result.output
    assert "would change" not in result.output


@pytest.mark.parametrize(("name", "text"), [("list.md", LIST), ("refs.ris", RIS)])
def test_the_same_file_again_changes_nothing_in_other_formats(root: Path, tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    run(root, "--update", path)
    before = files_of(root)
    assert run(root, "--update", path).exit_code == 0
    assert files_of(root) == before


def test_entries_that_move_and_new_ones_change_no_record_that_is_there(root: Path, bib: Path) -> None:
    before = files_of(root)
    new = "@book{caves, title = {Caves}, year = 1999}\n\n"
    bib.write_text(new + BIB, encoding="utf-8")
    result = run(root, bib)
    assert "papers: 1 new, 0 updated, 2 unchanged" in result.output
    after = files_of(root)
    assert {path: after[path] for path in before} == before
    assert set(after) - set(before) == {"data/papers/1999/caves.yaml"}


def test_an_updated_file_shows_what_would_change_and_changes_it_when_asked(root: Path, bib: Path) -> None:
    path = record(root, "halls-of-echoes")
    edit(path, "title: Halls", "# read twice\ntitle: Halls")
    edit(path, "year: 2020", "year:   2020   # proceedings")
    before = files_of(root)
    edit(bib, "journal = {Journal of Rooms},", "journal = {Journal of Rooms}, doi = {10.1000/halls},")
    shown = run(root, bib)
    assert shown.exit_code == 0
    assert "papers: 0 new, 1 would be updated, 1 unchanged" in shown.output
    assert "would change; --update does it:\n  halls-of-echoes\n    + ids.doi: 10.1000/halls\n" in shown.output
    assert files_of(root) == before
    done = run(root, "--update", bib)
    assert "papers: 0 new, 1 updated, 1 unchanged" in done.output
    after = files_of(root)
    assert [name for name in after if after[name] != before[name]] == ["data/papers/2020/halls-of-echoes.yaml"]
    text = path.read_text(encoding="utf-8")
    assert "# read twice\ntitle: Halls" in text
    assert "year:   2020   # proceedings" in text
    assert load_tree(root).kb.papers["halls-of-echoes"].ids.doi == "10.1000/halls"


def test_a_value_that_disagrees_stays_unless_it_is_taken(root: Path, bib: Path) -> None:
    edit(bib, "year = 2020", "year = 2022")
    edit(bib, "Byron, Ada", "Byron, Ada and Curie, Marie")
    shown = run(root, "--update", bib)
    assert "    kept year: the record says 2020, refs.bib:8 says 2022" in shown.output
    assert "    kept authors: the record says Ada Byron, refs.bib:8 says Ada Byron, Marie Curie" in shown.output
    assert "--take FIELD takes the value of the source" in shown.output
    kept = load_tree(root).kb.papers["halls-of-echoes"]
    assert (kept.year, kept.authors) == (2020, ("Ada Byron",))
    assert [row.doubt for row in kept.provenance if "year" in row.fields and row.doubt]
    would = run(root, "--take", "year", bib)
    assert "    year: 2020 → 2022" in would.output
    assert load_tree(root).kb.papers["halls-of-echoes"] == kept
    run(root, "--update", "--take", "year", bib)
    taken = load_tree(root).kb.papers["halls-of-echoes"]
    assert (taken.year, taken.authors) == (2022, ("Ada Byron",))
    assert record(root, "halls-of-echoes").parent.name == "2022"
    assert not [row for row in taken.provenance if "year" in row.fields and row.doubt]


@pytest.mark.parametrize(
    ("field", "old", "new", "becomes"),
    [
        ("title", "Halls of Echoes", "HALLS of Echoes", "HALLS of Echoes"),
        ("venue", "Journal of Rooms", "Conference on Rooms (COR)", "cor"),
        ("authors", "Byron, Ada", "Byron, Augusta Ada", ["Augusta Ada Byron"]),
    ],
)
def test_each_field_can_be_taken(
    root: Path, bib: Path, field: str, old: str, new: str, becomes: str | list[str]
) -> None:
    edit(bib, old, new)
    run(root, "--update", bib)
    assert load_tree(root).kb.papers["halls-of-echoes"].model_dump(mode="json")[field] != becomes
    run(root, "--update", "--take", field, bib)
    assert load_tree(root).kb.papers["halls-of-echoes"].model_dump(mode="json")[field] == becomes
    assert set(load_tree(root).kb.papers) == {"echonet-hearing-corners", "halls-of-echoes"}


def test_a_further_source_adds_to_records_only_when_asked(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_text(LIST, encoding="utf-8")
    before = files_of(root)
    result = run(root, path)
    assert "papers: 1 new, 1 would be updated, 0 unchanged" in result.output
    assert "    + ids.arxiv: 2001.00002" in result.output
    assert "    + links.code: https://github.com/echo/net" in result.output
    echo = "data/papers/2021/echonet-hearing-corners.yaml"
    assert files_of(root)[echo] == before[echo]
    run(root, "--update", path)
    paper = load_tree(root).kb.papers["echonet-hearing-corners"]
    assert (paper.ids.arxiv, paper.sources) == ("2001.00002", ("refs", "awesome-echoes"))


def test_comments_in_vocabularies_and_sources_stay(root: Path, tmp_path: Path) -> None:
    for name in ("venues", "sources"):
        path = root / "data" / f"{name}.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "# the end\n", encoding="utf-8")
    more = tmp_path / "more.ris"
    more.write_text(RIS.replace("Journal of Rooms", "Letters on Caves"), encoding="utf-8")
    run(root, "--new-terms", more)
    for name, new in (("venues", "Letters on Caves"), ("sources", "more.ris")):
        text = (root / "data" / f"{name}.yaml").read_text(encoding="utf-8")
        assert "# the end" in text
        assert new in text
    assert load_tree(root).findings == ()


def test_the_report_holds_the_changes(root: Path, bib: Path) -> None:
    edit(bib, "year = 2020", "year = 2022, doi = {10.1000/halls}")
    report = json.loads(run(root, "--dry-run", "--update", "--format-report", "json", bib).output)
    assert report["written"] == ["data/papers/2020/halls-of-echoes.yaml"]
    assert report["changes"] == [
        {
            "record": "halls-of-echoes",
            "fields": [{"field": "ids.doi", "before": "", "after": "10.1000/halls"}],
            "disagreements": [{"field": "year", "record": "2020", "source": "2022", "entry": "refs.bib:8"}],
        }
    ]


def test_lines_that_move_in_a_list_are_one_line_of_the_summary(root: Path, tmp_path: Path) -> None:
    path = tmp_path / "list.md"
    path.write_text(LIST, encoding="utf-8")
    run(root, "--update", path)
    path.write_text(LIST.replace("## Rooms", "Words.\n\n## Rooms"), encoding="utf-8")
    result = run(root, path)
    assert "2 records in which only the sources named would change; --update does it" in result.output
    assert "\nwould change" not in result.output


def test_two_entries_of_one_work_become_one_record(tmp_path: Path) -> None:
    path = tmp_path / "refs.bib"
    again = BIB.replace("@article{halls", "@misc{halls2").replace("{Halls of Echoes}", "{{HALLS} of {Echoes}}")
    path.write_text(BIB + again, encoding="utf-8")
    run(tmp_path / "kb", path)
    assert set(load_tree(tmp_path / "kb").kb.papers) == {"echonet-hearing-corners", "halls-of-echoes"}
