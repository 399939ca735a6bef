"""Figures of a sweep: effects along each parameter, and over two of them."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from simulation.questions.sweep.answer import SweepAnswer
from simulation.report.answer_facts import AnswerFacts
from simulation.report.drawing import (
    EFFECT,
    INK,
    QUIET,
    SMALL,
    WIDE,
    ZONE,
    drawing_rules,
    inches,
    lines_of,
    new_figure,
    number_axis,
)
from simulation.report.parameters import ParameterLabels

MOST_LINES = 6
"""Scenarios that one figure of lines can hold."""
MOST_STEPS = 12
"""Values of a parameter above which its points are gathered into parts of equally many."""
MOST_TICKS, MOST_NUMBERS = 6, 150
"""Values that can stand beside each other along an axis, and numbers that can be read in a map."""
_COLUMNS, _HEIGHT, _LINE = 3, 2.35, 0.2


def plot_lines(facts: AnswerFacts, answer: SweepAnswer, labels: ParameterLabels) -> Figure:
    """Return the effect of each scenario along each parameter.

    A dot is the median of the points with this value. The band is the plausible range where there is one
    parameter; else from the lowest to the highest of these points.
    """
    names = [name for name in answer.terms.names if len(answer.distinct(name)) > 1]
    shown = answer.terms.programmes[:MOST_LINES]
    rows = -(-len(names) // _COLUMNS)
    width = (WIDE - 0.65) / min(_COLUMNS, max(2, len(names)))
    legend = 0.15 + _LINE * len(shown)
    smallest = facts.smallest(answer.terms.outcome) or 0.0
    with drawing_rules():
        figure = new_figure(WIDE, rows * (_HEIGHT + 0.1) + legend)
        first: Axes | None = None
        for place, name in enumerate(names):
            row, column = divmod(place, _COLUMNS)
            bottom = legend + (rows - 1 - row) * (_HEIGHT + 0.1) + 0.6
            axes = inches(figure, 0.65 + column * width, bottom, width - 0.2, _HEIGHT - 0.75)
            if first is None:
                first = axes
            else:
                axes.sharey(first)
            axes.axhspan(-smallest, smallest, color=ZONE, linewidth=0)
            axes.axhline(0, color=QUIET, linewidth=0.8)
            for programme in shown:
                _line(axes, facts, answer, programme, name, alone=len(names) == 1)
            _values(axes, answer, labels, name)
            axes.set_xlabel(lines_of(labels.label(name) or name, 34, 2))
            number_axis(axes, "y", facts.words)
            if column:
                axes.tick_params(labelleft=False)
            else:
                effect = facts.words("sweep.effect_on", measure=facts.words.measure(answer.terms.outcome))
                axes.set_ylabel(lines_of(effect, 26, 2))
        handles = [_handle(facts, programme) for programme in shown]
        figure.legend(handles=handles, loc="lower left", bbox_to_anchor=(0.06, 0.0))
    return figure


def _line(
    axes: Axes, facts: AnswerFacts, answer: SweepAnswer, programme: str, name: str, *, alone: bool
) -> None:
    style = facts.scenarios.styles[programme]
    frame = answer.effect(programme).dropna(subset=["difference"])
    parts = [part for _, part in frame.groupby(_parts(frame[name]), sort=True)]
    if not parts:
        return
    along = _places(answer, name, parts)
    middle = [float(part["difference"].median()) for part in parts]
    ends = ("low", "high") if alone and frame["low"].notna().all() else ("difference", "difference")
    low = [float(part[ends[0]].min()) for part in parts]
    high = [float(part[ends[1]].max()) for part in parts]
    axes.fill_between(along, low, high, color=style.colour, alpha=0.13, linewidth=0)
    axes.plot(along, middle, color=style.colour, linestyle=style.line, marker=style.marker, markersize=3.5)


def _parts(values: pd.Series) -> pd.Series:
    """Return by which value, or part of many values, points are gathered."""
    if values.nunique() <= MOST_STEPS:
        return values
    return pd.qcut(values, MOST_STEPS, labels=False, duplicates="drop")


def _places(answer: SweepAnswer, name: str, parts: Sequence[pd.DataFrame]) -> list[float]:
    """Return where the parts stand along the axis: words stand one beside the other."""
    known = answer.distinct(name)
    if any(isinstance(value, str) for value in known):
        return [float(known.index(part[name].iloc[0])) for part in parts]
    return [float(part[name].mean()) for part in parts]


def _values(axes: Axes, answer: SweepAnswer, labels: ParameterLabels, name: str) -> None:
    known = answer.distinct(name)
    if any(isinstance(value, str) for value in known):
        axes.set_xticks(range(len(known)), [labels.value(str(value)) for value in known])
    elif len(known) <= MOST_TICKS:
        axes.set_xticks([float(value) for value in known], [labels.value(value) for value in known])


def _handle(facts: AnswerFacts, programme: str) -> Line2D:
    style = facts.scenarios.styles[programme]
    label = facts.scenarios.label(programme)
    return Line2D([], [], color=style.colour, linestyle=style.line, marker=style.marker, label=label)


def plot_map(
    facts: AnswerFacts, answer: SweepAnswer, labels: ParameterLabels, programme: str, across: str, up: str
) -> Figure:
    """Return the effect of a scenario over two parameters: the median of the points in each field."""
    frame = answer.effect(programme)
    lots = [answer.distinct(name) for name in (across, up)]
    table = frame.pivot_table(index=up, columns=across, values="difference", aggfunc="median", sort=False)
    fields = table.reindex(index=lots[1], columns=lots[0]).to_numpy(float)
    every = answer.effects
    held = every[(every["outcome"] == answer.terms.outcome) & (every["week"] == answer.terms.week)]
    largest = float(np.nanmax(np.abs(held["difference"].to_numpy(float)), initial=0.0)) or 1.0
    height = min(5.0, 0.42 * len(lots[1]) + 0.3)
    with drawing_rules():
        figure = new_figure(WIDE, height + 0.75)
        axes = inches(figure, 1.5, 0.6, WIDE - 1.7, height)
        axes.pcolormesh(fields, cmap=EFFECT, vmin=-largest, vmax=largest, edgecolors="white")
        if fields.size <= MOST_NUMBERS:
            for row, column in np.argwhere(~np.isnan(fields)):
                value = fields[row, column]
                ink = "white" if abs(value) > 0.75 * largest else INK
                axes.text(
                    column + 0.5, row + 0.5, facts.by(answer.terms.outcome, value), ha="center",
                    va="center", fontsize=SMALL - 1, color=ink,
                )  # fmt: skip
        for lot, set_ticks in zip(lots, (axes.set_xticks, axes.set_yticks), strict=True):
            places = np.unique(np.linspace(0, len(lot) - 1, min(len(lot), 10)).round().astype(int))
            set_ticks(places + 0.5, [labels.value(lot[place]) for place in places])
        axes.set_xlabel(lines_of(labels.label(across) or across, 70, 2))
        axes.set_ylabel(lines_of(labels.label(up) or up, int(14 * height), 4))
        axes.tick_params(length=0)
    return figure
