"""What a search for plausible sets has found: waves, sets, and how many each pattern ruled out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from simulation.questions.ensemble.emulator import Look
from simulation.questions.ensemble.step import EMULATED, LIMIT, Said, Step

Row = dict[str, str | int]


@dataclass
class Wave:
    """The sets of a wave.

    Attributes
    ----------
    number : int
        From 1.
    shares : ndarray of float, shape (sets, parameters)
        See :class:`simulation.questions.ensemble.space.Space`.
    weights : ndarray of float, shape (sets,)
        See :class:`simulation.questions.ensemble.cloud.Cloud`.
    drawn : int
        From how many draws an emulator left these.
    passed : ndarray of int, shape (sets,)
        Steps that each set has passed.
    worst : list of str
        The pattern whose band each set misses by most in its last step; empty for none.
    implausibility : ndarray of float, shape (sets,)
        By how much.
    """

    number: int
    shares: np.ndarray
    weights: np.ndarray
    drawn: int
    passed: np.ndarray = field(init=False)
    worst: list[str] = field(init=False)
    implausibility: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        size = len(self.shares)
        self.passed = np.zeros(size, dtype=np.int64)
        self.worst = [""] * size
        self.implausibility = np.zeros(size)


@dataclass
class Matched:
    """What a search found.

    Attributes
    ----------
    waves : list of Wave
    sets : list of (int, int)
        Place of the wave, and of the set in it, of each that passed every step.
    said : dict of str to list of ndarray, shape (villages, parts)
        By pattern what the villages of the last step say, one a set.
    funnel : list of dict
        How many sets came to each step of each wave, and how many passed it.
    removed : list of dict
        How many sets each pattern ruled out in each step, and how many of them by itself.
    unscreened : DataFrame
        Implausibility of every pattern at sets that were drawn and not screened.
    looks : list of Look
        All that was measured, for the emulator of the next wave.
    """

    waves: list[Wave] = field(default_factory=list)
    sets: list[tuple[int, int]] = field(default_factory=list)
    said: dict[str, list[np.ndarray]] = field(default_factory=dict)
    funnel: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)
    unscreened: pd.DataFrame = field(default_factory=pd.DataFrame)
    looks: list[Look] = field(default_factory=list)

    def begin(self, wave: Wave) -> None:
        """Take in a wave, and note what an emulator left of its draws."""
        self.waves.append(wave)
        about: Row = {"wave": wave.number, "step": EMULATED, "villages": 0}
        _count(self.funnel, about, {"sets": wave.drawn, "left": len(wave.shares)})

    def depth(self, steps: int, least: int) -> int:
        """Return the last of so many steps that at least ``least`` sets have passed; 0: none."""
        passed = np.concatenate([wave.passed for wave in self.waves])
        return next((step for step in range(steps, 0, -1) if (passed >= step).sum() >= least), 0)

    def past(self, depth: int) -> tuple[np.ndarray, np.ndarray]:
        """Return shares and weights of all sets that have passed so many steps."""
        kept = [(wave, wave.passed >= depth) for wave in self.waves]
        shares = np.concatenate([wave.shares[keep] for wave, keep in kept])
        return shares, np.concatenate([wave.weights[keep] for wave, keep in kept])

    def keep(self, taken: np.ndarray, said: Said) -> None:
        """Take sets of the last wave that passed every step."""
        self.sets += [(len(self.waves) - 1, int(place)) for place in taken]
        for name, villages in said.items():
            self.said.setdefault(name, []).extend(villages)

    def note(self, wave: Wave, alive: np.ndarray, step: Step, judged: np.ndarray) -> None:
        """Write down how some sets of a wave came through a step.

        Parameters
        ----------
        wave : Wave
        alive : ndarray of int
            Places of the sets.
        step : Step
        judged : ndarray of float, shape (sets, patterns)
            Their implausibility.
        """
        names = [pattern.name for pattern in step.judged]
        misses = judged > LIMIT
        number = misses.sum(axis=1)
        wave.implausibility[alive] = judged.max(axis=1)
        for place, most in zip(alive, judged.argmax(axis=1), strict=True):
            wave.worst[place] = names[most] if wave.implausibility[place] > 0 else ""
        about: Row = {"wave": wave.number, "step": step.name, "villages": step.villages}
        _count(self.funnel, about, {"sets": alive.size, "left": int((number == 0).sum())})
        for name, missed in zip(names, misses.T, strict=True):
            counts = {
                "sets": alive.size,
                "ruled_out": int(missed.sum()),
                "by_itself": int((missed & (number == 1)).sum()),
            }
            _count(self.removed, {"pattern": name, "step": step.name, "villages": step.villages}, counts)


def _count(rows: list[Row], about: Row, counts: Mapping[str, int]) -> None:
    """Add counts to the row that is about the same, or begin one."""
    for row in rows:
        if all(row[name] == value for name, value in about.items()):
            for name, number in counts.items():
                row[name] = int(row[name]) + number
            return
    rows.append({**about, **counts})
