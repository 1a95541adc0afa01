"""Labels, addresses and bare names are no papers, and what is no entry leaves nothing in the mirrored list."""

import datetime

import pytest

from kbgen.ingest.draft import Draft, DraftPaper, Origin
from kbgen.ingest.merge import MergeOptions, Outcome, merge
from kbgen.ingest.titles import is_label
from kbgen.model.knowledge_base import KnowledgeBase

from .samples import read


def imported(*texts: str) -> Outcome:
    drafts = [read(text, f"{place}.md", key=f"list-{place}", format_="list") for place, text in enumerate(texts)]
    return merge(KnowledgeBase(), drafts, MergeOptions(True, datetime.date(2026, 1, 2)))


@pytest.mark.parametrize(
    "title",
    [
        "PDF",
        "[Paper]",
        "Project Page",
        "slides (2)",
        "GUI grounding (50)",
        "Website-Part 1",
        "https://a.example/b",
        "论文",
        "12",
    ],
)
def test_labels_and_addresses_are_no_titles(title: str) -> None:
    assert is_label(title)


@pytest.mark.parametrize("title", ["Video Diffusion Models", "Rooms (2020)", "Data2vec", "Flamingo", "Paper Rooms"])
def test_titles_are_no_labels(title: str) -> None:
    assert not is_label(title)


def test_an_entry_named_by_a_label_is_reported_and_makes_no_record() -> None:
    outcome = imported(
        "# Rooms\n\n- https://a.example/1, ICML 2020\n- **Website-Part 1** [here](https://a.example/2)\n"
        "- [Hearing Rooms](https://a.example/3), ICML 2020\n\n"
        "| Title | Year |\n|---|---|\n| [Paper](https://a.example/4) | 2020 |\n"
    )
    assert set(outcome.papers) == {"hearing-rooms"}
    assert [(note.code, note.line) for note in outcome.report.notes] == [("IM001", 3), ("IM001", 4), ("IM001", 9)]


def test_generic_titles_from_other_formats_never_merge_by_title() -> None:
    papers = tuple(DraftPaper(Origin("feed", "feed.txt", line), "Slides") for line in (1, 2))
    outcome = merge(
        KnowledgeBase(), [Draft("feed", "feed.txt", papers=papers)], MergeOptions(True, datetime.date(2026, 1, 2))
    )
    assert [paper.title for paper in outcome.papers.values()] == ["Slides", "Slides"]


def test_an_entry_without_link_venue_and_year_is_none_unless_the_others_are_like_it() -> None:
    linked = "".join(f"- [Room {word}](https://arxiv.org/abs/1901.{word})\n" for word in ("00001", "00002", "00003"))
    outcome = imported(f"# A\n\n## Rooms\n\n{linked}- Core Areas [[paper]](papers/a.pdf)\n")
    assert set(outcome.papers) == {"room-00001", "room-00002", "room-00003"}
    assert [note.message for note in outcome.report.notes if note.code == "IM001"] == [
        'not an entry: "Core Areas" has neither a link to a work, nor a venue, nor a year'
    ]
    alike = imported("# A\n\n## Rooms\n\n- Hearing Rooms [[paper]]()\n- Seeing Rooms [[paper]]()\n")
    assert set(alike.papers) == {"hearing-rooms", "seeing-rooms"}


def test_an_entry_with_an_empty_link_and_a_venue_stays() -> None:
    outcome = imported(
        "# A\n\n- [One](https://arxiv.org/abs/1901.00001)\n- [Two](https://arxiv.org/abs/1901.00002)\n"
        "- Hearing [[paper]](), ICML 2020\n"
    )
    assert set(outcome.papers) == {"one", "two", "hearing"}
