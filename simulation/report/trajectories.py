"""A measure over the weeks, by scenario: mean line and the range of the simulated villages."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from simulation.experiment.config import StudyConfig
from simulation.report.drawing import (
    NARROW,
    QUIET,
    RULE,
    SMALL,
    drawing_rules,
    inches,
    lines_of,
    new_figure,
    number_axis,
)
from simulation.report.scenarios import Panel, Scenarios
from simulation.report.words import Words
from simulation.running.weekly_table import WeeklyTable

SHARE = 0.95
"""Share of the simulated villages inside a band."""
_COLUMNS = 3
_LETTERS = 44
"""Characters in a line of the legend."""
_INDENT = "\N{EN SPACE}" * 4
"""Before its second line: as wide as the number at its start."""
LEFT, RIGHT, _HEADING, ABOVE, AXES, BELOW, LINE = 0.62, 0.14, 0.6, 0.46, 1.95, 0.46, 0.175
"""Inches: margins, heading, title, axes, their labels, one line of the legend."""

TITLE = -0.175
"""Left edge of title and legend, in widths of the axes."""

Summary = tuple[np.ndarray, np.ndarray, np.ndarray]
"""Mean, lower and upper edge of the band, each of shape (weeks,)."""


def summary(values: np.ndarray) -> Summary:
    """Return the mean over replicates and the edges of the middle 95 % of them, week by week.

    Parameters
    ----------
    values : ndarray of float, shape (replicates, weeks)
        NaN where there is none.

    Returns
    -------
    tuple of three ndarray
        The edges are NaN where fewer than two replicates are left.
    """
    count = (~np.isnan(values)).sum(axis=0)
    mean = np.divide(np.nansum(values, axis=0), count, out=np.full(values.shape[1], np.nan), where=count > 0)
    ordered = np.sort(values, axis=0)  # NaN goes last
    edges = []
    for share in ((1 - SHARE) / 2, (1 + SHARE) / 2):
        place = share * (np.maximum(count, 1) - 1)
        below = np.floor(place).astype(int)
        above = np.minimum(below + 1, np.maximum(count, 1) - 1)
        week = np.arange(values.shape[1])
        edge = ordered[below, week] + (place - below) * (ordered[above, week] - ordered[below, week])
        edges.append(np.where(count > 1, edge, np.nan))
    return mean, edges[0], edges[1]


def summaries(values: np.ndarray, names: Sequence[str]) -> dict[str, Summary]:
    """Return the summary of every scenario from values of shape (scenarios, replicates, weeks)."""
    return {name: summary(values[number]) for number, name in enumerate(names)}


def week_ticks(weeks: int) -> list[int]:
    """Return a few round weeks from 0 to the horizon."""
    step = next((step for step in (1, 2, 5, 13, 26, 52, 104, 260, 520) if weeks / step <= 5), weeks)
    return list(range(0, weeks + 1, step))


def limits(found: Mapping[str, Summary]) -> tuple[float, float]:
    """Return the span of an axis that holds all means and bands."""
    everything = np.concatenate([np.concatenate(parts) for parts in found.values()])
    everything = everything[np.isfinite(everything)]
    if everything.size == 0:
        return 0.0, 1.0
    low, high = float(everything.min()), float(everything.max())
    margin = 0.04 * (high - low) or 0.05 * abs(high) or 0.5
    return low - margin, high + margin


def draw_weeks(
    axes: Axes,
    drawn: Sequence[str],
    found: Mapping[str, Summary],
    scenarios: Scenarios,
    *,
    sign: bool = False,
) -> list[tuple[Line2D, str]]:
    """Draw scenarios over the weeks; return a line and a label for each, the highest at the end first."""
    entries: list[tuple[float, Line2D, str]] = []
    # many bands over each other must not become one dark cloud
    veil = min(0.16, 0.4 / len(drawn))
    for order, name in enumerate(drawn):
        mean, low, high = found[name]
        if not np.isfinite(mean).any():
            continue
        style = scenarios.styles[name]
        # a measure that stands in some weeks only, such as attendance, is joined over the others
        weeks = np.flatnonzero(np.isfinite(mean))
        mean, low, high = mean[weeks], low[weeks], high[weeks]
        axes.fill_between(weeks, low, high, color=style.colour, alpha=veil, linewidth=0, zorder=1)
        (line,) = axes.plot(
            weeks, mean, color=style.colour, linestyle=style.line, marker=style.marker, markersize=4.6,
            # marks of neighbouring lines stand at different weeks
            markevery=(min(3 + 4 * order, mean.size - 1), max(1, mean.size // 4)),
            markerfacecolor="white" if style.hollow else style.colour, markeredgewidth=0.9, zorder=3,
        )  # fmt: skip
        last = float(mean[-1])
        entries.append((last, line, f"{_short(last, scenarios.words, sign)}  {scenarios.label(name)}"))
    return [(line, label) for _, line, label in sorted(entries, key=lambda entry: -entry[0])]


def _short(value: float, words: Words, sign: bool) -> str:
    return words.number(value, 0 if abs(value) >= 1000 else 2, sign=sign)


def legend_lines(drawn: Sequence[str], scenarios: Scenarios, *, sign: bool = False) -> int:
    """Return how many lines of letters the legend of a panel takes."""
    number = "+0,00" if sign else "0,00"
    return sum(lines_of(f"{number}  {scenarios.label(name)}", _LETTERS).count("\n") + 1 for name in drawn)


def dress(axes: Axes, scenarios: Scenarios, entries: Sequence[tuple[Line2D, str]]) -> None:
    """Give a panel its axes and its legend below."""
    words, weeks = scenarios.words, scenarios.config.weeks
    axes.set_xlim(0, max(weeks, 1))
    axes.set_xticks(week_ticks(weeks))
    axes.set_xlabel(words("figure.week"), labelpad=2)
    axes.grid(axis="y", color=RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    number_axis(axes, "y", words, most=6)
    if not entries:
        axes.text(0.5, 0.5, words("figure.no_data"), transform=axes.transAxes, ha="center", color=QUIET)
        return
    axes.legend(
        [line for line, _ in entries], [lines_of(label, _LETTERS, 3, _INDENT) for _, label in entries],
        loc="upper left", bbox_to_anchor=(TITLE, -BELOW / AXES), borderaxespad=0, borderpad=0,
        handlelength=3.4, handletextpad=0.6, labelspacing=0.25, fontsize=SMALL,
    )  # fmt: skip


def plot_panels(
    panels: Sequence[Panel],
    found: Mapping[str, Summary],
    scenarios: Scenarios,
    heading: str = "",
    span: tuple[float, float] | None = None,
) -> Figure:
    """Return small multiples, one a panel, with the reference in each and one scale for all.

    Parameters
    ----------
    panels : sequence of Panel
        What to draw, in reading order.
    found : mapping of str to Summary
        Means and bands by scenario.
    scenarios : Scenarios
        Labels and looks.
    heading : str
        Stands above everything, in one or two lines; empty for a figure inside a page.
    span : (low, high), optional
        Of the upright axis; by default what these panels need.
    """
    columns = min(_COLUMNS, len(panels))
    drawn = [[scenarios.reference, *panel.scenarios] for panel in panels]
    rows = [range(first, min(first + columns, len(panels))) for first in range(0, len(panels), columns)]
    below = [BELOW + max(legend_lines(drawn[place], scenarios) for place in row) * LINE + 0.1 for row in rows]
    height = sum(ABOVE + AXES + room for room in below) + (_HEADING if heading else 0.0)
    low, high = span or limits({name: found[name] for names in drawn for name in names})
    with drawing_rules():
        figure = new_figure(NARROW * columns, height)
        bottom = height
        if heading:
            bottom -= _HEADING
            figure.text(
                0.1 / NARROW / columns, 1 - 0.1 / height, heading, fontsize=11, va="top", linespacing=1.4
            )
        for row, room in zip(rows, below, strict=True):
            bottom -= ABOVE + AXES + room
            for column, place in enumerate(row):
                axes = inches(figure, column * NARROW + LEFT, bottom + room, NARROW - LEFT - RIGHT, AXES)
                entries = draw_weeks(axes, drawn[place], found, scenarios)
                axes.set_ylim(low, high)
                dress(axes, scenarios, entries)
                axes.set_title(lines_of(panels[place].label, 40, 2), x=TITLE, pad=6)
    return figure


def plot_outcome(table: WeeklyTable, config: StudyConfig, outcome: str, language: str) -> Figure:
    """Return a measure over the weeks by scenario, in small multiples by panel.

    Parameters
    ----------
    table : WeeklyTable
        Measures of the study.
    config : StudyConfig
        The study.
    outcome : str
        Column to draw.
    language : str
        ``en`` or ``id``.

    Raises
    ------
    KeyError
        If the table has no such column.
    """
    words = Words(language, config.village)
    scenarios = Scenarios(config, words)
    found = summaries(table.values(outcome), table.scenarios)
    return plot_panels(scenarios.panels(), found, scenarios, heading_of(outcome, table, words))


def heading_of(outcome: str, table: WeeklyTable, words: Words) -> str:
    """Return what stands above a figure that has no caption: the measure, and what lines and bands are."""
    key = "figure.band" if table.replicates > 1 else "figure.mean"
    explained = words(key, total=table.replicates)
    return f"{words.capital(words.measure(outcome))} ({words.unit(outcome)})\n{explained}"
