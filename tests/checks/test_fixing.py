"""Fixes are applied to the files, alone and together, and change nothing else."""

from pathlib import Path

import pytest

from kbgen.checks.asked import Asked, asked_for
from kbgen.checks.example import UNUSED, found_in_example, write_example
from kbgen.checks.fixing import Mended, mend, mend_a_copy
from kbgen.checks.registry import rules
from kbgen.model.finding import KbgenError
from kbgen.model.paper import Paper
from kbgen.store.tree import load_tree

FIXABLE = frozenset(
    {
        f"KB{number:03}"
        for number in (3, 11, 101, 103, 104, 105, 106, 107, 113, 114, 120, 124, 127, 128, 130, 201, 202, 303)
    }
    | {f"KB{number}" for number in (321, 324, 326, 328, 341, 342, 343, 344, 345, 348, 349, 502, 901, 903)}
)
"""Rules whose example is mended by its fixes."""


def write(root: Path, text: str, name: str = "a", folder: str = "papers/2021") -> Path:
    path = root / f"data/{folder}/{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def fix(root: Path, asked: Asked | None = None) -> Mended:
    return mend(load_tree(root, cache=False), asked or Asked(), cache=False)


def codes(mended: Mended) -> list[str]:
    return [finding.code for finding in mended.report.findings if finding.code not in UNUSED]


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in (root / "data").rglob("*") if path.is_file()
    }


@pytest.mark.parametrize("code", [code for code, rule in rules().items() if rule.command == "validate"])
def test_a_rule_that_says_how_it_is_mended_mends_its_example(code: str, tmp_path: Path) -> None:
    write_example(code, "bad", tmp_path)
    carried = any(finding.fix for finding in found_in_example(code, "bad"))
    assert carried == (code in FIXABLE)
    if carried:
        mended = fix(tmp_path)
        assert code not in codes(mended)
        assert mended.refused == ()
        assert fix(tmp_path).edits == ()


@pytest.mark.parametrize("code", sorted(FIXABLE - {"KB104", "KB303", "KB901"}))
def test_a_mended_example_is_the_passing_one(code: str, tmp_path: Path) -> None:
    """But for three, whose passing example differs from the other in more than the fault."""
    write_example(code, "bad", tmp_path / "bad")
    write_example(code, "good", tmp_path / "good")
    fix(tmp_path / "bad")
    wanted = {file.path: file.model for file in load_tree(tmp_path / "good", cache=False).records}
    assert {file.path: file.model for file in load_tree(tmp_path / "bad", cache=False).records} == wanted


def test_only_the_lines_of_the_fault_change(tmp_path: Path) -> None:
    text = "# about\nid: a  # permanent\n\ntitle:   'A  Title.'\nyear: 2021 # when\n"
    text += "links:\n  code:\n    - http://github.com/o/n # ours\n"
    path = write(tmp_path, text)
    mended = fix(tmp_path)
    assert codes(mended) == []
    assert path.read_text() == text.replace("'A  Title.'", "'A Title'").replace("http:", "https:")
    assert [edit.path for edit in mended.edits] == ["data/papers/2021/a.yaml"]
    assert sorted(finding.code for finding in mended.fixed) == ["KB321", "KB342", "KB345"]


def test_faults_of_one_value_are_mended_one_after_the_other(tmp_path: Path) -> None:
    write(tmp_path, 'id: a\ntitle: "The {BERT}  Model’s &amp; Itâ€™s Friends."\nyear: 2021\n')
    assert codes(fix(tmp_path)) == []
    (file,) = load_tree(tmp_path, cache=False).records
    assert isinstance(file.model, Paper)
    assert file.model.title == "The BERT Model’s & It’s Friends"


