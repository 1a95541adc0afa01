"""Edits of records on request: only right ones are made, and only what was asked for changes."""

import contextlib
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.checks.run import Report
from kbgen.contribute.edit import FaultsError, edit_records, plan_edit
from kbgen.contribute.instructions import Action, Instruction, InstructionError, key_path_of
from kbgen.model.dataset import Dataset
from kbgen.model.finding import KbgenError
from kbgen.model.paper import Paper
from kbgen.store.fields import value_paths
from kbgen.store.tree import Tree, load_tree
from tests.contribute.samples import write_knowledge_base

CLIP = "data/papers/2021/clip.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_knowledge_base(tmp_path)


def asked(action: Action, text: str) -> Instruction:
    key, equals, value = text.partition("=")
    return Instruction(action, key, value if equals else None, f"--{action} {text}")


def changed_lines(root: Path, record: str, *instructions: Instruction) -> list[str]:
    planned = edit_records(root, [record], instructions, dry_run=True)
    lines = [line for edit in planned.edits for line in edit.diff().split("\n")]
    return [line for line in lines if line[:1] in {"+", "-"} and line[:3] not in {"+++", "---"}]


def faults(root: Path, record: str, *instructions: Instruction) -> list[str]:
    with pytest.raises(FaultsError) as refused:
        edit_records(root, [record], instructions)
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize(
    ("action", "text", "lines"),
    [
        ("set", "venue=Computer Vision and Pattern Recognition", ["-venue: arxiv", "+venue: cvpr"]),
        ("set", "title=Clip: a model", ["-title: Learning Transferable Visual Models From Natural Language Supervision",
                                        '+title: "Clip: a model"']),
        ("set", "ids.doi=https://doi.org/10.5555/ABC", ['-ids: {arxiv: "2103.00020"}',
                                                        '+ids: {arxiv: "2103.00020", doi: 10.5555/ABC}']),
        ("set", "results.1.value=80", ["-    value: 76.2", "+    value: 80"]),
        ("set", "notes.architecture.vision v1.5=ResNet", ["+notes:", "+  architecture:", "+    vision v1.5: ResNet"]),
        ("set", "authors=[]", ["-authors: [Alec Radford, Jong Wook Kim]  # and ten more"]),
        ("unset", "track", ["-track: workshop"]),
        ("unset", "ids", ['-ids: {arxiv: "2103.00020"}']),
        ("unset", "results.1", ["-results:", "-  - dataset: imagenet", "-    metric: accuracy", "-    value: 76.2",
                                '-    unit: "%"', "-    source: Table 1"]),
        ("add", "authors=Aditya Ramesh", ["-authors: [Alec Radford, Jong Wook Kim]  # and ten more",
                                          "+authors: [Alec Radford, Jong Wook Kim, Aditya Ramesh]  # and ten more"]),
        ("add", "topics.objective=Captioning", ["-  objective: [contrastive]",
                                                "+  objective: [contrastive, captioning]"]),
        ("add", "datasets={dataset: imagenet, role: training}", ["+  - {dataset: imagenet, role: training}"]),
        ("add", "links.project=https://clip.example/", ["+  project: https://clip.example/"]),
        ("remove", "authors=Alec Radford", ["-authors: [Alec Radford, Jong Wook Kim]  # and ten more",
                                            "+authors: [Jong Wook Kim]  # and ten more"]),
        ("remove", "datasets=imagenet", ["-datasets:", "-  - {dataset: imagenet, role: evaluation}"]),
        ("remove", "results={metric: accuracy}", ["-results:", "-  - dataset: imagenet", "-    metric: accuracy",
                                                  "-    value: 76.2", '-    unit: "%"', "-    source: Table 1"]),
        ("remove", "topics.modality", ["-  modality: [image, text]"]),
        ("remove", "track=workshop", ["-track: workshop"]),
    ],
)  # fmt: skip
def test_what_is_asked_for_changes_and_nothing_else(root: Path, action: Action, text: str, lines: list[str]) -> None:
    assert changed_lines(root, "clip", asked(action, text)) == lines


