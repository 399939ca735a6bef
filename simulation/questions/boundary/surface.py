"""A measured height over the plane: replicates at points, and the lines along which it is zero.

A village is above (it holds) or below (it is broken). Half of the villages of a point are below exactly
where their median is zero, and the 95 % interval of that share (Wilson) holds one half exactly where two
order statistics of theirs lie on either side of zero. So the boundary and the edges of its band are the
zero lines of three smooth surfaces, which a straight line between points follows far better than the
share itself, a step.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from scipy.interpolate import LinearNDInterpolator
from scipy.spatial import Delaunay

from simulation.analysis.proportion import wilson

MIDDLES = (np.arange(100) + 0.5) / 100
Line = np.ndarray
"""Points of a line one after the other, shape (points, 2)."""


class Surface(NamedTuple):
    """Three heights of each point.

    Attributes
    ----------
    median : ndarray of float, shape (points,)
        Below zero: more than half of the villages are below.
    low, high : ndarray of float, shape (points,)
        ``high < 0``: surely more than half are below; ``low >= 0``: surely less than half; else open.
    """

    median: np.ndarray
    low: np.ndarray
    high: np.ndarray

    @property
    def side(self) -> np.ndarray:
        """1 where a point is surely above, -1 where it is surely below, 0 where that is open."""
        found: np.ndarray = np.where(self.low >= 0, 1, np.where(self.high < 0, -1, 0))
        return found


def surface(heights: np.ndarray) -> Surface:
    """Return the surface of replicates.

    Parameters
    ----------
    heights : ndarray of float, shape (points, replicates)
        NaN where a run failed; a point without any run is open, with a height of zero.
    """
    found = np.zeros((3, len(heights)))
    for point, values in enumerate(heights):
        order = np.sort(values[~np.isnan(values)])
        if not order.size:
            found[:, point] = 0.0, -1.0, 1.0
            continue
        _, high = wilson(np.arange(order.size + 1), order.size)
        fewest = int(np.argmax(high >= 0.5))  # below, with which one half is still inside the interval
        if fewest == 0:  # too few villages to be sure of anything
            found[:, point] = np.median(order), -1.0, 1.0
            continue
        found[:, point] = np.median(order), order[fewest - 1], order[order.size - fewest]
    return Surface(*found)


def triangles(places: np.ndarray) -> np.ndarray:
    """Return triangles between points of a plane (Delaunay), shape (triangles, 3)."""
    found: np.ndarray = Delaunay(places).simplices
    return found


def zero_lines(places: np.ndarray, heights: np.ndarray) -> list[Line]:
    """Return where a surface is zero, by straight interpolation between the points.

    Parameters
    ----------
    places : ndarray of float, shape (points, 2)
    heights : ndarray of float, shape (points,)

    Returns
    -------
    list of ndarray, shape (points, 2)
        The longest first; a closed line ends where it begins.
    """
    above = heights >= 0
    crossings: dict[tuple[int, int], np.ndarray] = {}
    beside: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for corners in triangles(places):
        edges = []
        for one, two in ((0, 1), (1, 2), (0, 2)):
            first, second = sorted((int(corners[one]), int(corners[two])))
            if above[first] != above[second]:
                share = heights[first] / (heights[first] - heights[second])
                crossings[first, second] = places[first] + share * (places[second] - places[first])
                edges.append((first, second))
        if edges:
            beside.setdefault(edges[0], []).append(edges[1])
            beside.setdefault(edges[1], []).append(edges[0])
    # lines that end at the border first: what is left then is closed
    starts = sorted(beside, key=lambda edge: (len(beside[edge]), edge))
    lines, gone = [], set()
    for start in starts:
        if start in gone:
            continue
        chain, here = [start], start
        gone.add(start)
        while following := [edge for edge in beside[here] if edge not in gone]:
            here = following[0]
            gone.add(here)
            chain.append(here)
        if len(chain) > 2 and start in beside[here]:
            chain.append(start)
        lines.append(np.array([crossings[edge] for edge in chain]))
    return sorted(lines, key=length, reverse=True)


def length(line: Line) -> float:
    """Return how long a line is."""
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def spaced(lines: Sequence[Line], number: int) -> np.ndarray:
    """Return points that lie at equal distances along lines, shape (number, 2); none without a line."""
    whole = sum(map(length, lines))
    if whole == 0:
        return np.zeros((0, 2))
    found, passed = [], 0.0
    wanted = list((np.arange(number) + 0.5) / number * whole)
    for line in lines:
        steps = np.hypot(*np.diff(line, axis=0).T)
        along = passed + np.concatenate([[0.0], np.cumsum(steps)])
        while wanted and wanted[0] <= along[-1]:
            place = wanted.pop(0)
            found.append([np.interp(place, along, line[:, axis]) for axis in (0, 1)])
        passed = float(along[-1])
    return np.array(found)


def crossed(lines: Sequence[Line], y: float) -> list[float]:
    """Return where lines cross a height of the second axis, ascending along the first."""
    found = []
    for line in lines:
        for (x_1, y_1), (x_2, y_2) in pairwise(line):
            if (y_1 < y) != (y_2 < y):
                found.append(float(x_1 + (y - y_1) / (y_2 - y_1) * (x_2 - x_1)))
    return sorted(found)


def share_below_within(
    places: np.ndarray, heights: np.ndarray, low: Sequence[float], high: Sequence[float]
) -> float:
    """Return :func:`share_below` of a rectangle alone, to a hundredth of its sides."""
    across, up = (start + (stop - start) * MIDDLES for start, stop in zip(low, high, strict=True))
    found = LinearNDInterpolator(places, heights)(*np.meshgrid(across, up))
    return float((found < 0).mean())


def share_below(places: np.ndarray, heights: np.ndarray) -> float:
    """Return the share of the area over which a surface is below zero."""
    below = whole = 0.0
    for corners in triangles(places):
        one, two, three = places[corners]
        area = abs((two - one)[0] * (three - one)[1] - (two - one)[1] * (three - one)[0]) / 2
        values = np.sort(heights[corners])
        number = int((values < 0).sum())
        if number == 3:
            part = 1.0
        elif number == 0:
            part = 0.0
        else:  # the corner that is alone on its side cuts off a smaller triangle
            alone, others = (values[0], values[1:]) if number == 1 else (values[2], values[:2])
            cut = float(np.prod(alone / (alone - others)))
            part = cut if number == 1 else 1.0 - cut
        whole += area
        below += part * area
    return below / whole
