"""The course of a measure over the weeks: means, bands, and marks where activities meet."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from simulation.dashboard.words import Words
from simulation.parameters import Dose
from simulation.report.trajectories import Summary

COLOURS = ("#595959", "#002DE5", "#B3005E", "#0F7B8A", "#8A6A00", "#681E99", "#722916")
"""Of the lines, the reference first; at least 4.5 to 1 on white."""
TEXT = {"fontFamily": "'Noto Sans', 'DejaVu Sans', sans-serif", "fontSize": 13}
"""Of all charts: named, because room for labels is measured outside the page, which knows no 'inherit'."""
DASHES = ("solid", "solid", [8, 4], [2, 3], [10, 3, 2, 3], [6, 2], [1, 2])
BAR = "path://M0,6L34,6L34,9L0,9Z"
SYMBOLS = ("none", "circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect")


def course(
    measure: str,
    lines: Mapping[str, Summary],
    marks: Sequence[int],
    words: Words,
    *,
    bands: bool = True,
) -> dict[str, Any]:
    """Return the ECharts option of one measure.

    Parameters
    ----------
    lines : mapping of str to Summary
        By label: mean, low and high week by week.
    marks : sequence of int
        Weeks in which an activity meets.
    """
    digits = digits_of(np.concatenate([mean for mean, _, _ in lines.values()]))
    series: list[dict[str, Any]] = []
    shade = 0.16 if len(lines) <= 3 else 0.08  # many bands on top of each other hide the lines
    for place, (label, (mean, low, high)) in enumerate(lines.items()):
        colour, several = COLOURS[place % len(COLOURS)], mean.size > 1
        if bands:
            series += [_edge(label, low, "transparent", 0.0), _edge(label, high - low, colour, shade)]
        series.append(
            {
                "type": "line", "name": label, "data": plain(mean), "color": colour,
                "symbol": SYMBOLS[place % len(SYMBOLS)], "symbolSize": 7,
                "showAllSymbol": False, "showSymbol": several and place > 0,
                "lineStyle": {"width": 2.5, "type": DASHES[place % len(DASHES)]}, "z": 3,
                "endLabel": {"show": False},
            }
        )  # fmt: skip
    if marks and series:
        series[-1]["markLine"] = {
            "silent": True, "symbol": "none", "animation": False, "label": {"show": False},
            "lineStyle": {"color": "#C8C8C8", "type": "solid", "width": 1},
            "data": [{"xAxis": week} for week in marks],
        }  # fmt: skip
    weeks = max(mean.size for mean, _, _ in lines.values())
    return {
        "animation": False,
        "textStyle": TEXT,
        "grid": {"left": 8, "right": 16, "top": 12, "bottom": 62, "containLabel": True},
        "legend": {"bottom": 0, "left": 0, "data": _legend(list(lines)), "itemWidth": 34, "itemGap": 16},
        "tooltip": {"trigger": "axis", "valueFormatter": f"number:{digits}"},
        "xAxis": {
            "type": "category", "data": list(range(weeks)), "name": words.say("chart.week"),
            "nameLocation": "middle", "nameGap": 26, "boundaryGap": False,
            "axisLabel": {"interval": 12 if weeks > 26 else weeks // 8},  # labels that are left out
        },
        "yAxis": {"type": "value", "scale": True, "axisLabel": {"formatter": f"number:{digits}"}},
        "series": series,
    }  # fmt: skip


def course_table(measure: str, lines: Mapping[str, Summary], words: Words) -> dict[str, Any]:
    """Return the numbers of a course: week, then mean, low and high of each line."""
    head = [words.say("chart.week")]
    for label in lines:
        head += [f"{label}: {words.say(key)}" for key in ("chart.mean", "chart.low", "chart.high")]
    weeks = max(mean.size for mean, _, _ in lines.values())
    columns = [np.arange(weeks), *(values for line in lines.values() for values in line)]
    return {"head": head, "rows": [plain(row) for row in np.column_stack(columns)]}


def session_weeks(doses: Mapping[str, Dose], weeks: int) -> list[int]:
    """Return the weeks in which any activity meets."""
    return sorted({week for dose in doses.values() for week in dose.weeks(weeks)})


def digits_of(values: np.ndarray) -> int:
    """Return how many decimals the values call for."""
    finite = values[np.isfinite(values)]
    span = float(finite.max() - finite.min()) if finite.size else 1.0
    return 0 if span >= 50 else 1 if span >= 5 else 2 if span >= 0.05 else 3


def plain(values: np.ndarray) -> list[float | None]:
    """Return numbers as JSON takes them: none for what is not there, seven digits of the rest."""
    return [float(f"{value:.7g}") if np.isfinite(value) else None for value in values.tolist()]


def _legend(labels: Sequence[str]) -> list[dict[str, str]]:
    """Return the entries: the reference is drawn without symbols, and so named without one."""
    return [{"name": label} | ({} if place else {"icon": BAR}) for place, label in enumerate(labels)]


def _edge(label: str, values: np.ndarray, colour: str, shade: float) -> dict[str, Any]:
    """Return an edge of a band: two of one stack make an area between them."""
    return {
        "type": "line", "data": plain(values), "stack": f"band {label}", "stackStrategy": "all",
        "symbol": "none", "silent": True, "lineStyle": {"opacity": 0}, "z": 1, "tooltip": {"show": False},
        "areaStyle": {"color": colour, "opacity": shade},
    }  # fmt: skip
