"""What tells programs of the site as a whole: how to search it, and where its text is."""

from collections.abc import Iterable, Iterator, Set
from xml.sax.saxutils import escape as xml
from xml.sax.saxutils import quoteattr

from kbgen.model.words import _, marked, plural
from kbgen.render.readme.markdown import address, escape
from kbgen.render.site.alternates import TWIN
from kbgen.views.feeds import FEED
from kbgen.views.site.addresses import term_url
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.hubs import downloads
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.parts import CountedRef

_SHORT, _LONG, _DESCRIPTION = 16, 48, 1024


def opensearch(site: SiteInfo) -> str:
    """How a browser searches the explorer (https://github.com/dewitt/opensearch); the site's address must be known.

    The specification gives each text a greatest length.
    """
    about = _("Search {site}: {description}", site=site.name, description=site.description)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{xml(_cut(site.name, _SHORT))}</ShortName>\n"
        f"<LongName>{xml(_cut(site.name, _LONG))}</LongName>\n"
        f"<Description>{xml(_cut(about, _DESCRIPTION))}</Description>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n"
        "<OutputEncoding>UTF-8</OutputEncoding>\n"
        f'<Url type="text/html" method="get" template={quoteattr(f"{site.url}explore/?q={{searchTerms}}")}/>\n'
        f'<Url type="application/opensearchdescription+xml" rel="self" '
        f"template={quoteattr(f'{site.url}opensearch.xml')}/>\n"
        "</OpenSearchDescription>\n"
    )


def _cut(text: str, most: int) -> str:
    """The first words of a text that fit, or its first characters where not even one word does."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most + 1].rpartition(" ")[0] or text[:most]


_HUBS = {
    "papers": marked("all papers, by year"),
    "datasets": marked("all datasets with size, modality, licence and use"),
    "topics": marked("how the papers are filed, axis by axis"),
    "new": marked("what came in, week by week"),
    "authors": marked("people, each with their papers"),
    "venues": marked("conferences, journals and repositories"),
    "years": marked("papers by the year they appeared in"),
}


def llms_txt(
    index: SiteIndex, site: SiteInfo, lists: Iterable[CountedRef], own_hubs: Set[str], *, has_feed: bool
) -> str:
    """The site in one file for language models (https://llmstxt.org): what it is, and where its pages' Markdown stands.

    Links are absolute where the site's address is known.
    """

    def link(name: str, url: str, about: str) -> str:
        return f"- [{escape(name)}]({address(site.url + url)}): {escape(about)}"

    def sections() -> Iterator[tuple[str, list[str]]]:
        hubs = [
            link(_(name.capitalize()), f"{name}/{TWIN}", _(about)) for name, about in _HUBS.items() if name in own_hubs
        ]
        yield _("Pages"), hubs
        yield _("Lists"), [link(one.name, one.url + TWIN, plural(one.count, "paper")) for one in lists]
        for axis in index.kb.taxonomy.axes:
            terms = [
                link(
                    term.name,
                    term_url(axis.id, term.id) + TWIN,
                    f"{plural(count, 'paper')}. {term.description}".strip(),
                )
                for term in axis.terms
                if (count := len(index.by_term.get((axis.id, term.id), ())))
            ]
            yield _("Topics: {axis}", axis=escape(axis.name)), terms
        yield _("Data"), [link(one.name, one.url, one.holds) for one in downloads(site)]
        # The name of this section is the format's own, whatever the language.
        yield "Optional", [link(_("Feed"), FEED, _("what came in last, as Atom"))] if has_feed else []

    blocks = [
        f"# {escape(site.name)}",
        f"> {escape(site.description)}" if site.description else "",
        _(
            "A curated knowledge base of {papers} and {datasets}. "
            "Every page of a record or a list stands also beside it in Markdown, as {file}.",
            papers=plural(len(index.papers), "paper"),
            datasets=plural(len(index.datasets), "dataset"),
            file=TWIN,
        ),
        *(f"## {heading}\n\n" + "\n".join(lines) for heading, lines in sections() if lines),
    ]
    return "\n\n".join(block for block in blocks if block) + "\n"
