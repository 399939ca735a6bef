"""Where to go first: a plain rule that finds the best villages by what can be seen there beforehand.

The rule is a tree (:mod:`simulation.analysis.tree`), grown in one half of the villages and judged in the
other. It must beat the rule that looks at the size alone.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.stats import binomtest

from simulation.analysis.box import Box, Score
from simulation.analysis.scenario_discovery import CONFIRMED, FEWEST
from simulation.analysis.tree import Tree, grow
from simulation.model.draws import FOUNDING, uniforms

BEST = 0.25
"""Share of the villages that are called the best."""
SIZE = "owners"
MOST_LEAVES = 4
"""A rule for people: two questions at most, one after the other, or three."""
LEVEL = 0.05
FEW, NOTHING, UNSHOWN, SIZE_ALONE, NO_BETTER, BETTER = (
    "few", "nothing", "unshown", "size_alone", "no_better", "better")  # fmt: skip


class Rule(NamedTuple):
    """A rule and how it does in the half held out.

    Attributes
    ----------
    tree : Tree
        Its leaves; those it marks come first.
    held : Score
        The best villages among those it marks.
    marked : ndarray of bool, shape (villages held out,)
    """

    tree: Tree
    held: Score
    marked: np.ndarray

    @property
    def boxes(self) -> list[Box]:
        """The leaves it marks; those that differ by one common edge alone are told as one."""
        return joined(self.tree.leaves[: self.tree.failing])

    @property
    def stands(self) -> bool:
        """Whether it marks anything, and the half held out shows it."""
        return self.tree.failing > 0 and self.held.p <= CONFIRMED


class First(NamedTuple):
    """What was found about where to go first.

    Attributes
    ----------
    verdict : str
        ``few`` villages; ``nothing`` splits; ``unshown`` in the half held out; ``size_alone``: the rule
        asks for nothing else; ``no_better`` than size alone; ``better``.
    rule, size : Rule or None
        From all that can be seen, and from the size alone.
    p : float
        Chance of so clear a difference between both, if they were equally good (McNemar 1947, exact).
    """

    verdict: str
    rule: Rule | None = None
    size: Rule | None = None
    p: float = float("nan")

    @property
    def taken(self) -> Rule | None:
        """The rule to tell: the better one, the simpler one where they are alike; None where none stands."""
        if self.verdict == BETTER:
            return self.rule
        return self.size if self.verdict in (NO_BETTER, SIZE_ALONE) else None


def where_first(seen: pd.DataFrame, worth: np.ndarray, seed: int) -> First:
    """Find a rule for the quarter of the villages with the highest worth.

    Parameters
    ----------
    seen : DataFrame, shape (villages, traits)
        What can be seen before a programme; a village with a gap is left out.
    worth : ndarray of float, shape (villages,)
    seed : int
        Names which villages are held out.
    """
    there = ~np.isnan(worth) & seen.notna().all(axis=1).to_numpy()
    x = seen[there].reset_index(drop=True)
    varied = [str(name) for name in x if len(x[name].unique()) > 1]
    x = x[varied]
    worth = worth[there]
    if not worth.size or not varied:
        return First(FEW)
    best = worth >= np.quantile(worth, 1 - BEST)
    order = np.argsort(uniforms(seed, 0, FOUNDING, np.arange(worth.size), 0), kind="stable")
    searched = np.zeros(worth.size, dtype=bool)
    searched[order[: worth.size // 2]] = True
    if min(best[half].sum() for half in (searched, ~searched)) < FEWEST:
        return First(FEW)
    rule = _rule(x, best, searched, seed)
    size = _rule(x[[SIZE]], best, searched, seed) if SIZE in varied else None
    if rule.tree.parameters == [SIZE]:
        return First(SIZE_ALONE if rule.stands else UNSHOWN, rule, rule)
    if not rule.stands:
        return First(UNSHOWN if rule.tree.failing else NOTHING, rule, size)
    if size is None or not size.stands:
        return First(BETTER, rule, size)
    told, by_size = (each.marked == best[~searched] for each in (rule, size))
    right, wrong = int((told & ~by_size).sum()), int((by_size & ~told).sum())
    p = float(binomtest(right, right + wrong).pvalue) if right + wrong else 1.0
    return First(BETTER if p <= LEVEL and right > wrong else NO_BETTER, rule, size, p)


def joined(boxes: list[Box]) -> list[Box]:
    """Return boxes that cover the same, with neighbours that fit together made one."""
    for one in boxes:
        for two in boxes:
            both = _union(one, two)
            if both is not None:
                return joined([both, *(box for box in boxes if box not in (one, two))])
    return boxes


def _union(below: Box, above: Box) -> Box | None:
    """Return two boxes as one, where one ends at an edge at which the other begins and all else is equal."""
    for name, edge in below.high.items():
        if above.low.get(name) != edge:
            continue
        low, high = dict(below.low), dict(above.high)
        rest = {**above.low, name: low.get(name)}, {**below.high, name: high.get(name)}
        if rest == ({**low, name: low.get(name)}, {**high, name: high.get(name)}):
            return Box(low, high)
    return None


def _rule(x: pd.DataFrame, best: np.ndarray, searched: np.ndarray, seed: int) -> Rule:
    there = x[searched]
    tree = grow(there, best[searched], seed % 2**32, MOST_LEAVES)
    if tree.failing:
        # where to go first is not where most of the best are: as many leaves as hold about so many villages
        counts = range(1, len(tree.leaves))
        held = [tree._replace(failing=count).marked(there).mean() for count in counts]
        tree = tree._replace(failing=1 + int(np.argmin(np.abs(np.array(held) - BEST))))
    marked = tree.marked(x[~searched])
    return Rule(tree, Score.of(marked, best[~searched]), marked)
