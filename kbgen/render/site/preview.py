"""A local web server that shows the site and has open pages reload when it has been built again."""

import threading
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from kbgen.model.finding import KbgenError

EVENTS = "/-/kbgen/builds"
"""Where open pages listen for builds; no page of a site can have this address."""

_KEEP_ALIVE = 10.0
_SNIPPET = (
    b'<script>(()=>{const builds=new EventSource("' + EVENTS.encode() + b'");let shown;'
    b"builds.onmessage=({data})=>{if(shown!==undefined&&data!==shown)location.reload();shown=data};"
    b'addEventListener("pagehide",()=>builds.close())})()</script>'
)


class Builds:
    """Counts successful builds, and lets others wait for the next one."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._count = 0
        self._closed = False

    @property
    def closed(self) -> bool:
        """Whether the server is going down."""
        return self._closed

    def announce(self) -> None:
        """A build has changed the site."""
        with self._condition:
            self._count += 1
            self._condition.notify_all()

    def close(self) -> None:
        """Let everyone who waits go."""
        with self._condition:
            self._closed = True
            self._condition.notify_all()

    def wait(self, seen: int, timeout: float) -> int:
        """The number of builds, as soon as it is not ``seen`` any more or the time (in seconds) is up."""
        with self._condition:
            self._condition.wait_for(lambda: self._count != seen or self._closed, timeout)
            return self._count


class PreviewServer(ThreadingHTTPServer):
    """Serves ``folder`` on this machine only, below the path that ``site_url`` has, as the site will be served."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int, site_url: str, builds: Builds) -> None:
        self.folder = folder.resolve()
        self.base = (urlsplit(site_url).path if site_url else "") or "/"
        self.builds = builds
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except OSError as error:
            raise KbgenError(f"port {port} cannot be used ({error.strerror})", "choose another with --port") from error

    @property
    def url(self) -> str:
        """The address of the home page."""
        return f"http://127.0.0.1:{self.server_address[1]}{self.base}"


class _Handler(SimpleHTTPRequestHandler):
    server: PreviewServer
    protocol_version = "HTTP/1.1"

    def __init__(self, request: Any, client_address: Any, server: PreviewServer) -> None:
        super().__init__(request, client_address, server, directory=str(server.folder))

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == EVENTS:
            self._stream_builds()
        elif not path.startswith(self.server.base):
            self._redirect(self.server.base)
        else:
            self._send(Path(self.translate_path(self.path)))

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.server.base))

    def _send(self, target: Path) -> None:
        path, _, query = self.path.partition("?")
        if target.is_dir() and not path.endswith("/"):
            self._redirect(f"{path}/?{query}" if query else f"{path}/")
            return
        page = target / "index.html" if target.is_dir() else target
        status = HTTPStatus.OK
        if not page.is_file():
            page, status = self.server.folder / "404.html", HTTPStatus.NOT_FOUND
        try:
            content = page.read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        kind = self.guess_type(str(page))
        if kind == "text/html":
            content = content.replace(b"</body>", _SNIPPET + b"</body>")
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def _redirect(self, target: str) -> None:
        self.send_response(HTTPStatus.FOUND)
        self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _stream_builds(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        seen = -1
        builds = self.server.builds
        while not builds.closed:
            count = builds.wait(seen, _KEEP_ALIVE)
            try:
                self.wfile.write(b":\n\n" if count == seen else f"data: {count}\n\n".encode())
                self.wfile.flush()
            except OSError:
                return  # the page was closed
            seen = count

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the name of the method it replaces
        """Say nothing: what a person wants to see here are builds."""
