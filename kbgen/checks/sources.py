"""Sources and doubts.

A record names the documents it came from, and `data/sources.yaml` says what they are. Where a source is not certain, or
says something else than the record, the record keeps the doubt beside the value (`provenance`); what is wrong with a
document as a whole is kept with the source. Each doubt and each fault is shown until somebody looked at it and either
mended the record or allowed the finding with a reason.
"""

from collections import Counter
from collections.abc import Iterator

from kbgen.checks.fixes import name_instead
from kbgen.checks.rule import Problem, rule
from kbgen.checks.vocabularies import repeated_ids
from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.model.source import Sources
from kbgen.model.suggest import did_you_mean, unmistakable
from kbgen.store.tree import LoadedFile, Tree


def _records(tree: Tree) -> Iterator[tuple[LoadedFile, Paper | Dataset]]:
    yield from tree.of_kind("paper", Paper)
    yield from tree.of_kind("dataset", Dataset)


def _distinct(subject: str, seen: Counter[str]) -> str:
    """The subject, with a number behind it from the second time on, so that each finding can be allowed alone."""
    seen[subject] += 1
    return subject if seen[subject] == 1 else f"{subject} #{seen[subject]}"


@rule("KB701", "unknown-source")
def unknown_source(tree: Tree) -> Iterator[Problem]:
    """A record names a source that `data/sources.yaml` does not have.

    The key alone does not say which document it was. Use the key of a source, or add the source; `kbgen import` adds
    those it reads.
    """
    if ("sources", "sources") in tree.broken_ids:
        return
    known = tree.kb.sources
    for file, record in _records(tree):
        for index, source in enumerate(record.sources):
            if source not in known and source not in record.sources[:index]:
                place = tree.place_in(file.path, "sources", index)
                remedy = did_you_mean(source, known, "add it to data/sources.yaml")
                fix = name_instead(file.path, ("sources", index), unmistakable(source, known), record.sources)
                yield Problem(place, f'unknown source "{source}"', remedy, source, fix)


@rule("KB702", "doubt", severity="warning")
def doubt(tree: Tree) -> Iterator[Problem]:
    """The provenance of a record says that a value is doubtful.

    Look the value up. Where the record is wrong, mend it; where it is right although a source says otherwise, allow
    the finding and give the reason, so that the next reader need not look again. The doubt itself stays in the record.
    """
    for file, record in _records(tree):
        seen: Counter[str] = Counter()
        for index, row in enumerate(record.provenance):
            if row.doubt is None:
                continue
            fields = ", ".join(row.fields)
            place = tree.place_in(file.path, "provenance", index, "doubt")
            subject = _distinct(f"{record.id}: {fields}: {row.source}", seen)
            message = f"{row.source} leaves a doubt about {fields}: {row.doubt}"
            yield Problem(place, message, "look it up; mend the record, or allow this with a reason", subject)


@rule("KB703", "source-fault", severity="warning")
def source_fault(tree: Tree) -> Iterator[Problem]:
    """A source has a fault that concerns the document rather than one record.

    `kbgen import` found it and kept it in `data/sources.yaml`. Tell those who keep the document, and import it again
    once it is mended; where it will not be mended, or does no harm, allow the finding with a reason.
    """
    for file, sources in tree.of_kind("sources", Sources):
        seen: Counter[str] = Counter()
        for number, source in enumerate(sources.sources):
            for index, fault in enumerate(source.faults):
                place = tree.place_in(file.path, "sources", number, "faults", index)
                where = f"{source.file or source.id}:{fault.line}"
                subject = _distinct(f"{source.id}:{fault.line} {fault.code}", seen)
                remedy = "have it mended in the source, or allow this with a reason"
                yield Problem(place, f"{where}: {fault.code} {fault.text}", remedy, subject)


@rule("KB704", "repeated-source")
def repeated_source(tree: Tree) -> Iterator[Problem]:
    """Two sources have the same `id`.

    Records that name it would mean either. Give one of them another key, or merge the two.
    """
    for file, sources in tree.of_kind("sources", Sources):
        yield from repeated_ids(tree, file.path, "sources", "source", sources.sources)
