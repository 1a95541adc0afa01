import re
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree as ET

import msgspec
import pytest

from kbgen.model.finding import KbgenError
from kbgen.render.charts import drawing, kept
from kbgen.render.charts.kept import Charts
from kbgen.views.charts import Cell, Chart, ChartKind, Heading, Row

PLACE = re.compile(r"translate\(([\d.]+),([\d.]+)\)")
SVG = "{http://www.w3.org/2000/svg}"
YEARS = (2019, 2020, 2021)
HOSTILE = 'Audio <script>alert("1")</script> & "video"'


def chart(kind: ChartKind) -> Chart:
    def row(name: str, *values: float | None) -> Row:
        cells = (
            Cell(value, f"explore/?year={year}&a=b" if value else "") for value, year in zip(values, YEARS, strict=True)
        )
        return Row(Heading(name, "topics/x/"), tuple(cells))

    rows = [row(HOSTILE, None, 3, 12.5), row("Text", 1, 0, 7)]
    if kind == "bars":
        rows = [row("Papers", 2, None, 41)]
    years = tuple(Heading(str(year)) for year in YEARS)
    return Chart(f"of-{kind}", kind, f"Papers by {HOSTILE}", years, tuple(rows), "Year", "Topic")


CHARTS = {kind: chart(kind) for kind in get_args(ChartKind)}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Each kind of chart as a page two steps below the root shows it."""
    with Charts(tmp_path_factory.mktemp("charts"), "code") as charts:
        charts.add(*CHARTS.values())
        charts.start()
        charts.finish()
        return {kind: str(charts.svg(one, "../../")) for kind, one in CHARTS.items()}


def links(picture: str) -> dict[str | None, str | None]:
    """What each mark of a picture says, and where it leads."""
    found = {}
    for link in ET.fromstring(picture).iter("a"):
        title, mark = link
        assert (title.tag, mark.tag) == ("title", "path")
        found[title.text] = link.get("href")
    return found


@pytest.mark.parametrize("kind", CHARTS)
def test_every_known_number_is_a_mark_that_says_it_and_leads_on(pictures: dict[str, str], kind: str) -> None:
    one = CHARTS[kind]
    assert links(pictures[kind]) == {
        one.words(row, column): f"../../{cell.url}"
        for row, values in enumerate(one.rows)
        for column, cell in enumerate(values.cells)
        if cell.value and (row or kind != "steps")
    }


def test_a_line_of_steps_has_every_result_beside_it_a_zero_too(tmp_path: Path) -> None:
    results = tuple(Cell(value, f"papers/{value}/") for value in (-3, 0, -3))
    best = tuple(Cell(value) for value in (-3, 0, 0))
    shown = msgspec.structs.replace(CHARTS["steps"], rows=(Row(Heading("Best"), best), Row(Heading("Of it"), results)))
    with Charts(tmp_path, "code") as charts:
        charts.add(shown)
        charts.finish()
        drawn = ET.fromstring(str(charts.svg(shown, "")))
    dots = [(mark.get("fill"), PLACE.match(mark.get("transform", ""))) for mark in drawn.iterfind(".//a/path")]
    assert [fill for fill, _ in dots] == ["var(--kb-accent)", "var(--kb-accent)", "var(--md-default-bg-color)"]
    (x1, y1), (x2, y2), (x3, y3) = [(float(place[1]), float(place[2])) for _, place in dots if place]
    assert x1 < x2 < x3
    assert y1 == y3 > y2
    [line] = [one.get("d", "") for one in drawn.iter("path") if one.get("stroke-width") == "2"]
    assert list(dict.fromkeys(line.removeprefix("M").split("L"))) == [
        f"{x1:g},{y1:g}",
        f"{x2:g},{y1:g}",
        f"{x2:g},{y2:g}",
        f"{x3:g},{y2:g}",
    ]


@pytest.mark.parametrize("kind", CHARTS)
def test_names_are_text_and_colours_those_of_the_page(pictures: dict[str, str], kind: str) -> None:
    drawn = ET.fromstring(pictures[kind])
    words = [element.text for element in drawn.iter("text")]
    assert {"2019", "2021"} <= set(words)
    assert "<script" not in pictures[kind]
    assert [element.tag for element in drawn.iter() if element.tag in {"script", "image", "style"}] == []
    colours = {value for element in drawn.iter() for key, value in element.items() if key in {"fill", "stroke"}}
    assert {one for one in colours if not re.fullmatch(r"none|transparent|currentColor|var\(--[a-z-]+\)", one)} == set()


@pytest.mark.parametrize("kind", CHARTS)
def test_the_picture_is_named_and_described(pictures: dict[str, str], kind: str) -> None:
    drawn = ET.fromstring(pictures[kind])
    assert drawn.get("role") == "group", "what holds links is no image"
    texts = {element.get("id"): element.text for element in drawn if element.get("id")}
    assert texts[drawn.get("aria-labelledby")] == CHARTS[kind].title
    assert texts[drawn.get("aria-describedby")]
    assert drawn.get("width") is None


def test_rows_of_one_name_are_two_and_those_apart_have_their_own_measure(tmp_path: Path) -> None:
    cells = tuple(Cell(value, f"explore/?year={value}") for value in (1, 2, 3))
    many = tuple(Cell(100 * cell.value, f"{cell.url}00") for cell in cells if cell.value)
    rows = (Row(Heading("Same"), cells), Row(Heading("Same"), cells), Row(Heading("Rest"), many, apart=True))
    shown = msgspec.structs.replace(CHARTS["rows"], rows=rows)
    with Charts(tmp_path, "code") as charts:
        charts.add(shown)
        charts.finish()
        drawn = ET.fromstring(str(charts.svg(shown, "")))
    heights = [float(part[1]) for mark in drawn.iter("path") if (part := re.search(r"v([\d.]+)h-", mark.get("d", "")))]
    assert heights == pytest.approx([7.9, 15.8, 23.8] * 3, abs=0.1)
    assert [text.text for text in drawn.iter("text")][-3:] == ["Same", "Same (2)", "Rest"]
    [bars] = [group for group in drawn.iter("g") if group.find("a") is not None]
    colours = [mark.get("fill", bars.get("fill")) for mark in bars.iterfind("a/path")]
    assert colours == ["var(--kb-accent)"] * 6 + ["var(--kb-quiet)"] * 3


def test_bars_are_as_long_as_their_numbers(pictures: dict[str, str]) -> None:
    lengths = [
        float(part[1])
        for mark in ET.fromstring(pictures["bars"]).iter("path")
        if (part := re.search(r"v([\d.]+)h-", mark.get("d", "")))
    ]
    assert len(lengths) == 2
    assert lengths[1] / lengths[0] == pytest.approx(41 / 2, rel=0.05)


def test_the_same_numbers_give_the_same_bytes_and_are_drawn_once(
    pictures: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = CHARTS["bars"], CHARTS["heat"]

    def build(*shown: Chart, code: str = "code") -> list[str]:
        with Charts(tmp_path, code) as charts:
            charts.add(*shown)
            charts.start()
            charts.finish()
            return [str(charts.svg(each, "../../")) for each in shown]

    assert build(one, other) == [pictures["bars"], pictures["heat"]]
    asked: list[int] = []

    def drawn(specifications: list[object]) -> list[str]:
        asked.append(len(specifications))
        raise KbgenError("not to be drawn again")

    monkeypatch.setattr(kept, "drawn", drawn)
    assert build(one, other) == [pictures["bars"], pictures["heat"]]
    assert asked == []
    assert build(one) == [pictures["bars"]]
    with pytest.raises(KbgenError, match="not to be drawn again"):
        build(one, other)  # no page showed it, so it was forgotten
    with pytest.raises(KbgenError, match="not to be drawn again"):
        build(one, code="other code")


def test_the_key_of_a_chart_covers_its_numbers_and_where_they_lead(tmp_path: Path) -> None:
    charts, one = Charts(tmp_path, "code"), CHARTS["bars"]
    first = one.rows[0].cells[0]
    changed = [
        msgspec.structs.replace(one, rows=(Row(one.rows[0].heading, (cell, *one.rows[0].cells[1:])),))
        for cell in (Cell(3, first.url), Cell(first.value, "explore/"), Cell(first.value, first.url, "words"))
    ]
    assert len({charts.add(each) for each in (one, *changed)}) == 4


def test_what_cannot_be_drawn_is_said() -> None:
    with pytest.raises(KbgenError, match="the charts could not be drawn"):
        drawing.drawn([{"mark": "no such mark", "data": {"values": []}}])
