"""Cases of single rules beyond their examples, most of them things that are right and must not be reported."""

from pathlib import Path

import pytest

from kbgen.checks.example import UNUSED
from kbgen.checks.run import run_checks
from kbgen.model.finding import Finding
from kbgen.store.tree import load_tree


def codes(root: Path, *papers: str, **more: str) -> list[str]:
    folder = root / "data/papers/2021"
    folder.mkdir(parents=True)
    for number, extra in enumerate(papers):
        title = "" if "title:" in extra else f"title: Paper {'ABCDEFG'[number] * 9}\n"
        (folder / f"p{number}.yaml").write_text(f"id: p{number}\n{title}year: 2021\n{extra}", "utf-8")
    for name, text in more.items():
        (root / f"data/{name}.yaml").write_text(text, "utf-8")
    return [finding.code for finding in findings(root)]


def findings(root: Path) -> list[Finding]:
    """What is wrong, but for names that the vocabularies of a test leave unused."""
    return [finding for finding in run_checks(load_tree(root, cache=False)) if finding.code not in UNUSED]


VENUES = """\
venues:
  - {id: neurips, name: Neural Information Processing Systems, short: NeurIPS, kind: conference, aliases: [NIPS]}
  - {id: icml, name: International Conference on Machine Learning, short: ICML, kind: conference}
  - {id: iclr, name: International Conference on Learning Representations, short: ICLR, kind: conference}
"""


@pytest.mark.parametrize(
    ("written", "meant"), [("nips", "neurips"), ("iclm", "icml"), ("neurps", "neurips"), ("icrl", "iclr")]
)
def test_an_unknown_venue_names_the_one_that_was_meant(tmp_path: Path, written: str, meant: str) -> None:
    folder = tmp_path / "data/papers/2021"
    folder.mkdir(parents=True)
    (folder / "clip.yaml").write_text(
        f"id: clip\ntitle: T\nkind: method\nauthors: [A]\nyear: 2021\n\nvenue: {written}\n"
    )
    (tmp_path / "data/venues.yaml").write_text(VENUES)
    (finding,) = findings(tmp_path)
    assert str(finding) == (f'data/papers/2021/clip.yaml:7:8: KB104 unknown venue "{written}"; did you mean "{meant}"?')


@pytest.mark.parametrize(
    "title",
    [
        "What Is Going On?",
        "Learning with OpenAI Inc.",
        "Dogs, Cats, etc.",
        "Towards A.I.",
        "To Be Continued...",
        "Subscribers and Their Papers",
        "AT&T at TREC: Q&A; and Beyond",
        "Exploring x2000 Scaling",
        "Über größere Modelle – schön!",
        "学习 视觉 表示",
        "L’apprentissage « profond »",
        "Naïve Bayes & Co",
    ],
)
def test_odd_but_right_titles_are_not_reported(tmp_path: Path, title: str) -> None:
    assert codes(tmp_path, f"title: '{title.replace(chr(39), chr(39) * 2)}'\n") == []


@pytest.mark.parametrize(
    "author", ["Li Fei-Fei", "Sammy Davis, Jr.", "Alexander Sandberg", "José Andrés Ñandú", "K. R. Anderson", "Madonna"]
)
def test_names_of_single_people_are_not_reported(tmp_path: Path, author: str) -> None:
    assert codes(tmp_path, f'authors: ["{author}"]\n') == []


@pytest.mark.parametrize(
    ("link", "reported"),
    [
        ("https://github.com/owner/name", False),
        ("https://github.com/owner/name/tree/main/sub", False),
        ("https://gitlab.inria.fr/group/project", False),
        ("https://git.example.org/x", False),
        ("https://huggingface.co/owner/model", False),
        ("https://bitbucket.org/owner/name", False),
        ("https://github.com/owner", True),
        ("https://owner.github.io/name", True),
        ("https://sites.google.com/view/x", True),
        ("https://huggingface.co/", True),
    ],
)
def test_code_links_lead_to_repositories(tmp_path: Path, link: str, reported: bool) -> None:
    assert codes(tmp_path, f"links: {{code: ['{link}']}}\n") == (["KB323"] if reported else [])


def test_an_archived_address_is_one_address(tmp_path: Path) -> None:
    link = "https://web.archive.org/web/2020/https://example.org/clip"
    assert codes(tmp_path, f"links: {{project: '{link}'}}\n") == []


@pytest.mark.parametrize(
    ("arxiv", "expected"),
    [("2106.00001", []), ("1801.00001", []), ("1712.00001", ["KB302"]), ("2201.00001", ["KB301"])],
)
def test_publication_follows_the_preprint_within_three_years(tmp_path: Path, arxiv: str, expected: list[str]) -> None:
    assert codes(tmp_path, f'ids: {{arxiv: "{arxiv}"}}\n') == expected


def test_an_arxiv_identifier_and_its_doi_are_one(tmp_path: Path) -> None:
    same = "title: One Title of a Work\n"
    assert codes(tmp_path, same + 'ids: {arxiv: "2103.00020"}\n', same + "ids: {doi: 10.48550/ARXIV.2103.00020}\n") == [
        "KB205"
    ]


def test_a_doi_in_another_case_is_the_same(tmp_path: Path) -> None:
    assert codes(tmp_path, "ids: {doi: 10.1109/ICCV.2017.73}\n", "ids: {doi: 10.1109/iccv.2017.73}\n") == ["KB206"]


