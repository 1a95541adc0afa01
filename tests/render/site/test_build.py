"""The small knowledge base as a site, made by the real engines."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
import pytest

from kbgen.contribute.rename import rename_record
from kbgen.model.finding import KbgenError
from kbgen.render.site.build import BrokenRecordsError, Options, build_site
from kbgen.store.lock import building
from kbgen.store.tree import load_tree
from tests.render.site.conftest import SURVEY, Built, edited
from tests.small_kb import copy_of


def state(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def pages(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.html")):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")


class Links(HTMLParser):
    """Addresses a page leads to or loads, the number of its first headings, and its identifiers."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.headings = 0
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.headings += tag == "h1"
        for name, value in attrs:
            if name in {"href", "src", "action"} and value is not None:
                self.found.append((tag, value))
            if name == "id" and value is not None:
                self.ids.append(value)


def test_every_kind_of_page_is_there(built: Built) -> None:
    for path in (
        "index.html",
        "explore/index.html",
        "papers/index.html",
        "papers/seeing-and-hearing/index.html",
        "papers/看图说话/index.html",
        "datasets/index.html",
        "datasets/tone-clips/index.html",
        "authors/index.html",
        "authors/ada-muller/index.html",
        "venues/index.html",
        "venues/tcml/index.html",
        "years/index.html",
        "years/2020/index.html",
        "years/undated/index.html",
        "topics/index.html",
        "topics/objective/index.html",
        "topics/objective/contrastive/index.html",
        "search/index.html",
        "about/index.html",
        "data/index.html",
        "contribute/index.html",
        "404.html",
        "kb.bib",
        "papers.json",
        "datasets.json",
        "sitemap.xml",
        "robots.txt",
        "pagefind/pagefind.js",
    ):
        assert (built.out / path).is_file(), path


def test_every_link_within_the_site_leads_somewhere(built: Built) -> None:
    files = set(state(built.out))
    # The front end's bundle is made by its own build step, which a checkout may not have run.
    missing = set()
    for path, html in pages(built.out):
        if path == "404.html":  # its links begin at the site's own address
            continue
        for _, address in Links(html).found:
            parts = urlsplit(urljoin(f"https://site.example/{path}", address))
            target = unquote(parts.path).removeprefix("/")
            target = f"{target}index.html" if target.endswith("/") or not target else target
            own = parts.netloc == "site.example" and parts.scheme == "https"
            if own and target not in files and not target.startswith("assets/kbgen/"):
                missing.add((path, address))
    assert not missing


def test_every_page_has_one_first_heading_and_no_identifier_twice(built: Built) -> None:
    for path, html in pages(built.out):
        found = Links(html)
        assert found.headings == 1, path
        assert len(found.ids) == len(set(found.ids)), path


def test_nothing_is_loaded_from_another_host(built: Built) -> None:
    for path, html in pages(built.out):
        loaded = re.findall(r"<(?:script|img|iframe|link)\b[^>]*\b(?:src|href)=\"(https?:)?//[^\"]*\"[^>]*>", html)
        canonical = html.count('rel="canonical"')
        assert len(loaded) == canonical, path


def test_no_slot_is_left(built: Built) -> None:
    for path, html in pages(built.out):
        left = html.count("kbgen-slot")
        # The hostile record spells slots out in its title and summary; they must come out as text.
        if "hostile-strings" not in html:
            assert left == 0, path


def test_hostile_text_stays_text(built: Built) -> None:
    html = built.read("papers/hostile-strings/index.html")
    for script in re.findall(r"<script[^>]*>.*?</script>", html, re.DOTALL):
        assert "alert(" not in script or 'type="application/ld+json"' in script
    article = built.article("papers/hostile-strings/index.html")
    assert "<script>" not in article
    assert "<img" not in article
    assert "<iframe" not in article
    assert "{{ 7*7 }}" in article
    assert "&lt;!--kbgen-slot-article--&gt; kbgen-slot-description" in article
    assert "javascript:" not in " ".join(address for _, address in Links(html).found)
    assert html.count("<article") == html.count("</article>")


def test_structured_data_survive_hostile_text(built: Built) -> None:
    html = built.read("papers/hostile-strings/index.html")
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    names = [data["name"] for block in blocks if (data := json.loads(block))["@type"] == "ScholarlyArticle"]
    assert len(names) == 1
    assert names[0].startswith('</title><script>alert("t")</script> {{ 7*7 }}')


