"""Figures of a calibration: the posterior of every pair of parameters, and the survey against the model."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from scipy.stats import gaussian_kde

from simulation.experiment.varied import varied
from simulation.questions.calibration.answer import Calibrated
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

POSTERIOR = "#002DE5"
MISSED = "#C43C00"
_LEFT, _RIGHT, _TOP, _BOTTOM, _SPACE = 0.5, 1.45, 0.1, 0.5, 0.07
_LABELS, _ROW, _ABOVE, _BELOW = 3.05, 0.26, 0.1, 0.65
"""Inches."""
MOST_POINTS = 200
"""Draws in a scatter: more only hide each other."""
FAR = 8.0
"""Standard errors from what was observed at which a bar is cut off."""


def label_of(facts: AnswerFacts, name: str) -> str:
    """Return a parameter in the words of the language."""
    return parameter_label(facts.words, name, varied(facts.config)[name].description)


def plot_pairs(facts: AnswerFacts, answer: Calibrated) -> Figure:
    """Return prior and posterior of each parameter on the diagonal, and below it the draws of each pair."""
    names = list(answer.ranges)
    draws, before = answer.draws[names].to_numpy(), answer.before[names].to_numpy()
    ends = {name: list(found) for name, found in answer.ranges.items()}
    size = len(names)
    cell = min(1.3, (WIDE - _LEFT - _RIGHT - _SPACE * (size - 1)) / size)
    height = _TOP + _BOTTOM + size * cell + (size - 1) * _SPACE
    with drawing_rules():
        figure = new_figure(WIDE, height)
        for row in range(size):
            bottom = height - _TOP - (row + 1) * cell - row * _SPACE
            for column in range(row + 1):
                axes = inches(figure, _LEFT + column * (cell + _SPACE), bottom, cell, cell)
                axes.set_xlim(*answer.ranges[names[column]])
                if column == row:
                    _draw_densities(axes, before[:, row], draws[:, row], answer.ranges[names[row]])
                else:
                    axes.set_ylim(*answer.ranges[names[row]])
                    axes.add_patch(_dots(draws[:MOST_POINTS, [column, row]]))
                told = [[end_of(facts, end) for end in ends[names[place]]] for place in (column, row)]
                across = (ends[names[column]], told[0] if row == size - 1 else ["", ""])
                up = (ends[names[row]], told[1] if column == 0 else ["", ""])
                _name_ends(axes, across, up if column < row else ([], []))
            room = (size - 1 - row) * (cell + _SPACE) + _RIGHT - 0.12
            text = lines_of(facts.words.capital(label_of(facts, names[row])), int(room * 12.5), 4)
            start = _LEFT + row * (cell + _SPACE) + cell + 0.08
            figure.text(
                start / WIDE, (bottom + cell) / height, text, va="top", fontsize=SMALL, linespacing=1.05
            )
    return figure


def _dots(points: np.ndarray) -> PathPatch:
    """Return points as one path: as single markers they would make a page of a megabyte."""
    codes = np.tile([Path.MOVETO, Path.LINETO], len(points))
    ends = np.repeat(points, 2, axis=0)
    # browsers draw no line of no length
    ends[1::2, 0] += 0.002 * np.ptp(points[:, 0])
    path = Path(ends, codes)
    return PathPatch(path, fill=False, edgecolor=POSTERIOR, alpha=0.6, linewidth=1.7, capstyle="round")


def _draw_densities(axes: Axes, before: np.ndarray, after: np.ndarray, ends: tuple[float, float]) -> None:
    """Draw prior and posterior."""
    grid = np.linspace(*ends, 120)
    if np.ptp(before) > 0:
        axes.fill_between(grid, _density(before, grid), color=RULE, linewidth=0)
    if np.ptp(after) > 0:
        axes.plot(grid, _density(after, grid), color=POSTERIOR, linewidth=1.4)
    axes.set_ylim(bottom=0)
    axes.spines["left"].set_visible(False)


def _density(values: np.ndarray, grid: np.ndarray) -> np.ndarray:
    """Return the density of draws; mass beyond the ends of the grid is folded back."""
    kernel = gaussian_kde(values)
    found: np.ndarray = kernel(grid) + kernel(2 * grid[0] - grid) + kernel(2 * grid[-1] - grid)
    return found


def _name_ends(axes: Axes, x: tuple[list[float], list[str]], y: tuple[list[float], list[str]]) -> None:
    """Put ticks at the ends of the ranges."""
    axes.set_xticks(*x)
    axes.set_yticks(*y)
    axes.tick_params(length=2, labelsize=SMALL - 2, pad=1.5)
    first, last = axes.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    for label in axes.get_yticklabels()[:1]:
        label.set_verticalalignment("bottom")
    for label in axes.get_yticklabels()[1:]:
        label.set_verticalalignment("top")


def end_of(facts: AnswerFacts, value: float) -> str:
    """Return the value of a parameter with as many digits as it needs."""
    digits = 0 if abs(value) >= 20 else 1 if abs(value) >= 5 else 2 if abs(value) >= 0.095 else 3
    exact = (fewer for fewer in range(digits) if abs(round(value, fewer) - value) < 1e-12)
    return facts.words.number(value, next(exact, digits))


def plot_predictive(facts: AnswerFacts, answer: Calibrated) -> Figure:
    """Return one row a target: what villages of the posterior give, in standard errors from the observed."""
    words = facts.words
    rows = answer.predictive.to_dict("records")
    depth = _ROW * len(rows)
    height = _ABOVE + depth + _BELOW
    with drawing_rules():
        figure = new_figure(WIDE, height)
        axes = inches(figure, _LABELS, _BELOW, WIDE - _LABELS - 0.2, depth)
        axes.axvspan(-2, 2, color=ZONE, linewidth=0, zorder=0)
        axes.axvline(0.0, color=QUIET, linewidth=0.8, zorder=1)
        for place, row in enumerate(rows):
            low, middle, high = (
                np.clip((row[name] - row["value"]) / row["standard_error"], -FAR, FAR)
                for name in ("low", "median", "high")
            )
            colour = POSTERIOR if row["met"] else MISSED
            axes.hlines(place, low, high, color=colour, linewidth=3.0, zorder=2)
            axes.scatter(
                middle, place, marker="o" if row["met"] else "D", s=26, zorder=3, edgecolors=colour,
                facecolors="white", linewidths=1.3,
            )  # fmt: skip
        labels = [
            lines_of(
                f"{words.capital(words.measure(row['measure']))}, {words('when.week', week=row['week'])}",
                44,
                1,
            )
            for row in rows
        ]
        axes.set_yticks(range(len(rows)), labels)
        axes.tick_params(axis="y", length=0, labelsize=SMALL - 0.5, labelcolor=INK)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.grid(axis="y", color=RULE, linewidth=0.4)
        axes.set_axisbelow(True)
        axes.set_xlabel(words("calibrate.axis"))
        number_axis(axes, "x", words, digits=0, most=8)
    return figure
