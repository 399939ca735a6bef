"""Figures of a sensitivity analysis: rankings with intervals, and the headlines under alternatives."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.analysis.alternatives import AS_IS
from simulation.report.answer_facts import AnswerFacts
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
from simulation.report.palette import BLACK, MARKERS, OTHERS
from simulation.report.words import MINUS

_LABELS, _GAP, _RIGHT = 2.75, 0.3, 0.2
_ROW, _LINE, _BELOW = 0.34, 0.16, 0.4
"""Inches."""
_LETTERS = 36
RAISES, LOWERS, EITHER = "#2166AC", "#B35806", "#8A8A8A"
"""Apart for every kind of colour vision; a sign stands at each bar as well."""
LIGHT = "#A9C5E0"


def direction(mean: float, size: float) -> str:
    """Return whether a parameter mostly raises a value (+), lowers it (-), or both (+-).

    Parameters
    ----------
    mean, size : float
        Of its elementary effects: ``mu`` and ``mu_star``.
    """
    if abs(mean) <= size / 2:
        return "±"
    return "+" if mean > 0 else MINUS


def plot_screening(
    facts: AnswerFacts,
    panels: Mapping[str, pd.DataFrame],
    labels: Mapping[str, str],
    smallest: float | None,
) -> Figure:
    """Return elementary effects: a bar a parameter, panels side by side.

    Parameters
    ----------
    facts : AnswerFacts
    panels : mapping of str to DataFrame
        Rows of :class:`Morris` by title, with the parameters of ``labels``.
    labels : mapping of str to str
        Of the parameters, from top to bottom.
    smallest : float or None
        Smallest effect of interest.
    """
    colours = {"+": RAISES, MINUS: LOWERS, "±": EITHER}
    with drawing_rules():
        figure, axes = _panels(facts, list(panels), labels)
        for each, frame in zip(axes, panels.values(), strict=True):
            rows = frame.set_index("parameter").loc[list(labels)]
            signs = [direction(*found) for found in rows[["mu", "mu_star"]].itertuples(index=False)]
            places = np.arange(len(rows))
            if smallest is not None:
                each.axvspan(0, smallest, color=ZONE, linewidth=0, zorder=0)
            each.barh(places, rows["mu_star"], 0.62, color=[colours[sign] for sign in signs], zorder=2)
            each.hlines(places, rows["low"], rows["high"], colors=INK, linewidth=1.4, zorder=3)
            each.scatter(
                rows["sigma"], places, marker="D", s=16, facecolors="white", edgecolors=INK, linewidths=0.9,
                zorder=4,
            )  # fmt: skip
            _mark_floor(each, rows["floor"].iloc[0])
            ends = rows[["high", "sigma"]].max(axis=1)
            each.set_xlim(0, 1.14 * max(ends.max(), rows["floor"].iloc[0]))
            for place, (end, sign) in enumerate(zip(ends, signs, strict=True)):
                each.annotate(
                    sign, (end, place), (4, 0), textcoords="offset points", va="center", fontsize=SMALL
                )
            number_axis(each, "x", facts.words, most=4)
    return figure


def plot_shares(facts: AnswerFacts, panels: Mapping[str, pd.DataFrame], labels: Mapping[str, str]) -> Figure:
    """Return Sobol indices: for each parameter the first order above the total order."""
    with drawing_rules():
        figure, axes = _panels(facts, list(panels), labels)
        for each, frame in zip(axes, panels.values(), strict=True):
            rows = frame.set_index("parameter").loc[list(labels)]
            for name, shift, colour in (("first", -0.17, RAISES), ("total", 0.17, LIGHT)):
                places = np.arange(len(rows)) + shift
                each.barh(places, rows[name], 0.32, color=colour, edgecolor=RAISES, linewidth=0.6, zorder=2)
                each.hlines(
                    places, rows[f"{name}_low"], rows[f"{name}_high"], colors=INK, linewidth=1.1, zorder=3
                )
            _mark_floor(each, rows["floor"].iloc[0])
            each.axvline(0.0, color=QUIET, linewidth=0.8, zorder=1)
            number_axis(each, "x", facts.words, most=4)
    return figure


def plot_distances(
    facts: AnswerFacts, panels: Mapping[str, pd.DataFrame], labels: Mapping[str, str]
) -> Figure:
    """Return PAWN indices: the median over the slices, and from the least to the most."""
    with drawing_rules():
        figure, axes = _panels(facts, list(panels), labels)
        for each, frame in zip(axes, panels.values(), strict=True):
            rows = frame.set_index("parameter").loc[list(labels)]
            places = np.arange(len(rows))
            each.barh(places, rows["median"], 0.6, color=RAISES, zorder=2)
            each.hlines(places, rows["least"], rows["most"], colors=INK, linewidth=1.1, zorder=3)
            _mark_floor(each, rows["floor"].iloc[0])
            each.set_xlim(0, None)
            number_axis(each, "x", facts.words, most=4)
    return figure


def plot_alternatives(
    facts: AnswerFacts, rows: pd.DataFrame, scenarios: Sequence[str], names: Mapping[str, str]
) -> Figure:
    """Return the effect of each scenario under each alternative, with its 95 % interval.

    Parameters
    ----------
    facts : AnswerFacts
    rows : DataFrame
        Of :func:`simulation.analysis.structure.under_alternatives`, for one outcome.
    scenarios : sequence of str
        From top to bottom.
    names : mapping of str to str
        Labels of the alternatives.
    """
    row, legend = 0.5, 0.21 * len(names) + 0.15
    depth = row * len(scenarios)
    colours = [BLACK, *OTHERS]
    with drawing_rules():
        figure = new_figure(WIDE, legend + depth + _BELOW)
        axes = inches(figure, _LABELS, _BELOW, WIDE - _LABELS - _RIGHT, depth)
        smallest = facts.smallest(str(rows["outcome"].iloc[0]))
        if smallest is not None:
            axes.axvspan(-smallest, smallest, color=ZONE, linewidth=0, zorder=0)
        axes.axvline(0.0, color=QUIET, linewidth=0.8, zorder=1)
        for number, name in enumerate(names):
            found = rows[rows["alternative"] == name].set_index("scenario").loc[list(scenarios)]
            places = np.arange(len(scenarios)) + 0.15 * (number - (len(names) - 1) / 2)
            colour, marker = colours[number % len(colours)], MARKERS[number % len(MARKERS)]
            axes.hlines(places, found["low"], found["high"], colors=colour, linewidth=1.4, zorder=2)
            axes.scatter(
                found["difference"], places, marker=marker, s=24, color=colour, zorder=3, label=names[name],
                facecolors="white" if name != AS_IS else colour, linewidths=1.1,
            )  # fmt: skip
        _name_rows(axes, [lines_of(facts.scenarios.label(name), _LETTERS, 2) for name in scenarios])
        number_axis(axes, "x", facts.words, most=6)
        figure.legend(
            loc="upper left",
            bbox_to_anchor=(0.0, 1.0),
            handletextpad=0.3,
            borderaxespad=0.1,
            labelspacing=0.3,
        )
    return figure


def _panels(
    facts: AnswerFacts, titles: Sequence[str], labels: Mapping[str, str]
) -> tuple[Figure, list[Axes]]:
    """Return a figure of panels side by side that share their rows."""
    depth = _ROW * len(labels)
    width = (WIDE - _LABELS - _RIGHT - _GAP * (len(titles) - 1)) / len(titles)
    heads = [lines_of(facts.words.capital(title), int(width * 12), 4) for title in titles]
    above = _LINE * (2 + max(head.count("\n") for head in heads))
    figure = new_figure(WIDE, above + depth + _BELOW)
    axes = []
    for column, head in enumerate(heads):
        each = inches(figure, _LABELS + column * (width + _GAP), _BELOW, width, depth)
        each.set_title(head, fontsize=SMALL, x=0, linespacing=1.05)
        texts = [lines_of(facts.words.capital(text), _LETTERS, 2) for text in labels.values()]
        _name_rows(each, texts if column == 0 else [""] * len(texts))
        axes.append(each)
    return figure, axes


def _name_rows(axes: Axes, labels: Sequence[str]) -> None:
    axes.set_ylim(len(labels) - 0.5, -0.5)
    axes.set_yticks(range(len(labels)), labels)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", color=RULE, linewidth=0.4)
    axes.set_axisbelow(True)


def _mark_floor(axes: Axes, floor: float) -> None:
    if not np.isnan(floor):
        axes.axvline(floor, color=INK, linewidth=1.0, linestyle=(0, (4, 2)), zorder=5)
