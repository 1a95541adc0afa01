"""The one session through which services are asked: cache, pace, keys, limits, and errors in words."""

import datetime
import json
import logging
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType

from requests import Response
from requests.exceptions import InvalidSchema, RequestException, TooManyRedirects
from requests_cache import CachedSession
from requests_cache.backends.sqlite import SQLiteCache

from kbgen.enrich.discretion import keep_keys_out_of_logs
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.pace import Clock, Pace, SystemClock
from kbgen.enrich.request import Request
from kbgen.enrich.settings import Service, Settings
from kbgen.enrich.transport import PoliteAdapter
from kbgen.enrich.usage import Usage, What
from kbgen.store.files import local_folder

_MISSING = frozenset({404, 410})
_STALE_SECONDS = 30 * 86_400
_REDIRECTS = 5
_BUSY_MILLISECONDS = 10_000

# It logs failures with their traceback; they are reported here, in words.
logging.getLogger("requests_cache").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Answer:
    """A service's answer. ``stale`` means that it comes from the cache because the service could not be asked.

    ``cached`` means that nobody was asked. ``cache_key`` is the name under which the answer is kept.
    """

    service: Service
    status: int
    content: bytes
    media_type: str
    url: str
    stale: bool = False
    cached: bool = False
    cache_key: str = ""

    @property
    def missing(self) -> bool:
        """Whether the service says that there is nothing."""
        return self.status in _MISSING

    def json(self) -> object:
        """The answer as JSON; raises :class:`ServiceError` where it is something else."""
        try:
            return json.loads(self.content)
        except (ValueError, RecursionError) as error:
            kind = "a web page" if "html" in self.media_type else "something that is no JSON"
            raise ServiceError(self.service, "broken", f"answers with {kind}") from error


