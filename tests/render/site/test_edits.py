"""What an edit renders again: what shows the edited record, and nothing of the others."""

from pathlib import Path

import pytest

from kbgen.model.paper import Paper
from kbgen.model.vocabulary import Taxonomy
from kbgen.render.site.build import Options, build_site
from kbgen.render.site.manifest import files_of, read_manifest
from kbgen.store.writer import write_record
from tests.render.site.conftest import Built
from tests.small_kb import copy_of

GROUPS, EACH = 12, 5
EDITED = "group-a-paper-1"
OF_ALL = {
    *("kb.bib", "kb.sqlite", "papers.json", "datasets.json", "explore/cite/0.js"),
    *("api/v1/index.json", "api/v1/papers.json", "api/v1/citations.json", "api/v1/datasets.json"),
    *("api/v1/graph.json", "api/v1/topics.json", "api/v1/venues.json"),
}
"""Files of all papers that are made again for every edit."""
LOADS_OF_ALL = {"explore/index.html", "compare/index.html", "reading-list/index.html", "graph/index.html"}
"""Pages that name a file of all papers, which is called after what is in it."""


def paper(group: str, number: int) -> Paper:
    """A paper that has its people, words, term, venue and year in common with its group alone."""
    year = 2000 + ord(group) - ord("a")
    return Paper.model_validate(
        {
            "id": f"group-{group}-paper-{number}",
            "title": f"{group}{'vwxyz'[number - 1] * 4} {group * 7} {group * 5}ing",
            "authors": [f"First {group.upper() * 4}", f"Other{number} {group.upper() * 4}"],
            "year": year,
            "venue": f"venue-{group}",
            "topics": {"theme": [f"theme-{group}"]},
            "links": {"paper": f"https://{group}.example/{number}"},
            "added": f"{year + 1}-03-0{number}",
        }
    )


@pytest.fixture(scope="module")
def groups(tmp_path_factory: pytest.TempPathFactory) -> Built:
    root = tmp_path_factory.mktemp("groups") / "kb"
    letters = [chr(ord("a") + at) for at in range(GROUPS)]
    terms = [{"id": f"theme-{one}", "name": f"Theme {one}", "description": f"Of {one}."} for one in letters]
    axis = {"id": "theme", "name": "Theme", "description": "What it is about.", "terms": terms}
    write_record(root, Taxonomy.model_validate({"axes": [axis]}))
    for letter in letters:
        for number in range(1, EACH + 1):
            write_record(root, paper(letter, number))
    (root / "mkdocs.yml").write_text(
        "site_name: Groups\nsite_url: https://kb.example/\n"
        "extra: {kbgen: {social_cards: true, author_feeds_from: 1}}\n",
        encoding="utf-8",
    )
    build_site(root, Options(root / "site"))
    return Built(root, root / "site")


def entries(root: Path) -> dict[str, str]:
    (path,) = (root / ".kbgen" / "site").glob("*.manifest")
    return read_manifest(path)[1]


def edit(groups: Built, title: str) -> set[str]:
    """Give a paper another title and build; returns the files that were rendered again, companions among them."""
    before = entries(groups.root)
    changed = paper("a", 1).model_copy(update={"title": title})
    write_record(groups.root, changed)
    outcome = build_site(groups.root, Options(groups.out))
    after = entries(groups.root)
    again = {path for path, known in after.items() if before.get(path, "").split("\t")[0] != known.split("\t")[0]}
    found = {file for path in again for file in files_of(path, after[path])}
    assert outcome.rendered == len(found)
    return found


def test_only_what_shows_an_edited_paper_is_rendered_again(groups: Built) -> None:
    found = edit(groups, "Words that no other title has")
    own = {path for path in found if EDITED in path}
    assert own == {
        *(f"papers/{EDITED}/{name}" for name in ("index.html", "index.md", "card.png")),
        f"api/v1/papers/{EDITED}.json",
    }
    assert {"authors/first-aaaa/index.html", "authors/first-aaaa/index.md", "authors/first-aaaa/feed.xml"} <= found
    assert found >= OF_ALL | LOADS_OF_ALL
    rest = found - own - OF_ALL - LOADS_OF_ALL
    pages = {path for path in rest if path.endswith(("index.html", "index.md", "feed.xml"))}
    shown = f"papers/{EDITED}/"
    assert [path for path in sorted(pages) if shown not in groups.read(path)] == []
    others = {path.partition("-")[0] for path in rest - pages if "pagefind/" not in path}
    # A title decides where a paper stands among those of its year, by which authors are listed, and on the map.
    assert others - {"graph/map", "api/v1/authors.json"} == {"explore/catalogue"}
    # A fragment of the search index holds the text of one page.
    assert len([path for path in rest if path.endswith(".pf_fragment")]) == 1


def test_what_an_edit_leaves_is_what_a_build_from_nothing_makes(groups: Built, tmp_path: Path) -> None:
    edit(groups, "Once more other words")
    root = copy_of(groups.root, tmp_path / "kb")
    build_site(root, Options(root / "site"))
    first, second = (
        {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
        for out in (groups.out, root / "site")
    )
    # The map is carried on from the one before, so that papers stay where readers know them.
    differing = {path for path in first.keys() ^ second.keys() | first.keys() if first.get(path) != second.get(path)}
    assert {path.rpartition("-")[0] or path for path in differing} <= {"graph/map", "graph/index.html"}
