"""CART: a tree that splits the villages by one parameter after the other (Breiman et al. 1984).

A second opinion on a box: another search, with its own way to go wrong. The tree is that of
ema-workbench and scikit-learn.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.stats import norm

from simulation.analysis.box import Box, Score, box_of
from simulation.analysis.peeling import LEVEL
from simulation.analysis.workbench import cart_of

MOST_LEAVES = 8
LEAST = 0.05
"""Share of the villages that a leaf must hold."""


class Tree(NamedTuple):
    """Leaves of a tree.

    Attributes
    ----------
    leaves : list of Box
        Together all villages, each in one (but for values on an edge); those in which most fail first.
    failing : int
        How many of the first leaves are said to fail; 0 where the tree has no split.
    """

    leaves: list[Box]
    failing: int

    def marked(self, x: pd.DataFrame) -> np.ndarray:
        """Return which villages the tree says fail, shape (villages,)."""
        found = np.zeros(len(x), dtype=bool)
        for leaf in self.leaves[: self.failing]:
            found |= leaf.inside(x)
        return found

    @property
    def parameters(self) -> list[str]:
        """The parameters at which it splits, each once."""
        return list(dict.fromkeys(name for leaf in self.leaves for name in leaf.parameters))


def grow(x: pd.DataFrame, failed: np.ndarray, seed: int, leaves: int = MOST_LEAVES) -> Tree:
    """Return a tree of which every split stands a test against chance.

    A split must tell so much about failing that among all places where the tree could split at first,
    one would do so by luck in one of twenty studies (:func:`_needed`). The leaves that fail are those
    whose union, the worst leaf first, tells most: the rule by which a box is taken
    (:func:`simulation.analysis.peeling.find_box`).

    Parameters
    ----------
    x : DataFrame, shape (villages, parameters)
    failed : ndarray of bool, shape (villages,)
        Some, but not all.
    seed : int
        Names the order of equal splits.
    leaves : int
        At most so many.
    """
    number, parameters = x.shape
    # twice the number of villages times the information in nats is the likelihood ratio
    needed = _needed(LEVEL / parameters) ** 2 / (2 * number * np.log(2))
    cart = cart_of(
        x.astype(float),
        failed.astype(int),
        leaves=leaves,
        least=max(1, round(LEAST * number)),
        decrease=needed,
        seed=seed,
    )
    if cart.clf.tree_.node_count == 1:
        return Tree([Box()], 0)
    whole = pd.DataFrame([x.min(), x.max()], index=[0, 1], dtype=float)
    boxes = [box_of(limits, whole) for limits in cart.boxes]
    boxes.sort(key=lambda leaf: -Score.of(leaf.inside(x), failed).density)
    worth = [Score.of(Tree(boxes, count).marked(x), failed).information for count in range(1, len(boxes))]
    return Tree(boxes, 1 + int(np.argmax(worth)))


def _needed(p: float) -> float:
    """Return the root of the likelihood ratio that the best of all splits of one parameter exceeds by luck.

    Parameters
    ----------
    p : float
        With this chance, small (Miller & Siegmund 1982, "Maximally selected chi square statistics",
        Biometrics 38; each part keeps at least :data:`LEAST` of the villages).
    """
    span = 2 * np.log((1 - LEAST) / LEAST)

    def excess(z: float) -> float:
        return float(norm.pdf(z) * ((z - 1 / z) * span + 4 / z)) - p

    return float(brentq(excess, 1.5, 40.0))
