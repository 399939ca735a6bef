"""Refinement: points where a boundary runs, few elsewhere (a quadtree over the unit square).

It begins with an even grid of coarse cells. A cell is split in four while points on its rim are surely on
different sides, or several are open. So the lines are followed through ever smaller cells, and what lies
surely on one side is left alone. What is smaller than a coarse cell and lies wholly inside one can be missed.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from simulation.questions.boundary.surface import surface

COARSE = 4
"""Cells a side of the first grid."""
Evaluate = Callable[[np.ndarray], np.ndarray]
"""Measures points of the unit square, shape (points, 2): heights, shape (surfaces, points, replicates)."""


class Cell(NamedTuple):
    """A square of the lattice: its corner nearest to the origin, and its side."""

    x: int
    y: int
    side: int


class Mesh(NamedTuple):
    """What was measured where.

    Attributes
    ----------
    places : ndarray of float, shape (points, 2)
        In the unit square; those of the first, even grid come first.
    heights : ndarray of float, shape (surfaces, points, replicates)
    rounds : int
        How many times points were measured.
    unfinished : int
        Cells that would still have been split, had there been points left.
    """

    places: np.ndarray
    heights: np.ndarray
    rounds: int
    unfinished: int


def refine(evaluate: Evaluate, cells: int, most: int) -> Mesh:
    """Follow the zero lines of surfaces through the unit square.

    Parameters
    ----------
    evaluate : callable
        Measures points; must be deterministic.
    cells : int
        Cells a side at the finest, a power of two of at least 4.
    most : int
        Points at most, at least 25.
    """
    size = cells // COARSE
    leaves = [Cell(x * size, y * size, size) for x in range(COARSE) for y in range(COARSE)]
    lattice = [(x * size, y * size) for x in range(COARSE + 1) for y in range(COARSE + 1)]
    heights = evaluate(np.array(lattice) / cells)
    rounds = 1
    while True:
        wanted = _wanted(leaves, np.array(lattice), heights)
        known = set(lattice)
        fresh: dict[tuple[int, int], None] = {}
        split = []
        for cell in wanted:
            own = dict.fromkeys(
                place for place in _halfway(cell) if place not in known and place not in fresh
            )
            if len(lattice) + len(fresh) + len(own) > most:
                break
            fresh |= own
            split.append(cell)
        if not split:
            return Mesh(np.array(lattice) / cells, heights, rounds, len(wanted))
        leaves = [cell for cell in leaves if cell not in split] + [
            part for cell in split for part in _quarters(cell)
        ]
        if fresh:
            lattice += list(fresh)
            heights = np.concatenate([heights, evaluate(np.array(list(fresh)) / cells)], axis=1)
            rounds += 1


def _wanted(leaves: list[Cell], lattice: np.ndarray, heights: np.ndarray) -> list[Cell]:
    """Return the cells to be split, the largest first, and those surely cut before those only open."""
    sides = [surface(each).side for each in heights]
    ranked = []
    for cell in leaves:
        if cell.side == 1:
            continue
        low, high = np.array(cell[:2]), np.array(cell[:2]) + cell.side
        rim = ((lattice >= low) & (lattice <= high)).all(axis=1)
        cut = any(side[rim].min() < 0 < side[rim].max() for side in sides)
        # a single open point lies on the line through a neighbour, which only touches this cell
        if cut or any((side[rim] == 0).sum() > 1 for side in sides):
            ranked.append((-cell.side, not cut, cell))
    return [cell for _, _, cell in sorted(ranked)]


def _halfway(cell: Cell) -> list[tuple[int, int]]:
    half = cell.side // 2
    return [(cell.x + half * x, cell.y + half * y) for x in range(3) for y in range(3)]


def _quarters(cell: Cell) -> list[Cell]:
    half = cell.side // 2
    return [Cell(cell.x + half * x, cell.y + half * y, half) for x in range(2) for y in range(2)]
