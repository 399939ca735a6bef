"""Where the trust came from: the trust ledger of a programme less that of the reference, as a waterfall."""

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.measures.catalogue import SOURCES
from simulation.report.drawing import (
    INK,
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
from simulation.report.words import Words
from simulation.running.weekly_table import WeeklyTable

SIDES = ("own", "other")
GAIN, LOSS = "#1F6FB4", "#C4531B"
_LABELS, _ROW, _ABOVE, _BELOW = 1.66, 0.27, 0.42, 0.46


class Balance(NamedTuple):
    """What a programme changed in the evidence that owners keep of one another, per owner.

    Attributes
    ----------
    side : str
        ``own`` or ``other``: about members of the own group or of other groups.
    lines : tuple of (str, float)
        Source and what it brought (good less bad) from week 1 to the end, programme less reference.
    total : float
        Difference of the evidence at the end. The lines add up to it.
    """

    side: str
    lines: tuple[tuple[str, float], ...]
    total: float


def balances(table: WeeklyTable, programme: str, reference: str) -> list[Balance]:
    """Return the balance of each side that has numbers, mean over the replicates that both finished."""
    columns = {side: [f"ledger_{source}_{side}" for source, _, _ in SOURCES] for side in SIDES}
    stocks = {side: f"evidence_{side}" for side in SIDES}
    weekly = table.only([programme, reference]).many([*stocks.values(), *columns["own"], *columns["other"]])
    differences = {name: values[0] - values[1] for name, values in weekly.items()}
    found = []
    for side, names in columns.items():
        stock = differences[stocks[side]]
        complete = np.isfinite(stock).all(axis=1)
        if not complete.any() or not any(weekly[name][0][complete].any() for name in [*names, stocks[side]]):
            continue
        lines = tuple(
            (source, float(differences[column][complete, 1:].sum(axis=1).mean()))
            for (source, _, _), column in zip(SOURCES, names, strict=True)
        )
        # week 0 is shared, so its difference is nothing but rounding
        found.append(Balance(side, lines, float((stock[complete, -1] - stock[complete, 0]).mean())))
    return found


def source_label(source: str, words: Words) -> str:
    """Return what a line of the ledger is called."""
    return next(en if words.language == "en" else id_ for name, en, id_ in SOURCES if name == source)


def plot_balance(balance: Balance, words: Words) -> Figure:
    """Return a waterfall: each source starts where the one above it ends, the last bar is the sum."""
    lines = [(source, value) for source, value in balance.lines if abs(value) > 1e-9]
    rows = len(lines) + 1
    height = _ABOVE + rows * _ROW + _BELOW
    ends = np.concatenate(([0.0], np.cumsum([value for _, value in lines])))
    with drawing_rules():
        figure = new_figure(NARROW, height)
        axes = inches(figure, _LABELS, _BELOW, NARROW - _LABELS - 0.12, rows * _ROW)
        axes.set_ylim(rows - 0.5, -0.5)
        low, high = min(0.0, float(ends.min())), max(0.0, float(ends.max()))
        span = (high - low) or 1.0
        # room for the numbers on both sides of the bars
        axes.set_xlim(low - 0.3 * span, high + 0.3 * span)
        for row, (_, value) in enumerate(lines):
            axes.barh(row, value, left=ends[row], height=0.62, color=GAIN if value > 0 else LOSS, zorder=2)
            axes.plot([ends[row + 1]] * 2, [row, row + 1], color=QUIET, linewidth=0.7, zorder=1)
            _number(axes, row, float(ends[row]), value, words, span)
        axes.barh(rows - 1, balance.total, height=0.62, color=INK, zorder=2)
        _number(axes, rows - 1, 0.0, balance.total, words, span)
        axes.axvline(0.0, color=QUIET, linewidth=0.8, zorder=1)
        labels = [source_label(source, words) for source, _ in lines] + [words("ledger.total")]
        axes.set_yticks(range(rows), [lines_of(label, 22, 2) for label in labels])
        axes.tick_params(axis="y", length=0)
        axes.get_yticklabels()[-1].set_fontweight("bold")
        axes.grid(axis="x", color=RULE, linewidth=0.6)
        axes.set_axisbelow(True)
        number_axis(axes, "x", words, most=4)
        figure.text(1 - 0.12 / NARROW, 0.05 / height, words("ledger.axis"), ha="right", fontsize=SMALL)
        figure.text(
            0.05 / NARROW, 1 - 0.1 / height, words(f"ledger.{balance.side}"), fontweight="bold", va="top"
        )
    return figure


def _number(axes: Axes, row: int, start: float, value: float, words: Words, span: float) -> None:
    """Write a value beside the end of its bar."""
    axes.text(
        start + value + (0.02 if value >= 0 else -0.02) * span,
        row,
        words.number(value, 2 if span < 10 else 1, sign=True),
        ha="left" if value >= 0 else "right",
        va="center",
        fontsize=SMALL,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.4},
        zorder=1.5,
    )
