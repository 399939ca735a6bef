"""Scenario discovery: boxes found in one half of the villages, judged in the other.

A search over dozens of parameters finds something in any noise. So the villages are parted before
anything is looked at: boxes, restrictions and trees come from the searched half alone, and every number
that is told (coverage, density, how often villages elsewhere fail) from the half that was held out
(Bryant & Lempert 2010 warn of the same with their resampling test).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from simulation.analysis.box import Box, Score, Side
from simulation.analysis.peeling import find_box
from simulation.analysis.tree import Tree, grow

MOST_BOXES = 3
FEWEST = 20
"""Failures, and others, that each half must hold for a search."""
CONFIRMED = 0.01
"""Chance at which luck alone would confirm a box in the half that was held out (Fisher's exact test)."""


class Half(NamedTuple):
    """Part of the villages.

    Attributes
    ----------
    x : DataFrame, shape (villages, parameters)
    failed : ndarray of bool, shape (villages,)
    """

    x: pd.DataFrame
    failed: np.ndarray

    def where(self, kept: np.ndarray) -> "Half":
        """Return some of the villages."""
        return Half(self.x[kept].reset_index(drop=True), self.failed[kept])

    @property
    def enough(self) -> bool:
        """Whether there are failures and others enough for a search."""
        failures = int(self.failed.sum())
        return min(failures, self.failed.size - failures) >= FEWEST


class FoundBox(NamedTuple):
    """A box, and how it stands.

    Attributes
    ----------
    box : Box
        Its restrictions.
    trajectory : list of Score
        Of each box that PRIM peeled, among the searched villages outside of earlier boxes.
    restricted : list of int
        Parameters restricted in each of them.
    chosen : int
        From which of them the box was taken.
    searched, held : Score
        Of its villages outside of earlier boxes, among all villages of the searched half and of the half
        held out.
    rest : Score
        Of its villages among those outside of earlier boxes, in the half held out.
    quasi_p : dict of Side to float
        Of each restriction, in the half held out.
    """

    box: Box
    trajectory: list[Score]
    restricted: list[int]
    chosen: int
    searched: Score
    held: Score
    rest: Score
    quasi_p: dict[Side, float]

    @property
    def confirmed(self) -> bool:
        """Whether the half held out shows it too."""
        return self.rest.p <= CONFIRMED


class Search(NamedTuple):
    """What was found about one kind of failing.

    Attributes
    ----------
    enough : bool
        Whether both halves held failures and others enough to look at all.
    boxes : list of FoundBox
        In the order in which they were found; all but the last one are confirmed.
    trajectory : list of Score
        Of the first search, also where no box stood the tests.
    tree : Tree
        The second opinion; no leaf of it fails where the half held out does not show it too.
    tree_held : Score
        Of what the tree marks, in the half held out.
    leaves_held : list of Score
        Of each of its leaves, in the half held out.
    overlap : float
        Villages that both the confirmed boxes and the tree mark, over those that either marks, in the
        half held out; NaN where neither marks any.
    """

    enough: bool
    boxes: list[FoundBox]
    tree: Tree
    tree_held: Score
    leaves_held: list[Score]
    overlap: float

    @property
    def confirmed(self) -> list[FoundBox]:
        """The boxes that the half held out shows too."""
        return [found for found in self.boxes if found.confirmed]


def search(searched: Half, held: Half, seed: int) -> Search:
    """Return where villages fail.

    Boxes are looked for one after the other, each among the villages outside of those before, until three
    are found, nothing stands the tests, or too few failures are left.

    Parameters
    ----------
    searched, held : Half
        Of the same parameters.
    seed : int
        Names the order of equal splits of the tree.
    """
    if not (searched.enough and held.enough):
        nothing = np.zeros(held.failed.size, dtype=bool)
        return Search(False, [], Tree([Box()], 0), Score.of(nothing, held.failed), [], np.nan)
    boxes = _boxes(searched, held)
    tree = grow(searched.x, searched.failed, seed)
    if Score.of(tree.marked(held.x), held.failed).p > CONFIRMED:
        tree = tree._replace(failing=0)
    by_tree = tree.marked(held.x)
    by_boxes = _marked([found.box for found in boxes if found.confirmed], held.x)
    either = int((by_tree | by_boxes).sum())
    overlap = int((by_tree & by_boxes).sum()) / either if either else np.nan
    leaves = [Score.of(leaf.inside(held.x), held.failed) for leaf in tree.leaves]
    return Search(True, boxes, tree, Score.of(by_tree, held.failed), leaves, overlap)


def _boxes(searched: Half, held: Half) -> list[FoundBox]:
    boxes: list[FoundBox] = []
    while len(boxes) < MOST_BOXES:
        earlier = [found.box for found in boxes]
        left, left_held = ~_marked(earlier, searched.x), ~_marked(earlier, held.x)
        rest, rest_held = searched.where(left), held.where(left_held)
        if not (rest.enough and rest_held.enough):
            break
        peeled = find_box(rest.x, rest.failed)
        if not peeled.box.sides and boxes:
            break
        found = FoundBox(
            peeled.box,
            [Score.of(box.inside(rest.x), rest.failed) for box in peeled.trajectory],
            [len(box.parameters) for box in peeled.trajectory],
            peeled.chosen,
            Score.of(peeled.box.inside(searched.x) & left, searched.failed),
            Score.of(peeled.box.inside(held.x) & left_held, held.failed),
            Score.of(peeled.box.inside(rest_held.x), rest_held.failed),
            peeled.box.quasi_p(rest_held.x, rest_held.failed),
        )
        boxes.append(found)
        if not found.confirmed:
            break
    return boxes


def _marked(boxes: Sequence[Box], x: pd.DataFrame) -> np.ndarray:
    found = np.zeros(len(x), dtype=bool)
    for box in boxes:
        found |= box.inside(x)
    return found
