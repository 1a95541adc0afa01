"""What ``mkdocs.yml`` says to kbgen alone."""

from pathlib import Path

import pytest

from kbgen.model.finding import KbgenError
from kbgen.render.site.config import read_config
from kbgen.render.site.settings import Settings
from kbgen.views.site.comments import Giscus


def settings(root: Path, text: str) -> Settings:
    (root / "mkdocs.yml").write_text(f"site_name: A\n{text}", encoding="utf-8")
    return read_config(root).settings


def test_without_settings_there_is_a_database_and_nothing_else(tmp_path: Path) -> None:
    assert settings(tmp_path, "") == Settings(database=True, social_cards=False, giscus=None)
    assert settings(tmp_path, "extra: {social: []}\n") == Settings()


def test_settings_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TALK", "me/talk")
    found = settings(
        tmp_path,
        "extra: {kbgen: {database: false, social_cards: true,"
        " giscus: {repo: !ENV TALK, repo_id: R, category: C, category_id: D}}}\n",
    )
    assert found == Settings(database=False, social_cards=True, giscus=Giscus("me/talk", "R", "C", "D"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[]", "is not a mapping"),
        ("{social_card: true}", 'has no key "social_card".*did you mean "social_cards"'),
        ("{database: maybe}", "database is neither true nor false"),
        ("{giscus: {repo: a/b, category: C}}", "no repo_id and no category_id.*giscus.app"),
        ("{giscus: {repo: a, repo_id: R, category: C, category_id: D}}", "is not a repository.*owner/name"),
    ],
)
def test_what_is_wrong_is_said_with_what_would_be_right(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(KbgenError, match=message):
        settings(tmp_path, f"extra: {{kbgen: {text}}}\n")
