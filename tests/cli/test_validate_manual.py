"""The examples of the manual pages of ``kbgen validate`` and ``kbgen explain``."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kbgen.cli.main import cli
from tests.cli.manual import cut_as, examples, output_of

FILES = {
    "data/venues.yaml": """\
venues:
  - {id: icml, name: International Conference on Machine Learning, short: ICML, kind: conference}
""",
    "data/papers/2021/clip.yaml": """\
id: clip
title: Learning Transferable Visual Models
year: 2021
venue: iclm  # as the list says
links: {code: [http://github.com/openai/CLIP]}
""",
    "data/papers/2021/vatt.yaml": """\
id: vatt
title: Transformers for Raw Video.
year: 2021
venue: icml
relations: {compares_to: [cilp]}
""",
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def test_validate_does_what_its_page_shows(root: Path) -> None:
    shown = examples("commands/validate.md")
    assert len(shown) == 5
    for command, output in shown:
        assert output_of(root, command) == output, command


def test_explain_prints_what_its_page_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = examples("commands/explain.md")
    assert len(shown) == 3
    for command, output in shown:
        _, verb, *arguments = command.split()
        result = CliRunner().invoke(cli, [verb, *arguments])
        got = f"kbgen: {result.exception}\n" if result.exception else result.output
        assert cut_as(output, got) == output, command
