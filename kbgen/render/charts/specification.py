"""A chart as a Vega-Lite specification.

Colours are variables of the site's style sheet, so that one picture serves day, night and paper. Every mark carries the
place of its number (``ROW COLUMN``) as its description; :mod:`kbgen.render.charts.markup` makes links of these.
The language: https://vega.github.io/vega-lite/docs/
"""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from kbgen.model import words
from kbgen.views.charts import Chart, Row

VERSION = "6.4"
"""The version of Vega-Lite that the specifications are written in."""
_ACCENT, _LINE, _TEXT, _QUIET = "var(--kb-accent)", "var(--kb-line)", "currentColor", "var(--kb-quiet)"
_GROUND = "var(--md-default-bg-color)"
_WIDTH = 360
"""Pixels, at the size that the text is made for."""
_SMALL = 10
_ROW = 27
_BARS = 130
_STEPS = 170
_FIELD = 22
_NAMES = 118
"""Pixels that the names of rows may take."""
_STRONGEST = 0.55
"""How opaque the field of the largest number is: numbers stay readable on it by day and by night."""

Specification = dict[str, Any]


def specification(chart: Chart) -> Specification:
    """What Vega-Lite is asked to draw."""
    drawn = {"bars": _bars, "rows": _rows, "heat": _heat, "steps": _steps}[chart.kind](chart)
    return {
        "data": {"values": _values(chart)},
        **drawn,
        "background": None,
        "padding": 2,
        "autosize": {"type": "fit-x", "contains": "padding"} if chart.kind in {"bars", "steps"} else "pad",
        "config": _CONFIG,
    }


_CONFIG: Specification = {
    "view": {"stroke": None},
    "axis": {
        "labelColor": _TEXT,
        "titleColor": _QUIET,
        "labelFontSize": _SMALL,
        "titleFontSize": _SMALL,
        "titleFontWeight": "normal",
        "gridColor": _LINE,
        "domainColor": _LINE,
        "tickColor": _LINE,
        "labelOverlap": "parity",
        "labelSeparation": 6,
    },
    "legend": {"labelColor": _TEXT, "labelFontSize": _SMALL, "symbolStrokeColor": _ACCENT, "labelLimit": _NAMES},
}


def _values(chart: Chart) -> list[Specification]:
    largest = _largest(row for row in chart.rows if not row.apart)
    names = _distinct(row.heading.name for row in chart.rows)
    headings = _distinct(heading.name for heading in chart.columns)
    return [
        {
            "name": name,
            "heading": heading,
            "value": cell.value,
            "text": words.number(cell.value),
            "bottom": number + 1,
            # A little of a row's height is left free, so that bars do not touch the row above.
            "top": number + 1 - 0.88 * max(cell.value / (_largest([row]) if row.apart else largest), 0),
            # The root keeps small numbers apart where one is far larger than the rest.
            "strength": round(max(cell.value / largest, 0) ** 0.5 * _STRONGEST, 2),
            "colour": _QUIET if row.apart else _ACCENT,
            "place": f"{number} {place}",
        }
        for number, (name, row) in enumerate(zip(names, chart.rows, strict=True))
        for place, (heading, cell) in enumerate(zip(headings, row.cells, strict=True))
        # Where nothing is drawn, nothing need be said; a field shows a zero.
        if cell.value is not None and (cell.value or chart.kind == "heat")
    ]


def _largest(rows: Iterable[Row]) -> float:
    return max((cell.value or 0 for row in rows for cell in row.cells), default=0) or 1


def _distinct(names: Iterable[str]) -> list[str]:
    """The names, a number behind those that stood before: what has the same name would share a place."""
    seen: Counter[str] = Counter()
    found = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found


_PLACE: Specification = {"field": "place", "type": "nominal"}


def _columns(chart: Chart, **axis: object) -> Specification:
    """The columns from left to right; those that have no number keep their place."""
    return {
        "field": "heading",
        "type": "ordinal",
        "scale": {"domain": _distinct(heading.name for heading in chart.columns)},
        "axis": {"title": None, "labelAngle": 0, "ticks": False, "labelPadding": 5, **axis},
    }


