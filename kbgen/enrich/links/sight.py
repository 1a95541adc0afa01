"""What became of one link when it was looked at."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin

from requests import Request, Response, Session
from requests.exceptions import InvalidSchema, InvalidURL, MissingSchema, RequestException, SSLError, Timeout

from kbgen.enrich.links.guard import NoSuchHostError, PrivateAddressError

State = Literal["alive", "gone", "unknown"]
_GONE = frozenset({404, 410})
_TOO_MANY = 429
_TIMEOUTS = (10.0, 20.0)
_REDIRECTS = 9


@dataclass(frozen=True, slots=True)
class Sight:
    """What a link was seen to be: ``gone`` only where the host says so, ``unknown`` where nobody can tell."""

    state: State
    why: str = ""


ALIVE = Sight("alive")
NO_HOST = Sight("gone", "the host does not exist")
UNREACHED = Sight("unknown", "cannot be reached")
BUSY = Sight("unknown", "asks not to be asked so often (status 429)")


def look(session: Session, url: str) -> Sight:
    """Follow a link, with HEAD and then, if that is not answered well, as a browser would.

    Many hosts refuse programs (403, 999), or are down for a while; that says nothing about the page. One that asks not
    to be asked so often (429) is left alone.
    """
    sight = _ask(session, "HEAD", url)
    return sight if sight.state == "alive" or sight == BUSY else _ask(session, "GET", url)


def _ask(session: Session, method: str, url: str) -> Sight:
    try:
        return _follow(session, method, url)
    except NoSuchHostError:
        return NO_HOST
    except PrivateAddressError:
        return Sight("unknown", "leads to an address that is not public, and is not followed")
    except SSLError:
        return Sight("unknown", "has no certificate that can be trusted")
    except Timeout:
        return Sight("unknown", "does not answer in time")
    except (InvalidURL, InvalidSchema, MissingSchema):
        return Sight("unknown", "leads to something that is no web address")
    except (RequestException, ValueError):
        # urllib3 raises ValueError for some malformed hosts that a redirect may name.
        return UNREACHED


def _follow(session: Session, method: str, url: str) -> Sight:
    """Follow redirects here: the session would read the whole body of each, however long somebody makes it."""
    for _ in range(_REDIRECTS):
        request = session.prepare_request(Request(method, url))
        with session.get_adapter(url).send(request, stream=True, timeout=_TIMEOUTS) as response:
            target = session.get_redirect_target(response)
            if target is None:
                return _seen(response)
            url = urljoin(url, target)
    return Sight("unknown", "redirects in circles")


def _seen(response: Response) -> Sight:
    if response.status_code < 400:
        return ALIVE
    if response.status_code == _TOO_MANY:
        return BUSY
    return Sight("gone" if response.status_code in _GONE else "unknown", f"status {response.status_code}")
