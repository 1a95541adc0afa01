"""When two records are the same work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.identity import IdentityIndex, Verdict, Work, compare, family_name, identifier_keys, similar_titles
from kbgen.model.paper import Paper, PaperIds

ARXIV = frozenset({"arxiv:2103.00020"})

works = st.builds(
    Work,
    title=st.sampled_from(["Learning to See", "learning to see!", "Hearing and Seeing", "Introduction", "学习", "—"]),
    authors=st.sampled_from([(), ("Ann One",), ("One, Ann",), ("Bob Two", "Ann Öne")]),
    year=st.sampled_from([None, 2015, 2018, 2021]),
    identifiers=st.sampled_from([frozenset(), ARXIV, frozenset({"doi:10.1/x"}), ARXIV | {"doi:10.1/x"}]),
    other_titles=st.sampled_from([(), ("Learning to See",)]),
)


@given(works, works)
def test_comparison_does_not_depend_on_the_order(first: Work, second: Work) -> None:
    assert compare(first, second) is compare(second, first)


@given(works.filter(lambda work: work.identifiers or work.title != "—"))
def test_a_work_is_itself(work: Work) -> None:
    assert compare(work, work) is Verdict.SAME


@given(st.lists(works, max_size=8), works)
def test_the_index_finds_what_comparing_all_finds(known: list[Work], newcomer: Work) -> None:
    index = IdentityIndex()
    for number, work in enumerate(known):
        index.add(str(number), work)
    expected = {
        str(number): verdict
        for number, work in enumerate(known)
        if (verdict := compare(newcomer, work)) is not Verdict.DIFFERENT
    }
    assert dict(index.find(newcomer)) == expected


def test_one_identifier_under_alike_titles_is_one_work() -> None:
    assert (
        compare(
            Work("CLIP: Learning Visual Models", identifiers=ARXIV), Work("Learning visual models", identifiers=ARXIV)
        )
        is Verdict.SAME
    )


def test_one_identifier_under_different_titles_is_a_conflict() -> None:
    first = Work("Cross-modal Transformer for Audio and Language", identifiers=ARXIV)
    assert compare(first, Work("Omni-Perception Pre-Trainer", identifiers=ARXIV)) is Verdict.CONFLICT


def test_another_title_of_a_work_is_its_title_too() -> None:
    first = Work("Old Name of the Thing", other_titles=("New Name",))
    assert compare(first, Work("New name")) is Verdict.SAME
    assert compare(first, Work("Third Name")) is Verdict.DIFFERENT


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        (Work("A Title", ("Ann One",)), Work("a title.", ("Ann One", "Bob Two")), Verdict.SAME),
        (Work("A Title", ("Ann One",)), Work("A Title", ("Bob Two",)), Verdict.DIFFERENT),
        (Work("A Title", ("Ann Öne",)), Work("A Title", ("One, Ann",)), Verdict.SAME),
        (Work("A Title", (), 2018), Work("A Title", (), 2021), Verdict.SAME),
        (Work("A Title", (), 2017), Work("A Title", (), 2021), Verdict.DIFFERENT),
        (Work("A Title", (), 2017), Work("A Title"), Verdict.SAME),
        (Work("A Title"), Work("Another Title"), Verdict.DIFFERENT),
    ],
)
def test_one_title_is_one_work_unless_something_contradicts(first: Work, second: Work, verdict: Verdict) -> None:
    assert compare(first, second) is verdict


def test_titles_without_letters_do_not_make_one_work() -> None:
    assert compare(Work("—"), Work("…")) is Verdict.DIFFERENT


def test_dois_of_arxiv_and_of_the_acl_anthology_are_those_identifiers_too() -> None:
    assert identifier_keys(PaperIds(doi="10.48550/arXiv.2103.00020").all()) >= {"arxiv:2103.00020"}
    assert identifier_keys(PaperIds(doi="10.18653/v1/P18-2074").all()) >= {"acl:p18-2074"}
    assert identifier_keys(PaperIds(doi="10.1109/ICCV.2017.73").all()) == {"doi:10.1109/iccv.2017.73"}


def test_versions_of_one_preprint_are_one_identifier() -> None:
    first = Work.of(Paper(id="a", title="Learning to See and Hear", ids=PaperIds(arxiv="2103.00020v1")))
    second = Work.of(
        Paper(id="b", title="Learning to See and Hear Better", ids=PaperIds(arxiv="https://arxiv.org/abs/2103.00020v3"))
    )
    assert compare(first, second) is Verdict.SAME


def test_entering_a_work_again_replaces_it() -> None:
    index = IdentityIndex()
    index.add("a", Work("Old Title"))
    index.add("a", Work("New Title"))
    assert index.find(Work("Old Title")) == []
    assert index.find(Work("New Title")) == [("a", Verdict.SAME)]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Relja Arandjelović", "arandjelovic"),
        ("Arandjelović, Relja", "arandjelovic"),
        ("Plato", "plato"),
        ("Li Fei-Fei", "fei-fei"),
    ],
)
def test_family_names(name: str, family: str) -> None:
    assert family_name(name) == family


def test_alike_titles() -> None:
    assert similar_titles("Look, Listen and Learn", "look listen & learn")
    assert similar_titles("VATT: Transformers for Multimodal Learning", "Transformers for Multimodal Learning")
    assert not similar_titles("Look, Listen and Learn", "Speech Recognition without Labels")
