"""Topics as people write them."""

import pytest

from kbgen.contribute.issue_topics import MAX_TOPICS, read_topics
from kbgen.model.vocabulary import Taxonomy


def term(term_id: str, name: str, *aliases: str) -> dict[str, object]:
    return {"id": term_id, "name": name, "description": "x", "aliases": aliases}


TAXONOMY = Taxonomy.model_validate(
    {
        "axes": [
            {
                "id": "objective",
                "name": "Objectives",
                "description": "x",
                "aliases": ["Training objectives"],
                "terms": [
                    {
                        **term("discrimination", "Discrimination"),
                        "children": [term("contrastive", "Contrastive learning", "InfoNCE")],
                    },
                    term("clustering", "Clustering"),
                ],
            },
            {
                "id": "modality",
                "name": "Modalities",
                "description": "x",
                "terms": [
                    term("audio", "Sound"),
                    term("image-text-audio", "Image, text and audio"),
                    term("group", "Clustering"),
                ],
            },
            {"id": "task", "name": "Tasks", "description": "x", "terms": [term("grouping", "Grouping", "audio")]},
            {"id": "dataset-family", "name": "Families", "description": "x", "terms": [term("pairs", "Pairs")]},
        ]
    }
)
CONTRASTIVE = {"objective": ("contrastive",)}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("", {}),
        ("contrastive", CONTRASTIVE),
        ("Contrastive Learning", CONTRASTIVE),
        ("infonce", CONTRASTIVE),
        ("objective=contrastive", CONTRASTIVE),
        ("objective: contrastive", CONTRASTIVE),
        ("Objectives: Contrastive learning", CONTRASTIVE),
        ("training objectives : `contrastive`", CONTRASTIVE),
        ("- objective: contrastive\n- Sound", {**CONTRASTIVE, "modality": ("audio",)}),
        ("1. contrastive; 2) audio", {**CONTRASTIVE, "modality": ("audio",)}),
        ("objective: contrastive, clustering", {"objective": ("contrastive", "clustering")}),
        ("objective: clustering, modality: audio", {"objective": ("clustering",), "modality": ("audio",)}),
        ("contrastive, contrastive\ncontrastive", CONTRASTIVE),
        ("discrimination, contrastive", CONTRASTIVE),
        ("Image, text and audio", {"modality": ("image-text-audio",)}),
        ("[contrastive, audio]", {**CONTRASTIVE, "modality": ("audio",)}),
        (" , ,\n-\n", {}),
    ],
)
def test_every_way_of_writing_gives_the_terms(text: str, terms: dict[str, tuple[str, ...]]) -> None:
    topics = read_topics(text, TAXONOMY)
    assert (topics.terms, topics.notes) == (terms, ())


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("contrastiv", '“contrastiv” is no topic here; did you mean "contrastive"?'),
        ("xyzzy", "“xyzzy” is no topic here; see the site's page of topics."),
        ("pairs", "“pairs” is no topic here; see the site's page of topics."),
        ("objective: audio", "“audio” is no topic here; see the site's page of topics."),
        ("Clustering", "“Clustering” may be objective: clustering or modality: group; say which."),
    ],
)
def test_what_is_not_understood_is_noted(text: str, note: str) -> None:
    assert read_topics(text, TAXONOMY).notes == (note,)


def test_a_flood_of_topics_is_cut() -> None:
    topics = read_topics("x, " * 10_000, TAXONOMY)
    assert len(topics.notes) == 2
    assert f"first {MAX_TOPICS}" in topics.notes[1]
