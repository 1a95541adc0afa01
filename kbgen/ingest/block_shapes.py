"""What blocks and lines look like, as the outline of a list asks."""

import re
from collections.abc import Iterable, Sequence

from kbgen.ingest.blocks import Block
from kbgen.ingest.field_words import field_name, meaning_of
from kbgen.ingest.leads import EDGES, Lead, is_venue_tag, lead_of, without_edges
from kbgen.ingest.links import is_title, label_role
from kbgen.ingest.paper_hosts import is_paper_address, may_be_document
from kbgen.ingest.runs import BREAK, Run, plain
from kbgen.ingest.venue_words import period_heading

_GROUP_LENGTH = 90
_WORDS_OF_GROUP = 8


def own_runs(item: Block) -> list[Run]:
    """The runs of an item without those of the items under it; an empty line stands behind each paragraph."""
    return [run for child in item.children if child.kind == "paragraph" for run in (*child.runs, BREAK, BREAK)]


def wide(runs: Sequence[Run]) -> bool:
    """Whether most of a text is in Chinese, Japanese or Korean."""
    text = plain(runs)
    return 2 * len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", text)) > len(re.findall(r"\w", text))


def follows_field(item: Block, before: Sequence[Run]) -> bool:
    """Whether an item is a field of the work that a field before it names: ``Code: …`` below ``Paper: …``."""
    name, other = field_name(plain(own_runs(item))), field_name(plain(before))
    return bool(name and other) and name != other and meaning_of(other) in {"paper", "title"}


def nests(item: Block) -> bool:
    """Whether an item has items under it."""
    return any(child.kind == "list" for child in item.children)


def anchored(items: Iterable[Block]) -> bool:
    """Whether a link within the document stands in items, as in a table of contents."""
    return any(run.href.startswith("#") for item in items for run in item.all_runs())


def holds_paper(items: Iterable[Block]) -> bool:
    """Whether a link in items leads to a paper."""
    return to_paper(run for item in items for run in item.all_runs())


def to_paper(runs: Iterable[Run]) -> bool:
    """Whether a link among runs leads to a paper."""
    return any(run.kind == "link" and (is_paper_address(run.href) or may_be_document(run.href)) for run in runs)


def has_labels(runs: Sequence[Run]) -> bool:
    """Whether labelled links stand in a line, so that it needs no further line for them."""
    return any(run.kind == "link" and (run.badge or not is_title(run.text)) for run in runs)


def only_labels(runs: Sequence[Run]) -> bool:
    """Whether a line holds labelled links and no words beside them."""
    words = "".join(run.text for run in runs if run.kind == "text")
    return not re.search(r"\w", words) and all(
        run.badge or label_role(run.text) for run in runs if run.kind == "link" and run.text.strip(EDGES)
    )


def leads_to_paper(runs: Sequence[Run]) -> bool:
    """Whether a line begins with a link to a paper."""
    first = next((run for run in without_edges(runs) if run.kind == "link" and not run.badge), None)
    return first is not None and is_paper_address(first.href)


def says_when(group: Sequence[Run]) -> bool:
    """Whether a bold line is nothing but a date or a venue, as a heading of what follows it."""
    bold = [run for run in group if run.text.strip(EDGES)]
    words = plain(group)
    return all(run.strong and run.kind == "text" for run in bold) and (period_heading(words) or is_venue_tag(words))


def names_group(runs: Sequence[Run]) -> bool:
    """Whether a paragraph over a list is rather a heading of it than an entry: short, and with no link."""
    words = plain(runs)
    bold = all(run.strong for run in runs if run.kind == "text" and run.text.strip(EDGES))
    short = len(words) <= _GROUP_LENGTH and len(words.split()) <= _WORDS_OF_GROUP
    return (bold or words.rstrip().endswith((":", "："))) and short and all(run.kind != "link" for run in runs)


def says_about(quote: Block, fields: frozenset[str]) -> bool:
    """Whether a quote under an item names people, links or a venue, and is no entry of its own."""
    runs = quote.all_runs()
    lead = lead_of(runs, fields)
    return not lead.opens or (lead is not Lead.LINK and has_labels(runs))


def groups_linked(items: Sequence[Block], fields: frozenset[str]) -> bool:
    """Whether linked titles of papers stand among items, and none of these is a label or a field."""
    leads = [lead_of(own_runs(item), fields) for item in items]
    papers = [to_paper(own_runs(item)) for item, lead in zip(items, leads, strict=True) if lead is Lead.LINK]
    return any(papers) and not {Lead.LABEL, Lead.FIELD} & set(leads)


def line_of(runs: Sequence[Run], block: Block) -> int:
    """The line on which runs of a block begin."""
    return next((run.line for run in runs if run.line), block.line)
