"""The codes of import notes: permanent names for what may be wrong with, or not understood in, a source."""

from typing import Final

NOTE_CODES: Final[dict[str, str]] = {
    "IM001": "Text that was not understood, or that is no entry, and was not imported",
    "IM002": "A table row whose cells do not fit the header",
    "IM003": "A heading that no term of the taxonomy has as its name or alias",
    "IM004": "A table of contents that does not agree with the headings",
    "IM005": "A table column that has no place in a record",
    "IM006": "A heading that is one letter away from another name of its term",
    "IM007": "An empty cell in a table that marks what it does not know",
    "IM101": "A link that is not a web address",
    "IM102": "A link without an address",
    "IM103": "An address without a scheme",
    "IM104": "White space inside a link's parentheses",
    "IM105": "Two addresses in one link",
    "IM106": "A link that is not what its label or its site promises",
    "IM107": "A link whose label says nothing known",
    "IM108": "A further address for which a record has no place",
    "IM109": "A code link that leads to no known host of code",
    "IM110": "One repository given as the code of different works",
    "IM111": "One site linked with `http` and with `https`",
    "IM112": "arXiv links with a version beside ones without",
    "IM113": "arXiv links with a query string",
    "IM114": "DOI links by the resolver's former address",
    "IM115": "An address that names another year than its entry",
    "IM201": "A venue that the vocabulary does not have",
    "IM202": "Sources that disagree on venue or year",
    "IM203": "A size that gives no single number",
    "IM204": "A venue's short name in other capitals than its own",
    "IM205": "Text where a venue would stand that names none",
    "IM302": "One identifier claimed by different works",
    "IM303": "One title in several spellings",
    "IM304": "Titles so alike that they may be one work, but kept apart",
    "IM305": "A work listed more than once in one file",
    "IM306": "Two records that turn out to be one work",
    "IM307": "A value that differs from the record's own, which stays",
    "IM401": "A title with a page's button or a repository's name glued to it",
    "IM402": "A title with characters or markup broken by a wrong encoding",
    "IM403": "An entry without a year where its table has years",
    "IM404": "Broken or control characters in text that no record keeps",
    "IM501": "Facts about a work that no list names",
    "IM502": "A doubt that the facts state themselves",
    "IM503": "A citation of or by a work that is not here",
    "IM504": "A page that does not say which work it is about",
}
"""Code → what it says, in the order of the documentation."""

INFORMATION: Final = frozenset({"IM001", "IM205", "IM303", "IM305", "IM502"})
"""Codes that ask nothing of anybody: shown in full in the report, counted in the summary."""
