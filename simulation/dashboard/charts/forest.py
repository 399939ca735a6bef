"""Differences with their intervals, one row each: as points, or as bars from zero."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from simulation.dashboard.charts.course import digits_of, plain
from simulation.dashboard.words import Words

ROW, TALL_ROW, MARGIN = 32, 48, 56
"""Pixels: height of a row, of one whose label takes three lines, and of what stands above and below."""
LABELS, LETTERS = 150, 42
"""Width of the labels in pixels, and letters that two lines of it hold."""
FONT = '"Noto Sans", sans-serif'
"""Named, because the chart measures its labels to break them; it can't measure an inherited one."""
LOOKS = {
    "higher": ("#1B7837", "circle"),
    "lower": ("#B2182B", "triangle"),
    "same": ("#404040", "diamond"),
    "unsure": ("#8A6A00", "emptyCircle"),
}
"""Colour and symbol of each verdict; colour is never alone."""


@dataclass(frozen=True)
class Row:
    """One difference.

    Attributes
    ----------
    label : str
    value, low, high : float
        The mean and its 95 % interval; NaN where there is none.
    verdict : str
        As :func:`simulation.analysis.comparison.verdict`.
    """

    label: str
    value: float
    low: float
    high: float
    verdict: str


def forest(rows: Sequence[Row], smallest: float, words: Words, *, bars: bool = False) -> dict[str, Any]:
    """Return the ECharts option.

    Parameters
    ----------
    rows : sequence of Row
        From top to bottom.
    smallest : float
        Smallest difference that matters: the zone around zero.
    bars : bool
        Bars from zero instead of points.
    """
    kept = [(place, row) for place, row in enumerate(rows) if np.isfinite(row.value)]
    ends = [edge for _, row in kept for edge in (row.value, row.low, row.high) if np.isfinite(edge)]
    reach = np.array([0.0, -smallest, smallest, *ends])
    margin = 0.05 * float(reach.max() - reach.min())
    lines = [
        _span(row.low, row.high, place, "#1d1d1f" if bars else LOOKS[row.verdict][0])
        for place, row in kept
        if np.isfinite(row.low)
    ]
    zone = {
        "silent": True,
        "itemStyle": {"color": "#8A8A8A", "opacity": 0.18},
        "data": [[{"xAxis": -smallest}, {"xAxis": smallest}]],
    }
    zero = {
        "silent": True, "symbol": "none", "animation": False, "label": {"show": False},
        "lineStyle": {"color": "#595959", "type": "solid", "width": 1}, "data": [{"xAxis": 0}],
    }  # fmt: skip
    series: list[dict[str, Any]] = [
        {"type": "scatter", "data": [], "markArea": zone, "markLine": zero, "z": 1}
    ]
    if bars:
        data = [_span(0.0, row.value, place, LOOKS[row.verdict][0]) for place, row in kept]
        series.append(_drawn("bar:from-to", data, 2))
    series.append(_drawn("line:from-to", lines, 3))
    if not bars:
        series.append(
            {
                "type": "scatter", "z": 4, "symbolSize": 13, "silent": True,
                "data": [
                    {
                        "value": [row.value, place], "symbol": LOOKS[row.verdict][1],
                        "itemStyle": {"color": LOOKS[row.verdict][0], "borderWidth": 2},
                    }
                    for place, row in kept
                ],
            }
        )  # fmt: skip
    digits = digits_of(reach)
    return {
        "animation": False,
        "textStyle": {"fontFamily": FONT, "fontSize": 13},
        "grid": {"left": LABELS + 12, "right": 20, "top": 8, "bottom": 40},
        "xAxis": {
            "type": "value", "min": float(reach.min()) - margin, "max": float(reach.max()) + margin,
            "axisLabel": {"formatter": f"number:{digits}", "hideOverlap": True, "showMinLabel": False,
                          "showMaxLabel": False},
            "name": words.say("forest.axis"), "nameLocation": "middle", "nameGap": 26,
        },
        "yAxis": {
            "type": "category", "data": [row.label for row in rows], "inverse": True,
            "axisTick": {"show": False}, "axisLine": {"show": False},
            "axisLabel": {"width": LABELS, "overflow": "break", "lineHeight": 14, "fontSize": 12,
                          "interval": 0, "color": "#1d1d1f"},
        },
        "series": series,
    }  # fmt: skip


def forest_table(rows: Sequence[Row], words: Words) -> dict[str, Any]:
    """Return the numbers of a forest."""
    head = [words.say(f"forest.{name}") for name in ("row", "difference", "low", "high", "verdict")]
    numbers = [plain(np.array([row.value, row.low, row.high])) for row in rows]
    return {
        "head": head,
        "rows": [
            [row.label, *found, words.say(f"compare.{row.verdict}")]
            for row, found in zip(rows, numbers, strict=True)
        ],
    }


def height_of(rows: Sequence[Row]) -> int:
    """Return how high the drawing is, in pixels."""
    tall = any(len(row.label) > LETTERS for row in rows)
    return MARGIN + (TALL_ROW if tall else ROW) * len(rows)


def _span(begin: float, end: float, place: int, colour: str) -> dict[str, Any]:
    return {"value": [begin, end, place], "itemStyle": {"color": colour}}


def _drawn(item: str, data: list[dict[str, Any]], depth: int) -> dict[str, Any]:
    return {
        "type": "custom", "renderItem": item, "encode": {"x": [0, 1], "y": 2}, "data": data, "z": depth,
        "silent": True,
    }  # fmt: skip
