"""What issue forms become: small edits of the records they are about, and nothing where they cannot be understood."""

import contextlib
import re
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kbgen.contribute.add_lookup import Lookup
from kbgen.contribute.from_issue import IssueEdit, from_issue
from kbgen.contribute.issue_add import Services
from kbgen.contribute.issue_form import FormError
from kbgen.enrich.http import Session
from kbgen.store.tree import load_tree
from tests.enrich.replica import Reply, running
from tests.repositories import write_paper, write_sample

GROUPER = "data/papers/2021/grouper.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_sample(tmp_path)


def nobody(wanted: list[str]) -> AbstractContextManager[None]:
    return nullcontext()


def ask(root: Path, body: str) -> IssueEdit:
    return from_issue(root, body, nobody)


def fix(root: Path, record: str, fields: str) -> IssueEdit:
    return ask(root, f"### Record\n\n{record}\n\n### What it should say\n\n```yaml\n{fields}\n```\n")


def dead(root: Path, link: str, replacement: str = "_No response_") -> IssueEdit:
    return ask(root, f"### Dead link\n\n{link}\n\n### Where it is now\n\n{replacement}\n")


def faults(root: Path, record: str, fields: str) -> tuple[str, ...]:
    before = snapshot(root)
    with pytest.raises(FormError) as caught:
        fix(root, record, fields)
    assert snapshot(root) == before
    return caught.value.faults


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted((root / "data").rglob("*")) if path.is_file()}


def changed_lines(edit: IssueEdit) -> list[str]:
    return [
        line
        for one in edit.edits
        for line in one.diff().splitlines()
        if line[:1] in "+-" and line[:3] not in {"+++", "---"}
    ]


def add(root: Path, paper: str, topics: str = "_No response_", services: Services = nobody) -> IssueEdit:
    return from_issue(root, f"### Paper\n\n{paper}\n\n### Topics\n\n{topics}\n", services)


def test_a_paper_is_looked_up_and_added_with_its_topics(root: Path, tmp_path: Path) -> None:
    with running() as replica, Session(replica.settings(tmp_path)) as session:
        edit = add(root, "2101.00001", "clustering\nnonsense", lambda wanted: nullcontext(Lookup(session, wanted)))
    record = "rooms-that-hear-learning-from-echoes"
    assert (edit.title, edit.records) == (f"Add {record}", (record,))
    paper = load_tree(root).kb.papers[record]
    assert (paper.authors, paper.topics) == (("Ada Example", "Bo Sample"), {"objective": ("clustering",)})
    assert "“nonsense” is no topic here; see the site's page of topics." in edit.notes
    assert [one.path for one in edit.edits] == [f"data/papers/2021/{record}.yaml"]


def test_several_papers_are_added_and_those_that_cannot_be_are_noted(root: Path) -> None:
    edit = add(root, "- 2103.00020\n- <https://arxiv.org/abs/2201.00001>\n* `2201.00002v1`\n1. https://evil.example/x")
    assert edit.title == "Add arxiv-2201-00001 and 1 more"
    assert any("“2103.00020” is here already as data/papers/2021/grouper.yaml" in note for note in edit.notes)
    assert len(load_tree(root).kb.papers) == 5


def test_a_bibliography_may_stand_in_the_form_too(root: Path) -> None:
    edit = add(root, "@article{x, title={A New Thing}, author={Li, Bo}, year={2020}, doi={10.1000/abc}}")
    assert load_tree(root).kb.papers[edit.records[0]].ids.doi == "10.1000/abc"


@pytest.mark.parametrize(
    ("paper", "words"),
    [
        ("2103.00020", "is here already as data/papers/2021/grouper.yaml"),
        ("`;|&`", "was not added"),
        ("\n".join(f"2201.{n:05}" for n in range(21)), "21 papers are named; one form takes at most 20."),
        ("https://evil.example/" + "a" * 3000, "was not added"),
        ("# only a comment", "names no paper"),
    ],
)
def test_a_form_of_which_no_paper_can_be_added_changes_nothing(root: Path, paper: str, words: str) -> None:
    before = snapshot(root)
    with pytest.raises(FormError, match=re.escape(words)):
        add(root, paper)
    assert snapshot(root) == before


def test_services_that_cannot_be_reached_are_named(root: Path, tmp_path: Path) -> None:
    with running() as replica, Session(replica.settings(tmp_path)) as session:
        replica.always("arxiv", Reply(status=503))
        with pytest.raises(FormError, match="arXiv"):
            add(root, "2101.00001", services=lambda wanted: nullcontext(Lookup(session, wanted)))


