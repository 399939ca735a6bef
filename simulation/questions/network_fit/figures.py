"""Pictures of what the observed network looks like among those of simulated villages."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from simulation.experiment.network_counts import CHANGES
from simulation.questions.network_fit.answer import CHANGE, Compared
from simulation.questions.network_fit.levels import Level
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
from simulation.report.words import Words

SIMULATED, OBSERVED = "#9DB8D2", "#B3005E"
"""A pale blue and a dark red, apart for every kind of colour vision; the observed one has dots as well."""
_HEIGHT, _PANEL, _BELOW = 1.55, 2.4, 0.65
_LEFT, _LEGEND = 0.85, 0.35


def level_label(words: Words, statistic: str, level: Level) -> str:
    """Return the label of a level, such as ``3``, ``4–5``, ``10 or more``."""
    if level.least is None:
        return words("network_fit.level.apart")
    if level.most is None:
        return words("network_fit.level.more", least=level.least)
    if statistic == "triads":
        return words("network_fit.level.ties", ties=level.least)
    if level.least == level.most:
        return str(level.least)
    return words("network_fit.level.between", least=level.least, most=level.most)


def plot_statistic(facts: AnswerFacts, waves: Sequence[Compared]) -> Figure:
    """Return the violins of one statistic, a panel a wave, with the observed counts as a line of dots."""
    words, statistic = facts.words, waves[0].statistic
    labels = [level_label(words, statistic, level) for level in waves[0].levels]
    height = _LEGEND + len(waves) * _PANEL
    with drawing_rules():
        figure = new_figure(WIDE, height)
        for place, compared in enumerate(waves):
            bottom = height - _LEGEND - (place + 1) * _PANEL + _BELOW
            if statistic == "triads":
                _side_by_side(figure, compared, labels, bottom, words)
                continue
            axes = inches(figure, _LEFT, bottom, WIDE - _LEFT - 0.15, _HEIGHT)
            along = np.arange(len(labels))
            _violins(axes, compared.simulated, along)
            axes.plot(along, compared.observed, color=OBSERVED, marker="o", markersize=4, zorder=3)
            _finish(axes, compared, words)
            axes.set_xticks(along, [lines_of(label, 12, 2) for label in labels])
            axes.set_ylabel(lines_of(words(f"network_fit.count.{statistic}"), 20, 2))
            if place == len(waves) - 1:
                axes.set_xlabel(words(f"network_fit.axis.{statistic}"))
        _legend(figure, words)
    return figure


def plot_change(facts: AnswerFacts, compared: Compared, shares: np.ndarray) -> Figure:
    """Return the violins of ties kept, gained and lost, and of the share that is in both waves."""
    words = facts.words
    labels = [words(f"network_fit.change.{name}") for name in (*CHANGES, "jaccard")]
    every = np.column_stack([np.vstack([compared.observed, compared.simulated]), shares])
    with_share = Compared(compared.statistic, compared.wave, [], every[0], every[1:], compared.tested)
    with drawing_rules():
        figure = new_figure(WIDE, _LEGEND + _PANEL)
        _side_by_side(figure, with_share, labels, _BELOW, words)
        _legend(figure, words)
    return figure


def _side_by_side(
    figure: Figure, compared: Compared, labels: Sequence[str], bottom: float, words: Words
) -> None:
    """Draw each level on a scale of its own."""
    width = (WIDE - 0.15) / len(labels)
    for place, label in enumerate(labels):
        axes = inches(figure, 0.7 + place * width, bottom, width - 0.75, _HEIGHT)
        known = compared.simulated[:, place]
        _violins(axes, known[~np.isnan(known)][:, None], np.zeros(1))
        axes.plot([0], [compared.observed[place]], color=OBSERVED, marker="o", markersize=5, zorder=3)
        axes.axhline(compared.observed[place], color=OBSERVED, linewidth=0.9)
        axes.set_xticks([0], [lines_of(label, 16, 2)])
        number_axis(axes, "y", words)
        if place == 0:
            _title(axes, compared, words)


def _violins(axes: Axes, simulated: np.ndarray, along: np.ndarray) -> None:
    """Draw the villages: their density, and the middle nine of ten with the median."""
    for place, column in zip(along, simulated.T, strict=True):
        # of a value that all share there is no density
        if np.ptp(column) > 0:
            parts: Any = axes.violinplot([column], [place], widths=0.8, showextrema=False)
            parts["bodies"][0].set(facecolor=SIMULATED, edgecolor="none", alpha=0.85)
    low, middle, high = np.quantile(simulated, [0.05, 0.5, 0.95], axis=0)
    axes.vlines(along, low, high, color=INK, linewidth=1.1)
    axes.scatter(along, middle, s=14, color="white", edgecolors=INK, linewidths=0.9, zorder=2.5)


def _finish(axes: Axes, compared: Compared, words: Words) -> None:
    if compared.wave == CHANGE:
        axes.axhline(0, color=QUIET, linewidth=0.8)
    number_axis(axes, "y", words)
    _title(axes, compared, words)


def _title(axes: Axes, compared: Compared, words: Words) -> None:
    wave, p = words(f"network_fit.wave.{compared.wave}"), words.number(compared.tested.p, 3)
    axes.set_title(words("network_fit.panel", wave=wave, p=p), fontsize=SMALL)


def _legend(figure: Figure, words: Words) -> None:
    handles = [
        Line2D([], [], color=OBSERVED, marker="o", markersize=4, label=words("network_fit.observed")),
        Patch(color=SIMULATED, label=words("network_fit.simulated")),
        Line2D([], [], color=INK, linewidth=1.1, marker="o", markerfacecolor="white", markersize=4,
               label=words("network_fit.middle")),
    ]  # fmt: skip
    figure.legend(handles=handles, loc="upper left", ncols=3, bbox_to_anchor=(0.0, 1.0))
