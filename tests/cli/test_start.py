"""The page for those who start a knowledge base of their own: what it tells them to type works in an empty folder."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from kbgen.cli.main import cli
from kbgen.store.tree import load_tree

PAGE = (Path(__file__).parents[2] / "docs/start.md").read_text("utf-8")
EXAMPLES = {"list.md": "markdown", "refs.bib": "bibtex"}


def example(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_becomes_a_knowledge_base_with_a_list(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_text(example(EXAMPLES[name]), encoding="utf-8")
    root = tmp_path / "my-papers"
    root.mkdir()
    monkeypatch.chdir(root)
    commands = [
        line.split()[1:]
        for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
        for line in block.splitlines()
        if line.startswith(("kbgen import", "kbgen validate", "kbgen readme"))
    ]
    typed = [command for command in commands if command[0] != "import" or command[-1] == f"../{name}"]
    assert [command[0] for command in typed] == ["import", "import", "validate", "readme"]
    for command in typed:
        result = CliRunner().invoke(cli, command, catch_exceptions=False)
        # An author list that is not complete is for a person to look up, so validation may report it.
        assert result.exit_code == 0 or (command == ["validate"] and "authors" in result.output), result.output
    tree = load_tree(root)
    assert tree.findings == ()
    assert "SoundSpaces" in (root / "README.md").read_text(encoding="utf-8")
    assert {"eccv", "arxiv"} & set(tree.kb.venues.by_id)
    hearing = [paper for paper in tree.kb.papers.values() if "hearing" in {*sum(paper.topics.values(), ())}]
    assert len(hearing) == 2
    assert "WARNING" not in result.output