def test_items_are_numbered_as_they_stand_in_the_file(root: Path) -> None:
    instructions = [asked("unset", f"authors.{number}") for number in (1, 2)]
    assert changed_lines(root, "clip", *instructions) == ["-authors: [Alec Radford, Jong Wook Kim]  # and ten more"]


def test_each_of_several_items_is_told_for_itself(root: Path) -> None:
    instructions = [asked("add", f"topics.objective={name}") for name in ("captioning", "captoning", "contrastve")]
    assert [said.partition(" unknown")[0] for said in faults(root, "clip", *instructions)] == [
        "--add topics.objective=captoning: KB106",
        "--add topics.objective=contrastve: KB106",
    ]


def test_all_that_is_wrong_is_told_for_each_option(root: Path) -> None:
    assert faults(
        root,
        "clip",
        asked("unset", "summary"),
        asked("remove", "authors=Alec Redford"),
        asked("remove", "results"),
        asked("set", "year=next year"),
        asked("set", "authors.9=X"),
        asked("set", "topics=contrastive"),
        asked("set", "title"),
        asked("set", "title=\udcff"),
        asked("set", "links.code.=x"),
        asked("set", "links=[unclosed"),
        asked("add", "title=Other"),
        asked("add", "datasets=imagenette"),
        asked("add", "topics.subject=x"),
        asked("set", "aliases=x"),
    ) == [
        '--unset summary: "summary" is not there',
        '--remove authors=Alec Redford: "Alec Redford" is not in authors; did you mean "Alec Radford"?',
        '--set year=next year: KB121 year "next year" is not a whole number; write digits only',
        "--set authors.9=X: there is no #9 in a list of 2",
        '--set topics=contrastive: "topics" holds keys and values; name one of its keys: topics.…',
        "--set title: the value is missing; write title=VALUE",
        "--set title=\udcff: the value is not UTF-8; look at the terminal's language settings",
        '--set links.code.=x: there is no key "links.code."; did you mean "links.code"?',
        "--set links=[unclosed: [unclosed is not YAML: is not valid YAML: while parsing a flow sequence: "
        "did not find expected ',' or ']'; for example [one, two]",
        '--add title=Other: "title" is already Learning Transferable Visual Models From Natural Language Supervision; '
        "--set title=… replaces it",
        '--add datasets=imagenette: KB107 unknown dataset "imagenette"; did you mean "imagenet"?',
        '--add topics.subject=x: KB105 unknown axis "subject"; axes: modality, objective',
        "--set aliases=x: a record's name is permanent; kbgen rename OLD NEW gives it another",
    ]
    assert (root / CLIP).read_text(encoding="utf-8") == write_and_read(root)


def write_and_read(root: Path) -> str:
    write_knowledge_base(root)
    return (root / CLIP).read_text(encoding="utf-8")


def test_a_paper_moves_with_its_year_and_the_allow_list_follows(root: Path) -> None:
    edit_records(root, ["clip"], [asked("set", "year=2022"), asked("set", "venue=icml")])
    moved = "data/papers/2022/clip.yaml"
    assert not (root / CLIP).exists()
    assert "year: 2022\n" in (root / moved).read_text(encoding="utf-8")
    allowed = (root / "data/allowed.yaml").read_text(encoding="utf-8")
    assert f"path: {moved}\n" in allowed
    assert "  # Looked at by two people.\n" in allowed


def test_a_year_whose_folder_has_the_file_already_is_refused(root: Path) -> None:
    other = root / "data/papers/2022/clip.yaml"
    other.parent.mkdir()
    other.write_text((root / CLIP).read_text(encoding="utf-8").replace("id: clip", "id: other"), encoding="utf-8")
    said = faults(root, "data/papers/2021/clip.yaml", asked("set", "year=2022"), asked("set", "venue=icml"))
    assert "--set year=2022: data/papers/2022/clip.yaml is there already; look at the two records" in said


