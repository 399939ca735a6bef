"""Paired differences from the reference with their intervals: one row a scenario, one column an outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.report.drawing import (
    INK,
    QUIET,
    RULE,
    SMALL,
    WIDE,
    ZONE,
    drawing_rules,
    inches,
    lines_of,
    new_figure,
    number_axis,
)
from simulation.report.scenarios import Panel, Scenarios

_LABELS, _GAP, _RIGHT = 2.45, 0.22, 0.12
_ROW, _HEADING, _ABOVE, _BELOW = 0.215, 0.27, 0.62, 0.45
"""Inches: width of the labels, gap between columns; height of a row, of a panel's heading, margins."""
_LETTERS = 36
_PAPER = {"facecolor": "white", "edgecolor": "none", "pad": 0.5}


class Difference(NamedTuple):
    """A paired difference in the unit of the figure.

    Attributes
    ----------
    value : float
        Mean over the replicates.
    low, high : float
        Its 95 % interval.
    least, most : float
        Between them lie the differences of 95 % of the replicates.
    """

    value: float
    low: float
    high: float
    least: float
    most: float


@dataclass(frozen=True)
class Column:
    """One outcome at one week.

    Attributes
    ----------
    title : str
        What stands above it.
    differences : mapping of str to Difference
        By scenario.
    smallest : float or None
        Smallest effect of interest, in the same unit; None: no zone.
    scale : str
        Columns of one name share their scale.
    bars : bool
        Draw amounts from zero on instead of differences.
    """

    title: str
    differences: Mapping[str, Difference]
    smallest: float | None
    scale: str = ""
    bars: bool = False


class _Row(NamedTuple):
    place: float
    scenario: str | None
    label: str


def _rows(panels: Sequence[Panel], scenarios: Scenarios) -> tuple[list[_Row], float]:
    """Return where each heading and scenario stands, in inches from the top; each scenario once."""
    rows: list[_Row] = []
    depth = 0.0
    shown: set[str] = set()
    for panel in panels:
        fresh = [name for name in panel.scenarios if name not in shown]
        if not fresh:
            continue
        shown |= set(fresh)
        rows.append(_Row(depth + _HEADING - 0.1, None, lines_of(panel.label, 60, 1)))
        depth += _HEADING
        for name in fresh:
            label = lines_of(scenarios.label(name), _LETTERS, 2)
            height = _ROW * (1.0 if "\n" not in label else 1.65)
            rows.append(_Row(depth + height / 2, name, label))
            depth += height
    return rows, depth


def plot_forest(columns: Sequence[Column], panels: Sequence[Panel], scenarios: Scenarios) -> Figure:
    """Return a forest plot.

    Parameters
    ----------
    columns : sequence of Column
        From left to right; they share the rows, each has its own scale.
    panels : sequence of Panel
        Headings of the rows. A scenario of several panels stands in the first.
    scenarios : Scenarios
        Labels and looks.
    """
    rows, depth = _rows(panels, scenarios)
    height = _ABOVE + depth + _BELOW
    width = (WIDE - _LABELS - _RIGHT - _GAP * len(columns)) / len(columns)
    with drawing_rules():
        figure = new_figure(WIDE, height)
        for row in rows:
            figure.text(
                0.05 / WIDE, 1 - (_ABOVE + row.place) / height, row.label, va="center", linespacing=1.0,
                fontsize=SMALL, fontweight="bold" if row.scenario is None else "normal",
                # a heading may be longer than the labels are wide
                bbox=_PAPER if row.scenario is None else None,
            )  # fmt: skip
        for number, column in enumerate(columns):
            left = _LABELS + _GAP + number * (width + _GAP)
            axes = inches(figure, left, _BELOW, width, depth)
            _draw_column(axes, column, rows, depth, scenarios, width)
            axes.set_xlim(
                *_span([other for other in columns if other.scale == column.scale or other is column])
            )
    return figure


def _draw_column(
    axes: Axes, column: Column, rows: Sequence[_Row], depth: float, scenarios: Scenarios, width: float
) -> None:
    letters = int(width * 12.6) + 1  # of the title, in bold
    axes.set_ylim(depth, 0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.set_title(lines_of(column.title, letters, 3), fontsize=SMALL, pad=5, linespacing=1.05, x=0)
    if column.smallest is not None:
        axes.axvspan(-column.smallest, column.smallest, color=ZONE, linewidth=0, zorder=0)
    axes.axvline(0.0, color=QUIET, linewidth=0.8, zorder=1)
    drawn = [
        (row.place, column.differences[row.scenario], scenarios.styles[row.scenario])
        for row in rows
        if row.scenario is not None and not np.isnan(column.differences[row.scenario].value)
    ]
    # one collection for all lines and one a marker: single artists would cost seconds
    places = [row.place for row in rows if row.scenario is not None]
    across = axes.get_yaxis_transform()
    axes.hlines(places, 0, 1, colors=RULE, linewidth=0.5, zorder=0.5, transform=across)
    axes.hlines(
        [place for place, _, _ in drawn],
        [found.least for _, found, _ in drawn],
        [found.most for _, found, _ in drawn],
        colors=[style.colour for _, _, style in drawn],
        linewidth=0.9,
        zorder=2,
    )
    with_interval = [entry for entry in drawn if not np.isnan(entry[1].low)]
    axes.hlines(
        [place for place, _, _ in with_interval],
        [found.low for _, found, _ in with_interval],
        [found.high for _, found, _ in with_interval],
        colors=[style.colour for _, _, style in with_interval],
        linewidth=3.4,
        zorder=2,
    )
    if column.bars:
        colours = [style.colour for _, _, style in drawn]
        axes.hlines(
            [place for place, _, _ in drawn], 0, [found.value for _, found, _ in drawn], colours, linewidth=7
        )
    else:
        for marker, hollow in dict.fromkeys((style.marker, style.hollow) for _, _, style in drawn):
            same = [entry for entry in drawn if (entry[2].marker, entry[2].hollow) == (marker, hollow)]
            colours = [style.colour for _, _, style in same]
            axes.scatter(
                [found.value for _, found, _ in same], [place for place, _, _ in same], marker=marker, s=26,
                edgecolors=colours, facecolors=["white"] * len(same) if hollow else colours, linewidths=1.1,
                zorder=3,
            )  # fmt: skip
    number_axis(axes, "x", scenarios.words, most=4 if width > 1.2 else 2)
    axes.tick_params(axis="x", colors=INK)


def _span(columns: Sequence[Column]) -> tuple[float, float]:
    """Return an axis with room for all intervals, for zero and for the zone."""
    values = [0.0]
    for column in columns:
        values += [value for found in column.differences.values() for value in found if not np.isnan(value)]
        if column.smallest is not None:
            values += [-column.smallest, column.smallest]
    low, high = min(values), max(values)
    margin = 0.06 * (high - low) or 1.0
    return low - margin, high + margin
