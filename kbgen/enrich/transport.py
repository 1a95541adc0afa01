"""One request to a service, done politely: in turn, again where that makes sense, never longer or larger than agreed.

This is the adapter under the session, so that answers out of the cache need no turn. A service's key is added here,
after the cache has seen the request and only for the service's own address, so that it is neither stored nor sent
anywhere else when the service redirects.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from requests import ConnectionError as ConnectionFailedError
from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from requests.exceptions import SSLError, Timeout
from urllib3.exceptions import (
    DecodeError,
    MaxRetryError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
)
from urllib3.util.retry import Retry

from kbgen.enrich.failure import FailureKind, ServiceError
from kbgen.enrich.limits import asked_wait, interval, used_up
from kbgen.enrich.pace import HeldBackError, Pace
from kbgen.enrich.settings import Service, Settings

_AGAIN = frozenset({408, 425, 500, 502, 504})
_CHUNK = 65_536
_LONGEST_PAUSE = 20
_SILENCES = 5


@dataclass(frozen=True, slots=True)
class _Fault:
    """Why an attempt has to be repeated; ``wait`` is what the service asks for, in seconds."""

    kind: FailureKind
    words: str
    wait: float | None = None


class PoliteAdapter(HTTPAdapter):
    """Sends the requests to one service; ``sent`` is called for each that goes out."""

    def __init__(
        self, service: Service, settings: Settings, pace: Pace, sent: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__(max_retries=0)
        self.service = service
        self._settings = settings
        self._pace = pace
        self._sent = sent
        self._interval = service.interval
        self._given_up: ServiceError | None = None
        self._silences = 0

    def send(self, request: PreparedRequest, *_: Any, **options: Any) -> Response:
        """The answer with its whole body read. Raises :class:`ServiceError` where there is none worth having.

        A service that could not be reached, that wants to be left alone or that was silent again and again is not
        asked any more in this session.
        """
        if self._given_up:
            raise self._given_up
        try:
            response = self._persist(request, options)
        except ServiceError as error:
            self._silences += error.kind == "silent"
            if self._silences >= _SILENCES:
                self._given_up = self._failure("unreachable", error.words)
                raise self._given_up from error
            if error.kind in {"unreachable", "busy"}:
                self._given_up = error
            raise
        self._silences = 0
        return response

    def _persist(self, request: PreparedRequest, options: dict[str, Any]) -> Response:
        """Attempts until one has no fault, as many as the settings allow."""
        name = self.service.name or urlsplit(request.url or "").netloc.rpartition("@")[2]
        retry = Retry(
            total=self._settings.retries,
            backoff_factor=self._settings.pause,
            backoff_jitter=self._settings.pause,
            backoff_max=_LONGEST_PAUSE,
            allowed_methods=None,
        )
        while True:
            try:
                with self._pace.turn(name, self._interval, alone=self.service.alone):
                    outcome = self._attempt(request, options)
            except HeldBackError as error:
                raise self._failure("busy", f"asks to wait {_words(error.seconds)} before the next request") from error
            if isinstance(outcome, Response):
                self._heed(name, outcome)
                return outcome
            if outcome.kind == "silent" and retry.history:
                # It takes as long as anybody wants to wait, so there is a second attempt and no third.
                raise self._failure(outcome.kind, outcome.words)
            try:
                retry = retry.increment(request.method, request.url, error=ProtocolError(outcome.words))
            except MaxRetryError as error:
                raise self._failure(outcome.kind, outcome.words) from error
            wait = outcome.wait if outcome.wait is not None else max(retry.get_backoff_time(), self._settings.pause)
            self._pace.hold(name, wait)

    def _heed(self, name: str, response: Response) -> None:
        """Keep to the limits that an answer states before they are broken; never go faster than the settings say."""
        self._interval = max(self.service.interval, min(interval(response.headers), _LONGEST_PAUSE))
        if (wait := used_up(response.headers, self._pace.clock.time())) is not None:
            self._pace.hold(name, wait)

    def _attempt(self, request: PreparedRequest, options: dict[str, Any]) -> Response | _Fault:
        options |= {"stream": True, "timeout": (self._settings.connect_timeout, self._settings.read_timeout)}
        keyed = request.copy()
        if self.service.key and self.service.key_parameter:
            keyed.prepare_url(keyed.url, {self.service.key_parameter: self.service.key})
        elif self.service.key:
            keyed.headers[self.service.key_header] = f"{self.service.key_prefix}{self.service.key}"
        self._sent()
        try:
            response = self.dispatch(keyed, options)
            response.request = request
            response.url = request.url or ""
            body = self._read(response)
        except SSLError:
            # Without the cause here and below: it names the address that was asked, which may hold the key.
            raise self._failure("unreachable", "has no certificate that can be trusted") from None
        except (Timeout, ReadTimeoutError):
            return _Fault("silent", "does not answer in time")
        except (ProtocolError, DecodeError):
            return _Fault("broken", "sends answers that break off or cannot be decoded")
        except ConnectionFailedError as error:
            if isinstance(_reason(error), NewConnectionError):
                # No network, or nobody there: that does not change within seconds, and somebody is waiting.
                raise self._failure("unreachable", "cannot be reached") from None
            return _Fault("silent", "breaks off the connection")
        # Not streamed any more: what follows finds the body where `Response.content` keeps it.
        response._content = body
        return self._fault(response, body) or response

    def dispatch(self, request: PreparedRequest, options: dict[str, Any]) -> Response:
        """Send a request once and as it is. What measures or simulates a service's time takes the place of this."""
        return super().send(request, **options)

    def _read(self, response: Response) -> bytes:
        """The body, decoded. It may be small on the wire and large once decoded, so what counts is what comes out."""
        chunks: list[bytes] = []
        size = 0
        until = self._pace.clock.time() + self._settings.deadline
        try:
            # As much as there is, and not until a whole chunk is there: a trickle must not outlast the deadline.
            while chunk := response.raw.read1(_CHUNK, decode_content=True):
                chunks.append(chunk)
                size += len(chunk)
                if size > self._settings.max_bytes:
                    limit = self._settings.max_bytes // 1_000_000
                    raise self._failure("broken", f"sends more than {limit} MB for one question")
                if self._pace.clock.time() > until:
                    raise Timeout
        finally:
            response.close()
        return b"".join(chunks)

    def _fault(self, response: Response, body: bytes) -> _Fault | None:
        """What makes an answer worth asking for again."""
        # arXiv says so in plain words, also with status 200.
        limited = len(body) < 200 and body.strip().lower().startswith(b"rate exceeded")
        status, headers = response.status_code, response.headers
        wait = asked_wait(headers, self._pace.clock.time())
        if status in {403, 429} and headers.get("x-ratelimit-remaining") == "0":
            return _Fault("busy", "has no more requests left for this hour", wait)
        # GitHub's secondary limit is a 403 that says when to come back.
        if limited or status == 429 or (status == 403 and "Retry-After" in headers):
            return _Fault("busy", "is asked too often", wait)
        if status == 503:
            return _Fault("busy", "is not available now", wait)
        if status in _AGAIN:
            return _Fault("broken", f"fails with status {status}", wait)
        return None

    def _failure(self, kind: FailureKind, words: str) -> ServiceError:
        remedy = ""
        if kind == "busy" and self.service.key_variables and not self.service.key:
            remedy = f"a key in {self.service.key_variables[0]} raises its limit"
        elif kind == "busy":
            remedy = "try again later"
        return ServiceError(self.service, kind, words, remedy)


def _reason(error: ConnectionFailedError) -> object:
    """What urllib3 says was the cause of a failed connection."""
    return getattr(error.args[0] if error.args else None, "reason", None)


def _words(seconds: float) -> str:
    return f"{seconds:.0f} seconds" if seconds < 120 else f"{seconds / 60:.0f} minutes"
