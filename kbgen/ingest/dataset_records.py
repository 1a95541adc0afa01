"""Records of datasets out of table rows and of datasets that notes name."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kbgen.ingest.combine import link_key
from kbgen.ingest.contribution import dataset_links
from kbgen.ingest.draft import DraftDataset, ImportNote
from kbgen.ingest.report import Placed
from kbgen.ingest.vocabulary import Vocabulary
from kbgen.model.dataset import Dataset, DatasetLinks
from kbgen.model.selection import TASK_AXIS
from kbgen.model.text import normalise_title, slugify

_SINGLE = {"home": "home", "paper": "paper", "data": "data", "docs": "docs"}


@dataclass(slots=True)
class DatasetRecords:
    """Datasets while an import runs: the existing ones, and what rows add to them."""

    records: dict[str, Dataset]
    vocabulary: Vocabulary
    added: datetime.date
    notes: list[ImportNote] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    placed: list[Placed] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def over(cls, existing: Mapping[str, Dataset], vocabulary: Vocabulary, added: datetime.date) -> "DatasetRecords":
        """Start from the knowledge base's datasets."""
        found = cls(dict(existing), vocabulary, added)
        for dataset in existing.values():
            for name in (dataset.name, *dataset.also_known_as, dataset.id, *dataset.aliases):
                found._names.setdefault(dataset_key(name), dataset.id)
        return found

    def find_or_add(self, name: str, source: str) -> str:
        """The identifier of a dataset by name; a record with nothing but the name is made where there is none."""
        record_id = self._names.get(dataset_key(name))
        if record_id is None:
            record_id = self._new_id(name)
            self._enter(name, Dataset(id=record_id, name=name, sources=(source,), added=self.added))
        return record_id

    def add(self, draft: DraftDataset) -> str:
        """Make or complete the record of a row; returns its identifier."""
        known = self._names.get(dataset_key(draft.name))
        old = self.records[known] if known else Dataset(id=self._new_id(draft.name), name=draft.name, added=self.added)
        if known:
            self.merged.append(draft.origin.file)
        filing = self.vocabulary.file_table(draft.headings)
        if filing.unknown:
            self._note(draft, "IM003", f'no dataset family is named "{draft.headings[-1]}"')
        tasks = [self.vocabulary.taxonomy.find(TASK_AXIS, part) for part in draft.task_text.split(",")]
        family = old.family or filing.term or None
        if filing.term and old.family and old.family != filing.term:
            self._note(draft, "IM307", f"it also stands under {filing.term}; the record says {old.family}")
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
                "links": self._links(old, draft),
                "sources": tuple(dict.fromkeys((*old.sources, draft.origin.source))),
            }
        )
        if old.sizes and draft.sizes and old.sizes != draft.sizes:
            self._note(draft, "IM307", "the row gives other sizes than the record, which keeps its own")
        self._enter(draft.name, Dataset.model_validate(record.model_dump()))
        self.placed.append(Placed(record.id, str(draft.origin), draft.name))
        return record.id

    def _enter(self, name: str, record: Dataset) -> None:
        self.records[record.id] = record
        self._names.setdefault(dataset_key(name), record.id)

    def _new_id(self, name: str) -> str:
        wanted = slugify(name.replace("+", " plus ")) or "dataset"
        return next(one for one in _numbered(wanted) if one not in self.records)

    def _note(self, draft: DraftDataset, code: str, message: str, line: int = 0) -> None:
        where = draft.origin
        self.notes.append(ImportNote(code, where.file, line or where.line, f'"{draft.name}": {message}', draft.name))

    def _links(self, old: Dataset, draft: DraftDataset) -> DatasetLinks:
        good, bad = dataset_links(draft.links)
        for link, reading in bad:
            self._note(draft, reading.code, reading.fault, link.line)
        single = {name: str(url) for name, url in old.links.model_dump(exclude={"code"}).items() if url}
        code = list(old.links.code)
        for role, url in good:
            if role == "code":
                if link_key(url) not in {link_key(known) for known in code}:
                    code.append(url)
            elif role not in _SINGLE or link_key(single.setdefault(role, url)) != link_key(url):
                self._note(draft, "IM108", f'a further address has no place: "{url}"')
        return DatasetLinks.model_validate({**single, "code": code})


def dataset_key(name: str) -> str:
    """What two spellings of a dataset's name have in common; a plus sign counts ("RefCOCO+" is not "RefCOCO")."""
    return normalise_title(name.replace("+", " plus "))


def _numbered(wanted: str) -> Iterable[str]:
    yield wanted
    number = 2
    while True:
        yield f"{wanted}-{number}"
        number += 1
