"""The figure of values: bars with standard errors, sorted, and the floor of each kind."""

from typing import Any

import numpy as np
from matplotlib.figure import Figure

from simulation.questions.value.answer import PERFECT, Information
from simulation.questions.value.estimates import ITEM, PARAMETER, PILOT
from simulation.questions.value.names import Names
from simulation.report.answer_facts import AnswerFacts
from simulation.report.drawing import (
    INK,
    QUIET,
    SMALL,
    WIDE,
    drawing_rules,
    inches,
    lines_of,
    new_figure,
    number_axis,
)

MOST = 10
"""Bars of a kind."""
WORTHY, NO_MORE = "#2166AC", "#BDBDBD"
_LABELS, _RIGHT = 3.3, 0.3
_ROW, _ABOVE, _BELOW = 0.34, 0.35, 0.45
"""Inches."""


def shown(answer: Information) -> list[dict[str, Any]]:
    """Return the rows that are drawn, kind by kind."""
    pilots = sorted(answer.of(PILOT), key=lambda row: int(row["of"]))
    return [*answer.of(PERFECT), *pilots, *answer.of(ITEM)[:MOST], *answer.of(PARAMETER)[:MOST]]


def plot_values(facts: AnswerFacts, answer: Information, names: Names) -> Figure:
    """Return one panel a kind, all on one scale: bars with standard errors, and the floor."""
    words, rows = facts.words, shown(answer)
    panels = [
        (kind, found)
        for kind in (PERFECT, PILOT, ITEM, PARAMETER)
        if (found := [row for row in rows if row["kind"] == kind])
    ]
    height = _BELOW + sum(_ABOVE + _ROW * len(found) for _, found in panels)
    ends = [row["value"] - row["error"] for row in rows], [row["value"] + row["error"] for row in rows]
    low, high = min(0.0, *ends[0]), max(*ends[1], *(row["floor"] for row in rows))
    room = 0.04 * (high - low) or 1.0
    with drawing_rules():
        figure = new_figure(WIDE, height)
        top = height
        for number, (kind, found) in enumerate(panels):
            depth = _ROW * len(found)
            top -= _ABOVE + depth
            axes = inches(figure, _LABELS, top, WIDE - _LABELS - _RIGHT, depth)
            places = np.arange(len(found))
            colours = [WORTHY if row["above"] else NO_MORE for row in found]
            values, errors = ([row[name] for row in found] for name in ("value", "error"))
            axes.barh(places, values, 0.62, color=colours, zorder=2)
            axes.errorbar(values, places, xerr=errors, fmt="none", ecolor=INK, elinewidth=1.3, zorder=3)
            axes.axvline(0.0, color=QUIET, linewidth=0.8, zorder=1)
            axes.axvline(found[0]["floor"], color=INK, linewidth=1.0, linestyle="--", zorder=4)
            axes.set_xlim(low - room, high + room)
            axes.set_ylim(len(found) - 0.5, -0.5)
            axes.set_yticks(places, [lines_of(words.capital(names.label(row)), 46, 2) for row in found])
            axes.tick_params(axis="y", length=0, labelsize=SMALL - 0.5)
            axes.set_title(words.capital(words(f"value.kind.{kind}")), fontsize=SMALL, x=0)
            number_axis(axes, "x", words, most=5)
            if number + 1 < len(panels):
                axes.tick_params(axis="x", length=0, labelbottom=False)
        return figure
