"""The map of all papers from build to build."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from kbgen.render.site import graph_map
from kbgen.render.site.build import Options, build_site
from kbgen.store.tree import load_tree
from kbgen.views.graph import kept_map
from kbgen.views.site.index import SiteIndex
from tests.render.site.conftest import SURVEY, Built, edited


def map_of(built: Built) -> dict[str, Any]:
    """What the page loads."""
    [path] = built.out.glob("graph/map-*.js")
    found = re.search(r"\{.*\}", path.read_text(encoding="utf-8"), re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[0])
    return data


def places(built: Built) -> dict[str, tuple[int, int]]:
    """Where each paper stands."""
    data = map_of(built)
    order = [one.id for one in SiteIndex(load_tree(built.root, cache=False).kb).papers]
    return dict(zip(order, zip(data["x"], data["y"], strict=True), strict=True))


def build(built: Built, *, clean: bool = False) -> None:
    build_site(built.root, Options(built.out, search=False, clean=clean))


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few papers are worked on as thousands are."""
    monkeypatch.setattr(kept_map, "ALWAYS_DRAWN", 1)
    monkeypatch.setattr(kept_map, "FEW_CHANGES", 0.5)


def test_the_map_of_few_papers_is_drawn_anew_after_an_edit_as_a_build_from_nothing_draws_it(
    fresh: Built, tmp_path: Path
) -> None:
    before = places(fresh)
    edited(fresh.root, "title: ", "title: Zebra ")
    build(fresh)
    anew = Built(fresh.root, tmp_path / "anew")
    build(anew, clean=True)
    assert places(fresh) == places(anew) != before


@pytest.mark.usefixtures("many")
def test_the_map_of_many_papers_is_carried_on(fresh: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    before = places(fresh)
    with monkeypatch.context() as patch:
        patch.setattr(graph_map, "draw_map", None)
        edited(fresh.root, "title: ", "title: Zebra ")
        text = (fresh.root / SURVEY).read_text(encoding="utf-8")
        new = re.sub(r"(?m)^ids: .*\n", "", text.replace("id: a-survey", "id: a-survey-2", 1))
        (fresh.root / SURVEY).with_name("a-survey-2.yaml").write_text(new, encoding="utf-8")
        build(fresh)
        after = places(fresh)
        assert after.keys() - before.keys() == {"a-survey-2"}
        assert {one: place for one, place in after.items() if one in before} == before
        (fresh.root / SURVEY).with_name("a-survey-2.yaml").unlink()
        build(fresh)
        assert places(fresh) == before
    build(fresh, clean=True)
    assert places(fresh) != before


@pytest.mark.usefixtures("many")
def test_citations_and_titles_are_those_of_now_where_places_are_kept(fresh: Built) -> None:
    before, count = places(fresh), len(map_of(fresh)["citations"])
    edited(fresh.root, "cites: [pairs-at-scale, clusters-of-sound]", "cites: [pairs-at-scale]")
    build(fresh)
    assert places(fresh) == before
    assert len(map_of(fresh)["citations"]) == count - 2
