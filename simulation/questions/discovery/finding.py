"""One finding: how often a programme fails, and what the failures have in common, in numbers."""

from typing import Any, NamedTuple

import numpy as np

from simulation.analysis.box import Box
from simulation.analysis.scenario_discovery import Search

BOXES = [
    "programme", "way", "method", "box", "parameter", "low", "high", "low_p", "high_p",
    "coverage", "density", "elsewhere", "mass", "base", "p", "confirmed",
    "searched_coverage", "searched_density",
]  # fmt: skip
"""Of ``boxes.csv``; coverage and what follows as the half held out shows them.

A village belongs to the first box that holds it; ``elsewhere`` is how often those fail that lie in neither
this box nor an earlier one. Of a leaf, ``confirmed`` says that the tree counts it as failing."""
STEPS = ["programme", "way", "box", "step", "coverage", "density", "mass", "restricted", "chosen"]
"""Of ``trajectory.csv``; as the searched half shows them."""


class Finding(NamedTuple):
    """One kind of failing of one programme.

    Attributes
    ----------
    programme : str
        The scenario.
    way : str
        ``fails`` or ``backfires``.
    villages, failures : int
        Kinds of villages with a result, and in how many of them it is so.
    near : int or None
        Villages so near to the threshold that luck may have put them on the wrong side; None: one
        replicate a village does not tell.
    search : Search
        What the failures have in common.
    """

    programme: str
    way: str
    villages: int
    failures: int
    near: int | None
    search: Search

    def numbers(self) -> dict[str, Any]:
        """Return the row of ``findings.csv``."""
        boxes = self.search.confirmed
        return {
            "programme": self.programme,
            "way": self.way,
            "villages": self.villages,
            "failures": self.failures,
            "near": self.near,
            "enough": self.search.enough,
            "boxes": len(boxes),
            "coverage": sum(each.held.coverage for each in boxes),
            "tree_coverage": self.search.tree_held.coverage,
            "tree_density": self.search.tree_held.density,
            "overlap": self.search.overlap,
        }

    def box_rows(self) -> list[dict[str, Any]]:
        """Return the rows of ``boxes.csv``: one a box or leaf, and restricted parameter."""
        key = {"programme": self.programme, "way": self.way}
        rows = []
        for number, each in enumerate(self.search.boxes, 1):
            told = {
                "coverage": each.held.coverage, "density": each.held.density,
                "elsewhere": each.rest.elsewhere,
                "mass": each.held.mass, "base": each.held.base, "p": each.rest.p, "confirmed": each.confirmed,
                "searched_coverage": each.searched.coverage, "searched_density": each.searched.density,
            }  # fmt: skip
            p = {(side.parameter, side.end): value for side, value in each.quasi_p.items()}
            for row in _edges(each.box):
                ends = {f"{end}_p": p.get((row["parameter"], end), np.nan) for end in ("low", "high")}
                rows.append(key | {"method": "prim", "box": number} | row | ends | told)
        tree = self.search.tree
        for number, (leaf, held) in enumerate(zip(tree.leaves, self.search.leaves_held, strict=False), 1):
            told = {
                "coverage": held.coverage,
                "density": held.density,
                "elsewhere": held.elsewhere,
                "mass": held.mass,
                "base": held.base,
                "confirmed": number <= tree.failing,
            }
            rows += [key | {"method": "cart", "box": number} | row | told for row in _edges(leaf)]
        return rows

    def steps(self) -> list[dict[str, Any]]:
        """Return the rows of ``trajectory.csv``."""
        return [
            {
                "programme": self.programme, "way": self.way, "box": number, "step": step,
                "coverage": score.coverage, "density": score.density, "mass": score.mass,
                "restricted": restricted, "chosen": step == each.chosen,
            }
            for number, each in enumerate(self.search.boxes, 1)
            for step, (score, restricted) in enumerate(zip(each.trajectory, each.restricted, strict=True))
        ]  # fmt: skip


def _edges(box: Box) -> list[dict[str, Any]]:
    return [
        {"parameter": name, "low": box.low.get(name, np.nan), "high": box.high.get(name, np.nan)}
        for name in box.parameters
    ]
