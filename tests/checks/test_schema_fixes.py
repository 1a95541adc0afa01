"""What a record's schema refuses and only one thing can be meant by is mended; what may mean several things is not."""

from pathlib import Path

import pytest

from kbgen.checks.asked import Asked
from kbgen.checks.fixing import Mended, mend
from kbgen.checks.report import as_json
from kbgen.checks.run import check
from kbgen.store.tree import load_tree

PAPER = "data/papers/2021/echoes.yaml"
HEAD = "id: echoes\ntitle: Echoes\nyear: 2021\n"


def mended(root: Path, files: dict[str, str]) -> Mended:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    tree = load_tree(root, cache=False)
    as_json(check(tree), tree)
    return mend(tree, Asked(), cache=False)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        (f"\ufeff{HEAD}", HEAD),
        (f"\ufeff# about\n{HEAD}summary: ' Padded.'\n", f"# about\n{HEAD}summary: 'Padded.'\n"),
        ("title: Echoes\nyear: 2021\n", HEAD),
        (f"{HEAD}added: 2021/3/4\n", f"{HEAD}added: 2021-03-04\n"),
        (f"{HEAD}added: 2021.03.04\n", f"{HEAD}added: 2021-03-04\n"),
        (f"{HEAD}links: {{code: [github.com/o/r]}}\n", f"{HEAD}links: {{code: [https://github.com/o/r]}}\n"),
        (f'{HEAD}links: {{blog: "https://x.org/a b"}}\n', f'{HEAD}links: {{blog: "https://x.org/a%20b"}}\n'),
        (f'{HEAD}links: {{blog: "https://x.org/?q={{1}}"}}\n', f'{HEAD}links: {{blog: "https://x.org/?q=%7B1%7D"}}\n'),
        (f'{HEAD}summary: ""\n', HEAD),
    ],
)
def test_what_can_be_meant_in_one_way_is_mended(tmp_path: Path, written: str, right: str) -> None:
    result = mended(tmp_path, {PAPER: written})
    assert (tmp_path / PAPER).read_text("utf-8") == right
    assert [finding.code for finding in result.report.findings] == []
    assert result.refused == ()


@pytest.mark.parametrize(
    "extra",
    [
        "added: 4/3/2021\n",
        "added: 2021-13-40\n",
        "links: {blog: unheard.example/x}\n",
        'links: {blog: "https://x.org/a https://y.org/b"}\n',
        "links: {blog: 'ftp://x.org/a'}\n",
        "links: {blog: 'javascript:alert(1)'}\n",
        "results: [{dataset: d, metric: m, value: '1,2', source: s}]\n",
    ],
)
def test_what_takes_judgement_is_left(tmp_path: Path, extra: str) -> None:
    mended(tmp_path, {PAPER: HEAD + extra})
    assert (tmp_path / PAPER).read_text("utf-8") == HEAD + extra


def test_a_number_with_separators(tmp_path: Path) -> None:
    text = 'id: d\nname: D\nintroduced_by: echoes\nsizes: [{of: clips, text: many, count: "330,000"}]\n'
    mended(tmp_path, {PAPER: HEAD, "data/datasets/d.yaml": text})
    assert load_tree(tmp_path, cache=False).kb.datasets["d"].sizes[0].count == 330_000


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("2020-2022", "2020..2022"),
        ("[2020–2022]", "[2020..2022]"),
        ("2020-", "2020.."),
        ("['-2019', 2021]", "['..2019', 2021]"),
    ],
)
def test_years_with_a_dash(tmp_path: Path, written: str, right: str) -> None:
    text = "id: main\ntitle: T\noutput: README.md\nsections:\n  - heading: All\n    select: {year: %s}\n"
    mended(tmp_path, {PAPER: HEAD, "data/lists/main.yaml": text % written})
    assert (tmp_path / "data/lists/main.yaml").read_text("utf-8") == text % right


def test_a_file_with_another_ending_is_renamed(tmp_path: Path) -> None:
    result = mended(tmp_path, {PAPER.replace(".yaml", ".yml"): HEAD, "data/Venues.yaml": "venues: []\n"})
    assert [finding.code for finding in result.report.findings] == []
    assert (tmp_path / PAPER).read_text("utf-8") == HEAD
    assert (tmp_path / "data/venues.yaml").exists()


def test_a_file_is_not_put_over_another(tmp_path: Path) -> None:
    result = mended(tmp_path, {PAPER.replace(".yaml", ".yml"): "id: x\n", PAPER: HEAD})
    assert [finding.code for finding in result.report.findings] == ["KB017"]
    assert (tmp_path / PAPER).read_text("utf-8") == HEAD


VENUE = "  - {id: icml, name: International Conference on Machine Learning, short: ICML, kind: conference}\n"


def test_a_venue_that_is_listed_twice_alike_stays_once(tmp_path: Path) -> None:
    mended(tmp_path, {PAPER: f"{HEAD}venue: icml\n", "data/venues.yaml": f"venues:\n{VENUE}{VENUE}"})
    assert (tmp_path / "data/venues.yaml").read_text("utf-8") == f"venues:\n{VENUE}"


def test_two_venues_of_one_identifier_are_left(tmp_path: Path) -> None:
    text = f"venues:\n{VENUE}{VENUE.replace('ICML', 'IC ML')}"
    result = mended(tmp_path, {PAPER: f"{HEAD}venue: icml\n", "data/venues.yaml": text})
    assert [finding.code for finding in result.report.findings] == ["KB404"]
    assert (tmp_path / "data/venues.yaml").read_text("utf-8") == text


def test_a_record_is_no_alias_of_itself(tmp_path: Path) -> None:
    result = mended(tmp_path, {PAPER: f"{HEAD}aliases: [echo, echoes]\n"})
    assert result.report.findings == ()
    assert load_tree(tmp_path, cache=False).kb.papers["echoes"].aliases == ("echo",)