def test_a_correction_changes_only_its_lines(root: Path) -> None:
    path = root / GROUPER
    path.write_text(path.read_text().replace("title: Grouping Sounds", "# a comment\ntitle:   'Grouping Sounds'"))
    edit = fix(root, "grouper", "title: Grouping Sounds\nvenue: tpami")
    assert changed_lines(edit) == ["+venue: tpami"]
    assert (edit.title, edit.records, edit.notes) == ("Fix grouper", ("grouper",), ())
    assert "# a comment\ntitle:   'Grouping Sounds'\n" in path.read_text()


def test_a_field_without_value_is_taken_away(root: Path) -> None:
    assert changed_lines(fix(root, "grouper", "authors:")) == ["-authors: [Cy Young]"]


def test_a_field_inside_another_is_taken_away(root: Path) -> None:
    edit = fix(root, "listening", "links: {project: }")
    assert changed_lines(edit) == ["-  project: https://see.example"]


def test_fields_inside_others_are_merged(root: Path) -> None:
    edit = fix(root, "grouper", "ids: {doi: 10.1000/xyz}")
    assert changed_lines(edit) == ['-ids: {arxiv: "2103.00020"}', '+ids: {arxiv: "2103.00020", doi: 10.1000/xyz}']


def test_identifiers_venues_and_terms_are_taken_in_any_spelling(root: Path) -> None:
    fields = "ids: {arxiv: https://arxiv.org/abs/2103.00021v2}\nvenue: IEEE TPAMI\ntopics: {objective: [Contrastive]}"
    assert changed_lines(fix(root, "grouper", fields)) == [
        '-ids: {arxiv: "2103.00020"}',
        "+venue: tpami",
        '+ids: {arxiv: "2103.00021"}',
        "-  objective: [clustering]",
        "+  objective: [contrastive]",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "grouper",
        "`grouper`",
        GROUPER,
        "https://kb.example/papers/grouper/",
        "papers/grouper/",
        "../../x/grouper.yaml",
        "gr",
    ],
)
def test_a_record_is_named_in_many_ways(root: Path, name: str) -> None:
    path = root / GROUPER
    path.write_text(path.read_text().replace("title:", "aliases: [gr]\ntitle:"))
    assert fix(root, name, "venue: tpami").records == ("grouper",)


def test_a_dataset_is_fixed_too(root: Path) -> None:
    assert changed_lines(fix(root, "plain", "license: MIT")) == ["+license: MIT"]


def test_another_year_moves_the_file(root: Path) -> None:
    edit = fix(root, "grouper", "year: 2022")
    assert [(one.path, one.before is None, one.after is None) for one in edit.edits] == [
        (GROUPER, False, True),
        ("data/papers/2022/grouper.yaml", True, False),
    ]
    assert not (root / GROUPER).exists()
    assert load_tree(root).kb.papers["grouper"].year == 2022
    assert edit.notes == ()


def test_what_is_doubtful_about_the_result_is_noted(root: Path) -> None:
    edit = fix(root, "grouper", "title: Grouping Sounds.")
    assert [note.split(": ")[1][:5] for note in edit.notes] == ["KB342"]


def test_what_would_be_wrong_is_not_written(root: Path) -> None:
    (fault,) = faults(root, "grouper", "venue: tpam")
    assert fault == f'{GROUPER}:7:8: KB104 unknown venue "tpam"; did you mean "tpami"?'
    (fault,) = faults(root, "grouper", "ids: {arxiv: '1705.01234'}")
    assert "KB206" in fault


def test_what_becomes_wrong_elsewhere_is_noted(root: Path) -> None:
    edit = fix(root, "grouper", "topics: {objective: [contrastive]}")
    assert [note.split(": ")[1][:5] for note in edit.notes] == ["KB501", "KB422"]


def test_a_paper_does_not_move_over_another(root: Path) -> None:
    other = root / "data/papers/2022/grouper.yaml"
    other.parent.mkdir()
    other.write_text("broken")
    assert faults(root, GROUPER, "year: 2022") == (
        "data/papers/2022/grouper.yaml is there already; look at the two records.",
    )


def test_everything_wrong_with_a_correction_is_said_at_once(root: Path) -> None:
    assert faults(root, "grouper", "yaer: 2020\nyear: next\nlinks: {code: evil}") == (
        'Line 1: unknown key "yaer"; did you mean "year"?',
        'Line 2: year "next" is not a whole number; write digits only.',
        'Line 3: links -> code must be a list, not the text "evil"; write it as a list: [first, second].',
    )


