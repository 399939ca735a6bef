"""Figures of a boundary: the map of the two states, what a programme does on it, and how a past fades."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.tri import Triangulation

from simulation.questions.boundary.answer import HALF, WITH, WITHOUT, Tipping
from simulation.questions.boundary.history import DOWN, UP
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
from simulation.report.parameters import parameter_label

_LEFT, _BELOW, _SIDE = 0.8, 0.75, 4.3
"""Inches: margins and side of the map; the key stands to its right."""
STATES = LinearSegmentedColormap.from_list("states", ["#A6542A", "#E8C39E", "#FBF7F0"])
"""Dark where broken, light where it holds: told apart in grey as well."""
LIFT = LinearSegmentedColormap.from_list("lift", ["#FFFFFF", "#9CC9BE", "#0E6655"])
LEVELS = (0.25, 0.75)
"""Shares of all acts whose lines are drawn."""
_PAPER = {"facecolor": "white", "edgecolor": "none", "alpha": 0.85, "pad": 1.5}
PASTS: dict[str, tuple[str, str, Literal["-", "--"]]] = {
    UP: ("#0E6655", "^", "-"),
    WITH: ("#002DE5", "s", "--"),
    WITHOUT: ("#737373", "o", "-"),
    DOWN: ("#A6542A", "v", "-"),
}
"""Colour, marker and line of each past."""


class _Map:
    """A map with its two boundaries and a key beside it."""

    def __init__(self, facts: AnswerFacts, answer: Tipping) -> None:
        self.words, self.answer, self.points = facts.words, answer, facts.config.points
        self.figure = new_figure(WIDE, _SIDE + _BELOW + 0.15)
        self.axes = inches(self.figure, _LEFT, _BELOW, _SIDE, _SIDE)
        x, y = answer.x, answer.y
        places = self.at(answer.mesh.places)
        self.mesh = Triangulation(places[:, 0], places[:, 1])
        self.handles: list[Line2D | Patch] = []
        self.axes.set_xlim(x.low, x.high)
        self.axes.set_ylim(y.low, y.high)
        number_axis(self.axes, "x", self.words)
        number_axis(self.axes, "y", self.words)
        self.axes.set_xlabel(lines_of(axis_label(facts, answer, "x"), 56, 2))
        self.axes.set_ylabel(lines_of(axis_label(facts, answer, "y"), 56, 2))

    def at(self, places: np.ndarray) -> np.ndarray:
        """Return places of the unit square in the units of the parameters."""
        x, y = self.answer.x, self.answer.y
        found: np.ndarray = np.array([x.low, y.low]) + places * np.array([x.high - x.low, y.high - y.low])
        return found

    def key(self, handle: Line2D | Patch, text: str) -> None:
        """Put something into the key."""
        handle.set_label(lines_of(text, 22, 4))
        self.handles.append(handle)

    def boundary(self, scenario: str, dashes: str, text: str) -> None:
        """Draw the boundary of a scenario."""
        style = {"color": INK, "linewidth": 2.0, "linestyle": dashes}
        for line in self.answer.lines[scenario]["boundary"]:
            self.axes.plot(*self.at(line).T, zorder=5, **style)  # type: ignore[arg-type]
        if self.answer.lines[scenario]["boundary"]:
            self.key(Line2D([], [], **style), text)  # type: ignore[arg-type]

    def band(self, scenario: str) -> None:
        """Hatch where the interval of the share of broken villages holds one half."""
        found = self.answer.surfaces[scenario]
        self.hatch(np.minimum(-found.low, found.high), "xxxx", self.words("boundary.key.band"))

    def hatch(self, height: np.ndarray, hatch: str, text: str) -> None:
        """Hatch where a height is above zero."""
        if (height > 0).any():
            drawn = self.axes.tricontourf(self.mesh, height, [0.0, 10.0], colors="none", hatches=[hatch])
            drawn.set(edgecolor=QUIET, linewidth=0.0)
            self.key(Patch(facecolor="white", edgecolor=QUIET, hatch=hatch), text)

    def own(self) -> None:
        """Mark the experiment's own point and the plausible ranges, as far as they are on the map."""
        x, y = self.answer.x, self.answer.y
        if x.low <= x.own <= x.high and y.low <= y.own <= y.high:
            style = {
                "marker": "*",
                "markersize": 13,
                "color": "white",
                "markeredgecolor": INK,
                "linestyle": "",
            }
            self.axes.plot([x.own], [y.own], zorder=7, clip_on=False, **style)  # type: ignore[arg-type]
            self.key(Line2D([], [], **style), self.words("boundary.key.own"))  # type: ignore[arg-type]
        (left, right), (bottom, top) = x.plausible, y.plausible
        style = {"fill": False, "edgecolor": INK, "linestyle": ":", "linewidth": 1.3}
        self.axes.add_patch(Rectangle((left, bottom), right - left, top - bottom, zorder=4, **style))  # type: ignore[arg-type]
        self.key(
            Line2D([], [], color=INK, linestyle=":", linewidth=1.3), self.words("boundary.key.plausible")
        )

    def sets(self) -> None:
        """Mark where the sets lie that the experiment lives with, as far as they are on the map."""
        points, x, y = self.points, self.answer.x, self.answer.y
        if points is None or not {x.name, y.name} <= set(points.columns):
            return
        style = {"marker": "o", "markersize": 4, "color": "white", "markeredgecolor": INK, "linestyle": ""}
        across, up = (np.array(points.columns[axis.name]) for axis in (x, y))
        inside = (x.low <= across) & (across <= x.high) & (y.low <= up) & (up <= y.high)
        self.axes.plot(across[inside], up[inside], zorder=5, markeredgewidth=0.7, **style)  # type: ignore[arg-type]
        self.key(Line2D([], [], **style), self.words("boundary.key.sets"))  # type: ignore[arg-type]

    def name(self, where: np.ndarray, text: str) -> None:
        """Write a name into the middle of a region, given as a mask of the points; nothing into none."""
        if where.sum() < 3:
            return
        places = self.answer.mesh.places
        # the point of the region that is farthest from all others stands well inside it
        away = np.array(
            [
                min(np.hypot(*(places[~where] - place).T).min(initial=1.0), *place, *(1 - place))
                for place in places[where]
            ]
        )
        x, y = self.at(places[where][int(np.argmax(away))])
        told = lines_of(text, 16, 3)
        self.axes.text(x, y, told, ha="center", va="center", fontweight="bold", bbox=_PAPER, zorder=6)

    def done(self) -> Figure:
        """Return the figure with its key."""
        self.figure.legend(
            handles=self.handles, loc="upper left", labelspacing=1.0,
            bbox_to_anchor=((_LEFT + _SIDE + 0.12) / WIDE, (_SIDE + _BELOW + 0.02) / (_SIDE + _BELOW + 0.15)),
        )  # fmt: skip
        return self.figure


