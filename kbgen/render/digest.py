"""A digest as text that can be sent or posted: HTML, plain text, Markdown, JSON, or a whole message.

The same digest gives the same bytes: a message has no date, no sender and no recipients, which whoever sends it adds.
"""

import hashlib
import json
import re
import textwrap
from collections.abc import Mapping
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any, Literal

from kbgen.model.words import _, spoken
from kbgen.render.readme.markdown import one_line
from kbgen.render.readme.render import markdown_environment
from kbgen.render.templates import environment
from kbgen.views.digest import Digest
from kbgen.views.entries import Link
from kbgen.views.feeds import FeedEntry

DigestFormat = Literal["text", "markdown", "html", "json", "eml"]
_FOLDER = "digest"
_WIDTH = 76
_GAPS = re.compile(r"\n{3,}")


def write_digest(digest: Digest, form: DigestFormat, root: Path | None = None) -> bytes:
    """The digest in a format, in UTF-8; ``root`` is the folder that may override the templates."""
    match form:
        case "json":
            return _json(digest)
        case "eml":
            return _message(digest, root)
    return _rendered(digest, form, root).encode("utf-8", "replace")


def _rendered(digest: Digest, form: DigestFormat, root: Path | None) -> str:
    if form == "html":
        env = environment(root, html=True)
        name = "mail.html.j2"
    else:
        env = markdown_environment(root)
        name = "text.txt.j2" if form == "text" else "digest.md.j2"
    env.filters |= {"wrapped": _wrapped, "line": one_line}
    text = env.get_template(f"{_FOLDER}/{name}").render(_values(digest))
    return _GAPS.sub("\n\n", text).strip() + "\n"


def _values(digest: Digest) -> Mapping[str, Any]:
    site = digest.site.url
    return {
        "digest": digest,
        "language": spoken().code,
        "days": _("Added on {day}", day=digest.since) if digest.since == digest.until else _days(digest),
        "topics": ", ".join(f"{name} ({count})" for name, count in digest.topics),
        "new": f"{site}new/" if site else "",
        "link": lambda entry: _link(digest, entry),
        "others": lambda entry: _others(digest, entry),
    }


def _days(digest: Digest) -> str:
    return _("Added from {first} to {last}", first=digest.since, last=digest.until)


def _link(digest: Digest, entry: FeedEntry) -> str:
    """Where an entry leads: to the record's page where the site's address is known, else to the paper itself."""
    if digest.site.url:
        return digest.site.url + entry.url
    return entry.links[0].url if entry.links else ""


def _others(digest: Digest, entry: FeedEntry) -> list[Link]:
    """The links beside the first: the paper itself, where that is not the first, and code, data and the like."""
    first = _link(digest, entry)
    return [link for link in entry.foremost_links if link.url != first]


def _wrapped(text: str, indent: str = "", below: str | None = None) -> str:
    """Text in lines that mail programs do not break; nothing in it is cut, such as an address."""
    return textwrap.fill(
        one_line(text),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if below is None else below,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _json(digest: Digest) -> bytes:
    value = {
        "site": {"name": digest.site.name, "url": digest.site.url or None},
        "subject": digest.subject,
        "since": digest.since.isoformat(),
        "until": digest.until.isoformat(),
        "total": {"papers": digest.total_papers, "datasets": digest.total_datasets},
        "undated": digest.undated,
        "topics": [{"name": name, "papers": count} for name, count in digest.topics],
        "papers": [_entry(digest, entry) for entry in digest.papers],
        "datasets": [_entry(digest, entry) for entry in digest.datasets],
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _entry(digest: Digest, entry: FeedEntry) -> dict[str, object]:
    facts: dict[str, object] = {
        "id": entry.id,
        "title": entry.title,
        "kind": entry.kind,
        "added": entry.added.isoformat(),
        "authors": list(entry.authors),
        "byline": entry.byline,
        "summary": entry.summary,
        "topics": list(entry.topics),
        "page": digest.site.url + entry.url if digest.site.url else None,
        "links": [{"kind": link.kind, "url": link.url} for link in entry.links],
    }
    return {name: value for name, value in facts.items() if value}


def _message(digest: Digest, root: Path | None) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = one_line(digest.subject)
    text, html = _rendered(digest, "text", root), _rendered(digest, "html", root)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    # By itself the boundary would be another each time.
    message.set_boundary(f"=_{hashlib.blake2b((text + html).encode('utf-8', 'replace'), digest_size=16).hexdigest()}")
    return message.as_bytes()