def test_several_items_of_one_list_go_at_once(tmp_path: Path) -> None:
    path = write(tmp_path, "id: a\ntitle: A\nyear: 2021\nsources: [x, x, x, y, x]\nauthors: [Ann One, et al.]\n")
    (tmp_path / "data/sources.yaml").write_text("sources: [{id: x, name: X}, {id: y, name: Y}]\n")
    assert codes(fix(tmp_path)) == []
    assert path.read_text() == "id: a\ntitle: A\nyear: 2021\nsources: [x, y]\nauthors: [Ann One]\n"


def test_the_last_item_takes_its_list_with_it(tmp_path: Path) -> None:
    path = write(tmp_path, "id: a\ntitle: A\nyear: 2021\nrelations: {cites: [a]}\n")
    assert codes(fix(tmp_path)) == []
    assert path.read_text() == "id: a\ntitle: A\nyear: 2021\n"


def test_a_file_moves_to_its_year_and_keeps_what_is_allowed_of_it(tmp_path: Path) -> None:
    write(tmp_path, "id: a\ntitle: A Title\nyear: 2020\nlinks: {code: ['https://x.example/y']}\n")
    entry = (
        "{code: KB323, path: data/papers/2021/a.yaml, subject: 'https://x.example/y', reason: R, reviewed: 2025-01-01}"
    )
    (tmp_path / "data/allowed.yaml").write_text(f"allowed:\n  - {entry}\n")
    mended = fix(tmp_path)
    assert codes(mended) == []
    assert [finding.code for finding in mended.report.allowed] == ["KB323"]
    assert files(tmp_path).keys() == {"data/papers/2020/a.yaml", "data/allowed.yaml"}


def test_a_year_and_the_folder_are_mended_together(tmp_path: Path) -> None:
    venues = "venues: [{id: arxiv, name: arXiv, short: arXiv, kind: preprint}]\n"
    (tmp_path / "data").mkdir()
    (tmp_path / "data/venues.yaml").write_text(venues)
    write(tmp_path, 'id: b\ntitle: A\nyear: 2022\nvenue: arxiv\nids: {arxiv: "2012.00001"}\n')
    assert codes(fix(tmp_path)) == []
    (path,) = (name for name in files(tmp_path) if "papers" in name)
    assert path == "data/papers/2020/b.yaml"
    assert b"year: 2020" in files(tmp_path)[path]


def test_a_file_does_not_move_onto_another(tmp_path: Path) -> None:
    write(tmp_path, "id: b\ntitle: The First of Them\nyear: 2021\n", "a")
    write(tmp_path, "id: b\ntitle: Quite Another Thing\nyear: 2021\n", "b")
    assert codes(fix(tmp_path)) == ["KB201", "KB203"]
    assert files(tmp_path).keys() == {"data/papers/2021/a.yaml", "data/papers/2021/b.yaml"}


def test_two_files_do_not_move_to_one_place(tmp_path: Path) -> None:
    write(tmp_path, "id: c\ntitle: The First of Them\nyear: 2021\n", "a")
    write(tmp_path, "id: c\ntitle: Quite Another Thing\nyear: 2021\n", "b")
    assert codes(fix(tmp_path)) == ["KB201", "KB203"]
    assert files(tmp_path).keys() == {"data/papers/2021/b.yaml", "data/papers/2021/c.yaml"}


def test_what_another_file_says_is_left_alone(tmp_path: Path) -> None:
    first = write(tmp_path, "id: a\ntitle: First Title.\nyear: 2021\n")
    second = write(tmp_path, "id: b\ntitle: Second Title.\nyear: 2021\n", "b")
    tree = load_tree(tmp_path, cache=False)
    mended = mend(tree, asked_for(tree, [first]), cache=False)
    assert codes(mended) == []
    assert first.read_text().endswith("First Title\nyear: 2021\n")
    assert "Second Title." in second.read_text()


def test_only_the_codes_that_were_asked_for_are_mended(tmp_path: Path) -> None:
    path = write(tmp_path, "id: a\ntitle: A  Title.\nyear: 2021\n")
    tree = load_tree(tmp_path, cache=False)
    assert codes(mend(tree, asked_for(tree, select=["KB345"]), cache=False)) == []
    assert "title: A Title.\n" in path.read_text()