def axis_label(facts: AnswerFacts, answer: Tipping, which: str) -> str:
    """Return what an axis shows, with its symbol."""
    found = answer.x if which == "x" else answer.y
    text = parameter_label(facts.words, found.name, found.description)
    return text + (f" ({found.description.symbol})" if found.description.symbol else "")


def plot_map(facts: AnswerFacts, answer: Tipping) -> Figure:
    """Return the map: cooperation without a programme, and both boundaries."""
    words = facts.words
    with drawing_rules():
        drawn = _Map(facts, answer)
        found = answer.surfaces[WITHOUT]
        share = np.clip(found.median + HALF, 0.0, 1.0)
        drawn.axes.tricontourf(drawn.mesh, share, np.linspace(0, 1, 21), cmap=STATES, vmin=0, vmax=1)
        lines = drawn.axes.tricontour(drawn.mesh, share, LEVELS, colors=QUIET, linewidths=0.8, linestyles="-")
        drawn.axes.clabel(lines, fmt=words.percent, fontsize=SMALL - 1)
        drawn.axes.scatter(drawn.mesh.x, drawn.mesh.y, s=2, color=QUIET, linewidths=0, zorder=3)
        drawn.key(Patch(facecolor=STATES(0.95), edgecolor=QUIET), words("boundary.key.holds"))
        drawn.key(Patch(facecolor=STATES(0.1), edgecolor=QUIET), words("boundary.key.broken"))
        if any(share.min() < level < share.max() for level in LEVELS):
            drawn.key(Line2D([], [], color=QUIET, linewidth=0.8), words("boundary.key.levels"))
        drawn.band(WITHOUT)
        drawn.boundary(WITHOUT, "-", words("boundary.key.without"))
        drawn.boundary(WITH, "--", words("boundary.key.with"))
        drawn.sets()
        drawn.own()
        drawn.key(
            Line2D([], [], color=QUIET, marker=".", markersize=4, linestyle=""), words("boundary.key.point")
        )
        drawn.name(found.side > 0, words("boundary.holds"))
        drawn.name(found.side < 0, words("boundary.broken"))
        return drawn.done()


