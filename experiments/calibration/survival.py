"""How long ties last, by how strong they were: the share of ties of week 0 that are ties later."""

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from pattern_table import cell
from versions import Version

from simulation.parameters import Behaviour, VillageProfile
from simulation.patterns.life import Life

WEEKS = (13, 30, 52)
QUARTERS = ("weakest", "weak", "strong", "strongest")


class Ties(NamedTuple):
    """The ties of week 0 of one village: strength, and 1, 0 or NaN (somebody left) in each of WEEKS."""

    strength: np.ndarray
    alive: np.ndarray


def ties(profile: VillageProfile, behaviour: Behaviour, seed: int) -> Ties:
    """Return the ties of one village, each once."""
    life = Life(profile, behaviour, seed)
    one, two = np.nonzero(np.triu(life.ties))
    alive = np.empty((one.size, len(WEEKS)))
    for place, week in enumerate(WEEKS):
        later = life.course.later[week]
        alive[:, place] = np.where(later.same[one] & later.same[two], later.ties[one, two], np.nan)
    return Ties(life.acquaintances.strength[one, two], alive)


def by_quarter(villages: list[Ties]) -> tuple[np.ndarray, np.ndarray]:
    """Divide the ties of all villages into quarters by strength.

    Returns
    -------
    edges : ndarray of float, shape (3,)
        Strengths between the quarters.
    shares : ndarray of float, shape (villages, 4, weeks)
        Share of the ties of each quarter that are ties later; NaN without any.
    """
    edges = np.quantile(np.concatenate([village.strength for village in villages]), (0.25, 0.5, 0.75))
    shares = np.full((len(villages), len(QUARTERS), len(WEEKS)), np.nan)
    for row, village in enumerate(villages):
        quarter = np.searchsorted(edges, village.strength, side="right")
        for place in range(len(QUARTERS)):
            for column in range(len(WEEKS)):
                alive = village.alive[quarter == place, column]
                known = alive[~np.isnan(alive)]
                if known.size:
                    shares[row, place, column] = known.mean()
    return edges, shares


def section(versions: Mapping[str, Version], seeds: range) -> list[str]:
    """Return how long ties last under both versions as lines of the page."""
    lines = [
        "## How long ties last",
        "",
        "Share of the ties of week 0 that are ties later, between persons who are still there; by the",
        "quarter of their strength at week 0 (all villages of a version together), mean and 95 % interval.",
        "",
        "| version | ties | strength | " + " | ".join(f"week {week}" for week in WEEKS) + " |",
        "|---" * (3 + len(WEEKS)) + "|",
    ]
    for name, version in versions.items():
        villages = [ties(version.study.village, version.behaviour, seed) for seed in seeds]
        edges, shares = by_quarter(villages)
        limits = [
            f"below {edges[0]:.2f}",
            *(f"{a:.2f} to {b:.2f}" for a, b in pairwise(edges)),
        ]
        limits.append(f"{edges[2]:.2f} and more")
        for place, quarter in enumerate(QUARTERS):
            cells = " | ".join(cell(shares[:, place, column], ".2f") for column in range(len(WEEKS)))
            lines.append(f"| {name} | {quarter} | {limits[place]} | {cells} |")
    return lines
