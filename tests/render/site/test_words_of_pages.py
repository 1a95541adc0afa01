"""The proof that no text was forgotten: in a made-up language, every page says everything in brackets but its data.

The data are in Cyrillic letters, so that whatever is Latin and in no brackets is a text of ours that no catalogue has.
"""

import html
import json
import re
from collections.abc import Iterator, Set
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from kbgen.render.site.build import Options, build_site
from tests.pseudo_language import CODE, LEFT, RIGHT, make_pseudo, outside_brackets
from tests.small_kb import SMALL, copy_of

_WRITTEN = {
    *(
        "title",
        "also_titled",
        "authors",
        "name",
        "short",
        "summary",
        "description",
        "intro",
        "detail",
        "doubt",
        "model",
    ),
    *("domain", "task_text", "access", "license", "metric", "key_points", "pretext_tasks", "downstream_tasks"),
    *("data_types", "affiliations", "also_known_as", "text", "track", "source", "model"),
}
"""Keys of records whose values people write in words."""
_LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "абцдефгхийклмнопярстувжцызАБЦДЕФГХИЙКЛМНОПЯРСТУВЖЦЫЗ",
)
_NAMES = re.compile(
    # Proper names, keys of a keyboard, weeks, addresses and paths.
    r"\b(BibTeX|BibLaTeX|RIS|CSL|CSV|APA|JSON|SQLite|LaTeX|Markdown|arXiv|DOI|doi|PageRank|GitHub|Hugging Face|Crossref"
    r"|OpenAlex|OpenReview|Semantic Scholar|ACL Anthology|Python|CC0|Enter|Esc|\d{4}-W\d\d)\b|[\w-]+(/[\w.-]+)+"
    # Identifiers of tasks and names of fields, which are shown as the records have them; what the theme itself says.
    r"|\b(sound-classification|retrieval|year, venue|R@1|Kaplinio|Enhavtabelo|Langetoj|Navigado)\b"
)
_LATIN = re.compile(r"[A-Za-z]{2,}")
_SKIPPED = ("script", "style", "template", "code", "kbd", "pre", "textarea", "svg")
_READ = ("title", "aria-label", "placeholder", "alt", "data-none", "data-keeping", "data-failed", "data-cannot")
_FRAME = {"md-skip", "md-footer", "md-dialog", "md-source", "md-icon", "Z3988"}
_OPEN_ENDED = {"meta", "link", "img", "input", "br", "hr"}


