"""Which works of a snapshot may be ones that are looked for: one expression of Ibis, run by any engine.

A work is found by coarse keys: of a DOI its plain characters, of an arXiv identifier its digits, of a title its
letters and digits. What the keys let through is held against the records in Python (:mod:`.matching`).
"""

import re
from typing import TYPE_CHECKING, Literal

import ibis

from kbgen.enrich.snapshot.schema import ROW

if TYPE_CHECKING:
    from ibis.expr.types import StringValue, Table

Kind = Literal["doi", "arxiv", "title"]
Dialect = Literal["duckdb", "pyspark"]

ROWS_TABLE = "snapshot_rows"
WANTED_TABLE = "wanted_keys"
FOLD_FUNCTION = "kbgen_normalise_title"
"""The function for titles beyond ASCII, which engines are given under this name."""

_DOI = r"(10\.[0-9]{4,9}/[A-Za-z0-9./()_:;-]*)"
_DOI_END = r"[./;]+$"
_ARXIV_ADDRESS = r"arxiv\.org/[^ ]*?([0-9]{4}\.?[0-9]{3,5})"
_ARXIV_DIGITS = re.compile(r"[0-9]{4}\.?[0-9]{3,5}")


def doi_key(doi: str) -> str:
    """The beginning of a DOI up to the first character that addresses escape, in lower case."""
    found = re.search(_DOI, doi)
    return re.sub(_DOI_END, "", found[1].lower()) if found else ""


def arxiv_key(identifier: str) -> str:
    """The digits of an arXiv identifier; old ones without their archive."""
    found = _ARXIV_DIGITS.search(identifier)
    return found[0] if found else ""


def _declared(title: str) -> str:
    """Stands for the function that each engine has under :data:`FOLD_FUNCTION`."""
    raise NotImplementedError


_fold = ibis.udf.scalar.builtin(name=FOLD_FUNCTION)(_declared)


def title_key(title: "StringValue") -> "StringValue":
    """A title as :func:`~kbgen.model.text.normalise_title` makes it; the engine does what is plain ASCII by itself."""
    plain = title.lower().re_replace("[^a-z0-9]+", "")
    return ibis.ifelse(title.re_search(r"[^\x00-\x7f]"), _fold(title), plain)


def candidates() -> "Table":
    """Rows of works that one of the wanted keys fits, and those that say something of a file."""
    rows = ibis.table(ibis.Schema.from_pyarrow(ROW), name=ROWS_TABLE)
    wanted = ibis.table({"kind": "string", "key": "string"}, name=WANTED_TABLE)
    pages = rows.locations.map(lambda location: location.landing_page_url).join(" ")
    keyed = rows.mutate(
        doi_key=rows.doi.re_extract(_DOI, 1).lower().re_replace(_DOI_END, ""),
        arxiv_key=pages.lower().re_extract(_ARXIV_ADDRESS, 1),
        title_key=title_key(rows.title),
    )
    fits = keyed.id.isnull()
    for kind in ("doi", "arxiv", "title"):
        fits |= keyed[f"{kind}_key"].isin(wanted.filter(wanted.kind == kind).key)
    return keyed.filter(fits).select(*rows.columns)


def query(dialect: Dialect) -> str:
    """The expression in the words of an engine."""
    return str(ibis.to_sql(candidates(), dialect=dialect))