def test_several_records_change_together_or_not_at_all(root: Path) -> None:
    planned = edit_records(root, ["clip", "virtex"], [asked("add", "links.code=https://github.com/a/b")], dry_run=True)
    assert [edit.path for edit in planned.edits] == [CLIP, "data/papers/2021/virtex.yaml"]
    with pytest.raises(FaultsError, match=r"virtex: --unset track: .track. is not there"):
        edit_records(root, ["clip", "virtex"], [asked("unset", "track"), asked("unset", "results.4")])


def test_a_former_name_finds_the_record(root: Path) -> None:
    path = root / CLIP
    path.write_text(path.read_text(encoding="utf-8").replace("title:", "aliases: [openai-clip]\ntitle:"))
    planned = edit_records(root, ["openai-clip"], [asked("set", "venue=icml")])
    assert planned.notes == ("openai-clip is called clip now",)


def test_what_was_wrong_before_does_not_keep_a_record_from_being_mended(root: Path) -> None:
    path = root / CLIP
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("year: 2021", "year: soon").replace("kind: method", "kind: methode"))
    edit_records(root, ["clip"], [asked("set", "year=2021")])
    assert path.read_text(encoding="utf-8") == text.replace("kind: method", "kind: methode")
    edit_records(root, ["clip"], [asked("set", "kind=method")])
    assert path.read_text(encoding="utf-8") == text


def test_what_was_wrong_before_does_not_keep_a_record_from_moving(root: Path) -> None:
    broken = root / CLIP
    broken.write_text(broken.read_text().replace("venue: arxiv", "venue: unknown"))
    planned = edit_records(root, ["clip"], [asked("set", "year=2022")])
    assert [finding.code for finding in planned.findings] == []
    assert "venue: unknown" in (root / "data/papers/2022/clip.yaml").read_text()


def test_a_clean_knowledge_base_is_checked_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[Tree] = []

    def counted(tree: Tree) -> Report:
        checked.append(tree)
        return Report(())

    monkeypatch.setattr("kbgen.contribute.planned_edit.check", counted)
    edit_records(root, ["clip"], [asked("set", "kind=survey")])
    assert [tree.kb.papers["clip"].kind for tree in checked] == ["survey"]


def test_a_paper_and_a_dataset_of_one_name_are_told_apart(root: Path) -> None:
    (root / "data/datasets/clip.yaml").write_text("id: clip\nname: CLIP\n", encoding="utf-8")
    with pytest.raises(KbgenError, match="write papers/clip or datasets/clip"):
        edit_records(root, ["clip"], [asked("set", "year=2021")])
    planned = edit_records(root, ["datasets/clip"], [asked("set", "year=2021")])
    assert [edit.path for edit in planned.edits] == ["data/datasets/clip.yaml"]


def test_every_key_of_a_model_can_be_named() -> None:
    for model in (Paper, Dataset):
        for path in value_paths(model):
            assert key_path_of(model, ".".join(path)) == path


@given(st.text("abc.0123456789[]{}=\"'\\ é", max_size=20))
def test_odd_keys_are_refused_in_words(key: str) -> None:
    with contextlib.suppress(InstructionError):
        assert key_path_of(Paper, key)


@settings(max_examples=40)
@given(st.integers(0, 10**6))
def test_no_instruction_makes_a_valid_knowledge_base_wrong(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    tree = load_tree(write_knowledge_base(tmp_path_factory.getbasetemp() / "shared"))
    chance = random.Random(seed)
    keys = [".".join(path) for path in value_paths(Paper)] + ["topics.objective", "results.1.value", "authors.2", "x.y"]
    values = [
        "2021",
        "icml",
        "contrastive",
        "https://a.example/",
        "[a, b]",
        "{dataset: imagenet}",
        "a: b",
        "é",
        "",
        "[",
    ]
    actions: list[Action] = ["set", "unset", "add", "remove"]
    instructions = [
        Instruction(chance.choice(actions), chance.choice(keys), chance.choice([*values, None]), "said")
        for _ in range(chance.randint(1, 4))
    ]
    with contextlib.suppress(FaultsError):
        planned = plan_edit(tree, ["clip"], instructions)
        assert [finding for finding in planned.errors if finding.place.path == CLIP] == []
