"""Feeds, read by an independent parser; and what else tells programs of the site."""

import datetime
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import feedparser
import pytest

from kbgen.render.site.build import Options, build_site
from kbgen.render.site.feeds import Feeds
from kbgen.views.feeds import Feed, FeedEntry
from kbgen.views.site.head import SiteInfo
from tests.render.site.conftest import Built

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://kb.example/small/"


def parsed(built: Built, path: str) -> Any:
    feed = feedparser.parse((built.out / path).read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    assert feed.version == "atom10"
    return feed


def every_feed(folder: Path) -> list[Path]:
    return sorted(folder.rglob("feed.xml"))


@pytest.mark.parametrize(
    "page",
    [
        "",
        "topics/objective/contrastive/",
        "venues/tcml/",
        "authors/wei-chen/",
        "datasets/tone-clips/",
        "lists/sound/",
    ],
)
def test_a_page_of_each_kind_names_a_feed_that_is_its_own(built: Built, page: str) -> None:
    html = built.read(f"{page}index.html")
    [found] = re.findall(r'<link rel="alternate " type="application/atom\+xml" title="[^"]+" href="([^"]+)">', html)
    assert (built.out / page / found).resolve() == (built.out / page / "feed.xml").resolve()
    feed = parsed(built, f"{page}feed.xml")
    assert feed.feed.id == SITE + page
    assert feed.feed.link == SITE + page
    assert [link.href for link in feed.feed.links if link.rel == "self"] == [f"{SITE}{page}feed.xml"]


def test_every_feed_has_what_atom_asks_for(built: Built) -> None:
    feeds = every_feed(built.out)
    assert len(feeds) > 20
    for path in feeds:
        root = ET.fromstring(path.read_bytes())
        assert root.tag == f"{ATOM}feed"
        entries = root.findall(f"{ATOM}entry")
        assert 1 <= len(entries) <= 50
        for element in (root, *entries):
            for name in ("id", "title", "updated"):
                [one] = element.findall(ATOM + name)
                assert one.text, (path, name)
        assert root.findtext(f"{ATOM}author/{ATOM}name") == "Small knowledge base"
        ids = [entry.findtext(f"{ATOM}id") for entry in entries]
        assert len(ids) == len(set(ids))
        days = [entry.findtext(f"{ATOM}updated") or "" for entry in entries]
        assert days == sorted(days, reverse=True)
        assert root.findtext(f"{ATOM}updated") == days[0]
        for link in root.iter(f"{ATOM}link"):
            assert link.attrib["href"].startswith(SITE)


def test_entries_lead_to_pages_that_are_there_with_the_day_of_the_record(built: Built) -> None:
    feed = parsed(built, "feed.xml")
    by_id = {entry.id: entry for entry in feed.entries}
    for entry in feed.entries:
        assert entry.link == entry.id
        assert (built.out / unquote(entry.id.removeprefix(SITE)) / "index.html").is_file()
    survey = by_id[f"{SITE}papers/a-survey/"]
    assert survey.updated == survey.published == "2026-03-02T00:00:00+00:00"
    assert [author.name for author in survey.authors][:2] == ["Kim Lee", "Wei Chen"]
    assert "survey" in [tag.term for tag in survey.tags]
    assert f"{SITE}datasets/tone-clips/" in by_id


def test_hostile_text_stays_text_in_a_feed(built: Built) -> None:
    feed = parsed(built, "topics/objective/contrastive/feed.xml")
    [entry] = [one for one in feed.entries if one.id.endswith("/hostile-strings/")]
    raw = (built.out / "topics/objective/contrastive/feed.xml").read_text(encoding="utf-8")
    assert "<script" not in raw
    assert "<img" not in raw
    # What a reader of feeds decodes once is HTML in which the record's text is escaped once more.
    root = ET.fromstring(raw)
    [summary] = [
        one.findtext(f"{ATOM}summary") or ""
        for one in root.findall(f"{ATOM}entry")
        if (one.findtext(f"{ATOM}id") or "").endswith("/hostile-strings/")
    ]
    assert "<img" not in summary
    assert "&lt;img src=x onerror=alert(1)&gt;" in summary
    assert entry.title.startswith('</title><script>alert("t")')


def test_a_feed_of_a_dataset_tells_what_introduces_it_from_what_uses_it(built: Built) -> None:
    summaries = {
        entry.id.rsplit("/", 2)[1]: entry.summary for entry in parsed(built, "datasets/tone-clips/feed.xml").entries
    }
    assert "Introduces Tone Clips." in summaries["listening-to-tones"]
    assert "Uses Tone Clips." in summaries["seeing-and-hearing"]


def test_a_record_without_a_day_is_in_no_feed(built: Built) -> None:
    undated = {"papers/unknown-year/"}
    assert not (built.root / "data/papers/undated/unknown-year.yaml").read_text(encoding="utf-8").count("added:")
    for path in every_feed(built.out):
        assert not any(f"{SITE}{one}" in path.read_text(encoding="utf-8") for one in undated), path


def test_a_feed_is_made_anew_only_when_its_records_change(fresh: Built) -> None:
    def stamps() -> dict[str, int]:
        return {path.relative_to(fresh.out).as_posix(): path.stat().st_mtime_ns for path in every_feed(fresh.out)}

    before = stamps()
    record = fresh.root / "data/papers/2023/a-survey.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text.replace("added: 2026-03-02", "added: 2026-04-06"), encoding="utf-8")
    build_site(fresh.root, Options(fresh.out, search=False))
    changed = {path for path, stamp in stamps().items() if before.get(path) != stamp}
    assert "feed.xml" in changed
    assert "authors/wei-chen/feed.xml" in changed
    assert "authors/eve-img-src-x-onerror-alert-1/feed.xml" not in changed
    assert parsed(fresh, "feed.xml").feed.updated == "2026-04-06T00:00:00+00:00"
    assert (fresh.out / "new/2026-W15/index.html").is_file()


def test_without_an_address_there_are_no_feeds_and_no_page_names_one(fresh: Built) -> None:
    config = fresh.root / "mkdocs.yml"
    config.write_text(re.sub(r"site_url: .*\n", "", config.read_text(encoding="utf-8")), encoding="utf-8")
    build_site(fresh.root, Options(fresh.out, search=False))
    assert every_feed(fresh.out) == []
    for path in ("index.html", "authors/wei-chen/index.html", "new/index.html"):
        html = fresh.read(path)
        assert "atom+xml" not in html
        assert "opensearch" not in html
    assert "This site has no feeds" in fresh.read("new/index.html")
    assert "(papers/index.md)" in fresh.read("llms.txt")


def test_authors_of_too_few_papers_lead_to_the_feed_of_everything(fresh: Built) -> None:
    config = fresh.root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "extra: {kbgen: {author_feeds_from: 3}}\n", encoding="utf-8")
    build_site(fresh.root, Options(fresh.out, search=False))
    assert (fresh.out / "authors/wei-chen/feed.xml").is_file()
    assert not (fresh.out / "authors/eve-img-src-x-onerror-alert-1/feed.xml").exists()
    assert 'href="../../feed.xml"' in fresh.read("authors/eve-img-src-x-onerror-alert-1/index.html")


