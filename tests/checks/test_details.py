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
