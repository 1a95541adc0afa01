"""Venue strings give venue, year and track in whatever form lists and records write them."""

import pytest

from kbgen.ingest.venues import read_venue
from kbgen.ingest.vocabulary import Vocabulary
from kbgen.model.vocabulary import Taxonomy, Venue, Venues

VENUES = Venues(
    venues=(
        Venue(
            id="acl",
            name="Annual Meeting of the Association for Computational Linguistics",
            short="ACL",
            kind="conference",
            aliases=(
                "Association for Computational Linguistics",
                "Meeting of the Association for Computational Linguistics",
                "ACL-IJCNLP",
            ),
        ),
        Venue(id="arxiv", name="arXiv", short="arXiv", kind="preprint"),
        Venue(
            id="cvpr",
            name="IEEE/CVF Conference on Computer Vision and Pattern Recognition",
            short="CVPR",
            kind="conference",
        ),
        Venue(
            id="emnlp",
            name="Conference on Empirical Methods in Natural Language Processing",
            short="EMNLP",
            kind="conference",
        ),
        Venue(
            id="gebnlp", name="Workshop on Gender Bias in Natural Language Processing", short="GeBNLP", kind="workshop"
        ),
        Venue(id="icml", name="International Conference on Machine Learning", short="ICML", kind="conference"),
        Venue(id="ieee-sp", name="IEEE Symposium on Security and Privacy", short="IEEE S&P", kind="conference"),
        Venue(id="neurips", name="NeurIPS", short="NeurIPS", kind="conference", aliases=("NIPS",)),
        Venue(
            id="tacl",
            name="Transactions of the Association for Computational Linguistics",
            short="TACL",
            kind="journal",
        ),
        Venue(id="tgrs", name="IEEE TGRS", short="TGRS", kind="journal"),
        Venue(id="tpami", name="IEEE TPAMI", short="TPAMI", kind="journal", aliases=("T-PAMI",)),
    )
)


@pytest.mark.parametrize(
    ("text", "venue", "year", "track"),
    [
        ("EMNLP Findings 2020", "emnlp", 2020, "findings"),
        ("Findings of the Association for Computational Linguistics: EMNLP 2020", "emnlp", 2020, "findings"),
        ("Findings of the Association for Computational Linguistics: ACL-IJCNLP 2021", "acl", 2021, "findings"),
        ("Findings of ACL (pp. 13590-13618)", "acl", None, "findings"),
        ("CVPR Workshops 2020", "cvpr", 2020, "workshop"),
        ("CVPR 2020 (workshop)", "cvpr", 2020, "workshop"),
        ("NeurIPS 2022 (workshop: Has it Trained Yet?)", "neurips", 2022, "workshop: Has it Trained Yet?"),
        ("CVPR Workshops (pp. 2617-2625)", "cvpr", None, "workshop"),
        (
            "NeurIPS Workshop on Visually Grounded Interaction and Language 2018",
            "neurips",
            2018,
            "workshop: Visually Grounded Interaction and Language",
        ),
        ("NIPS 2018 Visually-Grounded Talk Workshop", "neurips", 2018, "workshop: Visually-Grounded Talk"),
        ("NeurIPS 2022 Workshop 'Has it Trained Yet?'", "neurips", 2022, "workshop: Has it Trained Yet?"),
        ("2022 IEEE Symposium on Security and Privacy (SP) 2022", "ieee-sp", 2022, ""),
        ("NeurIPS Datasets and Benchmarks Track 2022", "neurips", 2022, "datasets and benchmarks"),
        ("ACl 2020", "acl", 2020, ""),
        ("Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics", "acl", None, ""),
        (
            "Proceedings of the 58th Annual Meeting of the Association for Computational Linguistics: "
            "Student Research Workshop",
            "acl",
            None,
            "student research workshop",
        ),
        (
            "Proceedings of the 56th Annual Meeting of the Association for Computational Linguistics "
            "(Volume 1: Long Papers)",
            "acl",
            None,
            "",
        ),
        (
            "Proceedings of the 2020 Conference on Empirical Methods in Natural Language Processing (EMNLP)",
            "emnlp",
            2020,
            "",
        ),
        (
            "Proceedings of the 4th Workshop on Gender Bias in Natural Language Processing (GeBNLP) 2022",
            "gebnlp",
            2022,
            "",
        ),
        ("Transactions of the Association for Computational Linguistics, Volume 9", "tacl", None, ""),
        ("IEEE TGRS 60", "tgrs", None, ""),
        ("IEEE TPAMI 41(2):423-443", "tpami", None, ""),
        ("T-PAMI", "tpami", None, ""),
        ("ICML (pp. 689-696)", "icml", None, ""),
        ("CVPR'21", "cvpr", 2021, ""),
        ("Computer Vision – CVPR 2020", "cvpr", 2020, ""),
        ("Computer Vision - CVPR 2020 Workshops", "cvpr", 2020, "workshop"),
        ("Rooms – Echoes", None, None, ""),
        ("arXiv", "arxiv", None, ""),
        ("2016", None, 2016, ""),
        ("Journal of Nothing 2016", None, 2016, ""),
    ],
)
def test_venue_strings(text: str, venue: str | None, year: int | None, track: str) -> None:
    reading = read_venue(text, VENUES)
    assert (reading.venue.id if reading.venue else None, reading.year, reading.track) == (venue, year, track)


def test_a_bare_year_names_no_venue_but_an_unknown_name_does() -> None:
    assert read_venue("2016", VENUES).name == ""
    assert read_venue("Journal of Nothing 2016", VENUES).name == "Journal of Nothing"


@pytest.mark.parametrize("volume", [" 15", ", 15", ", 15.", ", 15(2)", ", vol. 15", ", 15(2), pp. 1-9"])
def test_a_volume_is_no_part_of_a_venues_name(volume: str) -> None:
    assert read_venue(f"Journal of Nothing{volume}", VENUES).name == "Journal of Nothing"


def test_an_unknown_venue_is_made_only_where_that_is_allowed() -> None:
    fixed = Vocabulary(Taxonomy(), VENUES, extend=False)
    assert fixed.venue("EchoConf 2021").venue is None
    assert fixed.venues is VENUES
    growing = Vocabulary(Taxonomy(), Venues(), extend=True)
    made = growing.venue("EchoConf Workshops 2021")
    assert (made.venue and made.venue.short, made.year, made.track) == ("EchoConf", 2021, "workshop")
    assert growing.venue("echoconf 2022").venue == made.venue
    assert len(growing.venues.venues) == 1
