"""``kbgen from-issue`` as a maintainer and a workflow meet it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from kbgen.cli.main import cli, main
from tests.repositories import write_sample

FIX = "### Record\n\ngrouper\n\n### What it should say\n\n```yaml\nvenue: tpami\n```\n"
EVIL = "</details><img src=x> @everyone ![x](https://evil.example/p.png) #1\n# Approved"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_sample(tmp_path / "kb")


def run(root: Path, *arguments: str, body: str | bytes = "") -> Result:
    return CliRunner().invoke(cli, ["from-issue", "-C", str(root), *arguments], input=body)


def test_a_body_is_read_from_standard_input_and_answered_with_a_diff(root: Path) -> None:
    result = run(root, "--body-file", "-", body=FIX)
    assert result.exit_code == 0, result.output
    assert result.output.startswith(
        "<!-- kbgen from-issue -->\nFix grouper:\n\n```diff\n--- a/data/papers/2021/grouper.yaml\n"
    )
    assert "\n+venue: tpami\n" in result.output
    assert "venue: tpami" in (root / "data/papers/2021/grouper.yaml").read_text()


def test_an_event_gives_number_and_body(root: Path, tmp_path: Path) -> None:
    event, comment, outputs = tmp_path / "event.json", tmp_path / "answer.md", tmp_path / "outputs"
    event.write_text(json.dumps({"issue": {"number": 12, "body": FIX.replace("\n", "\r\n")}}))
    outputs.write_text("earlier=1\n")
    result = run(root, "--event", str(event), "--comment", str(comment), "--outputs", str(outputs))
    assert (result.exit_code, result.output) == (0, "")
    assert outputs.read_text() == "earlier=1\nbranch=issue/12-fix-grouper\ntitle=Fix grouper\n"
    assert comment.read_text().startswith("<!-- kbgen from-issue -->\nFix grouper:")


def test_what_cannot_be_understood_exits_1_and_hands_nothing_on(root: Path, tmp_path: Path) -> None:
    outputs = tmp_path / "outputs"
    result = run(root, "--body-file", "-", "--outputs", str(outputs), body="### Record\n\n" + EVIL)
    assert result.exit_code == 1
    assert result.output.startswith("<!-- kbgen from-issue -->\nNothing was changed, because:\n\n- ")
    assert not outputs.exists()


def test_a_form_can_be_named(root: Path) -> None:
    result = run(root, "--template", "dead-link", "--body-file", "-", body=FIX)
    assert result.exit_code == 1
    assert "Nothing is written under the heading “Dead link”" in result.output


@pytest.mark.parametrize(
    "body",
    [
        FIX.replace("venue: tpami", f"summary: {json.dumps(EVIL)}"),
        FIX.replace("venue: tpami", f"authors: {json.dumps([EVIL, '```', '~~~~'])}"),
        FIX.replace("venue: tpami", f"{json.dumps(EVIL)}: x"),
        FIX.replace("grouper", EVIL),
        "### Dead link\n\n" + EVIL,
        EVIL,
    ],
)
def test_whatever_an_issue_says_shows_as_text(root: Path, body: str) -> None:
    output = run(root, "--body-file", "-", body=body).output
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(output.partition("\n")[2])
    inline = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in tokens} & {"html_block", "heading_open", "table_open"} == set()
    assert {token.type for token in inline} & {"html_inline", "image", "link_open"} == set()
    assert "@everyone" not in "".join(child.content for child in inline)


def test_the_answer_fits_into_a_comment_whatever_the_issue_says(root: Path) -> None:
    many = "".join(f"{json.dumps('@' * 500 + str(number))}: x\n" for number in range(120))
    result = run(root, "--body-file", "-", body=FIX.replace("venue: tpami\n", many))
    assert result.exit_code == 1
    assert 10_000 < len(result.output) < 60_000
    assert " more\n" in result.output


@pytest.mark.parametrize(
    "event", ["", "[]", "{}", '{"issue": {"number": "1; rm", "body": "x"}}', '{"issue": 1}', "[" * 100_000]
)
def test_what_is_no_event_is_one_line(
    root: Path, tmp_path: Path, event: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "event.json"
    path.write_text(event)
    with pytest.raises(SystemExit) as stop:
        main(["from-issue", "-C", str(root), "--event", str(path)])
    assert stop.value.code == 2
    assert capsys.readouterr().err.startswith("kbgen: the event is not one about an issue; ")


def test_bytes_that_are_no_text_are_read_as_far_as_they_are(root: Path) -> None:
    assert run(root, "--body-file", "-", body=b"\xff\x00" * 1000).exit_code == 1


@pytest.mark.parametrize("arguments", [[], ["--body-file", "-", "--event", __file__]])
def test_it_needs_one_of_two_things(root: Path, arguments: list[str]) -> None:
    result = run(root, *arguments)
    assert result.exit_code == 2
    assert "one of --body-file FILE and --event FILE" in result.output
