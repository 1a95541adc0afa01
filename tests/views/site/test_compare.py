from dataclasses import replace

import msgspec

from kbgen.views.site.compare import compare_page, comparison
from kbgen.views.site.entrance_pages import ExplorerData
from kbgen.views.site.index import SiteIndex

DATA = ExplorerData("c.js", "cite/", 1)


def test_the_data_tell_what_records_say_of_datasets_results_and_notes(small: SiteIndex) -> None:
    data = comparison(small)
    names = [one["name"] for one in data["datasets"]]
    uses = {paper: [(names[at], role, detail) for at, role, detail in rows] for paper, rows in data["uses"].items()}
    assert uses["listening-to-tones"] == [("Tone Clips", "introduces", "")]
    assert uses["seeing-and-hearing"] == [("Tone Clips", "pretraining", "400k clips")]
    accuracy, top5 = data["results"]["seeing-and-hearing"]
    assert (names[accuracy[0]], *accuracy[1:]) == (
        "Tone Clips",
        "Sound classification",
        "accuracy",
        "79.3",
        "%",
        "",
        "Table 2",
        "higher",
    )
    assert top5[5:] == ("large", "Table 3", "")
    assert data["notes"]["seeing-and-hearing"] == [
        ("Pretext tasks", "audio-visual correspondence"),
        ("Architecture: vision", "a small CNN"),
        ("Architecture: audio", "the same CNN on spectrograms"),
        ("Downstream tasks", "sound classification"),
    ]


def test_papers_of_which_nothing_is_known_are_left_out(small: SiteIndex) -> None:
    data = comparison(small)
    for table in ("uses", "results", "notes", "status"):
        assert "no-authors" not in data[table]


def test_the_data_do_not_depend_on_the_order_of_records(small: SiteIndex) -> None:
    turned = SiteIndex(replace(small.kb, papers=dict(reversed(list(small.kb.papers.items())))))
    assert msgspec.json.encode(comparison(turned)) == msgspec.json.encode(comparison(small))


def test_the_example_leads_to_papers_that_others_cite(small: SiteIndex) -> None:
    page = compare_page(small, DATA, "d.js")
    assert page.example == "compare/?ids=" + ",".join(paper for paper, _ in small.most_cited[:3])
    alone = SiteIndex(replace(small.kb, papers={}, enrichment={}))
    assert compare_page(alone, DATA, "d.js").example == ""
