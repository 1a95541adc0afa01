"""Titles are freed of what is glued to them, and the best spelling is chosen."""

import pytest

from kbgen.ingest.titles import choose_title, read_title, repaired


@pytest.mark.parametrize(
    ("written", "title", "code"),
    [
        ("Look, Listen and Learn.", "Look, Listen and Learn", ""),
        ("What makes for good views?", "What makes for good views?", ""),
        ("To be continued...", "To be continued...", ""),
        ("SubscribeVATT: Transformers", "VATT: Transformers", "IM401"),
        ("Subscribers and Their Papers", "Subscribers and Their Papers", ""),
        ("Edinburgh Research Explorer Fool your model", "Fool your model", "IM401"),
        ("Itâ€™s harder than you think", "Itâ€™s harder than you think", "IM402"),
    ],
)
def test_reading(written: str, title: str, code: str) -> None:
    reading = read_title(written)
    assert (reading.title, reading.code) == (title, code)
    assert bool(reading.fault) is bool(code)


def test_verified_words_win_and_capitals_inside_words_are_kept() -> None:
    assert choose_title([], ["Audioclip: Extending Clip", "AudioCLIP: Extending CLIP"]) == "AudioCLIP: Extending CLIP"
    assert choose_title(["Vatt: transformers"], ["VATT: Transformers"]) == "VATT: Transformers"
    assert choose_title(["The Published Title"], ["The Preprint's Title"]) == "The Published Title"
    assert choose_title(["Labelling videos"], ["Labelling Videos"]) == "Labelling videos"
    assert choose_title([], ["LOUD TITLE", "Loud Title"]) == "Loud Title"
    assert choose_title(["Itâ€™s a wave"], ["It’s a wave"]) == "It’s a wave"


def test_broken_text_is_repaired_for_identifiers_only() -> None:
    assert repaired("Itâ€™s") == "It’s"
    assert repaired("Arandjelović") == "Arandjelović"
