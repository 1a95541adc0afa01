"""A chart as a Vega-Lite specification.

Colours are variables of the site's style sheet, so that one picture serves day, night and paper. Every mark carries the
place of its number (``ROW COLUMN``) as its description; :mod:`kbgen.render.charts.markup` makes links of these.
The language: https://vega.github.io/vega-lite/docs/
"""

from typing import Any

from kbgen.views.charts import Chart, plain

VERSION = "6.4"
"""The version of Vega-Lite that the specifications are written in."""
_ACCENT, _LINE, _TEXT, _QUIET = "var(--kb-accent)", "var(--kb-line)", "currentColor", "var(--kb-quiet)"
_SMALL = 10
_ROW = 40
_BARS = 130
_LINES = 170
_FIELD = 22
_NAMES = 118
"""Pixels that the names of rows may take."""
_STRONGEST = 0.55
"""How opaque the field of the largest number is: numbers stay readable on it by day and by night."""

Specification = dict[str, Any]


def specification(chart: Chart) -> Specification:
    """What Vega-Lite is asked to draw."""
    drawn = {"bars": _bars, "rows": _rows, "lines": _lines, "heat": _heat}[chart.kind](chart)
    return {
        **drawn,
        "data": {"values": _values(chart)},
        "background": None,
        "padding": 2,
        "autosize": {"type": "fit-x", "contains": "padding"} if "width" in drawn else "pad",
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
    largest = max((cell.value or 0 for row in chart.rows for cell in row.cells), default=0) or 1
    return [
        {
            "row": number,
            "name": row.heading.name,
            "column": place,
            "heading": heading.name,
            "value": cell.value,
            "text": plain(cell.value),
            # The area's root keeps small numbers apart where one is far larger than the rest.
            "strength": round((cell.value / largest) ** 0.5 * _STRONGEST, 3),
            "place": f"{number} {place}",
            "first": place == next(at for at, one in enumerate(row.cells) if one.value is not None),
        }
        for number, row in enumerate(chart.rows)
        for place, (heading, cell) in enumerate(zip(chart.columns, row.cells, strict=True))
        if cell.value is not None
    ]


_PLACE: Specification = {"field": "place", "type": "nominal"}


def _columns(chart: Chart, **axis: object) -> Specification:
    """The columns from left to right; those that have no number keep their place."""
    return {
        "field": "heading",
        "type": "ordinal",
        "scale": {"domain": [heading.name for heading in chart.columns]},
        "axis": {"title": None, "labelAngle": 0, "ticks": False, "labelPadding": 5, **axis},
    }


def _bars(chart: Chart) -> Specification:
    return {
        "width": chart.width,
        "height": _BARS,
        "mark": {"type": "bar", "color": _ACCENT},
        "encoding": {
            "x": _columns(chart),
            "y": {
                "field": "value",
                "type": "quantitative",
                "axis": {"title": None, "tickCount": 4, "tickMinStep": 1, "domain": False, "ticks": False},
            },
            "description": _PLACE,
        },
    }


def _rows(chart: Chart) -> Specification:
    """Bars above each other with the row's name over them; one measure for all, so that rows can be compared."""
    order = [row.heading.name for row in chart.rows]
    place: Specification = {"field": "name", "type": "nominal", "sort": order}
    largest = max((cell.value or 0 for row in chart.rows for cell in row.cells), default=0) or 1
    return {
        "facet": {"row": {**place, "header": {"title": None, "labels": False}}},
        "spacing": 4,
        "spec": {
            "width": chart.width,
            "height": _ROW,
            "layer": [
                {
                    "mark": {"type": "bar", "color": _ACCENT},
                    "encoding": {
                        "x": _columns(chart, domain=True),
                        "y": {
                            "field": "value",
                            "type": "quantitative",
                            # Room above the highest bar, where the name stands.
                            "scale": {"domain": [0, largest * 1.35], "nice": False},
                            "axis": None,
                        },
                        "description": _PLACE,
                    },
                },
                {
                    "transform": [{"filter": "datum.first"}],
                    "mark": {"type": "text", "align": "left", "baseline": "top", "color": _TEXT, "fontSize": 11},
                    "encoding": {"x": {"value": 0}, "y": {"value": 0}, "text": {"field": "name"}},
                },
            ],
        },
    }


def _lines(chart: Chart) -> Specification:
    encoding: Specification = {
        "x": _columns(chart, grid=False),
        "y": {
            "field": "value",
            "type": "quantitative",
            "scale": {"zero": False},
            "axis": {"title": chart.unit[1], "tickCount": 5, "domain": False, "ticks": False},
        },
    }
    if len(chart.rows) > 1:
        encoding["strokeDash"] = {"field": "name", "type": "nominal", "legend": {"title": None, "orient": "bottom"}}
        encoding["detail"] = {"field": "name", "type": "nominal"}
    return {
        "width": chart.width,
        "height": _LINES,
        "layer": [
            {"mark": {"type": "line", "color": _ACCENT, "strokeWidth": 2}, "encoding": encoding},
            {
                "mark": {"type": "point", "filled": True, "color": _ACCENT, "size": 55, "opacity": 1},
                "encoding": {
                    **{key: value for key, value in encoding.items() if key != "strokeDash"},
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
        "scale": {"domain": [row.heading.name for row in chart.rows]},
        "axis": {"title": None, "labelLimit": _NAMES, "labelOverlap": False, "ticks": False, "domain": False},
    }
    return {
        "width": {"step": _FIELD},
        "height": {"step": _FIELD},
        "encoding": {"x": x, "y": y},
        "layer": [
            {
                "mark": {"type": "rect", "color": _ACCENT, "stroke": _LINE, "strokeWidth": 0.5},
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
