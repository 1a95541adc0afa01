"""Related papers on the site, kept from build to build and worked out anew only when they may have changed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kbgen.graph import related_update
from kbgen.graph.analysis import Analysis
from kbgen.render.site.build import Options, build_site
from kbgen.render.site.paper_facts import PaperFacts
from kbgen.render.site.related import RelatedPapersKept
from kbgen.store.shards import Shards
from kbgen.store.tree import load_tree
from kbgen.views.graph.words import reason_in_words
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.neighbourhood import Near
from tests.render.site.conftest import Built, edited


def kept_in(root: Path, folder: Path, code: str = "code") -> RelatedPapersKept:
    tree = load_tree(root, cache=False)
    index = SiteIndex(tree.kb)
    return RelatedPapersKept(index, PaperFacts(tree, index, folder, code), folder, code)


def all_of(kept: RelatedPapersKept, root: Path) -> dict[str, tuple[Near, ...]]:
    with kept:
        return {paper_id: kept.of(paper_id) for paper_id in load_tree(root, cache=False).kb.papers}


def forbid(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("related papers were worked out")

    for name in names:
        monkeypatch.setattr(related_update, name, fail)


def test_what_is_kept_is_what_the_graph_says(fresh: Built, tmp_path: Path) -> None:
    kb = load_tree(fresh.root, cache=False).kb
    analysis = Analysis(kb, 2026)
    wanted = {
        paper_id: tuple(
            (one.paper, tuple(reason_in_words(kb, reason) for reason in one.reasons))
            for one in analysis.related.of(paper_id)[:6]
        )
        for paper_id in kb.papers
    }
    for _ in range(2):
        assert all_of(kept_in(fresh.root, tmp_path), fresh.root) == wanted


def test_nothing_is_worked_out_where_nothing_changed_that_papers_are_related_by(
    fresh: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid(monkeypatch, "related_anew", "related_after")
    edited(fresh.root, "year: 2023", "year: 2022")
    assert build_site(fresh.root, Options(fresh.out, search=False)).written > 0
    edited(fresh.root, "title: ", "title: Zebra ")
    with pytest.raises(AssertionError, match="worked out"):
        build_site(fresh.root, Options(fresh.out, search=False))


def test_after_an_edit_not_all_is_worked_out_anew(
    fresh: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_of(kept_in(fresh.root, tmp_path), fresh.root)
    monkeypatch.setattr(related_update, "_MANY", 1)
    edited(fresh.root, "title: ", "title: Listening to Tones and ")
    wanted = all_of(kept_in(fresh.root, tmp_path / "anew"), fresh.root)
    forbid(monkeypatch, "related_anew")
    assert all_of(kept_in(fresh.root, tmp_path), fresh.root) == wanted


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:500])


@pytest.mark.parametrize("damage", [Path.unlink, cut, lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize("which", ["related-from-*.npz", "related-[0-9]*.pickle"])
def test_what_is_damaged_or_gone_is_worked_out_anew(
    fresh: Built, tmp_path: Path, which: str, damage: Callable[[Path], None]
) -> None:
    wanted = all_of(kept_in(fresh.root, tmp_path), fresh.root)
    found = sorted(tmp_path.glob(which))
    assert found
    for path in found:
        damage(path)
    assert all_of(kept_in(fresh.root, tmp_path), fresh.root) == wanted
    edited(fresh.root, "title: ", "title: Listening to Tones and ")
    for path in sorted(tmp_path.glob(which)):
        damage(path)
    anew = all_of(kept_in(fresh.root, tmp_path / "anew"), fresh.root)
    assert all_of(kept_in(fresh.root, tmp_path), fresh.root) == anew


def test_a_build_that_is_killed_while_it_writes_leaves_nothing_that_is_taken_for_whole(
    fresh: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = all_of(kept_in(fresh.root, tmp_path), fresh.root)
    edited(fresh.root, "title: ", "title: Listening to Tones and ")

    def killed(_: Shards) -> None:
        raise KeyboardInterrupt

    kept = kept_in(fresh.root, tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Shards, "save", killed)
        with pytest.raises(KeyboardInterrupt):
            all_of(kept, fresh.root)
    assert not list(tmp_path.glob("related-from-*"))
    after = all_of(kept_in(fresh.root, tmp_path), fresh.root)
    assert after == all_of(kept_in(fresh.root, tmp_path / "anew"), fresh.root) != before


def test_other_names_of_terms_and_another_kbgen_are_other_words(fresh: Built, tmp_path: Path) -> None:
    all_of(kept_in(fresh.root, tmp_path), fresh.root)
    taxonomy = fresh.root / "data" / "taxonomy.yaml"
    text = taxonomy.read_text(encoding="utf-8")
    assert "name: Audio" in text
    taxonomy.write_text(text.replace("name: Audio", "name: Sounds", 1), encoding="utf-8")
    renamed = all_of(kept_in(fresh.root, tmp_path), fresh.root)
    assert renamed == all_of(kept_in(fresh.root, tmp_path / "anew"), fresh.root)
    assert "Sounds" in repr(renamed)
    assert all_of(kept_in(fresh.root, tmp_path, "other code"), fresh.root) == renamed


def test_a_changed_title_changes_the_pages_of_papers_that_it_is_near_to(fresh: Built, tmp_path: Path) -> None:
    edited(fresh.root, "title: ", "title: Listening to Tones and ")
    build_site(fresh.root, Options(fresh.out, search=False))
    anew = tmp_path / "anew"
    build_site(fresh.root, Options(anew, search=False, clean=True))
    for path in sorted(anew.rglob("*.html")):
        name = path.relative_to(anew).as_posix()
        assert fresh.read(name) == path.read_text(encoding="utf-8"), name


def test_a_page_lists_them_with_reasons_and_needs_no_script(built: Built) -> None:
    article = built.article("papers/seeing-and-hearing/index.html")
    section = article.partition("Related papers</h2>")[2].partition("</section>")[0]
    assert "Listening to Tones" in section
    assert "extended by this paper" in section
    assert "<script" not in section


def test_a_page_has_its_citations_as_a_table(built: Built) -> None:
    article = built.article("papers/seeing-and-hearing/index.html")
    table = article.partition('class="kb-table kb-citations"')[2].partition("</table>")[0]
    for heading in ("Title", "Authors", "Year", "Relation", "Stated by"):
        assert f">{heading}</th>" in table
    assert "cited by this paper" in table
    assert "cites this paper" in table
    assert 'id="kb-around-data"' in article
    assert 'id="kb-around"' not in built.article("papers/no-authors/index.html")
