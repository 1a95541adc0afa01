"""The maintainers' guide, from its first command to its last, in a repository of its own."""

import math
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kbgen.enrich.report import duration
from kbgen.enrich.services import SOURCES
from kbgen.enrich.settings import SERVICES
from tests.cli.manual import DOCS, output_of
from tests.cli.services import MONDAY, led_to_the_replica, set_day
from tests.cli.test_status import as_shown
from tests.enrich.replica import Replica, Reply
from tests.enrich.samples import write_rooms

PAGE = (DOCS / "maintaining.md").read_text("utf-8")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def replica(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Replica]:
    set_day(monkeypatch, MONDAY, "enrich", "watch", "status")
    with led_to_the_replica(monkeypatch, tmp_path / "cache") as server:
        yield server


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with a record that contradicts a service."""
    root = write_rooms(tmp_path / "kb")
    journal = root / "data/papers/2020/journal.yaml"
    (root / "data/papers/2017").mkdir()
    (root / "data/papers/2017/journal.yaml").write_text(journal.read_text().replace("year: 2020", "year: 2017"))
    journal.unlink()
    git(root, "init", "-q")
    git(root, "config", "user.name", "A Maintainer")
    git(root, "config", "user.email", "maintainer@example.org")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Start")
    return root


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", root, *arguments], check=True, capture_output=True, text=True).stdout


def sections() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The guide's sections by their heading, with their commands and what it shows of their output."""
    for section in PAGE.split("\n## ")[1:]:
        shown = [
            part.partition("\n")
            for block in BLOCK.findall(section)
            for part in re.split(r"^\$ ", block, flags=re.M)[1:]
        ]
        yield section.partition("\n")[0], [(command, output) for command, _, output in shown]


def test_the_guide_does_what_it_says(root: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = []
    for heading, shown in sections():
        if heading == "When a service is down":
            replica.always("crossref", Reply(status=503, headers={"Retry-After": "3600"}))
            (root / ".kbgen/cache/http.sqlite").unlink()
        for command, output in shown:
            ran.append(command)
            words = shlex.split(command)
            if words[0] == "export":
                name, _, value = words[1].partition("=")
                monkeypatch.setenv(name, value.replace("…", "a-key"))
                continue
            got = git(root, *words[1:]) if words[0] == "git" else output_of(root, command)
            assert re.fullmatch(as_shown(output), got) or (not output and words[0] == "git"), f"{command}\n{got}"
    assert {command.split()[0] for command in ran} == {"export", "kbgen", "git"}
    assert {"enrich", "status", "watch", "validate"} <= {command.split()[1] for command in ran}
    assert git(root, "log", "--format=%s").splitlines() == ["Keep what services say of the records", "Start"]
    assert "abstracts" not in git(root, "ls-files")


def test_every_block_of_commands_is_one_that_is_run() -> None:
    assert re.findall(r"^```(\w*)$", PAGE, re.MULTILINE).count("console") == len(BLOCK.findall(PAGE))
    assert set(re.findall(r"^```(\w+)$", PAGE, re.MULTILINE)) <= {"console", "text"}


def test_every_key_that_is_named_is_one_that_is_read() -> None:
    keys = {name for service in SERVICES for name in service.key_variables}
    named = set(re.findall(r"`([A-Z0-9_]+_(?:KEY|TOKEN))`", PAGE))
    assert named <= keys
    assert {"github", "semantic-scholar", "openalex"} <= {
        source.service.name for source in SOURCES.values() if named & set(source.service.key_variables)
    }


def test_the_findings_are_those_that_services_cause() -> None:
    reference = (DOCS / "rules/services.md").read_text("utf-8")
    codes = re.findall(r"^## (KB\d+) (\S+)$", reference, re.MULTILINE)
    for code, name in codes:
        assert f"(rules/services.md#{code.lower()}-{name})" in PAGE


def test_the_plan_that_is_shown_is_still_what_batches_and_paces_make_of_it() -> None:
    block = PAGE.partition("```text\n")[2].partition("```")[0].splitlines()
    of_title = {source.title: source for source in SOURCES.values()}
    requests = {}
    for line in block[:-1]:
        title, _, plan = line.partition(": ")
        source = of_title.pop(title)
        found = re.match(r"(\d+) \w+ in (\d+) requests?(?:, (\d+ (?:s|min)) or more)?", plan)
        assert found, line
        requests[title] = int(found[2])
        fewest = math.ceil(int(found[1]) / source.batch(source.service))
        # Short titles are asked about one by one.
        assert requests[title] == fewest or (source.way == "titles" and requests[title] > fewest), line
        seconds = (min(requests[title], source.service.hourly or requests[title]) - 1) * source.service.interval
        assert found[3] == (duration(seconds) if seconds >= 1 else None), line
    assert not of_title, "services that the plan does not know yet"
    counts = ", ".join(f"{title} {number}" for title, number in requests.items())
    assert block[-1].startswith(f"{sum(requests.values())} requests ({counts}), ")
