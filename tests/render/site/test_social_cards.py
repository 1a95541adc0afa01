"""Which card a page has."""

import io
from pathlib import Path

import html5lib
import pytest
from PIL import Image

from kbgen.render.site.build import Options, build_site
from tests.render.site.conftest import Built
from tests.small_kb import SMALL, copy_of

BASE = "https://kb.example/small/"


def shared(built: Built, path: str) -> dict[str, str]:
    tree = html5lib.parse(built.read(path), namespaceHTMLElements=False)
    return {one.get("property") or one.get("name") or "": one.get("content") or "" for one in tree.iter("meta")}


def size(path: Path) -> tuple[int, int]:
    return Image.open(io.BytesIO(path.read_bytes())).size


@pytest.fixture(scope="module")
def each(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site that draws a card for each record."""
    root = copy_of(SMALL, tmp_path_factory.mktemp("cards") / "kb")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "extra: {kbgen: {social_cards: true}}\n", encoding="utf-8")
    build_site(root, Options(root / "site", search=False))
    return Built(root, root / "site")


@pytest.mark.parametrize("path", ["index.html", "papers/seeing-and-hearing/index.html", "venues/tcml/index.html"])
def test_all_pages_share_the_sites_card(built: Built, path: str) -> None:
    found = shared(built, path)
    assert found["og:image"] == f"{BASE}card.png"
    assert found["twitter:card"] == "summary_large_image"
    assert found["og:image:alt"] == "Small knowledge base. Twelve made-up papers for tests. kb.example/small"
    assert size(built.out / "card.png") == (1200, 630)
    assert not list((built.out / "papers").rglob("*.png"))


def test_each_record_has_its_own_where_that_is_asked_for(each: Built) -> None:
    for path, alt in (
        ("papers/seeing-and-hearing", "Seeing and Hearing Together"),
        ("datasets/tone-clips", "Tone Clips"),
    ):
        found = shared(each, f"{path}/index.html")
        assert found["og:image"] == f"{BASE}{path}/card.png"
        assert found["og:image:alt"].startswith(alt)
        assert size(each.out / path / "card.png") == (1200, 630)
    assert shared(each, "papers/看图说话/index.html")["og:image"] == f"{BASE}card.png"
    assert shared(each, "venues/tcml/index.html")["og:image"] == f"{BASE}card.png"


def test_a_card_is_drawn_again_only_when_it_says_something_else(each: Built) -> None:
    card = each.out / "papers/caption-pairs-paper/card.png"
    record = next(Path(each.root / "data/papers").rglob("caption-pairs-paper.yaml"))
    before, text = card.stat().st_mtime_ns, record.read_text(encoding="utf-8")
    record.write_text(text + "track: oral\n" if "track" not in text else text, encoding="utf-8")
    build_site(each.root, Options(each.out, search=False))
    after = card.stat().st_mtime_ns
    assert after != before
    record.write_text(record.read_text(encoding="utf-8") + "links: {project: https://x.example/}\n", encoding="utf-8")
    assert build_site(each.root, Options(each.out, search=False)).written
    assert card.stat().st_mtime_ns == after


def test_a_site_without_an_address_has_no_card(fresh: Built) -> None:
    (fresh.root / "mkdocs.yml").write_text("site_name: Nowhere\n", encoding="utf-8")
    build_site(fresh.root, Options(fresh.out, search=False))
    found = shared(fresh, "index.html")
    assert "og:image" not in found
    assert found["twitter:card"] == "summary"
    assert not (fresh.out / "card.png").exists()
