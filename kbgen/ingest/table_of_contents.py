"""A list's own table of contents against its headings."""

from collections.abc import Iterator, Sequence

from kbgen.ingest.draft import DraftHeading, ImportNote, ReadContext
from kbgen.ingest.runs import Run
from kbgen.model.text import normalise_title


def compare_contents(
    contents: Sequence[Run], headings: Sequence[DraftHeading], context: ReadContext
) -> Iterator[ImportNote]:
    """Links that lead to no heading, and headings with entries that no link leads to.

    Anchors are compared by letters and digits, because renderers differ in the rest.
    """
    if not contents:
        return
    anchors = {normalise_title(run.href) for run in contents}
    names = {normalise_title(heading.path[-1]) for heading in headings}
    for run in contents:
        if normalise_title(run.href) not in names:
            yield context.fault("IM004", run.line, f'the contents lead to "{run.href}", but there is no such heading')
    for heading in headings:
        if heading.of != "nothing" and normalise_title(heading.path[-1]) not in anchors:
            yield context.fault("IM004", heading.line, f'the heading "{heading.path[-1]}" is missing in the contents')