def test_a_paper_page_names_its_facts_for_reference_managers(built: Built) -> None:
    html = built.read("papers/seeing-and-hearing/index.html")
    assert '<meta name="citation_title" content="Seeing and Hearing Together">' in html
    assert html.count('<meta name="citation_author"') == 3
    assert '<meta name="citation_conference_title" content="Test Conference on Machine Learning">' in html
    assert '<meta name="citation_doi" content="10.5555/tcml.2017.8">' in html
    assert "citation_pdf_url" not in html
    assert '<link rel="canonical" href="https://kb.example/small/papers/seeing-and-hearing/">' in html
    assert '<meta name="description" content="Learns from whether a sound belongs to a picture.">' in html
    assert "<title>Seeing and Hearing Together - Small knowledge base</title>" in html


def test_a_paper_page_leads_to_its_record(built: Built) -> None:
    html = built.article("papers/seeing-and-hearing/index.html")
    address = "https://github.com/example/small-kb/edit/main/data/papers/2017/seeing-and-hearing.yaml"
    assert ("a", address) in Links(html).found


def test_a_renamed_record_keeps_its_old_address(fresh: Built) -> None:
    rename_record(fresh.root, "seeing-and-hearing", "see-and-hear")
    before = state(fresh.out)
    build_site(fresh.root, Options(fresh.out, search=False))
    page = fresh.read("papers/seeing-and-hearing/index.html")
    assert 'http-equiv="refresh" content="0; url=../../papers/see-and-hear/"' in page
    assert '<meta name="robots" content="noindex">' in page
    assert "Seeing and Hearing Together</h1>" in fresh.article("papers/see-and-hear/index.html")
    after = state(fresh.out)
    build_site(fresh.root, Options(fresh.out, search=False))
    assert state(fresh.out) == after
    hashed = ("explore/catalogue-", "graph/map-", "compare/data-")
    assert {path for path in set(after) - set(before) if not path.startswith(hashed)} == {
        "papers/see-and-hear/index.html",
        "papers/see-and-hear/index.md",
        "api/v1/papers/see-and-hear.json",
    }


def test_a_former_name_leads_to_the_record(built: Built) -> None:
    html = built.read("papers/see-hear/index.html")
    assert 'content="0; url=../../papers/seeing-and-hearing/"' in html
    assert "see-hear" not in built.read("sitemap.xml")


def test_the_sitemap_lists_pages_once_and_no_shell(built: Built) -> None:
    listed = re.findall(r"<loc>(.*?)</loc>", built.read("sitemap.xml"))
    assert len(listed) == len(set(listed))
    assert "https://kb.example/small/papers/%E7%9C%8B%E5%9B%BE%E8%AF%B4%E8%AF%9D/" in listed
    assert not [address for address in listed if "kbgen-shell" in address]
    assert not list(built.out.rglob("kbgen-shell"))


def test_downloads_hold_every_record(built: Built) -> None:
    assert len(json.loads(built.read("papers.json"))) == 12
    assert len(json.loads(built.read("datasets.json"))) == 4
    assert len(re.findall(r"^@", built.read("kb.bib"), re.MULTILINE)) == 12


def test_the_same_input_gives_the_same_bytes(built: Built, tmp_path: Path) -> None:
    root = copy_of(built.root, tmp_path / "elsewhere")
    build_site(root, Options(root / "site"))
    first, second = state(built.out), state(root / "site")
    assert first.keys() == second.keys()
    assert [path for path in first if first[path][0] != second[path][0]] == []


def test_building_again_writes_nothing(fresh: Built) -> None:
    before = state(fresh.out)
    outcome = build_site(fresh.root, Options(fresh.out, search=False))
    assert (outcome.rendered, outcome.written, outcome.removed) == (0, 0, 0)
    assert state(fresh.out) == before


def test_an_edited_record_changes_its_own_pages_only(fresh: Built) -> None:
    before = state(fresh.out)
    edited(fresh.root, "A Survey of", "A Second Survey of")
    build_site(fresh.root, Options(fresh.out, search=False))
    after = state(fresh.out)
    changed = {name for name in after if before.get(name) != after[name]}
    assert "papers/a-survey/index.html" in changed
    assert "authors/kim-lee/index.html" in changed
    assert "papers/pairs-at-scale/index.html" in changed  # it is cited by the survey
    assert "papers/masked-everything/index.html" not in changed
    assert "authors/陈伟/index.html" not in changed
    # What an incremental build leaves is what a build from nothing makes.
    build_site(fresh.root, Options(fresh.root / "other", search=False, clean=True))
    assert {name: one[0] for name, one in state(fresh.root / "other").items()} == {
        name: one[0] for name, one in after.items()
    }


