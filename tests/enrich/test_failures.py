"""Whatever one service does wrong, the run ends, the others enrich, nothing is lost, and a line says what failed."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.cli.main import cli
from kbgen.enrich.services import SOURCES, chosen
from kbgen.enrich.settings import SERVICES
from kbgen.enrich.state import STATE_FILE, read_state
from kbgen.model.enrichment import EnrichedValue
from kbgen.model.paper import Paper
from kbgen.store.tree import load_tree
from kbgen.store.writer import write_record
from tests.enrich import answers
from tests.enrich.conftest import FastClock
from tests.enrich.replica import Replica
from tests.enrich.replica.failures import ABOUT_ANOTHER, FAILURES, FOREIGN
from tests.enrich.samples import write_rooms

WITHOUT_KEYS = dict.fromkeys(name for service in SERVICES for name in service.key_variables)


class Base:
    """A knowledge base that ``kbgen enrich`` is run over."""

    def __init__(self, root: Path, replica: Replica) -> None:
        self.root = root
        self.replica = replica
        self.variables = {**WITHOUT_KEYS, **replica.environment(), "KBGEN_CACHE_DIR": str(root / "cache")}
        self.variables |= {"KBGEN_PATIENCE": "5", "GITHUB_TOKEN": "key", "KBGEN_CONTACT": "ada@example.org"}

    def enrich(self, *sources: str) -> Result:
        """Run the command as if nothing had been asked before."""
        for kept in (STATE_FILE, ".kbgen/cache/http.sqlite"):
            (self.root / kept).unlink(missing_ok=True)
        return self.enrich_on(*sources)

    def enrich_on(self, *sources: str) -> Result:
        arguments = ["enrich", "-C", str(self.root), "--only", ",".join(sources)]
        return CliRunner().invoke(cli, arguments, catch_exceptions=False, env=self.variables)

    def known(self) -> dict[tuple[str, str], EnrichedValue]:
        """The overlay's values by record and field."""
        enrichment = load_tree(self.root).kb.enrichment
        return {(record, name): value for record, fields in enrichment.items() for name, value in fields.items()}


@pytest.fixture
def base(tmp_path: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch) -> Base:
    monkeypatch.setattr("kbgen.enrich.http.SystemClock", FastClock)
    # A record without any identifier is looked for by its title.
    found = answers.entry("2003.00009v1", "Halls That Answer Back", ["Dé Müller"], "2020-03-03")
    monkeypatch.setitem(answers.ARXIV, "2003.00009", found)
    write_record(tmp_path, Paper.model_validate({"id": "halls", "title": "Halls That Answer Back", "year": 2020}))
    return Base(write_rooms(tmp_path), replica)


def _asks_about_one(name: str) -> bool:
    """Whether status 404 is a source's way of saying that it does not know what it was asked about."""
    source = SOURCES[name]
    return source.request(source.service, ["10.1/x"]).names_one


CASES = [(failure, name) for failure in FAILURES for name in SOURCES if failure != "404" or not _asks_about_one(name)]


@pytest.mark.parametrize(("failure", "name"), CASES)
def test_a_service_that_fails_loses_nothing_and_stops_nobody(base: Base, failure: str, name: str) -> None:
    service = SOURCES[name].service.name
    other = "arxiv" if service == "openalex" else "openalex"
    assert base.enrich(name).exit_code == 0
    before = base.known()
    assert before
    FAILURES[failure](base.replica, service)
    if failure == "time out":
        base.variables["KBGEN_TIMEOUT"] = "0.1"
    run = base.enrich(name, other)
    assert run.exit_code == 1
    now = base.known()
    assert now.keys() >= before.keys()
    assert all(now[key] == value or now[key].source == other for key, value in before.items())
    said = run.output.splitlines()
    own = said.index(next(line for line in said if line.startswith(f"{SOURCES[name].title}: ")))
    assert said[own].startswith(f"{SOURCES[name].title}: 0 ")
    assert said[own + 1].startswith("  ")
    assert said[own + 1].endswith((" stays", " stay"))
    assert max(map(len, said)) < 300
    state = read_state(base.root)
    assert "known" in {one.said for one in state.asked[other].values()}
    assert not [key for key, one in state.asked.get(name, {}).items() if one.said == "known"]
    base.replica.right(service)
    base.variables.pop("KBGEN_TIMEOUT", None)
    for hold in (base.root / "cache/pace").glob("*.json"):
        hold.unlink()
    again = base.enrich_on(name)
    assert again.exit_code == 0, again.output
    assert base.known().keys() >= before.keys()


@pytest.mark.parametrize(
    "failure", ["html", "null", "other type", "another service", "400", "half of a letter", "deep"]
)
@pytest.mark.parametrize("name", SOURCES)
def test_an_answer_that_is_none_is_not_kept(base: Base, failure: str, name: str) -> None:
    FAILURES[failure](base.replica, SOURCES[name].service.name)
    assert base.enrich(name).exit_code == 1
    base.replica.right(SOURCES[name].service.name)
    again = base.enrich_on(name)
    assert again.exit_code == 0, again.output
    assert base.known()


@pytest.mark.parametrize("failure", ["html", "500", "time out", "429 without"])
@pytest.mark.parametrize("name", SOURCES)
def test_a_service_that_is_down_is_soon_left_alone(base: Base, failure: str, name: str) -> None:
    service = SOURCES[name].service.name
    base.variables["KBGEN_TIMEOUT"] = "0.1"
    FAILURES[failure](base.replica, service)
    base.enrich(name)
    assert 1 <= base.replica.count(service) <= 24 * len(chosen([name]))


# A search by title finds other works as a matter of course, and a repository under another name was renamed.
@pytest.mark.parametrize("name", [name for name in SOURCES if name not in {"arxiv-titles", "dblp", "github"}])
def test_an_answer_about_another_work_is_a_failure_and_not_taken(base: Base, name: str) -> None:
    assert base.enrich(name).exit_code == 0
    before = base.known()
    ABOUT_ANOTHER[SOURCES[name].service.name](base.replica, SOURCES[name].service.name)
    run = base.enrich(name)
    assert run.exit_code == 1
    assert "answers about " in run.output
    assert base.known() == before
    assert FOREIGN not in _written(base.root)


@pytest.mark.parametrize("name", ["arxiv-titles", "dblp"])
def test_a_search_that_finds_only_other_works_finds_nothing(base: Base, name: str) -> None:
    base.enrich(name)
    before = base.known()
    ABOUT_ANOTHER[SOURCES[name].service.name](base.replica, SOURCES[name].service.name)
    assert base.enrich(name).exit_code == 0
    assert base.known() == before
    assert FOREIGN not in _written(base.root)


def _written(root: Path) -> str:
    return "".join(path.read_text("utf-8") for path in root.rglob("*.jsonl"))


@pytest.mark.parametrize("name", SOURCES)
def test_a_service_that_refuses_everything_is_asked_once(base: Base, name: str) -> None:
    FAILURES["401"](base.replica, SOURCES[name].service.name)
    assert base.enrich(name).exit_code == 1
    assert base.replica.count(SOURCES[name].service.name) == len(chosen([name]))
