"""BibTeX and biblatex files: every entry that is a paper, with its place; bad entries are notes, the rest is read."""

import html
import re
from collections import Counter
from collections.abc import Mapping

from kbgen.ingest.bibliography import Drafted
from kbgen.ingest.bibtex_entries import BibtexEntry, parse_bibtex
from kbgen.ingest.bibtex_inheritance import inherited
from kbgen.ingest.draft import Draft, ReadContext
from kbgen.ingest.html_text import without_tags
from kbgen.ingest.keywords import keywords_of
from kbgen.ingest.latex import address_of_latex, addresses_in, text_of_latex
from kbgen.ingest.names import bibtex_names
from kbgen.ingest.note_codes import INFORMATION
from kbgen.ingest.reference import LINK_FIELDS, Reference, ReferenceKind
from kbgen.ingest.titles import read_title
from kbgen.model.identifiers import parse_arxiv, parse_doi

_KINDS: Mapping[ReferenceKind, str] = {
    "article": "article suppperiodical review",
    "conference": "inproceedings conference",
    "chapter": "incollection inbook bookinbook suppbook suppcollection inreference",
    "book": "book mvbook booklet manual",
    "thesis": "thesis phdthesis mastersthesis bachelorsthesis",
    "report": "report techreport whitepaper",
    "preprint": "preprint eprint",
    "other": "misc online electronic www unpublished presentation talk poster letter",
    "dataset": "dataset data",
    "container": "proceedings mvproceedings collection mvcollection periodical reference mvreference journal set",
    "none": "software computerprogram image artwork audio music video movie performance standard patent legislation "
    "legal jurisdiction legmaterial legadminmaterial constitution commentary nameonly hardware bibnote custom",
}
_KIND_OF: Mapping[str, ReferenceKind] = {name: kind for kind, names in _KINDS.items() for name in names.split()}

_NOT_PRINTED = frozenset({"xdata", "control", "ctrl", "ieeetranbstctl"})
"""Types that are no entries of the bibliography: data for others to inherit, and settings."""

_CONTAINERS: Mapping[ReferenceKind, tuple[str, ...]] = {
    "article": ("journaltitle", "journal", "journal-title", "fjournal"),
    "conference": ("booktitle", "eventtitle", "journal", "series"),
    "chapter": ("booktitle", "maintitle"),
    "thesis": ("school", "institution"),
    "report": ("institution", "organization", "school"),
    "preprint": ("journal", "publisher", "howpublished"),
    "other": ("journaltitle", "journal", "booktitle"),
}
_READ_FIELDS = (
    "title subtitle titleaddon author year date month journaltitle journal journal-title fjournal booktitle eventtitle "
    "maintitle school institution organization howpublished series doi eprint eprinttype archiveprefix archive "
    "arxivid arxiv eprintclass primaryclass url ee biburl crossref xref xdata ids note type editor booksubtitle "
    "entrysubtype openreview acl keywords keyword groups kbgen"
)
_READ = {*_READ_FIELDS.split(), *LINK_FIELDS}
_FOUND = re.compile(r"^[ \t]*@[ \t]*[A-Za-z][\w-]*[ \t\n]*[{(]", re.MULTILINE)
_ONE_LINE = re.compile(r"@[ \t]*[A-Za-z][\w-]*[ \t]*[{(]\s*[^\s,{}]*\s*,\s*[\w-]+\s*=")


