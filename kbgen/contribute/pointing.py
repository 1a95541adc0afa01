"""What in a knowledge base names a record: other records, lists, the overlay and the allow-list."""

from collections.abc import Iterator
from dataclasses import dataclass

from kbgen.model.dataset import Dataset
from kbgen.model.finding import Place
from kbgen.model.paper import Paper
from kbgen.model.query_syntax import scan
from kbgen.store.edit import read_file
from kbgen.store.layout import Kind
from kbgen.store.tree import Tree
from kbgen.store.yaml_reader import KeyPath, YamlValue
from kbgen.store.yaml_text import parse

_RELATIONS = ("cites", "extends", "compares_to")


@dataclass(frozen=True, slots=True)
class Pointer:
    """A value that names a record, and where it stands; ``text`` is the whole value, a query for example."""

    place: Place
    key_path: KeyPath
    name: str
    text: str

    def __str__(self) -> str:
        steps = " -> ".join(f"#{step + 1}" if isinstance(step, int) else step for step in self.key_path)
        return f'{self.place}: {steps} names "{self.name}"; {self.remedy}'

    @property
    def remedy(self) -> str:
        """How to make the value name nothing."""
        folder, _, file = self.place.path.removeprefix("data/").rpartition("/")
        if folder == "lists":
            return "take it out of the query"
        record = f"{folder.partition('/')[0]}/{file.removesuffix('.yaml')}"
        if self.key_path[-1] == "introduced_by":
            return f"kbgen edit {record} --unset introduced_by"
        item = self.key_path[:-1] if self.key_path[-1] == "dataset" else self.key_path
        *above, index = item
        return f"kbgen edit {record} --unset {'.'.join(map(str, above))}.{int(index) + 1}"


def pointers_to(tree: Tree, kind: Kind, names: frozenset[str]) -> list[Pointer]:
    """Every place in records and lists that names the paper or dataset that is known by ``names``, by place."""
    found = [*_in_papers(tree, kind, names), *_in_datasets(tree, kind, names), *_in_lists(tree, kind, names)]
    return sorted(found, key=lambda pointer: (pointer.place, pointer.key_path[-1:] and str(pointer.key_path)))


def _in_papers(tree: Tree, kind: Kind, names: frozenset[str]) -> Iterator[Pointer]:
    for file, paper in tree.of_kind("paper", Paper):
        for key_path, name in _named_by_paper(paper, kind):
            if name in names:
                yield Pointer(tree.place_in(file.path, *key_path), key_path, name, name)


def _named_by_paper(paper: Paper, kind: Kind) -> Iterator[tuple[KeyPath, str]]:
    if kind == "dataset":
        yield from ((("datasets", index, "dataset"), use.dataset) for index, use in enumerate(paper.datasets))
        yield from ((("results", index, "dataset"), result.dataset) for index, result in enumerate(paper.results))
    else:
        for relation in _RELATIONS:
            for index, name in enumerate(getattr(paper.relations, relation)):
                yield ("relations", relation, index), name


def _in_datasets(tree: Tree, kind: Kind, names: frozenset[str]) -> Iterator[Pointer]:
    for file, dataset in tree.of_kind("dataset", Dataset) if kind == "paper" else ():
        name = dataset.introduced_by or ""
        if name in names:
            yield Pointer(tree.place_in(file.path, "introduced_by"), ("introduced_by",), name, name)


def _in_lists(tree: Tree, kind: Kind, names: frozenset[str]) -> Iterator[Pointer]:
    """Lists are looked at as they are written, because a query may give one name as a text or as a list."""
    for file in tree.records:
        if file.kind != "list":
            continue
        parsed = parse(read_file(tree.root, file.path), file.path)
        for key_path, name, whole in _named_by_sections(parsed.data or {}, kind, ()):
            if name in names:
                yield Pointer(parsed.place(*key_path), key_path, name, whole)


def _named_by_sections(data: YamlValue, kind: Kind, above: KeyPath) -> Iterator[tuple[KeyPath, str, str]]:
    sections = data.get("sections") if isinstance(data, dict) else None
    for index, section in enumerate(sections if isinstance(sections, list) else ()):
        path = (*above, "sections", index)
        if not isinstance(section, dict):
            continue
        select = section.get("select")
        if isinstance(select, dict):
            of: Kind = "dataset" if section.get("of") == "datasets" else "paper"
            yield from (
                ((*path, "select", *rest), name, whole) for rest, name, whole in _named_by_query(select, kind, of)
            )
        yield from _named_by_sections(section, kind, path)


def _named_by_query(select: dict[str, YamlValue], kind: Kind, of: Kind) -> Iterator[tuple[KeyPath, str, str]]:
    """The names in a ``select`` that is asked of records of the kind ``of``."""
    fields = {"id"} if of == kind else set()
    fields |= {"dataset"} if kind == "dataset" else set()
    for key, field in (("ids", "id"), ("exclude", "id"), ("dataset", "dataset")):
        named = select.get(key)
        if field not in fields or named is None:
            continue
        if isinstance(named, str):
            yield (key,), named, named
        elif isinstance(named, list):
            yield from (((key, index), name, name) for index, name in enumerate(named) if isinstance(name, str))
    where = select.get("where")
    if isinstance(where, str):
        query, _ = scan(where)
        for clause in query.clauses:
            if clause.field in fields:
                yield from ((("where",), name, where) for name in clause.values)
