"""Twenty houses: in how many plausible villages a programme helps, changes little, or harms."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.path import Path

from simulation.analysis.houses import HOUSES
from simulation.report.drawing import INK, QUIET, SMALL, drawing_rules, inches, lines_of, new_figure

WIDTH = 4.6
"""Inches: fits a telephone in two lines of ten houses."""
_ROW, _LABEL, _LEGEND = 0.62, 0.3, 0.34
_ACROSS = 10
_LETTERS = 46
HELPS, LITTLE, HARMS = "#2166AC", "#FFFFFF", "#B35806"
"""Blue, white, orange: apart for every kind of colour vision, and each with a mark of its own."""
_HOUSE = Path(
    [(-0.42, -0.5), (-0.42, 0.05), (-0.6, 0.05), (0.0, 0.6), (0.6, 0.05), (0.42, 0.05), (0.42, -0.5), (0, 0)],
    [Path.MOVETO, *[Path.LINETO] * 6, Path.CLOSEPOLY],
)


class Row(NamedTuple):
    """A scenario.

    Attributes
    ----------
    label : str
    counts : sequence of int
        Houses that it helps, of little change, and that it harms.
    """

    label: str
    counts: Sequence[int]


def plot_houses(rows: Sequence[Row], kinds: Sequence[str]) -> Figure:
    """Return two lines of ten houses for each scenario, with a legend.

    Parameters
    ----------
    rows : sequence of Row
    kinds : sequence of str
        Words for the three kinds of houses.
    """
    height = _LEGEND + len(rows) * (_LABEL + _ROW) + 0.05
    with drawing_rules():
        figure = new_figure(WIDTH, height)
        axes = inches(figure, 0.0, 0.0, WIDTH, height)
        axes.set(xlim=(0, WIDTH), ylim=(height, 0))
        axes.axis("off")
        _legend(axes, kinds)
        for number, row in enumerate(rows):
            top = _LEGEND + number * (_LABEL + _ROW)
            axes.text(0.04, top + 0.2, lines_of(row.label, _LETTERS, 1), fontsize=SMALL, fontweight="bold")
            kind = np.repeat([0, 1, 2], row.counts)
            places = np.arange(HOUSES)
            _houses(
                axes, 0.2 + 0.3 * (places % _ACROSS), top + _LABEL + 0.14 + 0.29 * (places // _ACROSS), kind
            )
            for place, count in enumerate(row.counts):
                axes.text(
                    3.42 + 0.4 * place, top + _LABEL + 0.34, str(count), fontsize=SMALL, ha="center",
                    color=(HELPS, QUIET, HARMS)[place], fontweight="bold" if count else "normal",
                )  # fmt: skip
    return figure


def _houses(axes: Axes, across: np.ndarray, down: np.ndarray, kinds: np.ndarray) -> None:
    for kind, colour in enumerate((HELPS, LITTLE, HARMS)):
        chosen = kinds == kind
        axes.scatter(
            across[chosen], down[chosen], s=190, marker=_HOUSE, facecolors=colour,
            edgecolors=(HELPS, QUIET, HARMS)[kind], linewidths=1.0,
        )  # fmt: skip
    harmed = kinds == 2
    axes.scatter(across[harmed], down[harmed] + 0.02, s=22, marker="x", color="white", linewidths=1.4)


def _legend(axes: Axes, kinds: Sequence[str]) -> None:
    left = 0.12
    for kind, words in enumerate(kinds):
        _houses(axes, np.array([left]), np.array([0.14]), np.array([kind]))
        axes.text(left + 0.16, 0.19, words, fontsize=SMALL - 0.5, color=INK)
        left += 0.5 + 0.075 * len(words)