def test_a_file_that_moves_stays_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, "id: b\ntitle: A Title.\nyear: 2020\nvenue: nowhere\n")
    tree = load_tree(tmp_path, cache=False)
    assert codes(mend(tree, asked_for(tree, [path]), cache=False)) == ["KB104"]
    assert files(tmp_path).keys() == {"data/papers/2020/b.yaml"}


def test_what_is_allowed_is_not_mended(tmp_path: Path) -> None:
    path = write(tmp_path, "id: a\ntitle: A Title.\nyear: 2021\n")
    entry = "{code: KB342, path: data/papers/2021/a.yaml, subject: A Title., reason: R, reviewed: 2025-01-01}"
    (tmp_path / "data/allowed.yaml").write_text(f"allowed:\n  - {entry}\n")
    assert fix(tmp_path).edits == ()
    assert "A Title." in path.read_text()


def test_a_broken_record_keeps_what_was_allowed_of_it(tmp_path: Path) -> None:
    """Its findings are hidden by the fault, not mended: an entry that goes then is a review that is lost."""
    write(tmp_path, "id: a\ntitle: A Title.\nyear: soon\n")
    entry = "{code: KB342, path: data/papers/2021/a.yaml, subject: A Title., reason: R, reviewed: 2025-01-01}"
    (tmp_path / "data/allowed.yaml").write_text(f"allowed:\n  - {entry}\n")
    assert codes(fix(tmp_path)) == ["KB121"]
    assert "KB342" in (tmp_path / "data/allowed.yaml").read_text()


def test_a_copy_shows_what_would_change_and_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, "id: a\ntitle: A  Title.\nyear: 2021\nvenue: nowhere\n")
    before = files(tmp_path)
    mended = mend_a_copy(load_tree(tmp_path, cache=False), Asked())
    assert files(tmp_path) == before
    assert codes(mended) == ["KB104"]
    (edit,) = mended.edits
    assert edit.diff().splitlines()[2:] == [
        "@@ -1,4 +1,4 @@",
        " id: a",
        "-title: A  Title.",
        "+title: A Title",
        " year: 2021",
        " venue: nowhere",
    ]
    assert not (tmp_path / ".kbgen").exists()


def test_a_file_that_cannot_be_read_as_yaml_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path, "id: a\ntitle: [\n")
    path = write(tmp_path, "id: b\ntitle: B Title.\nyear: 2021\n", "b")
    assert codes(fix(tmp_path)) == ["KB005"]
    assert "B Title\n" in path.read_text()


def test_a_record_that_lies_elsewhere_through_a_link_is_refused_and_said(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("id: a\ntitle: A Title.\nyear: 2021\n")
    root = tmp_path / "kb"
    path = write(root, "id: b\ntitle: B Title.\nyear: 2021\n", "b")
    (root / "data/papers/2021/a.yaml").symlink_to(outside)
    mended = fix(root)
    assert codes(mended) == ["KB342"]
    assert [finding.place.path for finding in mended.refused] == ["data/papers/2021/a.yaml"]
    assert "A Title." in outside.read_text()
    assert "B Title\n" in path.read_text()


def test_another_process_that_writes_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(root: Path) -> None:
        raise KbgenError(f"another process is writing to {root}")

    write(tmp_path, "id: a\ntitle: A Title.\nyear: 2021\n")
    monkeypatch.setattr("kbgen.checks.fixing.writing", held)
    with pytest.raises(KbgenError, match="another process"):
        fix(tmp_path)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sumary: S\n", "summary: S\n"),
        ("kind: Survye\n", "kind: survey\n"),
        ("summary: 'S '\n", "summary: 'S'\n"),
        ("authors: Ann One\n", "authors: [Ann One]\n"),
        ("ids: {arxiv: 'https://arxiv.org/abs/2103.00020v2'}\n", "ids: {arxiv: '2103.00020'}\n"),
        ("links: {vidoe: 'https://a.example/'}\n", "links: {video: https://a.example/}\n"),
    ],
)
def test_what_the_schema_refuses_is_mended_where_one_thing_is_meant(tmp_path: Path, written: str, meant: str) -> None:
    path = write(tmp_path, f"id: a\ntitle: A\nyear: 2021\n{written}")
    assert codes(fix(tmp_path)) == []
    assert path.read_text() == f"id: a\ntitle: A\nyear: 2021\n{meant}"