def _bars(chart: Chart) -> Specification:
    return {
        "width": _WIDTH,
        "height": _BARS,
        "mark": {"type": "bar", "color": _ACCENT},
        "encoding": {
            "x": _columns(chart),
            "y": {
                "field": "value",
                "type": "quantitative",
                "scale": {"nice": 4},
                "axis": {"title": None, "tickCount": 4, "tickMinStep": 1, "domain": False, "ticks": False},
            },
            "description": _PLACE,
        },
    }


def _rows(chart: Chart) -> Specification:
    """Bars above each other, each row behind its name."""
    names = _distinct(row.heading.name for row in chart.rows)
    height: Specification = {"type": "quantitative", "scale": {"domain": [0, len(names)], "reverse": True}}
    return {
        "width": _WIDTH - _NAMES,
        "height": _ROW * len(names),
        "encoding": {"y": {"field": "bottom", **height, "axis": None}},
        "layer": [
            {
                "data": {"values": [{"bottom": number + 1} for number in range(len(names))]},
                "mark": {"type": "rule", "color": _LINE},
            },
            {
                "mark": {"type": "bar"},
                "encoding": {
                    "x": _columns(chart, domain=False),
                    "y2": {"field": "top"},
                    "color": {"field": "colour", "type": "nominal", "scale": None},
                    "description": _PLACE,
                },
            },
            {
                "data": {"values": [{"name": name, "bottom": number + 1} for number, name in enumerate(names)]},
                "mark": {
                    "type": "text",
                    "align": "right",
                    "baseline": "bottom",
                    "color": _TEXT,
                    "fontSize": _SMALL,
                    "limit": _NAMES - 8,
                },
                "encoding": {"x": {"value": -6}, "text": {"field": "name"}},
            },
        ],
    }


def _steps(chart: Chart) -> Specification:
    """The first row as a line of steps, the others as dots: full ones on the line, rings beside it."""
    best, *others = chart.rows
    names = _distinct(heading.name for heading in chart.columns)
    line = [{"heading": name, "value": cell.value} for name, cell in zip(names, best.cells, strict=True)]
    dots = [
        {
            "heading": names[place],
            "value": cell.value,
            "fill": _ACCENT if cell.value == best.cells[place].value else _GROUND,
            "place": f"{number} {place}",
        }
        for number, row in enumerate(others, 1)
        for place, cell in enumerate(row.cells)
        if cell.value is not None
    ]
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"zero": False, "nice": 4},
        "axis": {"title": None, "tickCount": 4, "domain": False, "ticks": False},
    }
    return {
        "width": _WIDTH,
        "height": _STEPS,
        "data": {"values": dots},
        "encoding": {"x": _columns(chart), "y": y},
        "layer": [
            {
                "data": {"values": [one for one in line if one["value"] is not None]},
                "mark": {"type": "line", "interpolate": "step-after", "color": _ACCENT},
            },
            {
                "mark": {"type": "point", "size": 40, "opacity": 1, "stroke": _ACCENT, "strokeWidth": 1.5},
                "encoding": {
                    "fill": {"field": "fill", "type": "nominal", "scale": None},
                    "description": _PLACE,
                },
            },
        ],
    }


def _heat(chart: Chart) -> Specification:
    x = {
        **_columns(chart, orient="top", labelAngle=-45, labelLimit=_NAMES, labelOverlap=False, domain=False),
    }
    y: Specification = {
        "field": "name",
        "type": "ordinal",
        "scale": {"domain": _distinct(row.heading.name for row in chart.rows)},
        "axis": {"title": None, "labelLimit": _NAMES, "labelOverlap": False, "ticks": False, "domain": False},
    }
    return {
        "width": {"step": _FIELD},
        "height": {"step": _FIELD},
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "mark": {"type": "rect", "color": _ACCENT, "stroke": _LINE, "strokeWidth": 1},
                "encoding": {
                    "fillOpacity": {"field": "strength", "type": "quantitative", "scale": None},
                    "description": _PLACE,
                },
            },
            {
                "transform": [{"filter": "datum.value !== 0"}],
                "mark": {"type": "text", "color": _TEXT, "fontSize": 9},
                "encoding": {"text": {"field": "text"}},
            },
        ],
    }