def test_three_that_claim_one_identifier_are_two_findings_about_the_first_and_one_between_the_others(
    tmp_path: Path,
) -> None:
    ids = 'ids: {arxiv: "2103.00020"}\n'
    assert codes(tmp_path, ids, ids, ids) == ["KB206", "KB206", "KB206"]


def test_one_title_of_two_groups_of_people_is_two_works(tmp_path: Path) -> None:
    title = "title: Introduction\n"
    assert codes(tmp_path, title + "authors: [Ann One]\n", title + "authors: [Bob Two]\n") == []
    assert codes(tmp_path / "other", title + "authors: [Ann One]\n", title) == ["KB207"]


def test_papers_that_share_a_repository_but_not_its_folder_are_not_reported(tmp_path: Path) -> None:
    link = "links: {code: ['https://github.com/a/b/tree/main/%s']}\n"
    assert codes(tmp_path, link % "x", link % "y", link % "x") == ["KB208"]


def test_the_same_term_on_two_axes_is_fine(tmp_path: Path) -> None:
    axis = "  - {id: %s, name: N, description: D, terms: [{id: video, name: Video, description: D}]}\n"
    assert codes(tmp_path, taxonomy="axes:\n" + axis % "modality" + axis % "area") == []


def test_a_term_of_another_axis_is_pointed_out(tmp_path: Path) -> None:
    axis = "  - {id: %s, name: N, description: D, terms: [{id: %s, name: X, description: D}]}\n"
    folder = tmp_path / "data/papers/2021"
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_text("id: a\ntitle: A\nyear: 2021\ntopics: {area: [video]}\n")
    (tmp_path / "data/taxonomy.yaml").write_text("axes:\n" + axis % ("modality", "video") + axis % ("area", "driving"))
    (finding,) = findings(tmp_path)
    assert (finding.code, finding.remedy) == ("KB106", 'it is a term of "modality"')


@pytest.mark.parametrize("run", ["%20", ","])
def test_a_very_long_address_takes_no_longer_than_it_is(tmp_path: Path, run: str) -> None:
    """With a search that starts anew at every character, this would not end within hours."""
    assert codes(tmp_path, f"links:\n  project: 'https://example.org/{run * 300_000}'\n") == []


def test_the_first_of_two_addresses_is_what_to_keep(tmp_path: Path) -> None:
    (tmp_path / "data/papers/2021").mkdir(parents=True)
    (tmp_path / "data/papers/2021/a.yaml").write_text(
        "id: a\ntitle: A\nyear: 2021\nlinks:\n  project: https://a.example/x%20,;https://b.example/\n"
    )
    (finding,) = (one for one in run_checks(load_tree(tmp_path, cache=False)) if one.code == "KB322")
    assert finding.remedy == "keep https://a.example/x or the other one"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://gitlab.com/group/project", "https://gitlab.com/group/project/"),
        ("https://bitbucket.org/owner/name", "http://www.bitbucket.org/owner/name.git"),
    ],
)
def test_code_shared_elsewhere_than_on_github(tmp_path: Path, one: str, other: str) -> None:
    found = codes(tmp_path, f"links: {{code: ['{one}']}}\n", f"links: {{code: ['{other}']}}\n")
    assert [code for code in found if code != "KB321"] == ["KB208"]


@pytest.mark.parametrize("author", ["...", "…", "Ann One ...", "et al.", "and others", "Ann One et al"])
def test_what_stands_for_more_authors_is_reported(tmp_path: Path, author: str) -> None:
    assert codes(tmp_path, f"authors: [Bob Two, '{author}']\n") == ["KB346"]


@pytest.mark.parametrize(
    ("venue", "ids", "expected"),
    [
        ("arxiv", "", ["KB305"]),
        ("arxiv", "ids: {doi: 10.48550/arXiv.2103.00020}\n", []),
        ("biorxiv", "ids: {doi: 10.1101/2021.01.01.425001}\n", []),
        ("biorxiv", "ids: {doi: 10.1038/s41586-021-03819-2}\n", ["KB306"]),
        ("arxiv", 'ids: {arxiv: "2103.00020", acl: 2021.acl-long.1}\n', ["KB306"]),
        ("icml", "ids: {doi: 10.1145/1234567.1234568}\n", []),
    ],
)
def test_what_a_preprint_has_and_has_not(tmp_path: Path, venue: str, ids: str, expected: list[str]) -> None:
    venues = "venues:\n"
    for name, kind in (("arxiv", "preprint"), ("biorxiv", "preprint"), ("icml", "conference")):
        venues += f"  - {{id: {name}, name: The {name}, short: {name.upper()}, kind: {kind}}}\n"
    assert codes(tmp_path, f"venue: {venue}\n{ids}", venues=venues) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("AN IMAGE IS WORTH SIXTEEN WORDS", ["KB347"]),
        ("DINO", []),
        ("VQA: VGG", []),
        ("AST IN NLP", []),
        ("BERT, GPT, and CLIP", []),
        ("Learning in $O(n^{2})$", []),
        ("{CLIP} Models", ["KB348"]),
        (r"Models of $E_8 \times E_8$", []),
        (r"Sch{\"o}dinger Bridges", ["KB349"]),
        (r"The {\bf Bold} and the $x^{2}$", ["KB349"]),
    ],
)
def test_traces_of_typesetting(tmp_path: Path, title: str, expected: list[str]) -> None:
    assert codes(tmp_path, f"title: '{title}'\n") == expected
