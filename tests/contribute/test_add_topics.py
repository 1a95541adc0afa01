import pytest

from kbgen.contribute.add_topics import neighbours, read_topics, suggestions
from kbgen.model.finding import KbgenError
from kbgen.model.paper import Paper
from kbgen.model.vocabulary import Taxonomy
from kbgen.store.tree import load_tree
from tests.small_kb import SMALL


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_tree(SMALL, cache=False).kb.taxonomy


def test_terms_are_found_by_identifier_name_or_alias(taxonomy: Taxonomy) -> None:
    texts = ["objective=contrastive learning", "Modality = Audio, video", "modality=audio"]
    assert read_topics(texts, taxonomy) == {"objective": ("contrastive",), "modality": ("audio", "video")}


def test_a_term_above_another_is_implied(taxonomy: Taxonomy) -> None:
    assert read_topics(["objective=discrimination,matching"], taxonomy) == {"objective": ("matching",)}


def test_everything_wrong_is_said_at_once_with_what_would_be_right(taxonomy: Taxonomy) -> None:
    texts = [
        "objektive=clustering",
        "modality=vidoe",
        "modality=clustering",
        "clustering",
        "zzz",
        "modality=",
        "task=xq",
    ]
    with pytest.raises(KbgenError) as caught:
        read_topics(texts, taxonomy)
    said = str(caught.value).split("\n  ")[1:]
    assert said == [
        '"objektive=clustering": there is no axis "objektive"; did you mean "objective"?',
        '"modality=vidoe": "vidoe" is no term of modality; did you mean "video"?',
        '"modality=clustering": "clustering" is no term of modality; did you mean "objective=clustering"?',
        '"clustering" names no axis; did you mean "objective=clustering"?',
        '"zzz" names no axis; write AXIS=TERM; there are: objective, modality, task',
        '"modality=" names no term',
        '"task=xq": "xq" is no term of task; there are: retrieval, sound-classification',
    ]


def test_the_family_of_datasets_is_no_topic(taxonomy: Taxonomy) -> None:
    with pytest.raises(KbgenError, match='there is no axis "dataset-family"'):
        read_topics(["dataset-family=image-text"], taxonomy)


def _paper(name: str, title: str, **topics: tuple[str, ...]) -> Paper:
    return Paper(id=name, title=title, topics=topics)


PAPERS = [
    _paper("rooms", "Hearing the Shape of Rooms", modality=("audio",), objective=("matching",)),
    _paper("halls", "Echoes in Rooms and Halls", modality=("audio", "video")),
    _paper("words", "Words and Pictures", modality=("text", "image")),
    _paper("bare", "Hearing Rooms without Topics"),
]


def test_suggestions_come_from_the_papers_most_like_it() -> None:
    near = neighbours("Room Echoes", "How rooms are heard from their echoes.", PAPERS)
    assert [one.paper.id for one in near] == ["halls", "rooms"]
    offered = suggestions(near)
    assert [str(one) for one in offered][:2] == ["modality=audio", "modality=video"]
    assert offered[0].papers == ("halls", "rooms")


def test_nothing_is_suggested_where_nothing_is_alike() -> None:
    assert neighbours("Quantum Gravity", "", PAPERS) == []
    assert neighbours("", "", []) == []
    assert suggestions([]) == []


def test_suggestions_do_not_depend_on_the_order_of_the_records() -> None:
    forward = suggestions(neighbours("Rooms", "", PAPERS))
    assert forward == suggestions(neighbours("Rooms", "", PAPERS[::-1]))