class _Words(HTMLParser):
    """What a page says to readers: its running text, and each attribute that is read out."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.apart: list[str] = []
        self._within: list[tuple[str, bool]] = []
        self._left_out = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in _OPEN_ENDED:
            self._attributes(told)
            return
        frame = bool(
            set((told.get("class") or "").split())
            & {"md-skip", "md-footer", "md-dialog", "md-source", "md-icon", "Z3988"}
        )
        left_out = tag in _SKIPPED or frame or told.get("translate") == "no"
        self._within.append((tag, left_out))
        self._left_out += left_out
        self._attributes(told)

    def _attributes(self, told: dict[str, str | None]) -> None:
        if not self._left_out and "Z3988" not in (told.get("class") or ""):
            self.apart += [value for name in _READ if (value := told.get(name))]
            if told.get("name") == "description":
                self.apart.append(told.get("content") or "")

    def handle_endtag(self, tag: str) -> None:
        while self._within:
            open_tag, left_out = self._within.pop()
            self._left_out -= left_out
            if open_tag == tag:
                return

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self.text.append(data)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the made-up knowledge base in Cyrillic letters, in the made-up language."""
    folder = tmp_path_factory.mktemp("words")
    source = copy_of(SMALL, folder / "cyrillic")
    (source / "data/papers/2024/hostile-strings.yaml").unlink()
    for path in sorted((source / "data").rglob("*.yaml")):
        # A term's other names are words, those of a record are identifiers.
        written = _WRITTEN | ({"aliases"} if path.parent.name == "data" else set())
        data = _cyrillic(yaml.safe_load(path.read_text(encoding="utf-8")), "", written)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    for path in sorted((source / "data/enriched").glob("*.jsonl")):
        lines = [_enriched(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
        path.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
    config = (source / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("Small knowledge base", "Сайт").replace("Twelve made-up papers for tests", "Двенадцать")
    (source / "mkdocs.yml").write_text(f"{config}extra: {{kbgen: {{social_cards: true}}}}\n", encoding="utf-8")
    root = make_pseudo(source, folder / "kb")
    outcome = build_site(root, Options(root / "www", search=False))
    assert outcome.notices == ()
    return root / "www"


def _cyrillic(value: object, key: str, written: Set[str]) -> object:
    """A record whose words are in Cyrillic letters."""
    if isinstance(value, dict) and key == "architecture":
        return {one.translate(_LETTERS): _cyrillic(inner, "text", written) for one, inner in value.items()}
    if isinstance(value, dict):
        return {one: _cyrillic(inner, one, written) for one, inner in value.items()}
    if isinstance(value, list):
        return [_cyrillic(one, key, written) for one in value]
    return value.translate(_LETTERS) if isinstance(value, str) and key in written else value


def _enriched(line: dict[str, Any]) -> dict[str, Any]:
    """A line of the overlay whose words are in Cyrillic letters; services and what they say by code stay."""
    for field in line["fields"].values():
        if field["source"] in {"a list", "paper"}:
            field["source"] = field["source"].translate(_LETTERS)
        field["value"] = _cyrillic(field["value"], "text" if field["source"] == "arxiv" else "", _WRITTEN)
    return line


def _left(text: str) -> list[str]:
    """What of a text is in Latin letters, in no brackets and no proper name."""
    rest = _NAMES.sub(" ", outside_brackets(text))
    return [" ".join(rest[max(found.start() - 30, 0) : found.end() + 30].split()) for found in _LATIN.finditer(rest)]


def _pages(site: Path) -> Iterator[Path]:
    yield from (path for path in sorted(site.rglob("*.html")) if "assets" not in path.parts)


def test_there_is_a_page_of_every_kind(site: Path) -> None:
    from kbgen.render.site.shells import ENTITIES, HUBS

    found = {path.relative_to(site).parts[0] for path in _pages(site)}
    assert {hub.path or "index.html" for hub in HUBS} <= found
    assert {shell.path.partition("/")[0] for shell in ENTITIES} <= found


def test_every_page_says_everything_in_the_language_of_the_site(site: Path) -> None:
    forgotten: dict[str, set[str]] = {}
    for path in _pages(site):
        words = _Words()
        words.feed(path.read_text(encoding="utf-8"))
        whole = " ".join(words.text)
        assert whole.count(LEFT) == whole.count(RIGHT) > 2, path
        for text in (whole, *words.apart):
            for one in _left(text):
                forgotten.setdefault(one, set()).add(str(path.relative_to(site)))
    assert forgotten == {}


def test_every_page_names_its_language(site: Path) -> None:
    assert [path for path in _pages(site) if f'<html lang="{CODE}"' not in path.read_text(encoding="utf-8")] == []


def test_charts_say_everything_in_the_language_of_the_site(site: Path) -> None:
    texts = re.findall(
        r"<(?:text|title|desc)[^>]*>([^<]*)<", (site / "timeline/index.html").read_text(encoding="utf-8")
    )
    assert len(texts) > 50
    # What does not fit beside a chart is cut, its closing bracket too.
    assert [text for text in texts if _left(text) and not text.startswith(LEFT)] == []


def test_twins_say_everything_in_the_language_of_the_site(site: Path) -> None:
    twins = sorted(site.rglob("index.md"))
    assert len(twins) > 30
    forgotten: set[str] = set()
    for path in twins:
        text = re.sub(r"\]\([^)]*\)|`[^`]*`|^    .*$", "]", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        forgotten.update(_left(text))
    assert forgotten == set()


def test_feeds_and_the_file_for_language_models_do_too(site: Path) -> None:
    feeds = sorted(site.rglob("feed.xml"))
    assert len(feeds) > 10
    forgotten: set[str] = set()
    for path in feeds:
        for text in re.findall(r"<(?:title|summary|name)[^>]*>([^<]*)<", path.read_text(encoding="utf-8")):
            forgotten.update(_left(re.sub(r"<.*?>", " ", html.unescape(html.unescape(text)))))
        assert f'xml:lang="{CODE}"' in path.read_text(encoding="utf-8")
    text = (site / "llms.txt").read_text(encoding="utf-8")
    forgotten.update(_left(re.sub(r"\]\([^)]*\)|index\.md|^## Optional$", "]", text, flags=re.MULTILINE)))
    assert forgotten == set()


def test_what_programs_read_is_in_no_language(site: Path) -> None:
    papers = [
        json.loads(line.rstrip(",")) for line in (site / "papers.json").read_text().splitlines() if line[:1] == "{"
    ]
    assert papers
    for path in ("papers.json", "datasets.json", "kb.bib", "api/v1/index.json"):
        assert LEFT not in (site / path).read_text(encoding="utf-8"), path
