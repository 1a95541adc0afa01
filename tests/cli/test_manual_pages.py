"""Every command has a manual page that says all it takes; those of building and writing show what happens."""

import re
from pathlib import Path

import click
import pytest

from kbgen.cli.main import COMMANDS, cli
from kbgen.store.writer import write_record
from tests.cli.manual import DOCS, examples, output_of
from tests.render.list_samples import knowledge_base, readme_list
from tests.small_kb import SMALL, copy_of


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_names_every_option(name: str) -> None:
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    page = (DOCS / f"commands/{name}.md").read_text("utf-8")
    parameters = [*command.params]
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        parameters += below.params
    options = [option for parameter in parameters for option in parameter.opts if option.startswith("--")]
    assert [option for option in options if not re.search(rf"`{option}\b", page)] == []


def test_the_index_and_the_navigation_lead_to_every_page() -> None:
    index = (DOCS / "commands/index.md").read_text("utf-8")
    navigation = (DOCS.parent / "mkdocs.yml").read_text("utf-8")
    assert sorted(re.findall(r"\[`kbgen ([a-z-]+)`\]\(\1\.md\)", index)) == sorted(COMMANDS)
    assert sorted(re.findall(r": commands/([a-z-]+)\.md$", navigation, re.MULTILINE)) == sorted([*COMMANDS, "index"])


@pytest.mark.parametrize("page", ["build", "schema"])
def test_building_does_what_its_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: str) -> None:
    root = copy_of(SMALL, tmp_path / "kb")
    monkeypatch.chdir(root)
    check_examples(page)


def test_writing_lists_does_what_its_page_shows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kb = knowledge_base(lists=[readme_list(), readme_list(id="second", output="lists/second.md", template="classic")])
    for record in (*kb.papers.values(), *kb.datasets.values(), *kb.lists.values(), kb.taxonomy, kb.venues):
        write_record(tmp_path, record)
    monkeypatch.chdir(tmp_path)
    check_examples("readme")


def test_the_graph_answers_as_its_page_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SMALL)
    check_examples("graph")


def check_examples(page: str) -> None:
    shown = examples(f"commands/{page}.md")
    assert shown
    for command, output in shown:
        got = output_of(Path(), command)
        if output.endswith("…\n"):
            assert got.startswith(output.removesuffix("…\n")), command
        else:
            assert _numbers_aside(got) == _numbers_aside(output), command


def _numbers_aside(text: str) -> str:
    """How many files a site has changes with the theme; that there are none does not."""
    return re.sub(r"[1-9]\d*", "N", text)
