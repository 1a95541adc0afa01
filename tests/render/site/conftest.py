import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from kbgen.render.site.build import Options, build_site
from tests.small_kb import SMALL, copy_of

SURVEY = "data/papers/2023/a-survey.yaml"


@dataclass(frozen=True)
class Built:
    """A knowledge base with its site in ``out``."""

    root: Path
    out: Path

    def read(self, path: str) -> str:
        return (self.out / path).read_text(encoding="utf-8")

    def article(self, path: str) -> str:
        """The page without the theme's frame around its article."""
        return self.read(path).partition('<article class="md-content__inner')[2].rpartition("</article>")[0]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The small knowledge base, built once with MkDocs and full-text search; not to be changed."""
    root = copy_of(SMALL, tmp_path_factory.mktemp("small") / "small_kb")
    build_site(root, Options(root / "site"))
    return Built(root, root / "site")


@pytest.fixture
def fresh(built: Built, tmp_path: Path) -> Built:
    """A copy that a test may change. It is built, without search, and the engine's output is there already."""
    root = tmp_path / "kb"
    shutil.copytree(built.root, root, ignore=lambda folder, names: ["site"] if Path(folder) == built.root else [])
    build_site(root, Options(root / "site", search=False))
    return Built(root, root / "site")


def edited(root: Path, old: str, new: str) -> None:
    """Put other words into the survey's record, where the first of the old ones stand."""
    path = root / SURVEY
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