@pytest.mark.parametrize(
    ("record", "fields", "words"),
    [
        ("groper", "year: 2020", 'There is no record "groper"; did you mean "grouper"?'),
        ("", "year: 2020", "Nothing is written"),
        ("../../etc/passwd", "year: 2020", 'There is no record "passwd"'),
        ("grouper", "", "holds no record"),
        ("grouper", "title: Grouping Sounds", "says all of this already"),
        ("grouper", "id: other", "“id” cannot be changed here"),
        ("grouper", "aliases: [other]", "“aliases” cannot be changed here"),
        ("grouper", "title: ", "title"),
        ("grouper", "x: !!python/object/apply:os.system [true]", "has a tag"),
        ("grouper", "a: &a [x]\nb: *a", "anchor"),
        ("grouper", "a: {{{", "Line"),
        ("grouper", 'title: "a\\u0007b"', "control character"),
        ("grouper", "year: 2020\nyear: 2021", "second time"),
        ("grouper", "links: {paper: 'javascript:alert(1)'}", "not a web address"),
        ("grouper", "just words", "keys and values"),
    ],
)
def test_a_correction_that_cannot_be_made_changes_nothing(root: Path, record: str, fields: str, words: str) -> None:
    assert any(words in fault for fault in faults(root, record or "_No response_", fields))


def test_a_record_that_cannot_be_read_is_not_fixed_by_a_form(root: Path) -> None:
    (root / GROUPER).write_text("id: grouper\ntitel: x\n")
    (fault,) = faults(root, "grouper", "title: x")
    assert fault == f"{GROUPER} holds no valid record; mend it first: kbgen validate {GROUPER}."


def test_a_dead_link_is_replaced_wherever_it_stands(root: Path) -> None:
    write_paper(root, id="other", title="Other", links={"project": "https://see.example/"})
    edit = dead(root, "https://see.example", "<https://new.example/see>")
    assert changed_lines(edit) == [
        "-  project: https://see.example",
        "+  project: https://new.example/see",
        "-  project: https://see.example/",
        "+  project: https://new.example/see",
    ]
    assert edit.title == "Replace a dead link of listening and 1 more"


def test_a_dead_link_without_replacement_is_taken_away(root: Path) -> None:
    edit = dead(root, "https://github.com/ana/seeing")
    assert load_tree(root).kb.papers["listening"].links.code == ("https://github.com/bo/seeing",)
    assert edit.title == "Remove a dead link of listening"


def test_a_replacement_that_is_there_already_is_not_doubled(root: Path) -> None:
    dead(root, "https://github.com/ana/seeing", "https://github.com/bo/seeing/")
    assert load_tree(root).kb.papers["listening"].links.code == ("https://github.com/bo/seeing",)


@pytest.mark.parametrize(
    ("link", "replacement", "words"),
    [
        ("https://nowhere.example", "_No response_", "No record gives that link"),
        ("nonsense", "also", "“nonsense” is not a web address."),
        ("https://see.example", "javascript:alert(1)", "“javascript:alert(1)” is not a web address."),
        ("https://see.example", "https://see.example/", "are the same"),
        (
            "https://arxiv.org/abs/2103.00020v3",
            "_No response_",
            "comes from the arxiv identifier of the record grouper",
        ),
        ("https://[", "_No response_", "not a web address"),
        ("https://see.example", 'https://x.example/"><script>', "web address"),
    ],
)
def test_a_link_that_cannot_be_mended_changes_nothing(root: Path, link: str, replacement: str, words: str) -> None:
    before = snapshot(root)
    with pytest.raises(FormError, match=re.escape(words)):
        dead(root, link, replacement)
    assert snapshot(root) == before


@pytest.mark.parametrize(
    ("records", "issue", "branch"),
    [
        (("clip",), 12, "issue/12-fix-clip"),
        (("clip",), None, "issue/fix-clip"),
        (("学习", "a"), 1, "issue/1-fix-a"),
        (("学习",), 1, "issue/1-fix"),
        (("$(x)", "../;`y`"), 3, "issue/3-fix-x-y"),
        (("a" * 200,), 3, "issue/3-fix-" + "a" * 60),
    ],
)
def test_a_branch_has_a_harmless_name(records: tuple[str, ...], issue: int | None, branch: str) -> None:
    assert IssueEdit("fix", "t", records, ()).branch(issue) == branch


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.text(st.sampled_from("abc:-[]{}#&*!|>'\"%@` \n\t\\/.0é\x00"), max_size=60),
    st.sampled_from(["title: {}", "{}", "links: {{code: [{}]}}", "notes:\n  key_points:\n    - {}", "topics: {}"]),
)
def test_whatever_is_written_the_records_stay_readable(root: Path, text: str, shape: str) -> None:
    with contextlib.suppress(FormError):
        fix(root, "grouper", shape.format(text))
    assert load_tree(root).findings == ()
