"""What pages tell of several papers together follows every edit that it depends on, wherever that stands."""

from pathlib import Path

from kbgen.render.site.build import Options, build_site
from tests.render.site.conftest import Built

PAPER = "data/papers/2020/matching-words.yaml"
DATASET = "data/datasets/small-captions.yaml"


def html(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.html")}


def edit(built: Built, path: str, old: str, new: str) -> set[str]:
    """Change a record, build, and name the pages that changed."""
    before = html(built.out)
    record = built.root / path
    text = record.read_text(encoding="utf-8")
    assert old in text
    record.write_text(text.replace(old, new, 1), encoding="utf-8")
    build_site(built.root, Options(built.out, search=False))
    after = html(built.out)
    return {name for name in after if after[name] != before.get(name)}


def test_pages_follow_what_other_records_say(fresh: Built) -> None:
    introduced = edit(fresh, DATASET, "year: 2016", "year: 2016\nintroduced_by: matching-words")
    assert {"authors/kim-lee/index.html", "topics/task/retrieval/index.html"} <= introduced
    assert "Datasets introduced" in fresh.article("authors/kim-lee/index.html")
    moved = edit(fresh, PAPER, "year: 2020", "year: 2021")
    assert {"years/2020/index.html", "years/2021/index.html", "venues/tcml/index.html"} <= moved
    assert {"timeline/index.html", "topics/objective/matching/index.html", "index.html"} <= moved
    result = "results:\n  - {dataset: caption-pairs, metric: recall, value: 5, source: Table 1}\nsources:"
    measured = edit(fresh, PAPER, "sources:", result)
    # Another paper, of another topic, uses the dataset that has a leaderboard now.
    assert "topics/objective/contrastive/index.html" in measured
    assert "leaderboards/caption-pairs/" in fresh.read("topics/objective/contrastive/index.html")
    build_site(fresh.root, Options(fresh.root / "other", search=False, clean=True))
    clean = html(fresh.root / "other")
    built = html(fresh.out)
    assert {name for name in clean | built if clean.get(name) != built.get(name)} == set()


def test_a_list_follows_the_title_of_a_paper_that_introduces_one_of_its_datasets(fresh: Built) -> None:
    everything = "title: All\nsections:\n- {heading: Papers, select: {}}\n"
    everything += "- {heading: Datasets, of: datasets, select: {family: [audio-visual], sort: name}}\n"
    (fresh.root / "data/lists/all.yaml").write_text(f"id: all\n{everything}output: all.md\n", encoding="utf-8")
    build_site(fresh.root, Options(fresh.out, search=False))
    row = "Listening to Tones</a></td>"
    assert row in fresh.article("lists/all/index.html")
    edit(fresh, "data/papers/2015/listening-to-tones.yaml", "title: Listening to Tones", "title: Hearing Tones")
    assert row.replace("Listening to", "Hearing") in fresh.article("lists/all/index.html")


def test_charts_are_drawn_anew_only_where_numbers_changed(fresh: Built) -> None:
    kept = {path: path.read_bytes() for path in (fresh.root / ".kbgen" / "cache").glob("charts-*")}
    assert kept
    assert "timeline/index.html" not in edit(fresh, PAPER, "title: Matching", "title: Comparing")
    assert {path: path.read_bytes() for path in kept} == kept
    assert "timeline/index.html" in edit(fresh, PAPER, "year: 2020", "year: 2021")
    assert {path: path.read_bytes() for path in kept} != kept
