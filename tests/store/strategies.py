"""Hypothesis strategies for records with hostile text."""

import datetime
import string

from hypothesis import strategies as st

from kbgen.model.dataset import Dataset, DatasetLinks, Size
from kbgen.model.lists import ReadmeList, Section, Select
from kbgen.model.paper import DatasetUse, Notes, Paper, PaperIds, PaperLinks, Relations, Result
from kbgen.model.provenance import Provenance
from kbgen.model.source import Source, SourceFault, Sources
from kbgen.model.vocabulary import Axis, Taxonomy, Term, Venue, Venues

HOSTILE = [
    *("NO", "no", "yes", "y", "on", "1e3", "1_000", "0x1F", "0o17", "017", "1:30", "null", "Null", "~", "true", ".inf"),
    *(
        ".nan",
        "=",
        "<<",
        "2021-01-01",
        "2021-01-01 10:00:00",
        "a: b",
        "a:",
        ": a",
        "a #b",
        "# x",
        "- x",
        "-",
        "--",
        "---",
    ),
    *(
        "...",
        "-1",
        "-x",
        "@",
        "%",
        "%a",
        "`",
        "!",
        "!!str x",
        "&a",
        "*a",
        "| x",
        "> x",
        "|",
        ">-",
        "?",
        "? x",
        "[",
        "]",
    ),
    *("{a: b}", "a, b", "a]b", 'say "hi"', "it's", "'", '"', "''", '"a": b', "back\\slash", "\\n", "C:\\x", "{{ x }}"),
    *(
        "inner\n  lines\n    deeper",
        "a\n\nb",
        "a\n\n\n  b",
        "a \nb",
        "a\n \nb",
        "a\n\tb",
        "tab\tinside",
        "a\t#b",
        "a:\tb",
    ),
    *(
        "😀 emoji 👩‍👩‍👧",
        "\u200fעברית\u200e mixed",
        "\u202eabc\u202c",
        "日本語のタイトル",
        "日本語: タイトル",
        "e\u0301",
        "a\u00a0b",
    ),
    *(
        "line\u2028separator",
        "next\u0085line",
        "par\u2029agraph",
        "bom\ufeffinside",
        "c1\u009bx",
        "x" * 500,
        "word " * 99 + "end",
    ),
    *(
        "two  spaces   inside " * 12 + "end",
        "# " * 100 + "end",
        "- " * 100 + "end",
        "a: " * 100 + "b",
        "</script>",
        "%20http",
    ),
]

_CHARACTERS = st.characters(
    exclude_categories=["Cs"], exclude_characters="".join(map(chr, [*range(9), *range(11, 32), 127]))
)

texts = (
    st.one_of(
        st.sampled_from(HOSTILE),
        st.text(_CHARACTERS, min_size=1, max_size=40),
        st.text(st.sampled_from(" \n\t#:-'\"\\,[]{}ab1é"), min_size=1, max_size=60),
        st.lists(st.sampled_from(["word", "#", "-", ":", "a:", "'q'", "longerword", ""]), min_size=1, max_size=80).map(
            " ".join
        ),
    )
    .map(str.strip)
    .filter(bool)
)
record_ids = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9é文]{1,8}){0,3}", fullmatch=True)
numbers = st.one_of(st.integers(-(10**9), 10**9).map(float), st.floats(allow_nan=False, allow_infinity=False))
years = st.integers(1800, 2100)
dates = st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))
addresses = st.builds(
    "https://example.org/{}".format, st.text(string.ascii_letters + string.digits + "?&=#:,%-_~'()[]*!@", max_size=40)
)


def some(items: st.SearchStrategy, most: int = 2) -> st.SearchStrategy:
    return st.lists(items, max_size=most).map(tuple)


