"""Addresses that open an issue form on GitHub, with a record filled in.

GitHub fills a form's fields from the address's query, each under the field's identifier. Source:
https://docs.github.com/issues, "Creating an issue from a URL query".
"""

from urllib.parse import quote, urlencode

from kbgen.contribute.issue_form import TEMPLATES
from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.store.writer import plain
from kbgen.store.yaml_layout import mapping_lines

MAX_LENGTH = 6_000
"""Characters of an address; GitHub refuses addresses of more than about 8,000."""

_LEFT_OUT = frozenset({"id", "aliases", "notes", "datasets", "results", "relations", "sources", "provenance", "added"})
"""Fields that a form does not show: permanent, too long for an address, or not about the work."""

_FIRST_TO_GO = ("summary", "sizes", "links", "authors", "topics")
"""What is left out of an address that is too long, in this order: a field that the form does not show stays."""


def add_href(forms: str) -> str | None:
    """The form that asks for a paper; ``forms`` is :attr:`SiteInfo.forms`."""
    return f"{forms}?template={TEMPLATES['add']}" if forms else None


def fix_href(forms: str, record: Paper | Dataset) -> str | None:
    """The form that asks for a correction, with the record filled in."""
    if not forms:
        return None
    fields = {name: value for name, value in plain(record).items() if name not in _LEFT_OUT}
    kind = "papers" if isinstance(record, Paper) else "datasets"
    known = {"template": TEMPLATES["fix"], "title": f"Fix: {record.id}", "record": f"{kind}/{record.id}"}
    for gone in range(len(_FIRST_TO_GO) + 1):
        shown = {name: value for name, value in fields.items() if name not in _FIRST_TO_GO[:gone]}
        text = "\n".join(mapping_lines(shown, ""))
        address = f"{forms}?{urlencode({**known, 'fields': text}, quote_via=quote)}"
        if len(address) <= MAX_LENGTH:
            return address
    return f"{forms}?{urlencode(known, quote_via=quote)}"
