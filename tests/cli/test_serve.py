import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.small_kb import SMALL, copy_of


@pytest.fixture
def knowledge_base(tmp_path: Path) -> Path:
    return copy_of(SMALL, tmp_path / "kb")


@pytest.fixture
def served(knowledge_base: Path) -> Iterator[str]:
    """The address of the site that ``kbgen serve`` shows, started as a person does: in the folder itself."""
    command = [sys.executable, "-m", "kbgen", "serve", "--port", "0", "--no-open", "--no-search"]
    environment = os.environ | {"PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, cwd=knowledge_base, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout
            found = next(filter(None, (re.search(r"http://\S+", line) for line in process.stdout)))
            yield found[0]
        finally:
            process.terminate()


def _get(url: str) -> str:
    with urllib.request.urlopen(url, timeout=60) as answer:
        return str(answer.read().decode())


def test_the_site_is_shown_and_pages_hear_of_a_rebuild(served: str, knowledge_base: Path) -> None:
    paper = sorted((knowledge_base / "data" / "papers").glob("*/*.yaml"))[0]
    page = f"{served}papers/{paper.stem}/"
    assert "A sentence that was not there before" not in _get(page)
    events = urllib.request.urlopen(f"{'/'.join(served.split('/')[:3])}/-/kbgen/builds", timeout=60)
    with events:
        assert events.readline().startswith(b"data: ")
        text = "".join(line for line in paper.read_text().splitlines(keepends=True))
        start = re.search(r"^summary:.*(?:\n .*)*\n", text, re.MULTILINE)
        text = text.replace(start[0], "") if start else text
        paper.write_text(f"{text.rstrip()}\nsummary: A sentence that was not there before.\n")
        assert any(line.startswith(b"data: ") for line in iter(events.readline, b""))
    assert "A sentence that was not there before" in _get(page)


def test_an_address_that_is_no_page_is_answered_with_the_sites_own_404(served: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as caught:
        _get(f"{served}papers/no-such-paper/")
    with caught.value as answer:
        assert answer.code == 404
        assert "<html" in answer.read().decode()
