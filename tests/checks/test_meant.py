"""Names where identifiers belong: a record says "NIPS" or a title, and the finding names what was meant."""

from pathlib import Path

import pytest

from kbgen.checks.asked import Asked
from kbgen.checks.fixing import mend
from kbgen.checks.run import run_checks
from kbgen.model.finding import Finding
from kbgen.store.tree import load_tree

FILES = {
    "data/venues.yaml": (
        "venues:\n"
        "  - {id: neurips, name: Neural Information Processing Systems, short: NeurIPS, kind: conference,"
        " aliases: [NIPS]}\n"
        "  - {id: arxiv, name: arXiv, short: arXiv, kind: preprint}\n"
    ),
    "data/taxonomy.yaml": (
        "axes:\n"
        "  - id: objective\n"
        "    name: Training objective\n"
        "    description: What is optimised.\n"
        "    terms:\n"
        "      - {id: instance-discrimination, name: Instance discrimination, description: D, aliases: [Contrastive]}\n"
        "      - {id: clustering, name: Clustering, description: D}\n"
        "  - id: modality\n"
        "    name: Modality\n"
        "    description: What is read.\n"
        "    terms: [{id: audio, name: Audio, description: D}]\n"
    ),
    "data/sources.yaml": "sources: [{id: the-list, name: The List}]\n",
    "data/datasets/audioset.yaml": "id: audioset\nname: Audio Set\n",
    "data/papers/2020/deep-rooms.yaml": "id: deep-rooms\ntitle: Deep Rooms\nyear: 2020\n",
}
PAPER = "data/papers/2021/echoes.yaml"


def found(root: Path, extra: str, *, path: str = PAPER, files: dict[str, str] | None = None) -> list[Finding]:
    text = extra if extra.startswith("id:") else f"id: echoes\ntitle: Echoes of Rooms\nyear: 2021\n{extra}"
    for name, content in {**FILES, **(files or {}), path: text}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
    return [finding for finding in run_checks(load_tree(root, cache=False)) if finding.code == "KB124"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("venue: NIPS", "neurips"),
        ("venue: Neural Information Processing Systems", "neurips"),
        ("venue: NeurIPS", "neurips"),
        ("venue: Neur-IPS_", "neurips"),
        ("topics: {objective: [Contrastive]}", "instance-discrimination"),
        ("topics: {objective: [Instance Discrimnation]}", "instance-discrimination"),
        ("topics: {Training objective: [clustering]}", "objective"),
        ("datasets: [{dataset: Audio Set, role: training}]", "audioset"),
        ("results: [{dataset: Audio Set, metric: mAP, value: 1, source: T1}]", "audioset"),
        ("relations: {cites: [Deep Rooms]}", "deep-rooms"),
        ("sources: [The List]", "the-list"),
    ],
)
def test_a_name_is_the_identifier_that_it_stands_for(tmp_path: Path, written: str, meant: str) -> None:
    (finding,) = found(tmp_path, f"{written}\n")
    assert finding.remedy == f'did you mean "{meant}"?'
    mended = mend(load_tree(tmp_path, cache=False), Asked(), cache=False)
    assert "KB124" not in {one.code for one in mended.report.findings}
    assert meant in (tmp_path / PAPER).read_text("utf-8")


def test_a_name_that_nothing_has_is_told_where_to_add_it(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "venue: Workshop on Rooms\n")
    assert finding.remedy == 'no venue is called so; add it in data/venues.yaml as "workshop-on-rooms"'
    assert finding.fix == ()


def test_a_name_with_letters_of_no_alphabet_is_told_as_far_as_it_can_be(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "venue: '!!!'\n")
    assert finding.remedy == "no venue is called so; add it in data/venues.yaml"


def test_a_name_whose_identifier_stands_there_too_goes(tmp_path: Path) -> None:
    found(tmp_path, "topics: {objective: [clustering, Clustering]}\n")
    mend(load_tree(tmp_path, cache=False), Asked(), cache=False)
    assert "topics: {objective: [clustering]}" in (tmp_path / PAPER).read_text("utf-8")


def test_an_axis_that_stands_there_too_is_left_to_a_person(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "topics: {objective: [clustering], Training objective: [clustering]}\n")
    assert finding.remedy == 'did you mean "objective"?'
    assert finding.fix == ()


def test_the_own_identifier_is_that_of_the_file(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "id: Echoes\ntitle: Echoes of Rooms\nyear: 2021\n")
    assert finding.remedy == 'write "echoes", as the file is called'
    mend(load_tree(tmp_path, cache=False), Asked(), cache=False)
    assert (tmp_path / PAPER).read_text("utf-8").startswith("id: echoes\n")


def test_an_own_identifier_unlike_the_file_is_left_to_a_person(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "id: Echoes of Rooms\ntitle: Echoes of Rooms\nyear: 2021\n")
    assert finding.remedy == 'for example "echoes-of-rooms"'
    assert finding.fix == ()


def test_nothing_is_said_of_a_vocabulary_that_cannot_be_read(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "venue: NIPS\n", files={"data/venues.yaml": "venues: [\n"})
    assert finding.remedy == 'for example "nips"'


def test_a_dataset_names_its_terms_and_its_paper(tmp_path: Path) -> None:
    text = "id: speech\nname: Speech\nmodalities: [Audio]\nintroduced_by: Deep Rooms\n"
    remedies = [one.remedy for one in found(tmp_path, text, path="data/datasets/speech.yaml")]
    assert remedies == ['did you mean "audio"?', 'did you mean "deep-rooms"?']


LIST = "id: main\ntitle: Papers\noutput: README.md\nsections:\n  - heading: All\n    select: {SELECT}\n"


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("{venue: NIPS}", "{venue: neurips}"),
        ("{venue: [arxiv, NIPS]}", "{venue: [arxiv, neurips]}"),
        ("{venue: [neurips, NIPS]}", "{venue: [neurips]}"),
        ("{dataset: Audio Set}", "{dataset: audioset}"),
        ("{topics: {objective: Contrastive}}", "{topics: {objective: instance-discrimination}}"),
        ("{exclude: [Deep_Rooms]}", "{exclude: [deep-rooms]}"),
    ],
)
def test_a_query_of_a_list_is_mended_as_a_record_is(tmp_path: Path, written: str, mended: str) -> None:
    found(tmp_path, "", files={"data/lists/main.yaml": LIST.replace("{SELECT}", written)})
    mend(load_tree(tmp_path, cache=False), Asked(), cache=False)
    assert f"select: {mended}\n" in (tmp_path / "data/lists/main.yaml").read_text("utf-8")