@pytest.mark.parametrize(
    "written",
    [
        "sumary: S\nsummary: T\n",
        "authors: Ann One, Bob Two\n",
        "kind: thing\n",
        "authors: ''\n",
        "links: {vdo: 'https://a.example/'}\n",
    ],
)
def test_what_may_mean_several_things_is_left_alone(tmp_path: Path, written: str) -> None:
    path = write(tmp_path, text := f"id: a\ntitle: A\nyear: 2021\n{written}")
    assert codes(fix(tmp_path)) != []
    assert path.read_text() == text


def test_what_another_process_wrote_since_is_not_overwritten(tmp_path: Path) -> None:
    path = write(tmp_path, "id: a\ntitle: A\nyear: 2021\nauthors: [Ann One, Bob Two, et al.]\n")
    tree = load_tree(tmp_path, cache=False)
    path.write_text("id: a\ntitle: A\nyear: 2021\nauthors: [Cid Three, Ann One, Bob Two, et al.]\n")
    mend(tree, Asked(), cache=False)
    assert path.read_text().endswith("authors: [Cid Three, Ann One, Bob Two]\n")


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        (r"Schr{\"o}dinger Bridges", "Schrödinger Bridges"),
        (r"Learning \emph{Deep} Models \& More", "Learning Deep Models & More"),
        (r"Stra\ss{}e und Stra{\ss}e", "Straße und Straße"),
        (r"100\% of \textbf{BERT} in $O(n^{2})$", "100% of BERT in $O(n^{2})$"),
        (r"Backmapping of C{\alpha} Traces", "Backmapping of Cα Traces"),
        (r"Whole >= {\Sigma} Parts", "Whole >= Σ Parts"),
        ("Critical Properties of Automata}", "Critical Properties of Automata"),
    ],
)
def test_what_typesetting_left_is_mended_where_it_is_clear_what_it_prints(
    tmp_path: Path, title: str, meant: str
) -> None:
    write(tmp_path, f"id: a\ntitle: '{title}'\nyear: 2021\n")
    assert codes(fix(tmp_path)) == []
    (file,) = load_tree(tmp_path, cache=False).records
    assert isinstance(file.model, Paper)
    assert file.model.title == meant


@pytest.mark.parametrize(
    "title",
    [
        r"Models with \iid Noise",
        r"Decays to b\bar b and More",
        "Hulls of Curves in R^{2n}",
        "E_{10} for Beginners",
        r"Whole >= \Sigma Parts",
        r"Based on \hspace {0.3cm} Transitions",
    ],
)
def test_what_a_formula_or_an_own_command_prints_is_left_to_people(tmp_path: Path, title: str) -> None:
    path = write(tmp_path, text := f"id: a\ntitle: '{title}'\nyear: 2021\n")
    assert codes(fix(tmp_path)) == ["KB349"]
    assert path.read_text() == text


@pytest.mark.parametrize(
    "title", [r"The Rate of $B\bbar $ Pairs", "Classes of $ W_{1+2} $ Symmetry", r"$\eps $ Expansions"]
)
def test_formulas_are_text(tmp_path: Path, title: str) -> None:
    write(tmp_path, f"id: a\ntitle: '{title}'\nyear: 2021\n")
    assert codes(fix(tmp_path)) == []