def several(items: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(items, min_size=1, max_size=2).map(tuple)


def maybe(value: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | value


papers = st.builds(
    Paper,
    id=record_ids,
    aliases=some(record_ids),
    title=texts,
    also_titled=some(texts),
    kind=st.sampled_from(["method", "survey"]),
    authors=some(texts, 6),
    year=maybe(years),
    venue=maybe(record_ids),
    track=maybe(texts),
    ids=st.builds(
        PaperIds,
        arxiv=maybe(st.sampled_from(["1705.08168", "hep-th/9901001"])),
        doi=maybe(st.sampled_from(["10.1109/ICCV.2017.73", "10.1000/182", "10.1002/(SICI)1097-4571(1999)<1::AID>3.0"])),
        acl=maybe(st.just("P18-2074")),
        openreview=maybe(st.sampled_from(["123456e7", "0x123456", "-a_bcdef", "12345678"])),
    ),
    links=st.builds(PaperLinks, paper=maybe(addresses), code=some(addresses), demo=maybe(addresses)),
    topics=st.dictionaries(record_ids, several(record_ids), max_size=3),
    summary=maybe(texts),
    notes=maybe(st.builds(Notes, key_points=several(texts), architecture=st.dictionaries(texts, texts, max_size=3))),
    datasets=some(
        st.builds(DatasetUse, dataset=record_ids, role=st.sampled_from(["uses", "training"]), detail=maybe(texts))
    ),
    results=some(st.builds(Result, dataset=record_ids, metric=texts, value=numbers, unit=maybe(texts), source=texts)),
    relations=st.builds(Relations, cites=some(record_ids)),
    sources=some(record_ids),
    provenance=some(st.builds(Provenance, fields=several(texts), source=texts)),
    added=maybe(dates),
)

datasets = st.builds(
    Dataset,
    id=record_ids,
    name=texts,
    also_known_as=some(texts),
    year=maybe(years),
    domain=some(texts),
    sizes=some(
        st.builds(Size, of=texts, text=texts, count=maybe(numbers), qualifier=st.sampled_from(["exactly", "about"]))
    ),
    license=maybe(texts),
    links=st.builds(DatasetLinks, home=maybe(addresses)),
    summary=maybe(texts),
    provenance=some(st.builds(Provenance, fields=several(texts), source=texts, doubt=maybe(texts))),
)

terms = st.recursive(
    st.builds(Term, id=record_ids, name=texts, description=texts, aliases=some(texts)),
    lambda below: st.builds(Term, id=record_ids, name=texts, description=texts, children=some(below, 2)),
    max_leaves=5,
)
taxonomies = st.builds(
    Taxonomy, axes=some(st.builds(Axis, id=record_ids, name=texts, description=texts, terms=some(terms, 2)), 2)
)
venues = st.builds(
    Venues,
    venues=some(
        st.builds(Venue, id=record_ids, name=texts, short=texts, kind=st.just("conference"), aliases=some(texts)), 3
    ),
)
source_faults = st.builds(
    SourceFault, line=st.integers(1, 10**6), code=st.from_regex(r"IM[0-9]{3}", fullmatch=True), text=texts
)
sources = st.builds(
    Sources,
    sources=some(
        st.builds(
            Source,
            id=record_ids,
            name=texts,
            file=maybe(texts),
            url=maybe(addresses),
            retrieved=maybe(dates),
            faults=some(source_faults),
        ),
        3,
    ),
)
selects = st.builds(
    Select,
    topics=st.dictionaries(record_ids, several(texts), max_size=2),
    kind=some(st.sampled_from(["survey", "method"])),
    year=some(st.sampled_from(["2020", "2020..2022", "..2019", "2021.."])),
    sort=some(st.sampled_from(["-year", "title"])),
    limit=maybe(st.integers(1, 99)),
)
sections = st.recursive(
    st.builds(Section, heading=texts, intro=maybe(texts), select=maybe(selects)),
    lambda below: st.builds(Section, heading=texts, sections=some(below, 2)),
    max_leaves=4,
)
lists = st.builds(ReadmeList, id=record_ids, title=texts, output=texts, intro=maybe(texts), sections=some(sections, 3))

records = st.one_of(papers, datasets, taxonomies, venues, sources, lists)
