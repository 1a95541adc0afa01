"""Full-text search: Pagefind's index over the bare text of papers, datasets and topics.

Pagefind reads HTML files; it gets small ones that hold only what should be found, at the addresses of the real pages.
Its output is kept under a digest of these texts, so that a build that changes none does not index again.
See https://pagefind.app/docs/indexing/ for the attributes.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Self
from urllib.parse import unquote

import msgspec

from kbgen.model.finding import KbgenError
from kbgen.model.paper import Notes
from kbgen.model.words import _
from kbgen.render.site.output import Item
from kbgen.render.site.search_files import settle
from kbgen.render.site.workers import Background
from kbgen.store.files import write_bytes
from kbgen.views.site.addresses import dataset_url, paper_url, term_url
from kbgen.views.site.index import SiteIndex
from kbgen.views.titles import readable_title

NAME = "pagefind"
"""The folder of Pagefind's files on the site."""
_DONE = "files.json"
# Pagefind's own user interfaces; the site has one that fits it.
_UNWANTED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")


class SearchIndex:
    """Pagefind's files, made by another process while pages are planned, in ``work`` unless they are there already.

    ``code`` is a digest of what makes the texts. Leaving the context ends the process where nobody asked for the files.
    """

    def __init__(self, index: SiteIndex, work: Path, code: str) -> None:
        self._task = Background(lambda: _indexed(index, work, code), len(index.kb.papers))

    def items(self) -> list[Item]:
        """The files of the site. Raises :class:`KbgenError` with Pagefind's own words where it fails."""
        folder, keys = self._task.result()
        return [Item(f"{NAME}/{path}", key, (folder / path).read_bytes) for path, key in keys.items()]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._task.__exit__()


def _indexed(index: SiteIndex, work: Path, code: str) -> tuple[Path, dict[str, str]]:
    """The folder of Pagefind's files for this knowledge base, and what stands for each of them."""
    texts = list(bare_pages(index))
    digest = hashlib.blake2b(code.encode(), digest_size=12)
    for url, html in texts:
        digest.update(f"{url}\0{html}\0".encode("utf-8", "replace"))
    folder = work / digest.hexdigest()
    found, done = folder / NAME, folder / _DONE
    if not done.is_file():
        shutil.rmtree(work, ignore_errors=True)
        found.mkdir(parents=True)
        with tempfile.TemporaryDirectory(prefix="texts-", dir=work) as name:
            _write(texts, Path(name))
            _run(Path(name), found)
        for path in found.iterdir():
            if path.name.startswith(_UNWANTED):
                path.unlink()
        settle(found)
        keys = {
            path.relative_to(found).as_posix(): hashlib.blake2b(path.read_bytes(), digest_size=12).hexdigest()
            for path in sorted(found.rglob("*"))
            if path.is_file()
        }
        # Last, as it says that the others are whole.
        write_bytes(done, msgspec.json.encode(keys))
    return found, msgspec.json.decode(done.read_bytes(), type=dict[str, str])


def has_texts(index: SiteIndex) -> bool:
    """Whether there is anything to be found: Pagefind takes an empty folder for a mistake."""
    return bool(index.kb.papers or index.kb.datasets or index.kb.taxonomy.terms)


def bare_pages(index: SiteIndex) -> Iterator[tuple[str, str]]:
    """Site-relative address and bare text, as HTML for Pagefind, of everything that full-text search finds."""
    for paper_id, paper in index.kb.papers.items():
        card = index.card(paper_id)
        known = index.overlay(paper_id).get("abstract")
        abstract = known.value if known and isinstance(known.value, str) else ""
        texts = [", ".join(paper.authors), paper.summary or "", abstract, *_note_texts(paper.notes)]
        texts += [identifier.value for identifier in paper.ids.all()]
        texts += [topic.name for topic in card.topics] + [use.name for use in card.datasets]
        by = " · ".join(part for part in (card.authors_short, card.venue_label) if part)
        facts = {"kind": _("Paper"), "by": by}
        yield paper_url(paper_id), _page(readable_title(paper.title), texts, facts, year=paper.year)
    for dataset in index.datasets:
        texts = [*dataset.also_known_as, *dataset.domain, dataset.task_text or "", dataset.summary or ""]
        texts += [index.term_ref("modality", term).name for term in dataset.modalities]
        texts += [index.term_ref("task", term).name for term in dataset.tasks]
        facts = {"kind": _("Dataset")}
        yield dataset_url(dataset.id), _page(dataset.name, texts, facts, year=dataset.year)
    for (axis, term_id), placed in index.kb.taxonomy.terms.items():
        texts = [placed.term.description, *placed.term.aliases]
        facts = {"kind": _("Topic")}
        yield term_url(axis, term_id), _page(placed.term.name, texts, facts, year=None)


def _note_texts(notes: Notes | None) -> list[str]:
    if notes is None:
        return []
    lists = (notes.key_points, notes.pretext_tasks, notes.downstream_tasks, notes.data_types, notes.affiliations)
    return [entry for entries in lists for entry in entries] + [
        f"{part}: {text}" for part, text in notes.architecture.items()
    ]


def _page(title: str, texts: list[str], facts: dict[str, str], *, year: int | None) -> str:
    metas = [
        f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">'
        for name, value in facts.items()
        if value
    ]
    metas.append(f'<meta data-pagefind-filter="kind[content]" content="{escape(facts["kind"])}">')
    metas.append(f'<meta data-pagefind-sort="year[content]" content="{year or 0}">')
    body = "".join(f"<p>{escape(text)}</p>" for text in texts if text)
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(title)}</title>{"".join(metas)}</head>'
        f"<body data-pagefind-body><h1>{escape(title)}</h1>{body}</body></html>"
    )


def _write(texts: list[tuple[str, str]], folder: Path) -> None:
    for url, html in texts:
        path = folder / unquote(url)
        path.mkdir(parents=True, exist_ok=True)
        (path / "index.html").write_bytes(html.encode("utf-8", "replace"))


def _run(site: Path, output: Path) -> None:
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--output-path", str(output)]
    done = subprocess.run([*command, "--force-language", "en", "--quiet"], capture_output=True, text=True, check=False)
    if done.returncode:
        said = "\n".join(line for line in (done.stdout + done.stderr).splitlines() if line.strip())
        raise KbgenError(f"Pagefind could not index the pages:\n{said}", "build without search: --no-search")
