"""The Internet Archive: a copy of a page that is gone. https://archive.org/help/wayback_api.php."""

from kbgen.enrich.http import Session
from kbgen.enrich.settings import ARCHIVE
from kbgen.enrich.values import at, text_at
from kbgen.model.addresses import host_of

_HOST = "web.archive.org"


def copy_of(session: Session, url: str) -> str | None:
    """The address of the latest copy of a page, ``None`` where there is none."""
    answer = session.get(ARCHIVE, "wayback/available", {"url": url})
    closest = at(answer.json(), "archived_snapshots", "closest") if answer else None
    address = text_at(closest, "url")
    if at(closest, "available") is not True or text_at(closest, "status") != "200" or host_of(address) != _HOST:
        return None
    return address.replace("http://", "https://", 1)
