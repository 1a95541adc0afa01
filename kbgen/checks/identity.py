"""Identity of records and works.

A record's identifier is permanent: pages, links and citations depend on it. A work has one record, however often it
was imported. What concerns two records is reported at the second of them by path, and names the place of the first.
"""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from kbgen.checks.fixes import move, move_home, take_away
from kbgen.checks.rule import Problem, rule
from kbgen.model.addresses import host_of
from kbgen.model.dataset import Dataset
from kbgen.model.finding import Place
from kbgen.model.identifiers import parse_github
from kbgen.model.identity import IdentityIndex, Verdict, Work, compare
from kbgen.model.lists import ReadmeList
from kbgen.model.paper import Paper
from kbgen.model.text import normalise_title
from kbgen.store.layout import UNDATED, Kind
from kbgen.store.tree import LoadedFile, Tree


def _named(tree: Tree) -> Iterator[tuple[LoadedFile, Paper | Dataset | ReadmeList]]:
    """Every record that has an identifier of its own."""
    yield from tree.of_kind("paper", Paper)
    yield from tree.of_kind("dataset", Dataset)
    yield from tree.of_kind("list", ReadmeList)


@rule("KB201", "id-not-file-name")
def id_not_file_name(tree: Tree) -> Iterator[Problem]:
    """A record's `id` differs from the name of its file.

    Whoever knows an identifier must find the file without searching. Rename the file, or mend the `id` of a new
    record; a published record keeps its `id`.
    """
    for file, record in _named(tree):
        if record.id != file.stem:
            message = f'id "{record.id}" in the file {file.stem}.yaml'
            fix = move(tree, file.path, f"{file.path.rpartition('/')[0]}/{record.id}.yaml")
            place = tree.place_in(file.path, "id")
            yield Problem(place, message, f"rename the file to {record.id}.yaml", record.id, fix)


@rule("KB202", "wrong-year-folder")
def wrong_year_folder(tree: Tree) -> Iterator[Problem]:
    """A paper lies in the folder of another year than its `year`.

    Papers lie in `data/papers/YEAR/`, and in `data/papers/undated/` while their year is not known. Move the file,
    or mend the year.
    """
    for file, paper in tree.of_kind("paper", Paper):
        folder = file.path.split("/")[-2]
        wanted = str(paper.year) if paper.year else UNDATED
        if folder != wanted:
            place = tree.place_in(file.path, "year")
            said = f"year {paper.year}" if paper.year else "no year"
            fix = move_home(tree, file, paper)
            yield Problem(place, f"{said} in the folder {folder}", f"move it to data/papers/{wanted}/", folder, fix)


@rule("KB203", "repeated-id")
def repeated_id(tree: Tree) -> Iterator[Problem]:
    """Two records of one kind have the same `id`.

    Only the first would have a page. Give the newer record another `id`, or merge the two where they are one work.
    """
    first: dict[tuple[Kind, str], str] = {}
    for file, record in _named(tree):
        other = first.setdefault((file.kind, record.id), file.path)
        if other != file.path:
            place = tree.place_in(file.path, "id")
            first_place = tree.place_in(other, "id")
            message = f'id "{record.id}" is also the id of {first_place}'
            remedy = "give one of them another id, or merge them"
            yield Problem(place, message, remedy, record.id, related=(first_place,))


@rule("KB204", "alias-taken")
def alias_taken(tree: Tree) -> Iterator[Problem]:
    """An alias of a record is the `id` or an alias of another one.

    An alias is an `id` that the record had before, and still leads to its page. It cannot lead to two.
    """
    owner: dict[tuple[Kind, str], str] = {}
    for file, record in _named(tree):
        owner.setdefault((file.kind, record.id), file.path)
    for file, record in _named(tree):
        if isinstance(record, ReadmeList):
            continue
        for index, alias in enumerate(record.aliases):
            other = owner.setdefault((file.kind, alias), file.path)
            if other != file.path or alias == record.id:
                place = tree.place_in(file.path, "aliases", index)
                message = f'alias "{alias}" already leads to {other}'
                fix = take_away(file.path, ("aliases", index)) if alias == record.id else ()
                yield Problem(place, message, "remove it from one of them", alias, fix, (Place(other),))


def works(tree: Tree) -> list[tuple[LoadedFile, Paper, Work]]:
    """Every paper with its file and what identity is decided on."""
    return [(file, paper, Work.of(paper)) for file, paper in tree.of_kind("paper", Paper)]


