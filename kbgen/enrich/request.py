"""A question to a service as data, so that it can be printed before it is asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from kbgen.enrich.settings import Service


@dataclass(frozen=True, slots=True)
class Request:
    """A request below a service's address. One with a ``body``, which is sent as JSON, is a POST.

    ``names_one`` means that the path names the one thing that is asked about, so that status 404 says that the service
    does not know it.
    """

    path: str
    params: Mapping[str, str] = field(default_factory=dict)
    body: object = None
    accept: str = "application/json"
    names_one: bool = False

    @property
    def method(self) -> str:
        """The method of HTTP."""
        return "GET" if self.body is None else "POST"

    def url(self, service: Service) -> str:
        """Where the request goes, without what is asked."""
        return f"{service.url}/{self.path.lstrip('/')}"

    def shown(self, service: Service, longest: int = 200) -> str:
        """The request on one line of at most so many characters."""
        query = f"?{urlencode(self.params, safe=',:|/*')}" if self.params else ""
        body = f" {json.dumps(self.body, ensure_ascii=False)}" if self.body is not None else ""
        line = " ".join(f"{self.method} {self.url(service)}{query}{body}".split())
        return line if len(line) <= longest else f"{line[: longest - 1]}…"