class BibTeX:
    """BibTeX and biblatex, by whatever program wrote it."""

    name = "bibtex"

    def detect(self, text: str, name: str) -> float:
        """Sure where the first thing that is neither comment nor empty opens an entry."""
        if not (found := _FOUND.search(text)):
            return 1.0 if name.lower().endswith(".bib") else 0.0
        before = [line for line in text[: found.start()].split("\n") if line.strip()]
        if name.lower().endswith(".bib") or all(line.lstrip().startswith("%") for line in before):
            return 1.0
        return 0.9 if _ONE_LINE.search(text) and not re.search(r"^(?:#|```|- |\* |\| )", text, re.MULTILINE) else 0.0

    def read(self, text: str, context: ReadContext) -> Draft:
        """One paper or dataset for each entry that is one; what is wrong with the others is noted."""
        file = parse_bibtex(text)
        drafted = Drafted(context)
        for fault in (*file.faults, *inherited(file)):
            say = drafted.note if fault.code in INFORMATION else drafted.fault
            say(fault.code, fault.line, fault.column, fault.message)
        parents = {key for entry in file.entries for key in entry.text("crossref").casefold().split(",")}
        unread: Counter[str] = Counter()
        for entry in file.entries:
            kind = kind_of(entry)
            read = _READ | ({"annotation"} if entry.text("kbgen") else frozenset())
            unread.update(name for name in entry.fields if name not in read)
            if entry.type in _NOT_PRINTED or (kind == "container" and entry.key.casefold() in parents):
                continue
            drafted.add(reference_of(entry))
        if unread:
            named = ", ".join(f"{name} ({number})" for name, number in sorted(unread.items()))
            drafted.note("IM611", 1, 0, f"fields that have no place in a record: {named}")
        return drafted.draft()


def kind_of(entry: BibtexEntry) -> ReferenceKind:
    """What an entry is about; a type that nobody knows counts as ``misc``, as styles print it."""
    if entry.type == "misc" and (subtype := entry.text("entrysubtype").lower()) in _KIND_OF:
        return _KIND_OF[subtype]
    return _KIND_OF.get(entry.type, "other")


def reference_of(entry: BibtexEntry) -> Reference:
    """An entry in plain text; its inheritance is done."""
    kind = kind_of(entry)
    return Reference(
        entry.line,
        entry.column,
        entry.key,
        kind,
        f"@{entry.type}",
        _title(entry),
        bibtex_names(entry.text("author")),
        text_of_latex(entry.text("date", "year")),
        _container(entry, kind),
        _identifiers(entry),
        tuple(_links(entry)),
        keywords_of(text_of_latex(entry.text(name)) for name in ("keywords", "keyword", "groups")),
        record=entry.text("kbgen"),
        summary=text_of_latex(entry.text("annotation")),
    )


def _text(value: str) -> str:
    """A value as plain text. Catalogues put HTML into it; what LaTeX writes as a sign is that sign, and no tag."""
    return html.unescape(text_of_latex(without_tags(value)))


def _title(entry: BibtexEntry) -> str:
    title = read_title(_text(entry.text("title"))).title
    subtitle = _text(entry.text("subtitle"))
    if not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title}{' ' if title.endswith((':', '?', '!', '.')) else ': '}{subtitle}"


def _container(entry: BibtexEntry, kind: ReferenceKind) -> str:
    found = text_of_latex(entry.text(*_CONTAINERS.get(kind, ())))
    if found or kind != "other":
        return found
    published = entry.text("howpublished", "organization")
    # These mostly hold an address or a remark; only a preprint server is a venue there.
    text = text_of_latex(published)
    return text if not addresses_in(published) and re.match(r"(?:arxiv|corr|\w*rxiv)\b", text, re.IGNORECASE) else ""


def _identifiers(entry: BibtexEntry) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ("doi", "openreview", "acl"):
        if entry.text(name):
            found[name] = address_of_latex(entry.text(name))
    eprint = address_of_latex(entry.text("eprint"))
    archive = text_of_latex(entry.text("eprinttype", "archiveprefix", "archive")).casefold()
    if stated := address_of_latex(entry.text("arxivid", "arxiv")):
        found["arxiv"] = stated
    elif eprint and ("arxiv" in archive or (not archive and parse_arxiv(eprint))):
        found["arxiv"] = eprint
    return found


def _links(entry: BibtexEntry) -> list[tuple[str, str]]:
    links = [
        (role, address)
        for name, role in LINK_FIELDS.items()
        if entry.text(name)
        for address in (addresses_in(entry.text(name)) or [address_of_latex(entry.text(name))])
        if name == "url" or re.match(r"https?://", address)
    ]
    links += [("url", address) for name in ("howpublished", "note") for address in addresses_in(entry.text(name))]
    # Some put the DOI's address or a bare DOI where an address belongs.
    return [(role, f"https://doi.org/{doi}" if (doi := _bare_doi(url)) else url) for role, url in links]


def _bare_doi(address: str) -> str | None:
    return parse_doi(address) if not address.lower().startswith("http") else None
