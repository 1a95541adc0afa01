"""Related papers on the site, kept from build to build and worked out anew only when they may have changed."""

from pathlib import Path

import pytest

from kbgen.graph.analysis import Analysis
from kbgen.graph.related import RelatedPapers
from kbgen.render.site.build import Options, build_site
from kbgen.render.site.related import RelatedPapersKept
from kbgen.store.tree import load_tree
from kbgen.views.graph.words import reason_in_words
from kbgen.views.site.index import SiteIndex
from tests.render.site.conftest import Built

SURVEY = "data/papers/2023/a-survey.yaml"


def edited(root: Path, old: str, new: str) -> None:
    path = root / SURVEY
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def index_of(root: Path) -> SiteIndex:
    return SiteIndex(load_tree(root, cache=False).kb)


def test_what_is_kept_is_what_the_graph_says(fresh: Built, tmp_path: Path) -> None:
    index = index_of(fresh.root)
    analysis = Analysis(index.kb, 2026)
    for _ in range(2):
        with RelatedPapersKept(index, tmp_path, "code") as kept:
            for paper_id in index.kb.papers:
                wanted = [
                    (one.paper, tuple(reason_in_words(index.kb, reason) for reason in one.reasons))
                    for one in analysis.related.of(paper_id)[:6]
                ]
                assert list(kept.of(paper_id)) == wanted


def test_nothing_is_worked_out_where_nothing_changed_that_papers_are_related_by(
    fresh: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("related papers were worked out")

    monkeypatch.setattr(RelatedPapers, "__init__", fail)
    edited(fresh.root, "year: 2023", "year: 2022")
    assert build_site(fresh.root, Options(fresh.out, search=False)).written > 0
    edited(fresh.root, "title: ", "title: Zebra ")
    with pytest.raises(AssertionError, match="worked out"):
        build_site(fresh.root, Options(fresh.out, search=False))


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
    section = article.partition("<h2>Related papers</h2>")[2].partition("</section>")[0]
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
