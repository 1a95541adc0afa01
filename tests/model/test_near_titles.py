"""Which titles are nearly the same, and that looking for them misses none."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.model.near_titles import LARGEST_BLOCK, TitleWords, are_near, candidates, is_shortened


def near(one: str, other: str) -> bool:
    first, second = TitleWords.of(one), TitleWords.of(other)
    assert are_near(first, second) == are_near(second, first)
    assert not are_near(first, second) or list(candidates([first, second])) == [(0, 1)]
    return are_near(first, second)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Result Intepretability in Large Language Models", "Result Interpretability in Large Language Models"),
        ("Large Margin Neural Language Models", "Large Margin Neural Language Model"),
        ("Toward Universal Dependencies for Ainu", "Universal Dependencies of the Ainu"),
        ("A Separate SU(2) for the Third Family: Topflavor", "Topflavor: A Separate SU(2) for the Third Family"),
        ("Multi-modal Learning of Sounds", "Multimodal Learning of Sounds"),
        ("Multi Modal Learning of Sounds", "The Multimodal Learning of Sounds"),
        ("Transformers", "Transfromers"),
        ("Deep Learning", "Deep Larning"),
        ("Théorie des cordes et des jauges", "Theorie des corde et des jauges"),
    ],
)
def test_slips_plurals_order_and_small_words_do_not_tell_titles_apart(one: str, other: str) -> None:
    assert near(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Supervised Learning of Video", "Unsupervised Learning of Video"),
        ("Learning from Images at Scale", "Learning from Videos at Scale"),
        ("Task 5 of the Shared Challenge", "Task 6 of the Shared Challenge"),
        ("String Theory, Part I", "String Theory, Part II"),
        ("String Theory, Part IV", "String Theory, Part IX"),
        ("The Findings of WMT20", "The Findings of WMT21"),
        ("Stronger Models are Stronger Teachers", "Stronger Models are Not Stronger Teachers"),
        ("Bert", "Bart"),
        ("Betamatic", "Deltamatic"),
        ("3D Point Clouds", "2D Point Clouds"),
        ("Monolingual Parsing", "Bilingual Parsing"),
        ("", "?"),
    ],
)
def test_what_means_something_else_is_told_apart(one: str, other: str) -> None:
    assert not near(one, other) or TitleWords.of(one).words == TitleWords.of(other).words


def test_a_title_without_its_subtitle() -> None:
    long = TitleWords.of("Look, Listen and Learn: Sound from Video")
    assert is_shortened(TitleWords.of("Look, Listen and Learn"), long)
    assert is_shortened(long, TitleWords.of("Look, Listen and Learn"))
    assert not is_shortened(TitleWords.of("Look, Listen"), long)
    assert not is_shortened(TitleWords.of("CLIP"), TitleWords.of("CLIP: Learning"))


WORDS = [
    f"{first}{second}" for first in ("alpha", "beta", "gamma", "delta") for second in ("tron", "matic", "logy", "s", "")
]


@settings(max_examples=200)
@given(
    st.lists(
        st.lists(st.sampled_from([*WORDS, "the", "of", "2", "multi", "modal", "multimodal"]), max_size=9), max_size=40
    )
)
def test_no_pair_is_missed_that_comparing_all_with_all_finds(titles: list[list[str]]) -> None:
    words = [TitleWords.of(" ".join(title)) for title in titles]
    everything = {
        (one, other)
        for one, other in combinations(range(len(words)), 2)
        if words[one].words and are_near(words[one], words[other])
    }
    found = list(candidates(words))
    assert len(found) == len(set(found))
    assert everything <= set(found)


def test_titles_that_share_all_but_a_number_do_not_cost_their_square() -> None:
    count = 20_000
    words = [TitleWords.of(f"Proceedings of the Annual Meeting, Volume {number}") for number in range(count)]
    assert sum(1 for _ in candidates(words)) <= 10 * LARGEST_BLOCK * count


def test_the_order_of_titles_does_not_change_what_is_found() -> None:
    titles = [f"{one} {two} {three}" for one in WORDS[:6] for two in WORDS[6:9] for three in WORDS[9:12]]
    shuffled = random.Random(7).sample(titles, len(titles))

    def pairs(listed: list[str]) -> set[frozenset[str]]:
        words = [TitleWords.of(title) for title in listed]
        return {frozenset((listed[one], listed[other])) for one, other in candidates(words)}

    assert pairs(titles) == pairs(shuffled)
