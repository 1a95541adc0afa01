"""Which markup a document is written in, and its blocks."""

import re

from kbgen.ingest.blocks import Block
from kbgen.ingest.html_blocks import html_blocks
from kbgen.ingest.markdown_blocks import markdown_blocks
from kbgen.ingest.org import looks_like_org, org_to_markdown

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_ITEM = re.compile(r"<(?:li|tr|p|dt|h[1-6])\b", re.IGNORECASE)
_LINK = re.compile(r"<a\s[^>]*\bhref\s*=", re.IGNORECASE)
_RST_LINK = re.compile(r"`[^`<>]+\s<[^<>`\s]+>`_|^\.\. _[^:\n]+: \S+|^\.\. [\w|:-]+.*::", re.MULTILINE)
_RST_HEADING = re.compile(r"^(?=\S)[^\n]{2,}\n(?P<rule>[=\-~^\"'*+#]{3,})[ \t]*$", re.MULTILINE)
_HTML_NAMES = (".html", ".htm", ".xhtml")
_ORG_NAMES = (".org",)
_RST_NAMES = (".rst", ".rest")


def blocks_of(text: str, name: str) -> list[Block]:
    """The blocks of a document; its content says which markup it is, and its name where that leaves doubt."""
    if looks_like_html(text, name):
        return html_blocks(text, 1)
    if looks_like_rst(text, name):
        from kbgen.ingest.restructured import restructured_blocks

        return restructured_blocks(text)
    return markdown_blocks(org_to_markdown(text) if looks_like_org(text, name) else text)


def looks_like_html(text: str, name: str) -> bool:
    """Whether a whole document is HTML; Markdown may hold a good deal of it."""
    if _HTML.match(text):
        return True
    return name.lower().endswith(_HTML_NAMES) and bool(_LINK.search(text))


def looks_like_rst(text: str, name: str) -> bool:
    """Whether a document is reStructuredText: by its own forms of links and directives, where Markdown's are fewer."""
    forms = len(_RST_LINK.findall(text))
    if name.lower().endswith(_RST_NAMES):
        return forms > 0 or "](" not in text
    return forms >= 2 and forms > text.count("](")


def looks_like_list(text: str, name: str) -> float:
    """How sure it is, from 0 to 1, that a document is a list: headings, and links in most of its lines."""
    lines = [line for line in text.split("\n") if line.strip()]
    if looks_like_html(text, name):
        linked, headed = len(_LINK.findall(text)), bool(_ITEM.search(text))
        return 0.6 if headed and linked >= 2 else 0.0
    if looks_like_rst(text, name):
        linked = sum("`_" in line or "://" in line or "|_" in line for line in lines)
        headed = bool(_RST_HEADING.search(text))
    elif looks_like_org(text, name):
        linked, headed = sum("[[" in line for line in lines), True
    else:
        linked = sum("](" in line or "://" in line for line in lines) if _marked(lines) else 0
        headed = any(line.lstrip().startswith("#") or line.startswith(("===", "---")) for line in lines)
    if not headed or linked < 2:
        return 0.0
    named = name.lower().endswith((*_RST_NAMES, *_ORG_NAMES))
    return min(0.9, max(0.5 if named else 0.0, 0.4 + linked / len(lines)))


def _marked(lines: list[str]) -> bool:
    """Whether Markdown's links, or bare addresses in items, stand in lines."""
    return (
        sum("](" in line for line in lines) >= 2
        or sum("://" in line and bool(re.match(r"\s*(?:[-*+]|\d+[.)])\s", line)) for line in lines) >= 2
    )
