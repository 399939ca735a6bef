"""History matching: sets are drawn, and what a pattern rules out goes, the cheapest pattern first.

After Craig, Goldstein, Seheult & Smith 1997, Vernon, Goldstein & Bower 2010 and Andrianakis et al. 2015. They
judge by an emulator of the simulator; here the simulator judges, and an emulator only says what not to draw.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from simulation.questions.ensemble.cloud import Cloud
from simulation.questions.ensemble.emulator import Emulator
from simulation.questions.ensemble.matched import Matched, Wave
from simulation.questions.ensemble.space import Space, evenly
from simulation.questions.ensemble.step import LIMIT, Measure, Said, Step

TRIES = 12
"""How often the parameters of a block are drawn for a set that meets all the rest."""
FEWEST = 30
"""Sets from which a cloud is told, and that go through the last steps at a time."""
LOTS = 10
"""Lots of draws that the emulator looks through for a wave, at most."""
UNSCREENED = 200
"""Sets of the first wave that are held against every pattern, whatever they miss."""


class Matching:
    """A search for sets that no pattern rules out.

    Parameters
    ----------
    space : Space
        Where sets are drawn.
    steps : sequence of Step
        In their order.
    dear : int
        From this place on steps take no more sets than are needed.
    measure : Measure
    seed : int
        Names the draws.
    """

    def __init__(self, space: Space, steps: Sequence[Step], dear: int, measure: Measure, seed: int) -> None:
        self.space, self.steps, self.dear = space, list(steps), dear
        self._measure, self._seed = measure, seed
        blocks = [block for step in steps for block in step.blocks]
        blocked = [name for block in blocks for name in block.names]
        # what has a block is always drawn from everywhere: nothing but its own patterns depends on it
        self._tied = np.setdiff1d(np.arange(len(space.names)), space.places(blocked))
        own = {name for block in blocks for name in block.patterns}
        self._emulated = [pattern for pattern in steps[-1].judged if pattern.name not in own]

    def search(self, wanted: int, draws: int, waves: int) -> Matched:
        """Draw waves until so many sets are found, or so many waves are drawn.

        Parameters
        ----------
        wanted : int
            Sets to find.
        draws : int
            Sets in a wave.
        waves : int
            At most.
        """
        found = Matched()
        for number in range(1, waves + 1):
            wave = self._drawn(found, number, draws)
            found.begin(wave)
            if number == 1:
                found.unscreened = self._unscreened(wave)
            self._screen(found, wave, wanted)
            if len(found.sets) >= wanted:
                break
        return found

    def _drawn(self, found: Matched, number: int, draws: int) -> Wave:
        """Draw lots until the emulator of earlier waves leaves a wave of them."""
        cloud, emulator = self._cloud(found), Emulator.of(self._emulated, found.looks)
        lots, weights, kept = [], [], 0
        for lot in range(LOTS):
            shares = evenly(self._seed, _lot(number, -lot), draws, len(self.space.names))
            weight = np.ones(draws)
            if cloud is not None:
                shares[:, self._tied] = cloud.drawn(shares[:, self._tied])
                weight = cloud.weights(shares[:, self._tied])
            left = emulator.implausibility(shares[:, self._tied]) <= LIMIT
            kept += left.sum()
            lots.append(shares[left])
            weights.append(weight[left])
            if kept >= draws:
                break
        drawn = draws * len(lots)
        if not kept:  # then it is no help, and the last lot stands as it was drawn
            return Wave(number, shares, weight, draws)
        chosen = np.linspace(0, kept - 1, min(kept, draws)).round().astype(np.int64)
        # so much rarer a set was drawn as others were left out
        rarer = np.concatenate(weights)[chosen] * kept / drawn
        return Wave(number, np.concatenate(lots)[chosen], rarer, drawn)

    def _cloud(self, found: Matched) -> Cloud | None:
        """Return where the sets lie that came furthest; None where too few came anywhere."""
        depth = found.depth(len(self.steps), FEWEST) if found.waves else 0
        if not depth:
            return None
        past, weights = found.past(depth)
        return Cloud.around(past[:, self._tied], weights)

    def _unscreened(self, wave: Wave) -> pd.DataFrame:
        """Hold the first sets of a wave against every pattern."""
        judged = {pattern.name: pattern for step in self.steps for pattern in step.judged}
        step = Step("unscreened", 0, tuple(judged.values()), self.steps[0].villages)
        some = self.space.values(wave.shares[:UNSCREENED])
        said = self._measure(some, step, f"{len(some)} sets, every pattern")
        return pd.DataFrame(step.implausibility(said), columns=list(judged))

    def _screen(self, found: Matched, wave: Wave, wanted: int) -> None:
        alive = np.arange(len(wave.shares))
        for step in self.steps[: self.dear]:
            alive, _ = self._pass(found, wave, alive, step)
        while alive.size and len(found.sets) < wanted:
            size = max(wanted - len(found.sets), FEWEST)
            taken, alive = alive[:size], alive[size:]
            said: Said = {}
            for step in self.steps[self.dear :]:
                taken, said = self._pass(found, wave, taken, step)
            found.keep(taken, said)

    def _pass(self, found: Matched, wave: Wave, alive: np.ndarray, step: Step) -> tuple[np.ndarray, Said]:
        """Hold sets against a step; return those that pass, and what their villages say."""
        if not alive.size:
            return alive, {}
        said: dict[str, np.ndarray] = {}
        again, doing = np.arange(alive.size), ""
        for attempt in range(1, TRIES + 1):
            values = self.space.values(wave.shares[alive[again]])
            told = f"wave {wave.number}, {again.size:,} sets, {step.name}{doing}"
            for name, villages in self._measure(values, step, told).items():
                said.setdefault(name, np.empty((alive.size, *villages.shape[1:])))[again] = villages
            judged = step.implausibility(said)
            again = self._mendable(step, judged)
            if not again.size or attempt == TRIES:
                break
            self._draw_again(wave, alive, step, judged, again, attempt)
            doing = f", try {attempt + 1}"
        found.note(wave, alive, step, judged)
        found.looks.append(step.look(said, wave.shares[np.ix_(alive, self._tied)]))
        passes = (judged <= LIMIT).all(axis=1)
        wave.passed[alive[passes]] = self.steps.index(step) + 1
        return alive[passes], {name: villages[passes] for name, villages in said.items()}

    def _mendable(self, step: Step, judged: np.ndarray) -> np.ndarray:
        """Return the places of sets that miss patterns of blocks and no other."""
        misses = judged > LIMIT
        mended = [any(each.name in block.patterns for block in step.blocks) for each in step.judged]
        return np.flatnonzero(misses.any(axis=1) & ~misses[:, ~np.array(mended)].any(axis=1))

    def _draw_again(
        self, wave: Wave, alive: np.ndarray, step: Step, judged: np.ndarray, again: np.ndarray, attempt: int
    ) -> None:
        """Draw for some sets the blocks anew whose patterns they miss."""
        for number, block in enumerate(step.blocks):
            own = np.array([each.name in block.patterns for each in step.judged])
            rows = alive[again[(judged[again][:, own] > LIMIT).any(axis=1)]]
            places = self.space.places(block.names)
            lot = _lot(wave.number, attempt * len(step.blocks) + number)
            drawn = evenly(self._seed, lot, len(wave.shares), len(places))
            wave.shares[np.ix_(rows, places)] = drawn[rows]


def _lot(wave: int, draw: int) -> int:
    """Name a draw of a wave: 0 and below its sets, above 0 the tries of blocks."""
    return (wave << 8) + draw