def test_a_record_that_goes_takes_its_pages_with_it(fresh: Built) -> None:
    (fresh.root / "data/papers/2020/看图说话.yaml").unlink()
    build_site(fresh.root, Options(fresh.out, search=False))
    assert not (fresh.out / "papers/看图说话").exists()
    assert not (fresh.out / "authors/陈伟").exists()
    assert "看图说话" not in fresh.read("kb.bib")


def test_broken_records_leave_the_last_good_site(fresh: Built) -> None:
    before = state(fresh.out)
    (fresh.root / SURVEY).write_text("id: a-survey\ntitel: x\n", encoding="utf-8")
    with pytest.raises(BrokenRecordsError) as caught:
        build_site(fresh.root, Options(fresh.out, search=False))
    assert caught.value.findings[0].place.path == SURVEY
    assert state(fresh.out) == before


def test_a_broken_template_leaves_the_last_good_site_and_is_named(fresh: Built) -> None:
    before = state(fresh.out)
    own = fresh.root / "site_templates" / "site" / "paper.html"
    own.parent.mkdir(parents=True)
    own.write_text("<h1>{{ page.titel }}</h1>", encoding="utf-8")
    with pytest.raises(KbgenError, match="titel"):
        build_site(fresh.root, Options(fresh.out, search=False))
    own.write_text("<h1>{% if %}</h1>", encoding="utf-8")
    with pytest.raises(KbgenError, match=r"paper\.html:1"):
        build_site(fresh.root, Options(fresh.out, search=False))
    assert state(fresh.out) == before
    own.write_text("<h1>My own {{ page.title }}</h1>", encoding="utf-8")
    build_site(fresh.root, Options(fresh.out, search=False))
    assert "<h1>My own A Survey of Pairs and Clusters</h1>" in fresh.read("papers/a-survey/index.html")


@pytest.mark.parametrize("name", ["site/search.html", "theme/partials/own.html"])
def test_a_template_in_another_encoding_is_named(fresh: Built, name: str) -> None:
    own = fresh.root / "site_templates" / name
    own.parent.mkdir(parents=True)
    own.write_bytes("<h1>Überblick</h1>".encode("latin-1"))
    with pytest.raises(KbgenError, match=f"{re.escape(str(own))} is not UTF-8: .* at byte 4"):
        build_site(fresh.root, Options(fresh.out, search=False))


def test_a_hand_written_page_takes_the_place_of_a_hub(fresh: Built) -> None:
    (fresh.root / "docs").mkdir()
    (fresh.root / "docs" / "about.md").write_text("# About us\n\nWritten by hand.\n", encoding="utf-8")
    build_site(fresh.root, Options(fresh.out, search=False))
    assert "Written by hand." in fresh.read("about/index.html")


def test_own_assets_are_on_the_site_and_hidden_files_are_not(fresh: Built) -> None:
    bundle = fresh.root / "site_templates" / "assets" / "dist"
    bundle.mkdir(parents=True)
    for name in ("own.css", ".built"):
        (bundle / name).write_text("")
    build_site(fresh.root, Options(fresh.out, search=False))
    assert (fresh.out / "assets/kbgen/own.css").exists()
    assert not list((fresh.out / "assets/kbgen").glob(".*"))


def test_a_knowledge_base_without_mkdocs_yml_has_a_site_too(fresh: Built) -> None:
    (fresh.root / "mkdocs.yml").unlink()
    build_site(fresh.root, Options(fresh.out, search=False))
    assert "<title>Kb</title>" in fresh.read("index.html")
    assert not (fresh.out / "sitemap.xml").exists()
    assert "canonical" not in fresh.read("papers/a-survey/index.html")