def _shared_identifiers(tree: Tree, verdict: Verdict) -> Iterator[tuple[LoadedFile, LoadedFile, Paper, str]]:
    """Pairs of papers that share an identifier with this verdict: second file, first file, first paper, identifier."""
    first: dict[str, list[tuple[LoadedFile, Paper, Work]]] = {}
    for file, paper, work in tree.once(works):
        reported: set[str] = set()
        for key in sorted(work.identifiers):
            for other_file, other, other_work in first.setdefault(key, []):
                if other_file.path not in reported and compare(other_work, work) is verdict:
                    reported.add(other_file.path)
                    yield file, other_file, other, key
            first[key].append((file, paper, work))


def _place_of_identifier(tree: Tree, path: str, key: str) -> Place:
    """Where a file states an identifier; an arXiv or ACL identifier may stand there as a DOI."""
    scheme = key.partition(":")[0]
    place = tree.place_in(path, "ids", scheme)
    return tree.place_in(path, "ids", "doi") if place == tree.place_in(path, "ids") else place


def _sharing(tree: Tree, verdict: Verdict, message: str, remedy: str) -> Iterator[Problem]:
    """A problem for each pair of papers that share an identifier with this verdict.

    The ``message`` has places for the identifier (``key``) and for place and title of the ``first`` paper.
    """
    for file, other_file, other, key in _shared_identifiers(tree, verdict):
        first = _place_of_identifier(tree, other_file.path, key)
        place = _place_of_identifier(tree, file.path, key)
        yield Problem(place, message.format(key=key, first=first, title=other.title), remedy, key, related=(first,))


@rule("KB205", "repeated-work")
def repeated_work(tree: Tree) -> Iterator[Problem]:
    """Two records are the same work: they share an identifier, and their titles are alike.

    An arXiv identifier and its DOI count as one. Merge the two records into the one that is older, and name the
    other's `id` in `aliases`.
    """
    message = "{key} is also the identifier of {first}, with the same title"
    yield from _sharing(tree, Verdict.SAME, message, "merge the two records")


@rule("KB206", "identifier-claimed-twice")
def identifier_claimed_twice(tree: Tree) -> Iterator[Problem]:
    """Different papers claim one identifier: two records share it, and their titles differ clearly.

    One of the two states an identifier that is not its own, usually a slip in the list it came from. Look both up,
    and mend or remove the wrong one.
    """
    message = '{key} is claimed by another paper too: {first} "{title}"'
    yield from _sharing(tree, Verdict.CONFLICT, message, "look up which paper it belongs to")


@rule("KB207", "repeated-title")
def repeated_title(tree: Tree) -> Iterator[Problem]:
    """Two papers have the same title, and nothing shows that they differ.

    Titles are compared by their letters and digits. Papers of one title are two works where their authors differ,
    or where their years lie more than three apart. Merge the two records, or add what tells them apart.
    """
    index = IdentityIndex()
    known: dict[str, Work] = {}
    for file, paper, work in tree.once(works):
        by_title = replace(work, identifiers=frozenset())
        for other, _verdict in index.find(by_title):
            # Records that share an identifier are reported for that.
            if not work.identifiers & known[other].identifiers:
                place = tree.place_in(file.path, "title")
                there = tree.place_in(other, "title")
                message = f"the title is also that of {there}"
                subject = normalise_title(paper.title)
                yield Problem(place, message, "merge the two records", subject, related=(there,))
                break
        known[file.path] = work
        index.add(file.path, by_title)


@rule("KB208", "shared-code", severity="warning")
def shared_code(tree: Tree) -> Iterator[Problem]:
    """Two papers give the same repository, or the same folder of one, as their code.

    One of the links may be another paper's. Papers of one group may truly share a repository: then allow it, and
    say so in the reason, or link to each paper's own folder.
    """
    first: dict[str, tuple[LoadedFile, int]] = {}
    for file, paper in tree.of_kind("paper", Paper):
        for index, link in enumerate(paper.links.code):
            key = _code_address(link)
            other, other_index = first.setdefault(key, (file, index))
            if other.path != file.path:
                place = tree.place_in(file.path, "links", "code", index)
                there = tree.place_in(other.path, "links", "code", other_index)
                message = f"{key} is also the code of {there}"
                remedy = "check that it is this paper's code"
                yield Problem(place, message, remedy, key, related=(there,))


def _code_address(link: str) -> str:
    """An address of code in the form in which two spellings of one are equal."""
    if repository := parse_github(link):
        return f"github.com/{repository.key}/{repository.path}".rstrip("/")
    parts = urlsplit(link)
    query = f"?{parts.query}" if parts.query else ""
    return f"{host_of(link)}{parts.path.removesuffix('.git').rstrip('/')}{query}"
