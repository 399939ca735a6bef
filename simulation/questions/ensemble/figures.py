"""Figures of an ensemble: the funnel, the patterns and the parameters."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.experiment.varied import varied
from simulation.patterns.pattern import Band
from simulation.questions.ensemble.answer import Plausible
from simulation.questions.ensemble.step import EMULATED
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
from simulation.report.parameters import parameter_label

FOUND, FIRST = "#002DE5", "#9DB2F0"
"""The last wave and what the ensemble says; the first wave."""
_LABELS, _ROW, _ABOVE, _BELOW = 3.1, 0.33, 0.35, 0.55
"""Inches."""
FAR = 2.0
"""Half bands from the middle of a band at which a bar is cut off."""
Row = Mapping[Hashable, Any]


def label_of(facts: AnswerFacts, name: str) -> str:
    """Return a parameter in the words of the language."""
    return parameter_label(facts.words, name, varied(facts.config)[name].description)


def pattern_label(facts: AnswerFacts, pattern: Band) -> str:
    """Return the name of a pattern and what it is."""
    return f"{pattern.name}: {what_of(facts, pattern)}"


def what_of(facts: AnswerFacts, pattern: Band) -> str:
    """Return what a pattern is."""
    return pattern.id if facts.words.language == "id" else pattern.en


def step_label(facts: AnswerFacts, name: str, villages: int) -> str:
    """Return what a step looks at, and in how many villages; an emulator needs none."""
    step = facts.words(f"ensemble.step.{name}")
    return facts.words("ensemble.look", step=step, villages=villages) if villages else step


def _rows(axes: Axes, labels: Sequence[str]) -> None:
    """Name the rows of a figure, the first one on top."""
    axes.set_yticks(range(len(labels)), [lines_of(label, 44, 2) for label in labels])
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, labelsize=SMALL - 0.5, labelcolor=INK)
    axes.grid(axis="y", color=RULE, linewidth=0.4)
    axes.set_axisbelow(True)


def plot_funnel(facts: AnswerFacts, answer: Plausible) -> Figure:
    """Return how many sets of each wave are left after each step, on a scale of tens."""
    words, funnel = facts.words, answer.funnel
    looks = [(step.name, step.villages) for step in answer.terms.steps]
    looks.insert(0, (EMULATED, 0))
    labels = [words("ensemble.drawn"), *(step_label(facts, *look) for look in looks)]
    waves = sorted(funnel["wave"].unique())
    most = int(funnel["sets"].max())
    depth = _ROW * len(labels)
    with drawing_rules():
        figure = new_figure(WIDE, _ABOVE + depth + _BELOW)
        axes = inches(figure, _LABELS, _BELOW, WIDE - _LABELS - 0.3, depth)
        for place, wave in enumerate(waves):
            rows = funnel[funnel["wave"] == wave].set_index(["step", "villages"])
            left = [rows["sets"][looks[0]], *(int(rows["left"].get(look, 0)) for look in looks)]
            shade = place / max(1, len(waves) - 1)
            axes.plot(
                left, range(len(labels)), color=FOUND, alpha=0.35 + 0.65 * shade, marker="o", markersize=4,
                label=words("ensemble.wave", number=wave),
            )  # fmt: skip
        axes.set_xscale("symlog", linthresh=1)
        ticks = [0, *(10**power for power in range(len(str(most))))]
        axes.set_xticks(ticks, [words.number(tick, 0) for tick in ticks])
        axes.set_xlabel(words("ensemble.left_axis"))
        _rows(axes, labels)
        figure.legend(loc="upper right", ncols=6, bbox_to_anchor=(0.99, 1.0))
    return figure


def plot_patterns(facts: AnswerFacts, answer: Plausible) -> Figure:
    """Return one row a pattern: the sets it rules out, and where those of the ensemble lie in its band."""
    words, patterns = facts.words, answer.terms.patterns
    rows = answer.patterns.to_dict("records")
    depth = _ROW * len(rows)
    with drawing_rules():
        figure = new_figure(WIDE, _ABOVE + depth + _BELOW)
        axes = inches(figure, _LABELS, _BELOW, 1.55, depth)
        axes.barh(range(len(rows)), [row["alone"] for row in rows], 0.6, color=FIRST)
        axes.barh(range(len(rows)), [row["only"] for row in rows], 0.6, color=FOUND)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.5, 1], [words.percent(share) for share in (0, 0.5, 1)])
        axes.set_xlabel(words("ensemble.alone_axis"))
        _rows(axes, [pattern_label(facts, pattern) for pattern in patterns])
        band = inches(figure, _LABELS + 1.85, _BELOW, WIDE - _LABELS - 2.05, depth)
        band.axvspan(-1, 1, color=ZONE, linewidth=0)
        for place, (row, pattern) in enumerate(zip(rows, patterns, strict=True)):
            low, middle, high = (
                np.clip(in_band(pattern, row[name], row), -FAR, FAR) for name in ("q05", "median", "q95")
            )
            band.hlines(place, low, high, color=FOUND, linewidth=3.0)
            band.scatter(middle, place, s=22, zorder=3, edgecolors=FOUND, facecolors="white", linewidths=1.3)
        band.set_xlim(-FAR, FAR)
        band.set_xticks([-1, 1], [words("ensemble.low_end"), words("ensemble.high_end")])
        band.set_xlabel(words("ensemble.band_axis"))
        _rows(band, [""] * len(rows))
    return figure


def in_band(pattern: Band, value: float, row: Row) -> float:
    """Return a value on a scale on which the band goes from -1 to 1; of an open band one end is told.

    The sets themselves then give the scale: half of what they spread, or of the distance to the end.
    """
    low, high = pattern.low, pattern.high
    if np.isfinite(low) and np.isfinite(high):
        return float((value - (low + high) / 2) / ((high - low) / 2))
    end, sign = (low, 1.0) if np.isfinite(low) else (high, -1.0)
    far = max(abs(row["q05"] - end), abs(row["q95"] - end))
    return -sign if far == 0 else float(-sign + (value - end) / far)


def plot_parameters(facts: AnswerFacts, answer: Plausible, most: int) -> Figure:
    """Return where the sets lie within the range of each parameter, the narrowest first."""
    words = facts.words
    rows = answer.parameters.head(most).to_dict("records")
    depth = _ROW * len(rows)
    with drawing_rules():
        figure = new_figure(WIDE, _ABOVE + depth + _BELOW)
        axes = inches(figure, _LABELS + 0.6, _BELOW, WIDE - _LABELS - 0.9, depth)
        for place, row in enumerate(rows):
            low, width = row["range_low"], row["range_high"] - row["range_low"]
            q05, q25, q75, q95, middle = (
                (row[name] - low) / width for name in ("q05", "q25", "q75", "q95", "medoid")
            )
            axes.hlines(place, q05, q95, color=FIRST, linewidth=2.0)
            axes.hlines(place, q25, q75, color=FOUND, linewidth=4.5)
            axes.scatter(middle, place, s=24, zorder=3, edgecolors=FOUND, facecolors="white", linewidths=1.3)
        axes.axvspan(0.25, 0.75, color=ZONE, linewidth=0, zorder=0)
        axes.axvline(0.5, color=QUIET, linewidth=0.6, zorder=1)
        axes.set_xlim(0, 1)
        number_axis(axes, "x", words, most=4)
        axes.set_xlabel(words("ensemble.range_axis"))
        _rows(axes, [words.capital(label_of(facts, row["parameter"])) for row in rows])
    return figure
