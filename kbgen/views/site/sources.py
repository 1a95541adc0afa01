"""What pages say of sources: their names in place of their identifiers and files, and what is wrong with them."""

from collections import Counter
from collections.abc import Iterable

from kbgen.graph.citations import Statement
from kbgen.model.source import Source, SourceKind
from kbgen.model.words import _, marked
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.parts import SourceFaultRow, SourceRef, SourceSummary

_KINDS: dict[SourceKind, str] = {
    "awesome-list": marked("awesome list"),
    "paper-page": marked("page about a paper"),
    "notes": marked("reading notes"),
    "feed": marked("feed of papers"),
    "facts": marked("collection of facts"),
    "citations": marked("citations"),
    "bibliography": marked("bibliography"),
    "other": "",
}
_STATED_BY = {
    "curated": marked("curated here"),
    "reference-list": marked("reference list"),
    "semantic-scholar-list": marked("list from Semantic Scholar"),
    "seed": marked("imported list"),
    "service": marked("service"),
}


def source_refs(index: SiteIndex, source_ids: Iterable[str]) -> tuple[SourceRef, ...]:
    """Sources as records name them; one that ``data/sources.yaml`` lacks keeps its identifier for a name."""
    return tuple(
        SourceRef(source.name, _kind(source.kind), source.url)
        if (source := index.kb.sources.get(source_id))
        else SourceRef(source_id, "", None)
        for source_id in source_ids
    )


def _kind(kind: SourceKind) -> str:
    return _(words) if (words := _KINDS[kind]) else ""


def stated_by(index: SiteIndex, statement: Statement) -> str:
    """Who states a citation, in words. A file that is a source of the knowledge base goes by the source's name."""
    if statement.kind == "curated":
        return _(_STATED_BY[statement.kind])
    for source in index.kb.sources.values():
        if source.file and statement.source.startswith(source.file):
            rest = statement.source.removeprefix(source.file)
            if not rest or rest[0] in " :":
                return f"{source.name}{rest}"
    return f"{_(_STATED_BY[statement.kind])}: {statement.source}"


def source_summaries(index: SiteIndex) -> tuple[SourceSummary, ...]:
    """Every source by name, with the records that name it; one that only records know comes with its identifier."""
    papers = Counter(source for paper in index.papers for source in paper.sources)
    datasets = Counter(source for dataset in index.datasets for source in dataset.sources)
    known = index.kb.sources
    unknown = {name: Source(id=name, name=name) for name in {*papers, *datasets} - known.keys()}
    return tuple(
        SourceSummary(
            name=source.name,
            kind=_kind(source.kind),
            href=source.url,
            description=source.description,
            license=source.license,
            retrieved=source.retrieved.isoformat() if source.retrieved else None,
            papers=papers[source_id],
            datasets=datasets[source_id],
            faults=tuple(SourceFaultRow(fault.line, fault.text) for fault in source.faults),
        )
        for source_id, source in sorted({**known, **unknown}.items(), key=lambda one: (one[1].name.casefold(), one[0]))
    )
