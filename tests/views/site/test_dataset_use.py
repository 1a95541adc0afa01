from dataclasses import replace

from kbgen.model.paper import DatasetUse
from kbgen.model.vocabulary import Taxonomy, Term
from kbgen.views.site import datasets
from kbgen.views.site.dataset_use import most_used, most_used_of, uses_by_year
from kbgen.views.site.index import SiteIndex
from tests.views.site.test_pages import RECORD


def using(index: SiteIndex, **uses: str) -> SiteIndex:
    """The knowledge base with papers that use the clips, by identifier with hyphens for underscores, each in a role."""
    papers = dict(index.kb.papers)
    for name, role in uses.items():
        paper = papers[name.replace("_", "-")]
        use = DatasetUse(dataset="tone-clips", role=role)
        papers[paper.id] = paper.model_copy(update={"datasets": (*paper.datasets, use)})
    return SiteIndex(replace(index.kb, papers=papers))


def test_papers_that_introduce_a_dataset_are_not_counted_as_using_it(small: SiteIndex) -> None:
    index = using(small, clusters_of_sound="introduces", masked_everything="evaluation")
    counted = {one.dataset.name: (one.papers, one.leaderboard) for one in most_used(index, index.kb.papers)}
    assert counted["Tone Clips"] == (2, "leaderboards/tone-clips/")
    assert {one.dataset.name: (one.papers, one.leaderboard) for one in most_used_of(index, index.datasets)} == counted
    assert all(
        use.dataset.name != "Tone Clips" for use in most_used(index, ["listening-to-tones", "clusters-of-sound"])
    )


def test_a_paper_that_names_a_dataset_twice_is_counted_once(small: SiteIndex) -> None:
    index = using(small, seeing_and_hearing="evaluation")
    assert most_used(index, ["seeing-and-hearing"])[0].papers == 1
    [year] = uses_by_year(index, "tone-clips")
    assert (year.heading, year.papers, [row.role for row in year.rows]) == ("2017", 1, ["pretraining", "evaluation"])


def test_uses_stand_under_their_years_and_are_counted_by_year(small: SiteIndex) -> None:
    index = using(small, clusters_of_sound="uses", unknown_year="training", masked_everything="uses")
    groups = uses_by_year(index, "tone-clips")
    assert [group.heading for group in groups] == ["2022", "2019", "2017", "Undated"]
    assert groups[2].rows[0].detail == "400k clips"
    years = datasets.dataset_page(index, "tone-clips", RECORD).years
    assert [(one.year, one.count) for one in years] == [
        (2017, 1),
        (2018, 0),
        (2019, 1),
        (2020, 0),
        (2021, 0),
        (2022, 1),
    ]
    assert {one.url for one in years if one.count} == {f"#{group.anchor}" for group in groups[:3]}


def test_a_dataset_page_tells_who_introduces_it_from_who_uses_it(small: SiteIndex) -> None:
    index = using(small, clusters_of_sound="introduces", masked_everything="evaluation")
    shown = datasets.dataset_page(index, "tone-clips", RECORD)
    assert {card.id for card in shown.introduced_by} == {"listening-to-tones", "clusters-of-sound"}
    assert {row.paper.id for year in shown.uses for row in year.rows} == {"seeing-and-hearing", "masked-everything"}
    assert shown.leaderboard == "leaderboards/tone-clips/"
    bare = datasets.dataset_page(index, "odd-lot", RECORD)
    assert (bare.uses, bare.years, bare.boards, bare.leaderboard) == ((), (), (), "")


def test_what_tables_can_be_narrowed_by_is_what_rows_are_filed_under(small: SiteIndex) -> None:
    shown = datasets.datasets_page(small)
    rows = [row for family in shown.families for row in family.table.rows]
    facets = {facet.id: {one.id: one.count for one in facet.options} for facet in shown.facets}
    for facet, options in facets.items():
        for value, count in options.items():
            assert sum(f"{facet}:{value}" in row.filed for row in rows) == count
    assert facets["access"] == {"open": 1}
    assert facets["has"]["results"] == 2
    assert facets["license"] == {"cc-by-4-0": 1}
    unknown = {facet.id: facet.unknown for facet in shown.facets}
    assert unknown == {"modality": 1, "task": 1, "license": 3, "access": 3, "has": 0}


def test_terms_above_find_a_dataset_too(small: SiteIndex) -> None:
    modality = small.kb.taxonomy.axis("modality")
    assert modality is not None
    image = modality.terms[0].model_copy(update={"children": (Term(id="sketch", name="Sketch", description="Drawn."),)})
    taxonomy = Taxonomy(axes=(modality.model_copy(update={"terms": (image,)}),))
    changed = small.kb.datasets["odd-lot"].model_copy(update={"modalities": ("sketch",)})
    index = SiteIndex(replace(small.kb, datasets={"odd-lot": changed}, taxonomy=taxonomy))
    assert datasets.dataset_row(index, changed).filed == ("modality:image", "modality:sketch")


def test_the_most_used_stand_first_in_their_family(small: SiteIndex) -> None:
    for family in datasets.datasets_page(small).families:
        used = [row.used_by for row in family.table.rows]
        assert used == sorted(used, reverse=True)