def plot_lift(facts: AnswerFacts, answer: Tipping) -> Figure:
    """Return how many villages of each point are broken without the programme and hold with it."""
    words, points = facts.words, answer.points
    with drawing_rules():
        drawn = _Map(facts, answer)
        share = (points["lifted"] / points["replicates"].clip(lower=1)).to_numpy()
        share = np.clip(share, 0.0, 1.0 - 1e-9)  # the last level itself would be left white
        drawn.axes.tricontourf(drawn.mesh, share, np.linspace(0, 1, 11), cmap=LIFT, vmin=0, vmax=1)
        for level in (0.0, 0.5, 1.0):
            drawn.key(
                Patch(facecolor=LIFT(level), edgecolor=QUIET),
                words("boundary.key.lift", share=words.percent(level)),
            )
        drawn.boundary(WITHOUT, "-", words("boundary.key.without"))
        drawn.boundary(WITH, "--", words("boundary.key.with"))
        drawn.own()
        medians = [found.median for found in answer.surfaces.values()]
        drawn.hatch(-np.max(medians, axis=0), "//", words("boundary.stays_broken"))
        sides = {name: found.side for name, found in answer.surfaces.items()}
        drawn.name(sides[WITHOUT] > 0, words("boundary.holds_anyway"))
        drawn.name((sides[WITHOUT] < 0) & (sides[WITH] > 0), words("boundary.lifted_here"))
        drawn.name((sides[WITHOUT] < 0) & (sides[WITH] < 0), words("boundary.stays_broken"))
        return drawn.done()


def plot_history(facts: AnswerFacts, answer: Tipping, titles: Sequence[str]) -> Figure:
    """Return how cooperation goes on after each past, one panel a place."""
    words, found = facts.words, answer.paths
    places = list(found["place"].drop_duplicates())
    across = min(3, len(places))
    down = -(-len(places) // across)
    width, height, gap, above, below = (WIDE - 0.55 - 0.2 * across) / across, 1.6, 0.2, 0.45, 0.45
    key = 0.55
    whole = key + down * (above + height + below)
    with drawing_rules():
        figure = new_figure(WIDE, whole)
        for number, (place, title) in enumerate(zip(places, titles, strict=True)):
            row, column = divmod(number, across)
            bottom = whole - key - (row + 1) * (above + height + below) + below
            axes = inches(figure, 0.5 + column * (width + gap), bottom, width, height)
            axes.set_title(title, fontsize=SMALL, linespacing=1.05)
            _draw_pasts(axes, answer, place)
            axes.set_ylim(0, 1)
            number_axis(axes, "x", words, 0, 4)
            number_axis(axes, "y", words, 1)
            if column:
                axes.set_yticklabels([])
            if number + across >= len(places):
                axes.set_xlabel(words("boundary.weeks_after"))
        handles = [
            Line2D([], [], color=colour, marker=marker, linestyle=dashes, markersize=5,
                   label=words(f"boundary.past.{name}"))
            for name, (colour, marker, dashes) in PASTS.items()
        ]  # fmt: skip
        figure.legend(handles=handles, loc="upper left", ncols=2, bbox_to_anchor=(0.03, 1.0))
        return figure


def _draw_pasts(axes: Axes, answer: Tipping, place: str) -> None:
    axes.axhline(HALF, color=QUIET, linewidth=0.8, linestyle=":")
    here = answer.paths[answer.paths["place"] == place]
    for name, (colour, marker, dashes) in PASTS.items():
        rows = here[here["scenario"] == name]
        axes.fill_between(
            rows["weeks_after"], rows["low"], rows["high"], color=colour, alpha=0.2, linewidth=0
        )
        axes.plot(
            rows["weeks_after"], rows["cooperation"], color=colour, marker=marker, linestyle=dashes,
            markersize=4, linewidth=1.2,
        )  # fmt: skip
