"""Records of datasets out of table rows and of datasets that notes name."""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kbgen.ingest.contribution import dataset_links
from kbgen.ingest.draft import Doubt, DraftDataset, ImportNote, Origin
from kbgen.ingest.links import link_key
from kbgen.ingest.provenance import merged_rows, rows_of
from kbgen.ingest.report import Placed
from kbgen.ingest.vocabulary import Vocabulary
from kbgen.model.conditions import TASK_AXIS
from kbgen.model.dataset import Dataset, DatasetLinks
from kbgen.model.provenance import Provenance
from kbgen.model.text import normalise_title, slugify

_SINGLE = {"home": "home", "paper": "paper", "data": "data", "docs": "docs"}


@dataclass(slots=True)
class DatasetRecords:
    """Datasets while an import runs: the existing ones, and what rows add to them."""

    _records: dict[str, Dataset]
    vocabulary: Vocabulary
    added: datetime.date
    notes: list[ImportNote] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)
    _rows: dict[str, list[Provenance]] = field(default_factory=dict)

    @classmethod
    def over(cls, existing: Mapping[str, Dataset], vocabulary: Vocabulary, added: datetime.date) -> "DatasetRecords":
        """Start from the knowledge base's datasets."""
        found = cls(dict(existing), vocabulary, added)
        for dataset in existing.values():
            for name in (dataset.name, *dataset.also_known_as, dataset.id, *dataset.aliases):
                found._names.setdefault(dataset_key(name), dataset.id)
        return found

    def find_or_add(self, name: str, origin: Origin) -> str:
        """The identifier of a dataset by name; a record with nothing but the name is made where there is none."""
        record_id = self._names.get(dataset_key(name))
        if record_id is None:
            record_id = self._new_id(name)
            stated = Provenance(fields=("name",), source=str(origin))
            record = Dataset(id=record_id, name=name, sources=(origin.source,), provenance=(stated,), added=self.added)
            self._enter(name, record)
        return record_id

    def add(self, draft: DraftDataset) -> str:
        """Make or complete the record of a row; returns its identifier."""
        known = self._names.get(dataset_key(draft.name))
        old = self._records[known] if known else Dataset(id=self._new_id(draft.name), name=draft.name, added=self.added)
        if known:
            self.merged.append(draft.origin.file)
        doubts: list[Doubt] = list(draft.doubts)
        filing = self.vocabulary.file_table(draft.headings)
        if filing.unknown:
            self._note(draft, "IM003", f'no dataset family is named "{draft.headings[-1]}"')
        tasks = [self.vocabulary.taxonomy.find(TASK_AXIS, part) for part in draft.task_text.split(",")]
        family = old.family or filing.term or None
        if filing.term and family != filing.term:
            words = f"it also stands under {filing.term}; the record says {family}"
            self._doubt(draft, doubts, "IM307", "family", words)
        record = old.model_copy(
            update={
                "year": old.year or draft.year,
                "family": family,
                "modalities": old.modalities or self.vocabulary.modalities(draft.headings),
                "domain": old.domain or ((draft.domain,) if draft.domain else ()),
                "tasks": old.tasks or tuple(dict.fromkeys(term.id for term in tasks if term)),
                "task_text": old.task_text or draft.task_text or None,
                "sizes": old.sizes or draft.sizes,
                "access": old.access or draft.access or None,
                "license": old.license or draft.license or None,
                "links": self._links(old, draft, doubts),
                "sources": tuple(dict.fromkeys((*old.sources, draft.origin.source))),
            }
        )
        if draft.sizes and record.sizes != draft.sizes:
            stated = ", ".join(f"{size.text} {size.of}" for size in draft.sizes)
            self._doubt(draft, doubts, "IM307", "sizes", f"the row gives {stated}; the record keeps its own sizes")
        self._enter(draft.name, Dataset.model_validate(record.model_dump()))
        agreeing = tuple(_agreeing(record, draft, filing.term))
        doubtful = [((name,), words) for name, words in doubts]
        self._rows.setdefault(record.id, []).extend(rows_of(str(draft.origin), agreeing, doubtful, otherwise="name"))
        self.placed.append(Placed(record.id, str(draft.origin), draft.name))
        return record.id

    @property
    def records(self) -> dict[str, Dataset]:
        """All datasets as they are now, each with the provenance that this import's rows leave."""
        return {
            key: one.model_copy(update={"provenance": merged_rows(one.provenance, self._rows.get(key, ()))})
            for key, one in self._records.items()
        }

    def _enter(self, name: str, record: Dataset) -> None:
        self._records[record.id] = record
        self._names.setdefault(dataset_key(name), record.id)

    def _new_id(self, name: str) -> str:
        wanted = slugify(name.replace("+", " plus ")) or "dataset"
        return next(one for one in _numbered(wanted) if one not in self._records)

    def _note(self, draft: DraftDataset, code: str, message: str, line: int = 0) -> None:
        where = draft.origin
        self.notes.append(ImportNote(code, where.file, line or where.line, f'"{draft.name}": {message}', draft.name))

    def _doubt(self, draft: DraftDataset, doubts: list[Doubt], code: str, name: str, words: str, line: int = 0) -> None:
        self._note(draft, code, words, line)
        doubts.append((name, words))

    def _links(self, old: Dataset, draft: DraftDataset, doubts: list[Doubt]) -> DatasetLinks:
        good, bad = dataset_links(draft.links)
        for link, reading in bad:
            self._doubt(draft, doubts, reading.code, f"links.{reading.role or 'home'}", reading.fault, link.line)
        single = {name: str(url) for name, url in old.links.model_dump(exclude={"code"}).items() if url}
        code = list(old.links.code)
        for role, url in good:
            if role == "code":
                if link_key(url) not in {link_key(known) for known in code}:
                    code.append(url)
            elif role not in _SINGLE or link_key(single.setdefault(role, url)) != link_key(url):
                self._doubt(draft, doubts, "IM108", f"links.{role}", f'a further address has no place: "{url}"')
        return DatasetLinks.model_validate({**single, "code": code})


def _agreeing(record: Dataset, draft: DraftDataset, family: str) -> Iterator[str]:
    """Dotted names of the fields in which the record says what the row says."""
    pairs = {
        "name": (record.name, draft.name),
        "year": (record.year, draft.year),
        "family": (record.family, family),
        "domain": (record.domain, (draft.domain,) if draft.domain else ()),
        "task_text": (record.task_text, draft.task_text),
        "sizes": (record.sizes, draft.sizes),
        "license": (record.license, draft.license),
        "access": (record.access, draft.access),
    }
    yield from (name for name, (own, stated) in pairs.items() if stated and own == stated)
    stated_links = {link_key(link.href) for link in draft.links}
    for name, value in record.links.model_dump().items():
        urls = value if isinstance(value, list | tuple) else [value]
        if any(url and link_key(url) in stated_links for url in urls):
            yield f"links.{name}"


def dataset_key(name: str) -> str:
    """What two spellings of a dataset's name have in common; a plus sign counts ("RefCOCO+" is not "RefCOCO")."""
    return normalise_title(name.replace("+", " plus "))


def _numbered(wanted: str) -> Iterable[str]:
    yield wanted
    number = 2
    while True:
        yield f"{wanted}-{number}"
        number += 1
