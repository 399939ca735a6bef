"""Figures of a trial: assurance over villages, and power against the true effect of each set."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from simulation.questions.trial.answer import ALIKE, WORLDS, TrialSize
from simulation.questions.trial.estimate import AIM
from simulation.report.answer_facts import AnswerFacts
from simulation.report.drawing import (
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

COLOURS = ("#0F7B8A", "#B35806", "#5A4FCF", "#4B5D16", "#A13B6B", "#8A6A00")
MARKERS = ("o", "s", "^", "D", "v", "P")
MOST_CURVES = len(COLOURS)
APART = 1.2
"""Ratio of two numbers of villages that can stand beside each other along the axis."""


def plot_power(facts: AnswerFacts, answer: TrialSize, arm: str) -> Figure:
    """Return assurance over villages, one line a number of owners; the band is power over the sets.

    The band is that of the largest number of owners: from the fifth to the ninety-fifth of a hundred sets.
    """
    words = facts.words
    owners = answer.terms.owners[-MOST_CURVES:]
    with drawing_rules():
        figure = new_figure(WIDE, 3.6)
        for place, world in enumerate(WORLDS):
            axes = inches(figure, 0.7 + place * 3.42, 0.95, 3.1, 2.2)
            axes.axhline(AIM, color=QUIET, linewidth=0.9, linestyle=(0, (4, 2)))
            for number, (colour, marker) in zip(owners, zip(COLOURS, MARKERS, strict=True), strict=False):
                rows = answer.of(arm, world, number)
                if world == ALIKE and number == owners[-1] and rows["power_05"].notna().all():
                    axes.fill_between(
                        rows["per_arm"], rows["power_05"], rows["power_95"], color=ZONE, linewidth=0
                    )
                label = words("trial.curve", owners=words.number(number, 0))
                axes.plot(
                    rows["per_arm"], rows["assurance"], color=colour, marker=marker, markersize=4, label=label
                )
            axes.set_xscale("log")
            axes.xaxis.set_major_locator(FixedLocator(_apart(answer.terms.villages)))
            axes.xaxis.set_minor_locator(NullLocator())
            axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value, 0)))
            axes.set_ylim(0, 1.02)
            axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 1.0], [words.percent(tick / 5) for tick in range(6)])
            if place:
                axes.tick_params(labelleft=False)
            axes.set_title(lines_of(words(f"trial.world.{world}"), 38, 2))
            axes.set_xlabel(words(f"trial.villages_axis.{answer.terms.plan}"))
            handles, labels = axes.get_legend_handles_labels()
        figure.axes[0].set_ylabel(words("trial.assurance_axis"))
        figure.legend(handles, labels, loc="lower left", bbox_to_anchor=(0.08, 0.0), ncols=3)
    return figure


def _apart(numbers: list[int]) -> list[int]:
    """Return the numbers that can stand beside each other along a logarithmic axis."""
    kept = numbers[:1]
    for number in numbers[1:]:
        if number / kept[-1] > APART:
            kept.append(number)
    return kept


def plot_sets(facts: AnswerFacts, answer: TrialSize, arm: str, size: tuple[int, int]) -> Figure:
    """Return the power of trials of one size against the true effect, one dot a set."""
    words, outcome = facts.words, answer.terms.outcome
    rows = answer.by_set
    rows = rows[(rows["arm"] == arm) & (rows["per_arm"] == size[0]) & (rows["owners"] == size[1])]
    with drawing_rules():
        figure = new_figure(WIDE, 3.0)
        axes = inches(figure, 0.75, 0.62, WIDE - 1.0, 2.2)
        axes.axhline(AIM, color=QUIET, linewidth=0.9, linestyle=(0, (4, 2)))
        axes.axvline(0, color=QUIET, linewidth=0.8)
        axes.scatter(
            rows["effect"], rows["power"], s=22, color=COLOURS[0], edgecolors="white", linewidths=0.5
        )
        middle = float(np.median(rows["effect"]))
        axes.axvline(middle, color=INK, linewidth=0.8, linestyle=(0, (1, 2)))
        axes.annotate(words("trial.median_effect"), (middle, 1.0), (4, -2), textcoords="offset points",
                      fontsize=SMALL, va="top")  # fmt: skip
        axes.set_ylim(-0.02, 1.06)
        axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 1.0], [words.percent(tick / 5) for tick in range(6)])
        number_axis(axes, "x", words)
        axes.set_xlabel(words("trial.effect_axis", measure=words.measure(outcome)))
        axes.set_ylabel(words("trial.power_axis"))
    return figure
