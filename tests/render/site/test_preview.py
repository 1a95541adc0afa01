import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kbgen.model.finding import KbgenError
from kbgen.render.site.preview import EVENTS, Builds, PreviewServer
from kbgen.render.site.watch import Changes


@pytest.fixture
def server(tmp_path: Path) -> Iterator[PreviewServer]:
    folder = tmp_path / "site"
    (folder / "papers" / "x").mkdir(parents=True)
    (folder / "papers/x/index.html").write_text("<body>paper</body>", encoding="utf-8")
    (folder / "index.html").write_text("<body>home</body>", encoding="utf-8")
    (folder / "404.html").write_text("<body>lost</body>", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    running = PreviewServer(folder, 0, "https://kb.example/small/", Builds())
    threading.Thread(target=running.serve_forever, daemon=True).start()
    yield running
    running.builds.close()
    running.shutdown()
    running.server_close()


def get(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def test_pages_are_served_below_the_sites_own_path(server: PreviewServer) -> None:
    assert server.url.endswith("/small/")
    status, page = get(f"{server.url}papers/x/")
    assert (status, "paper" in page, EVENTS in page) == (200, True, True)
    root = server.url.removesuffix("small/")
    assert "home" in get(root)[1]


def test_an_unknown_address_shows_the_sites_error_page(server: PreviewServer) -> None:
    status, page = get(f"{server.url}nowhere/")
    assert (status, "lost" in page) == (404, True)


@pytest.mark.parametrize("path", ["../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "papers/../../secret.txt"])
def test_nothing_outside_the_site_is_served(server: PreviewServer, path: str) -> None:
    assert "secret" not in get(server.url + path)[1]


def test_open_pages_hear_of_a_build(server: PreviewServer) -> None:
    with urllib.request.urlopen(server.url.removesuffix("/small/") + EVENTS, timeout=10) as stream:
        assert stream.readline() == b"data: 0\n"
        stream.readline()
        server.builds.announce()
        assert stream.readline() == b"data: 1\n"


def test_a_port_in_use_is_said(server: PreviewServer, tmp_path: Path) -> None:
    with pytest.raises(KbgenError, match="--port"):
        PreviewServer(tmp_path, server.server_address[1], "", Builds())


@contextmanager
def waiting_for_a_change(root: Path) -> Iterator[threading.Thread]:
    """A thread that ends with the first change of a source."""
    changes = Changes(root)
    changes.start()
    waiting = threading.Thread(target=changes.wait, daemon=True)
    waiting.start()
    try:
        yield waiting
    finally:
        changes.stop()


@pytest.mark.parametrize("name", ["data/papers/new.yaml", "docs/page.md", "mkdocs.yml"])
def test_a_change_of_a_source_is_noticed(tmp_path: Path, name: str) -> None:
    (tmp_path / "data/papers").mkdir(parents=True)
    (tmp_path / "docs").mkdir()
    with waiting_for_a_change(tmp_path) as waiting:
        (tmp_path / name).write_text("x", encoding="utf-8")
        waiting.join(10)
        assert not waiting.is_alive()


def test_what_a_build_writes_is_no_change_of_a_source(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with waiting_for_a_change(tmp_path) as waiting:
        for name in ("site", ".kbgen"):
            (tmp_path / name).mkdir()
            (tmp_path / name / "index.html").write_text("x", encoding="utf-8")
        (tmp_path / "data" / ".record.yaml.swp").write_text("x", encoding="utf-8")
        waiting.join(0.5)
        assert waiting.is_alive()
