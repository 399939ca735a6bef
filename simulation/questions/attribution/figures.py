"""Figures of an attribution: bars with intervals, and the matrix of interactions."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure

from simulation.analysis.comparison import edges
from simulation.questions.attribution.answer import Attribution
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
from simulation.report.palette import activity_colours

_LABELS, _GAP, _RIGHT = 2.35, 0.28, 0.15
_ROW, _ABOVE, _BELOW = 0.36, 0.55, 0.4
"""Inches."""
_COLUMNS = 3
"""Outcomes beside each other."""
DIVERGING = LinearSegmentedColormap.from_list("interaction", ["#B35806", "#FFFFFF", "#2166AC"])
"""Orange to blue: apart for every kind of colour vision; the numbers stand in the cells as well."""


def plot_shares(facts: AnswerFacts, answer: Attribution, outcomes: Sequence[str]) -> Figure:
    """Return one panel an outcome, in the last week compared: a bar an activity, with its 95 % interval."""
    words = facts.words
    week = facts.config.compare_weeks[-1]
    colours = activity_colours(facts.scenarios.programmes)
    order = answer.at(outcomes[0], week)[1]["activity"].tolist()
    blocks = [list(outcomes[start : start + _COLUMNS]) for start in range(0, len(outcomes), _COLUMNS)]
    across = min(_COLUMNS, len(outcomes))
    depth = _ROW * len(order)
    height = (_ABOVE + depth + _BELOW) * len(blocks)
    width = (WIDE - _LABELS - _RIGHT - _GAP * (across - 1)) / across
    with drawing_rules():
        figure = new_figure(WIDE, height)
        for line, block in enumerate(blocks):
            bottom = height - (line + 1) * (_ABOVE + depth + _BELOW) + _BELOW
            for column, outcome in enumerate(block):
                axes = inches(figure, _LABELS + column * (width + _GAP), bottom, width, depth)
                places = np.arange(len(order))
                values = answer.at(outcome, week)[1].set_index("activity").loc[order]
                smallest = facts.smallest(outcome)
                if smallest is not None:
                    axes.axvspan(-smallest, smallest, color=ZONE, linewidth=0, zorder=0)
                axes.barh(places, values["shapley"], 0.62, color=[colours[name] for name in order], zorder=2)
                ends = np.array([edges(row) for row in values.to_dict("records")])
                axes.hlines(places, ends[:, 0], ends[:, 1], colors=INK, linewidth=1.4, zorder=3)
                axes.axvline(0.0, color=QUIET, linewidth=0.8, zorder=1)
                axes.set_ylim(len(order) - 0.5, -0.5)
                title = lines_of(words.capital(words.measure(outcome)), int(width * 12), 2)
                axes.set_title(title, fontsize=SMALL, x=0, linespacing=1.05)
                labels = (
                    [lines_of(words.activity(name), 30, 2) for name in order]
                    if column == 0
                    else [""] * len(order)
                )
                axes.set_yticks(places, labels)
                axes.tick_params(axis="y", length=0)
                axes.grid(axis="y", color=RULE, linewidth=0.4)
                axes.set_axisbelow(True)
                number_axis(axes, "x", words, most=3)
    return figure


def plot_interactions(
    facts: AnswerFacts, activities: Sequence[str], rows: Sequence[Mapping[Any, Any]], outcome: str
) -> Figure:
    """Return the matrix of pairwise interactions; pairs whose interval holds zero are in grey letters."""
    words, size = facts.words, len(activities)
    values = np.full((size, size), np.nan)
    sure = np.zeros((size, size), dtype=bool)
    for row in rows:
        one, two = activities.index(row["first"]), activities.index(row["second"])
        values[one, two] = values[two, one] = row["interaction"]
        low, high = edges(row)
        sure[one, two] = sure[two, one] = low > 0 or high < 0
    cell = min(0.68, (WIDE - _LABELS - _RIGHT) / size)
    top = 1.45
    most = np.nanmax(np.abs(values)) if size > 1 and np.isfinite(values).any() else 1.0
    with drawing_rules():
        figure = new_figure(WIDE, top + cell * size + 0.1)
        axes = inches(figure, _LABELS, 0.1, cell * size, cell * size)
        axes.imshow(values, cmap=DIVERGING, vmin=-most or -1.0, vmax=most or 1.0)
        for one in range(size):
            for two in range(size):
                if one != two:
                    shade = abs(values[one, two]) / most if most else 0.0
                    colour = "white" if shade > 0.7 else INK if sure[one, two] else QUIET
                    axes.text(
                        two, one, facts.by(outcome, values[one, two]), ha="center", va="center",
                        fontsize=SMALL - 1, color=colour, fontweight="bold" if sure[one, two] else "normal",
                    )  # fmt: skip
        axes.set_xticks(range(size), [lines_of(words.activity(name), 26, 2) for name in activities])
        axes.xaxis.tick_top()
        for label in axes.get_xticklabels():
            label.set(rotation=38, ha="left", rotation_mode="anchor", fontsize=SMALL - 0.5)
        axes.set_yticks(range(size), [lines_of(words.activity(name), 30, 2) for name in activities])
        axes.tick_params(length=0)
        for side in axes.spines.values():
            side.set_visible(False)
    return figure
