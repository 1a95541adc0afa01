"""``kbgen digest``: what its manual page shows, each format, and what it refuses."""

import datetime
import email
import email.policy
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from kbgen.cli.main import cli
from kbgen.model.finding import KbgenError
from tests.cli.manual import examples, output_of
from tests.small_kb import SMALL, copy_of

SPRING = ("--since", "2026-02-01", "--until", "2026-03-31")


def run(*arguments: str, root: Path = SMALL) -> Result:
    return CliRunner().invoke(cli, ["digest", "-C", str(root), *arguments], catch_exceptions=False)


class Body(HTMLParser):
    """Elements and addresses of a message's body."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.hrefs: list[str] = []
        self.unstyled: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        self.hrefs += [given["href"] or ""] if "href" in given else []
        if tag in {"a", "p", "h1", "h2", "ul", "li", "div", "body"} and "style" not in given:
            self.unstyled.append(tag)


@pytest.mark.parametrize(("command", "shown"), examples("commands/digest.md"))
def test_the_manual_shows_what_happens(command: str, shown: str) -> None:
    assert output_of(SMALL, command) == shown


def test_html_loads_nothing_carries_its_styles_and_keeps_hostile_text_as_text() -> None:
    html = run(*SPRING, "--format", "html").stdout
    body = Body(html)
    assert body.tags.isdisjoint({"script", "img", "link", "style", "iframe"})
    assert body.unstyled == []
    assert "https://kb.example/small/papers/a-survey/" in body.hrefs
    assert all(href.startswith("https://") for href in body.hrefs)
    assert "&lt;/title&gt;&lt;script&gt;" in html


def test_markdown_keeps_hostile_text_as_text() -> None:
    text = run(*SPRING, "--format", "markdown").stdout
    tokens = [child for block in MarkdownIt().parse(text) for child in (block, *(block.children or ()))]
    assert [token.content for token in tokens if token.type.startswith("html")] == []
    assert text.count("\n- **[") == 8


def test_a_message_is_whole_without_people_and_the_same_each_time() -> None:
    raw = run(*SPRING, "--format", "eml").stdout_bytes
    assert run(*SPRING, "--format", "eml").stdout_bytes == raw
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message["Subject"] == "Small knowledge base: 8 new papers"
    assert not any(message[name] for name in ("From", "To", "Date", "Bcc"))
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    plain, html = (part.get_content() for part in message.iter_parts())
    assert "看图说话的学习" in plain
    assert "看图说话的学习" in html
    assert plain.replace("\r\n", "\n") == run(*SPRING).stdout
    assert max(len(line) for line in raw.splitlines()) <= 78


def test_programs_get_everything() -> None:
    told = json.loads(run(*SPRING, "--format", "json").stdout)
    assert (told["since"], told["until"], told["total"]) == ("2026-02-01", "2026-03-31", {"papers": 8, "datasets": 0})
    survey = next(one for one in told["papers"] if one["id"] == "a-survey")
    assert (survey["kind"], survey["added"]) == ("survey", "2026-03-02")
    assert survey["page"] == "https://kb.example/small/papers/a-survey/"


def test_days_and_weeks_count_back_from_the_last_day_which_is_one_of_them() -> None:
    first = {
        since: json.loads(run("--since", since, "--until", "2026-03-08", "--format", "json").stdout)["since"]
        for since in ("7d", "2w", "2026-W10", "2026-03-02")
    }
    assert first == {"7d": "2026-03-02", "2w": "2026-02-23", "2026-W10": "2026-03-02", "2026-03-02": "2026-03-02"}
    assert json.loads(run("--since", "2026-W10", "--format", "json").stdout)["until"] == "2026-03-08"


def test_today_is_the_last_day_where_none_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.datetime(2026, 3, 3, 23, tzinfo=datetime.UTC)
    clock = SimpleNamespace(datetime=SimpleNamespace(now=lambda _: now), UTC=datetime.UTC)
    clock.timedelta, clock.date = datetime.timedelta, datetime.date
    monkeypatch.setattr("kbgen.cli.digest.datetime", clock)
    assert json.loads(run("--since", "2d", "--format", "json").stdout)["until"] == "2026-03-03"


def test_a_list_and_a_query_are_both_obeyed() -> None:
    told = json.loads(
        run("--since", "2026-01-01", "--until", "2026-12-31", "--list", "sound", "--format", "json").stdout
    )
    both = ("--list", "sound", "--where", "has:code", "--format", "json")
    narrowed = json.loads(run("--since", "2026-01-01", "--until", "2026-12-31", *both).stdout)
    assert {one["id"] for one in narrowed["papers"]} < {one["id"] for one in told["papers"]}
    assert narrowed["subject"].startswith("Learning from sound (has:code): ")


def test_more_than_the_limit_is_counted_and_not_told() -> None:
    result = run(*SPRING, "--limit", "3")
    assert "8 new papers" in result.stdout
    assert "5 more came in: https://kb.example/small/new/" in result.stdout
    assert len(re.findall(r"^\* ", result.stdout, re.MULTILINE)) == 3


def test_nothing_new_writes_nothing_and_ends_with_1(tmp_path: Path) -> None:
    result = run("--since", "2026-W30", "-o", str(tmp_path / "digest.md"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "nothing came in from 2026-07-20 to 2026-07-26" in result.stderr
    assert not (tmp_path / "digest.md").exists()


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "digest.md"
    result = run(*SPRING, "--format", "markdown", "-o", str(target))
    assert (result.exit_code, result.stdout) == (0, "")
    assert target.read_text(encoding="utf-8").startswith("# Small knowledge base: 8 new papers\n")


def test_lines_are_broken_between_words_alone(tmp_path: Path) -> None:
    root = copy_of(SMALL, tmp_path / "kb")
    address = f"https://kb.example/{'a-long-way-' * 9}home"
    record = root / "data/papers/2023/a-survey.yaml"
    title = "A Survey of Pairs and Clusters"
    record.write_text(record.read_text(encoding="utf-8").replace(title, f"{title} after {address}"), encoding="utf-8")
    lines = run(*SPRING, root=root).stdout.splitlines()
    assert f"  {address}" in lines
    assert max(len(line) for line in lines if "http" not in line) <= 76


def test_without_an_address_links_lead_to_the_papers_themselves(tmp_path: Path) -> None:
    root = copy_of(SMALL, tmp_path / "kb")
    (root / "mkdocs.yml").unlink()
    text = run(*SPRING, root=root).stdout
    assert "https://arxiv.org/abs/2203.00011" in text
    assert "kb.example" not in text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--since", "yesterday"), "is no day; write a day such as 2026-11-20, a week such as 2026-W47, or 7d or 2w"),
        (("--since", "2026-02-30"), "is no day"),
        (("--since", "2026-W60"), "there is no such week"),
        (("--since", "9999-W52"), "there is no such week"),
        (("--since", "0d"), "no day is in that"),
        (("--since", "2d", "--until", "0001-01-01"), "no calendar goes so far back"),
        (("--since", "2026-03-01", "--until", "2026-02-01"), "is after the last day"),
        (("--since", "2026-W10", "--until", "2026-02-01"), "is after the last day"),
        (("--since", "7d", "--until", "soon"), "--until"),
        (("--since", "7d", "--list", "sonud"), 'did you mean "sound"'),
        (("--since", "7d", "--where", "venue:"), "not understood"),
    ],
)
def test_what_is_not_understood_is_refused_in_words(arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(KbgenError, match=re.escape(words)):
        run(*arguments)


def test_broken_records_are_named_and_nothing_is_written(tmp_path: Path) -> None:
    root = copy_of(SMALL, tmp_path / "kb")
    (root / "data/papers/2023/a-survey.yaml").write_text("id: a-survey\n")
    result = run(*SPRING, root=root)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "a-survey.yaml" in result.stderr