def test_a_knowledge_base_without_records_has_a_site_too(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    built = Built(tmp_path, tmp_path / "site")
    build_site(tmp_path, Options(built.out))
    assert "built without its full-text index" in built.article("search/index.html")
    assert json.loads(built.read("papers.json")) == []


_BUILDER = """
import sys
from pathlib import Path
sys.argv = ["kbgen", "build"]
from kbgen.store.lock import building

with building(Path(ROOT)):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_one_build_at_a_time(fresh: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kbgen.render.site.build.building", partial(building, wait=0.05))
    before = state(fresh.out)
    program = _BUILDER.replace("ROOT", repr(str(fresh.root)))
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        with pytest.raises(KbgenError, match=f"another process is building .*`kbgen build` .process {other.pid}"):
            build_site(fresh.root, Options(fresh.out, clean=True))
    assert state(fresh.out) == before


def test_zensical_builds_the_same_site(fresh: Built) -> None:
    other = Built(fresh.root, fresh.root / "zensical")
    build_site(fresh.root, Options(other.out, engine="zensical", search=False))
    ours = {path for path, _ in pages(fresh.out)}
    assert {path for path, _ in pages(other.out)} == ours
    for path in sorted(ours - {"404.html"}):
        assert fresh.article(path).split("<h1", 1)[1:] == other.article(path).split("<h1", 1)[1:], path
        assert "md-search" not in other.read(path), path
        titles = [re.search(r"<title>(.*?)</title>", site.read(path), re.DOTALL) for site in (fresh, other)]
        assert titles[0] is not None, path
        assert titles[1] is not None, path
        assert titles[0][1] == titles[1][1]
        assert Links(other.read(path)).headings == 1, path
        assert marked(other.read(path)) == marked(fresh.read(path)), path


def marked(html: str) -> dict[str, list[str]]:
    """What stands marked as the place of a page in the tabs and in the menu."""
    return {
        part: [" ".join(re.sub(r"<[^>]+>", " ", found).split()) for found in re.findall(pattern, html, re.DOTALL)]
        for part, pattern in (
            ("tabs", r'<li class="md-tabs__item md-tabs__item--active">(.*?)</li>'),
            ("menu", r'<a href="[^"]*" class="md-nav__link md-nav__link--active"[^>]*>(.*?)</a>'),
        )
    }


@pytest.mark.parametrize(
    ("path", "tab"),
    [
        ("papers/seeing-and-hearing", "Papers"),
        ("papers", "Papers"),
        ("datasets/tone-clips", "Datasets"),
        ("topics/objective", "Topics"),
        ("topics/objective/contrastive", "Topics"),
        ("authors/ada-muller", "Authors"),
        ("venues/tcml", "Venues"),
        ("years/2020", "Years"),
    ],
)
def test_a_page_marks_the_tab_it_stands_below(built: Built, path: str, tab: str) -> None:
    assert marked(built.read(f"{path}/index.html")) == {"tabs": [tab], "menu": [tab]}


def test_a_folder_with_other_files_is_refused(fresh: Built, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "thesis.tex").write_text("x", encoding="utf-8")
    with pytest.raises(KbgenError, match="not empty"):
        build_site(fresh.root, Options(foreign, search=False))
    assert [path.name for path in foreign.iterdir()] == ["thesis.tex"]


def test_pages_name_their_sources_and_lead_to_them(built: Built) -> None:
    link = '<a href="https://lists.example/made-up" rel="noopener">A Made-Up List</a>'
    for path in ("papers/seeing-and-hearing", "datasets/tone-clips", "about"):
        assert link in built.article(f"{path}/index.html"), path
    about = built.article("about/index.html")
    assert "1 fault found in it" in about
    assert "Line 3: the contents have no section &#34;Odds &amp; Ends&#34;" in about


def test_the_page_of_data_leads_to_files_that_are_there_and_counts_what_is_known(built: Built) -> None:
    page = html5lib.parse(built.article("data/index.html"), namespaceHTMLElements=False)
    tables = page.findall(".//table")
    links = tables[0].findall("tbody//a")
    assert links
    for link in links:
        assert (built.out / "data" / link.get("href")).resolve().is_file(), link.get("href")
    rows = {}
    for table in tables:
        of, *columns = ["".join(cell.itertext()) for cell in table.findall("thead/tr/th")]
        if columns and columns[0] == "Number":
            for row in table.findall("tbody/tr"):
                name, number = ("".join(row.find(cell).itertext()) for cell in ("th", "td"))
                rows[of, name] = int(number)
    kb = load_tree(built.root).kb
    assert rows["Papers", "in all"] == len(kb.papers)
    assert rows["Papers", "with code"] == sum(1 for one in kb.papers.values() if one.links.code)
    assert rows["Datasets", "in all"] == len(kb.datasets)
    assert rows["Datasets", "with a licence"] == sum(1 for one in kb.datasets.values() if one.license)
    assert 0 < rows["Datasets", "with a result"] < rows["Datasets", "in all"]


def test_a_source_with_a_new_name_changes_the_pages_that_show_it(fresh: Built) -> None:
    sources = fresh.root / "data" / "sources.yaml"
    sources.write_text(sources.read_text(encoding="utf-8").replace("A Made-Up List", "A List Renamed"), "utf-8")
    build_site(fresh.root, Options(fresh.out, search=False))
    assert "A List Renamed" in fresh.article("papers/seeing-and-hearing/index.html")
