"""The SVG of a page, made of what Vega-Lite draws: marks become links, and what a page does without is left out."""

import re
from collections import Counter
from xml.etree import ElementTree as ET

from kbgen.model.plain_xml import plain_xml
from kbgen.model.words import _, plural
from kbgen.views.charts import Chart

_SVG = "{http://www.w3.org/2000/svg}"
_UNWANTED = {
    "aria-hidden",
    "aria-label",
    "aria-roledescription",
    "class",
    "font-family",
    "pointer-events",
    "role",
    "stroke-miterlimit",
}
_EMPTY = {"background", "foreground"}
_SAYS_NOTHING = {
    ("fill-opacity", "1"),
    ("font-size", "10px"),
    ("opacity", "1"),
    ("stroke-width", "1"),
    ("text-anchor", "start"),
    ("transform", "translate(0,0)"),
}
_PLACES = {"d", "transform", "x", "x1", "x2", "y", "y1", "y2"}
_SHARED = ("fill", "font-size", "stroke", "stroke-width", "text-anchor")
_WORTH_A_GROUP = 4
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_MARK = re.compile(r"(\d+) (\d+)")

ROOT = "kbgen-root:"
"""Stands in links for the way from the page to the site's root."""


def markup(chart: Chart, drawn: str) -> str:
    """An ``<svg>`` with a title and links; ``drawn`` is what Vega-Lite made of the chart's specification."""
    root = plain_xml(drawn.encode())
    box = root.attrib["viewBox"]
    width = box.split()[2]
    svg = ET.Element(
        "svg",
        {
            "class": f"kb-chart__picture kb-chart__picture--{chart.kind}",
            "viewBox": box,
            "style": f"--kb-width:{width}",
            # What holds links is no image to those who hear it.
            "role": "group" if any(cell.url for row in chart.rows for cell in row.cells) else "img",
            "aria-labelledby": f"{chart.id}-title",
            "aria-describedby": f"{chart.id}-desc",
            "font-size": "10",
        },
    )
    ET.SubElement(svg, "title", {"id": f"{chart.id}-title"}).text = chart.title
    ET.SubElement(svg, "desc", {"id": f"{chart.id}-desc"}).text = _described(chart)
    for child in root:
        _take(chart, child, svg)
    return ET.tostring(svg, encoding="unicode", short_empty_elements=True)


def _described(chart: Chart) -> str:
    """What a reader who does not see the picture is told of it; the numbers stand in the table."""
    return chart.note or _("{numbers}, which the table below holds.", numbers=plural(chart.numbers, "number"))


def _take(chart: Chart, element: ET.Element, into: ET.Element) -> None:
    """Put an element into the page's SVG without what says nothing, and its children without idle groups around."""
    attributes = element.attrib
    if attributes.get("display") == "none" or attributes.get("opacity") == "0" or attributes.get("class") in _EMPTY:
        return
    mark = _MARK.fullmatch(attributes.get("aria-label", ""))
    kept = {
        name: _NUMBER.sub(_rounded, value) if name in _PLACES else value
        for name, value in attributes.items()
        if name not in _UNWANTED
    }
    kept = {name: value for name, value in kept.items() if (name, value) not in _SAYS_NOTHING}
    tag = element.tag.removeprefix(_SVG)
    if mark:
        row, column = int(mark[1]), int(mark[2])
        cell = chart.rows[row].cells[column]
        if cell.value or cell.url:
            into = _link(chart, row, column, into)
    if tag == "g" and not kept and len(element) < _WORTH_A_GROUP:
        for child in element:
            _take(chart, child, into)
        return
    made = ET.SubElement(into, tag, kept)
    made.text = element.text
    for child in element:
        _take(chart, child, made)
    if tag == "g":
        _share(made)
        if not len(made):
            into.remove(made)


def _share(group: ET.Element) -> None:
    """State once, at the group, what all marks of it state alike or most of them do."""
    marks = [child[-1] if child.tag == "a" else child for child in group]
    for name in _SHARED:
        values = Counter(mark.get(name, "") for mark in marks)
        # A mark that says nothing of it would take the group's word for its own.
        if len(marks) > 1 and "" not in values and name not in group.attrib:
            [(commonest, _)] = values.most_common(1)
            group.set(name, commonest)
            for mark in marks:
                if mark.get(name) == commonest:
                    del mark.attrib[name]


def _link(chart: Chart, row: int, column: int, into: ET.Element) -> ET.Element:
    """A link around a mark, named by what it says; pointers use it, keyboards have the table with the same links."""
    url = chart.rows[row].cells[column].url
    around = ET.SubElement(into, "a", {"href": f"{ROOT}{url}", "tabindex": "-1"}) if url else ET.SubElement(into, "g")
    ET.SubElement(around, "title").text = chart.words(row, column)
    return around


def _rounded(number: re.Match[str]) -> str:
    return f"{float(number[0]):.1f}".removesuffix(".0")