class Session:
    """A session with all services. Use it in a ``with`` statement.

    ``notes`` collects what a user should know about the cache and the counts of requests. ``adapter`` sends requests.
    """

    def __init__(
        self, settings: Settings, clock: Clock | None = None, adapter: type[PoliteAdapter] = PoliteAdapter
    ) -> None:
        self.settings = settings
        self.notes: list[str] = []
        self._clock = clock or SystemClock()
        self._pace = Pace(settings.pace_folder, self._clock, settings.patience)
        self._usage = Usage(settings.usage_file, self.notes)
        keep_keys_out_of_logs()
        self._session = self._open(settings.cache_file)
        self._session.headers["User-Agent"] = settings.user_agent
        self._session.max_redirects = _REDIRECTS
        for scheme in ("https://", "http://"):
            self._session.mount(scheme, adapter(Service("", "the service", scheme), settings, self._pace))
        for service in settings.services.values():
            sent = partial(self._count, service.name, "sent")
            self._session.mount(f"{service.url}/", adapter(service, settings, self._pace, sent))

    def __enter__(self) -> "Session":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._usage.close()
        self._session.close()

    def get(
        self, service: Service, path: str, params: Mapping[str, str] | None = None, accept: str = "application/json"
    ) -> Answer | None:
        """What the service says at a path below its address; ``None`` where it says that there is nothing.

        That there is nothing is not kept: somebody who asks again hopes that there is something now.
        """
        request = Request(path, params or {}, accept=accept)
        answer = self.send(service, request)
        if answer.missing and answer.cached:
            self.forget(answer)
            answer = self.send(service, request)
        if answer.missing:
            self.forget(answer)
            return None
        return answer

    def send(self, service: Service, request: Request) -> Answer:
        """What the service answers, also that there is nothing.

        Raises :class:`ServiceError` for every other failure. An answer with status 400 is the caller's to read, because
        services explain there what was wrong with the question.
        """
        service = self.settings.service(service)
        try:
            response = self._ask(service, request)
        except ServiceError as error:
            raise ServiceError(service, error.kind, error.words, error.remedy) from error
        except InvalidSchema as error:
            raise ServiceError(service, "refused", "redirects to something that is no web address") from error
        except TooManyRedirects as error:
            raise ServiceError(service, "broken", "redirects in circles") from error
        except RequestException as error:
            raise ServiceError(service, "broken", f"cannot be asked ({type(error).__name__})") from error
        except ValueError as error:
            # What urllib, urllib3 and idna each raise for an address that is none: our own are checked in the settings.
            raise ServiceError(service, "broken", "redirects to something that is no web address") from error
        if response.status_code >= 300 and response.status_code not in {400, *_MISSING}:
            raise self._refusal(service, request, response.status_code)
        media_type = str(response.headers.get("Content-Type", "")).partition(";")[0].strip().lower()
        from_cache = bool(getattr(response, "from_cache", False))
        stale = from_cache and bool(getattr(response, "is_expired", False))
        cached = from_cache and not getattr(response, "revalidated", False)
        if cached and not stale:
            self._count(service.name, "spared")
        return Answer(
            service,
            response.status_code,
            response.content,
            media_type,
            response.url,
            stale=stale,
            cached=cached,
            cache_key=str(getattr(response, "cache_key", "") or ""),
        )

    def _ask(self, service: Service, request: Request) -> Response:
        ask = partial(
            self._session.request,
            request.method,
            request.url(service),
            params=dict(request.params),
            json=request.body,
            headers={"Accept": request.accept},
        )
        try:
            return ask()
        except (sqlite3.Error, ExceptionGroup) as error:
            # A group of errors is what comes of a kept answer that has another shape than answers have.
            self._keep_nothing(error)
            return ask()

    def forget(self, answer: Answer) -> None:
        """Do not keep an answer that turned out to be none: it would stand in the way of the right one."""
        if answer.cache_key and not self._session.settings.disabled:
            try:
                self._session.cache.delete(answer.cache_key)
            except sqlite3.Error as error:
                self._keep_nothing(error)

    def _keep_nothing(self, error: "sqlite3.Error | ExceptionGroup[Exception]") -> None:
        """Go on without the cache: the disk is full, or the file was damaged meanwhile."""
        self._session.settings.disabled = True
        self.notes.append(f"answers are not kept any more: {self.settings.cache_file}: {error}")

    def _count(self, service: str, what: What) -> None:
        self._usage.count(service, what, datetime.datetime.fromtimestamp(self._clock.time(), datetime.UTC).date())

    @staticmethod
    def _refusal(service: Service, request: Request, status: int) -> ServiceError:
        # Of one thing it may also be said that nobody may see it: GitHub does so of repositories that it has shut.
        denied = status == 401 or (status == 403 and not request.names_one)
        asked = status in {401, 403} and service.key
        remedy = f"is the key in {' or '.join(service.key_variables)} still valid?" if asked else ""
        words = f"refuses to answer (status {status})"
        return ServiceError(service, "denied" if denied else "refused", words, remedy)

    def _open(self, path: Path | None) -> CachedSession:
        """The session with its cache; a cache that cannot be used is said and done without, never a failure."""
        if path is not None:
            try:
                local_folder(path.parent)
                session = self._cached(path)
                _forget_old(session)
                return session
            except sqlite3.DatabaseError:
                if self._discard(path):
                    return self._cached(path)
            except OSError as error:
                self.notes.append(f"answers are not kept: {path}: {error.strerror or error}")
        return self._cached(None)

    def _discard(self, path: Path) -> bool:
        try:
            path.unlink(missing_ok=True)
            with sqlite3.connect(path):
                pass
        except (OSError, sqlite3.Error) as error:
            self.notes.append(f"answers are not kept: {path}: {error}")
            return False
        self.notes.append(f"{path} was damaged and is made anew")
        return True

    def _cached(self, path: Path | None) -> CachedSession:
        # JSON and not pickle, the default: a cache that came with somebody's repository must not be able to run code.
        return CachedSession(
            str(path) if path else "answers",
            backend="sqlite" if path else "memory",
            serializer="json",
            urls_expire_after={
                f"{service.url.partition('://')[2]}/*": service.fresh for service in self.settings.services.values()
            },
            allowable_codes=(200, *_MISSING),
            allowable_methods=("GET", "POST"),
            filter_fn=_is_as_asked,
            stale_if_error=_STALE_SECONDS,
            ignored_parameters=("Authorization", "x-api-key", "api_key"),
            match_headers=("Accept",),
            busy_timeout=_BUSY_MILLISECONDS,
            # The operating system writes in its own time: a cache that a power failure damages is made anew.
            fast_save=True,
        )


def _forget_old(session: CachedSession) -> None:
    """Drop what is too old even to stand in for a service that is down, so that the cache does not grow for ever."""
    if isinstance(session.cache, SQLiteCache):
        with session.cache.responses.connection(commit=True) as database:
            database.execute("DELETE FROM responses WHERE expires < ?", (int(time.time()) - _STALE_SECONDS,))


def _is_as_asked(response: Response) -> bool:
    """Whether an answer is of the type that was asked for: a page of maintenance is not kept, whatever its status."""
    if response.status_code in _MISSING or "json" not in str(response.request.headers.get("Accept", "")):
        return "html" not in str(response.headers.get("Content-Type", "")).lower()
    try:
        json.loads(response.content)
    except (ValueError, RecursionError):
        return False
    return True
