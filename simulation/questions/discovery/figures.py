"""Figures of a discovery: how programmes end, the boxes, where failures lie, and how a box was peeled."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from matplotlib.ticker import FuncFormatter, MaxNLocator

from simulation.analysis.scenario_discovery import FoundBox
from simulation.questions.discovery.answer import BACKFIRES, FAILS, Discovery
from simulation.questions.discovery.finding import Finding
from simulation.report.answer_facts import AnswerFacts
from simulation.report.conditions import Edges
from simulation.report.drawing import (
    INK,
    NARROW,
    QUIET,
    RULE,
    SMALL,
    WIDE,
    drawing_rules,
    inches,
    lines_of,
    new_figure,
    number_axis,
)

VERDICTS = (("raises", "#2166AC"), (FAILS, "#D9D9D9"), (BACKFIRES, "#B35806"))
"""Blue, grey and orange: apart for every kind of colour vision; numbers stand in the bars as well."""
FAILING = LinearSegmentedColormap.from_list("failing", ["#FFFFFF", "#F1A340", "#8C3B00"])
BOXES = ("#8C3B00", "#2166AC", "#4B5D16")
"""Colours of the boxes; each has its number too."""
CELLS = 6
"""Cells of a map along one parameter: some dozens of villages in each, of two thousand."""
_LABELS, _RIGHT = 2.7, 0.35
_ROW, _HEADING = 0.5, 0.34


def plot_verdicts(facts: AnswerFacts, answer: Discovery) -> Figure:
    """Return one bar a programme: in which share of the villages it raises the outcome, fails, backfires."""
    words = facts.words
    names = list(dict.fromkeys(answer.villages["programme"]))
    height = 0.5 + 0.42 * len(names)
    with drawing_rules():
        figure = new_figure(WIDE, height + 0.45)
        axes = inches(figure, _LABELS, 0.45, WIDE - _LABELS - _RIGHT, height - 0.5)
        for place, name in enumerate(names):
            found = answer.villages.loc[answer.villages["programme"] == name, "verdict"]
            found = found[found != ""]
            left = 0.0
            for verdict, colour in VERDICTS:
                share = float((found == verdict).mean()) if len(found) else 0.0
                axes.barh(place, share, 0.66, left=left, color=colour, edgecolor="white")
                if share >= 0.06:
                    ink = INK if verdict == FAILS else "white"
                    axes.text(
                        left + share / 2, place, words.percent(share), ha="center", va="center",
                        fontsize=SMALL, color=ink,
                    )  # fmt: skip
                left += share
        axes.set_xlim(0, 1)
        axes.set_ylim(len(names) - 0.5, -0.5)
        axes.set_yticks(range(len(names)), [lines_of(facts.scenarios.label(name), 36, 2) for name in names])
        axes.set_xticks([0, 0.5, 1], [words.percent(share) for share in (0, 0.5, 1)])
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)
        handles = [Rectangle((0, 0), 1, 1, color=colour) for _, colour in VERDICTS]
        labels = [words(f"discover.verdict.{verdict}") for verdict, _ in VERDICTS]
        figure.legend(handles, labels, loc="upper left", ncols=3, bbox_to_anchor=(0.0, 1.0))
    return figure


def plot_boxes(facts: AnswerFacts, edges: Edges, boxes: Sequence[FoundBox]) -> Figure:
    """Return the restricted ranges of each box as bars inside the ranges that were drawn from."""
    words = facts.words
    depth = sum(_HEADING + _ROW * len(found.box.parameters) for found in boxes)
    height = depth + 0.12
    with drawing_rules():
        figure = new_figure(WIDE, height)
        axes = inches(figure, _LABELS, 0.06, WIDE - _LABELS - _RIGHT, depth)
        axes.set_ylim(depth, 0)
        axes.set_xlim(-0.02, 1.02)
        axes.set_axis_off()
        down = 0.0
        for number, found in enumerate(boxes):
            heading = words(
                "discover.box_heading", number=number + 1, density=round(100 * found.held.density),
                elsewhere=round(100 * found.rest.elsewhere),
            )  # fmt: skip
            figure.text(
                0.05 / WIDE, 1 - (0.06 + down + 0.2) / height, heading, fontweight="bold", va="center"
            )
            down += _HEADING
            for name in found.box.parameters:
                _draw_range(figure, edges, found, name, down + _ROW * 0.55, BOXES[number % len(BOXES)])
                down += _ROW
    return figure


def _draw_range(figure: Figure, edges: Edges, found: FoundBox, name: str, place: float, colour: str) -> None:
    axes = figure.axes[0]
    height = float(figure.get_size_inches()[1])
    least, most = edges.ranges[name]
    low, high = edges.ends(found.box, name)
    start, end = ((least if low is None else low), (most if high is None else high))

    def at(value: float) -> float:
        return (value - least) / (most - least)

    figure.text(
        0.05 / WIDE, 1 - (0.06 + place) / height, lines_of(edges.label(name), 36, 2), va="center",
        fontsize=SMALL, linespacing=1.0,
    )  # fmt: skip
    axes.hlines(place, 0, 1, colors=RULE, linewidth=5)
    axes.hlines(place, at(start), at(end), colors=colour, linewidth=10)
    for where, value, side in ((-0.015, least, "right"), (1.015, most, "left")):
        axes.text(
            where, place, edges.value(name, value), ha=side, va="center", fontsize=SMALL - 1, color=QUIET
        )
    for edge in (low, high):
        if edge is not None:
            axes.text(
                at(edge), place - 0.2, edges.value(name, edge), ha="center", va="center", color=colour,
                fontsize=SMALL, fontweight="bold",
            )  # fmt: skip
    own = edges.own(name)
    if least <= own <= most:
        axes.plot(at(own), place, marker="D", markersize=6, color="white", markeredgecolor=INK, zorder=5)


def plot_trajectory(facts: AnswerFacts, found: FoundBox) -> Figure:
    """Return density against coverage along the peeling, coloured by how many parameters are restricted."""
    words = facts.words
    coverage = [score.coverage for score in found.trajectory]
    density = [score.density for score in found.trajectory]
    colours = LinearSegmentedColormap.from_list("restricted", ["#9ECAE1", "#08306B"])
    most = max(1, *found.restricted)
    with drawing_rules():
        figure = new_figure(NARROW, 3.3)
        axes = inches(figure, 0.62, 0.5, NARROW - 0.8, 2.6)
        axes.axhline(found.trajectory[0].density, color=QUIET, linewidth=0.8, linestyle="--")
        axes.plot(coverage, density, color=RULE, linewidth=0.8, zorder=1)
        axes.scatter(
            coverage, density, c=[colours(number / most) for number in found.restricted], s=18, zorder=2
        )
        top = min(1.05, 1.12 * max([*density, found.held.density]))
        for across, up, number in _first_of_each(coverage, density, found.restricted, top):
            axes.annotate(str(number), (across, up), (5, 2), textcoords="offset points", fontsize=SMALL - 1)
        if found.box.sides:
            searched, held = found.searched, found.held
            axes.scatter(
                searched.coverage, searched.density, s=90, facecolors="none", edgecolors=INK, zorder=3
            )
            axes.scatter(held.coverage, held.density, s=60, marker="D", color=VERDICTS[2][1], zorder=4)
        axes.set_xlim(-0.03, 1.05)
        axes.set_ylim(0, top)
        axes.set_xlabel(words("discover.coverage_axis"))
        axes.set_ylabel(words("discover.density_axis"))
        number_axis(axes, "x", words, 2)
        number_axis(axes, "y", words, 2)
    return figure


def _first_of_each(
    coverage: Sequence[float], density: Sequence[float], restricted: Sequence[int], top: float
) -> list[tuple[float, float, int]]:
    """Return where each number of restricted parameters first appears, but for those too near to another."""
    found: list[tuple[float, float, int]] = []
    for across, up, number in zip(coverage, density, restricted, strict=True):
        near = any(abs(across - x) < 0.07 and abs(up - y) < 0.07 * top for x, y, _ in found)
        if not near and number not in [known for *_, known in found]:
            found.append((across, up, number))
    return found


def map_parameters(finding: Finding) -> tuple[str, str] | None:
    """Return the two parameters that say most: of the first box, then of later ones, then of the tree."""
    boxes = finding.search.confirmed
    names = [
        side.parameter
        for found in boxes
        for side in sorted(found.quasi_p, key=lambda side, p=found.quasi_p: p[side])  # type: ignore[misc]
    ]
    names = list(dict.fromkeys([*names, *finding.search.tree.parameters]))
    return (names[0], names[1]) if boxes and len(names) > 1 else None


def plot_map(
    facts: AnswerFacts, edges: Edges, points: pd.DataFrame, failed: np.ndarray, finding: Finding
) -> Figure:
    """Return how often villages fail over two parameters, with the first box drawn in.

    Parameters
    ----------
    facts, edges
        Words and ranges.
    points : DataFrame, shape (villages, parameters)
    failed : ndarray of bool, shape (villages,)
    finding : Finding
        With a confirmed box and two parameters.
    """
    names = map_parameters(finding)
    if names is None:
        raise ValueError("a map needs a box and two parameters")
    box = finding.search.confirmed[0].box
    places = [_cells(points[name].to_numpy(), *edges.ranges[name]) for name in names]
    cell = places[1] * CELLS + places[0]
    number = np.bincount(cell, minlength=CELLS**2)
    hits = np.bincount(cell, weights=failed, minlength=CELLS**2)
    share = np.divide(hits, number, out=np.full(CELLS**2, np.nan), where=number > 0).reshape(CELLS, CELLS)
    lines = [np.linspace(*edges.ranges[name], CELLS + 1) for name in names]
    with drawing_rules():
        figure = new_figure(NARROW, 3.3)
        axes = inches(figure, 0.72, 0.62, NARROW - 0.85, 2.5)
        axes.pcolormesh(*lines, share, cmap=FAILING, vmin=0, vmax=1, edgecolors="white", linewidth=0.5)
        for up in range(CELLS):
            for across in range(CELLS):
                if not np.isnan(share[up, across]):
                    axes.text(
                        (lines[0][across] + lines[0][across + 1]) / 2, (lines[1][up] + lines[1][up + 1]) / 2,
                        str(round(100 * share[up, across])), ha="center", va="center", fontsize=SMALL - 1,
                        color="white" if share[up, across] > 0.78 else INK,
                    )  # fmt: skip
        corner = [box.low.get(name, edges.ranges[name][0]) for name in names]
        far = [box.high.get(name, edges.ranges[name][1]) for name in names]
        axes.add_patch(
            Rectangle(
                (corner[0], corner[1]),
                far[0] - corner[0],
                far[1] - corner[1],
                fill=False,
                edgecolor=INK,
                linewidth=2.2,
                clip_on=False,
            )
        )
        axes.set_xlabel(lines_of(edges.label(names[0]), 44, 2))
        axes.set_ylabel(lines_of(edges.label(names[1]), 36, 2))
        for axis, name in zip((axes.xaxis, axes.yaxis), names, strict=True):
            axis.set_major_locator(MaxNLocator(nbins=4, steps=[1, 2, 5, 10]))
            axis.set_major_formatter(FuncFormatter(lambda value, _, name=name: edges.value(name, value)))
    return figure


def _cells(values: np.ndarray, low: float, high: float) -> np.ndarray:
    """Return in which cell of its range each value lies."""
    span = (high - low) or 1.0
    return np.asarray(np.clip(((values - low) / span * CELLS).astype(int), 0, CELLS - 1))