def test_what_xml_cannot_say_does_not_break_a_feed() -> None:
    entry = FeedEntry(
        "a", "papers/a/", "Half \ud800 and none \uffff", "method", datetime.date(2026, 1, 2), summary="]]>"
    )
    made = Feeds(SiteInfo("Name & <name>", "", "https://kb.example/")).atom(Feed("T", "", (entry,)))
    feed = feedparser.parse(made)
    assert not feed.bozo
    assert feed.entries[0].title == "Half \ufffd and none \ufffd"
    assert feed.feed.author == "Name & <name>"


def test_a_browser_is_told_how_to_search(built: Built) -> None:
    root = ET.fromstring((built.out / "opensearch.xml").read_bytes())
    names = {element.tag.rpartition("}")[2]: element for element in root}
    assert len(names["ShortName"].text or "") <= 16
    [search] = [element for element in root if element.get("type") == "text/html"]
    assert search.get("template") == f"{SITE}explore/?q={{searchTerms}}"
    for page, href in (("index.html", "opensearch.xml"), ("papers/a-survey/index.html", "../../opensearch.xml")):
        assert f'title="Small knowledge base" href="{href}">' in built.read(page)


def test_llms_txt_leads_to_files_that_are_there(built: Built) -> None:
    text = built.read("llms.txt")
    lines = text.splitlines()
    assert lines[0] == "# Small knowledge base"
    assert lines[2].startswith("> ")
    links = re.findall(r"^- \[[^\n]+?\]\((\S+)\): ", text, re.MULTILINE)
    assert len(links) > 10
    for link in links:
        assert (built.out / link.removeprefix(SITE)).is_file(), link
