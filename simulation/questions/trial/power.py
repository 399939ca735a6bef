"""How often trials find what is there: power, assurance, false findings, coverage."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from simulation.questions.trial.designs import Tried, tried, true_effect
from simulation.questions.trial.estimate import LEVEL, Estimate
from simulation.questions.trial.pool import Pool, World
from simulation.questions.trial.sample import Sample
from simulation.questions.trial.terms import Terms

AT_ONCE = 3_000_000
"""Answers that are held at once."""
FIRST = 1000
"""Number of the draws of the first set; those of the mixed world come before."""


@dataclass
class Found:
    """What the trials of one size find, world by world.

    Attributes
    ----------
    effect : ndarray of float, shape (worlds,)
        The true effect.
    estimate : ndarray of float, shape (worlds,)
        Mean of the estimates.
    trials : ndarray of int, shape (worlds,)
        Trials with a result.
    right, wrong : ndarray of int, shape (worlds,)
        Those that find an effect (p below .05) in the true direction, and in the other one.
    turned : ndarray of int, shape (worlds,)
        Those whose estimate has the wrong sign, found or not.
    covered : ndarray of int, shape (worlds,)
        Those whose 95 % interval holds the true effect.
    false : ndarray of int, shape (worlds,)
        Trials of a programme that does nothing which find an effect.
    detectable : ndarray of float, shape (worlds,)
        Smallest effect that is found with a power of 80 %.
    """

    effect: np.ndarray
    estimate: np.ndarray
    trials: np.ndarray
    right: np.ndarray
    wrong: np.ndarray
    turned: np.ndarray
    covered: np.ndarray
    false: np.ndarray
    detectable: np.ndarray

    @property
    def power(self) -> np.ndarray:
        """Share of trials that find the effect with its true sign, of shape (worlds,)."""
        none = np.full(self.trials.shape, np.nan)
        return np.asarray(np.divide(self.right, self.trials, out=none, where=self.trials > 0))


BySize = dict[tuple[int, int], Found]
"""By villages of a group and owners of a village."""


def found_by(pool: Pool, terms: Terms, arm: int, seed: int) -> tuple[BySize, BySize]:
    """Return what trials of every size find where villages share a set, and where each has its own.

    Parameters
    ----------
    pool : Pool
        The simulated villages.
    terms : Terms
        What is asked.
    arm : int
        Which of the arms is compared with the first one.
    seed : int
        Names the draws.

    Returns
    -------
    tuple of two dicts
        By villages of a group and owners of a village.
    """
    worlds = [_world(world, terms, arm, -(-terms.trials // len(pool.worlds)), seed, FIRST * (2 + place))
              for place, world in enumerate(pool.worlds)]  # fmt: skip
    mixed = [_world(pool.mixed, terms, arm, terms.trials, seed, FIRST)]
    return _gathered(worlds), _gathered(mixed)


Counts = tuple[float, dict[tuple[int, int], list[Tried]]]


def _world(world: World, terms: Terms, arm: int, trials: int, seed: int, purpose: int) -> Counts:
    sizes = [(villages, owners) for villages in terms.villages for owners in terms.owners]
    found: dict[tuple[int, int], list[Tried]] = {size: [] for size in sizes}
    for sample in _samples(world, terms, trials, seed, purpose, arm):
        for size, each in tried(sample, terms, arm, terms.villages[-1], sizes).items():
            found[size].append(each)
    return true_effect(world, terms, arm), found


def _samples(world: World, terms: Terms, trials: int, seed: int, purpose: int, arm: int) -> Iterator[Sample]:
    """Yield samples of some trials each, as many as fit into memory together."""
    most, owners = terms.villages[-1] * terms.steps, terms.owners[-1]
    each = max(1, AT_ONCE // (most * owners * len(terms.waves) * max(1, terms.items)))
    # no world has more than so many names of draws
    each = max(each, -(-trials // (FIRST - 1)))
    for number, begin in enumerate(range(0, trials, each)):
        yield Sample(world, terms, min(each, trials - begin), most, owners, seed, purpose + number, arm)


def _gathered(worlds: list[Counts]) -> dict[tuple[int, int], Found]:
    effects = np.array([effect for effect, _ in worlds])
    found = {}
    for size in worlds[0][1]:
        rows = [_counted(effect, tries[size]) for effect, tries in worlds]
        columns = [np.array(column) for column in zip(*rows, strict=True)]
        found[size] = Found(effects, *columns)
    return found


def _counted(effect: float, tries: list[Tried]) -> tuple[float, ...]:
    found, null = ([each.found for each in tries], [each.null for each in tries])
    estimate, p = _all(found, "effect"), _all(found, "p")
    there = np.isfinite(p)
    seen = there & (p < LEVEL)
    same = np.sign(estimate) == np.sign(effect)
    held = (_all(found, "low") <= effect) & (effect <= _all(found, "high"))
    variances = np.concatenate([each.error for each in found])
    whole = found[0]._replace(error=variances)
    return (
        float(estimate[there].mean()) if there.any() else np.nan,
        int(there.sum()),
        int((seen & same).sum()),
        int((seen & ~same).sum()),
        int((there & ~same).sum()),
        int((there & held).sum()),
        int((_all(null, "p") < LEVEL).sum()),
        whole.detectable,
    )


def _all(each: list[Estimate], name: str) -> np.ndarray:
    return np.concatenate([getattr(one, name) for one in each])


def reached_reliability(pool: Pool, terms: Terms, seed: int) -> float:
    """Return the reliability of the scale as it comes out: squared correlation of answers and truth."""
    if not terms.items:
        return 1.0
    owners = terms.owners[-1]
    found = []
    for place, world in enumerate(pool.worlds):
        sample = Sample(world, terms, 1, len(world.values), owners, seed, FIRST * (2 + place))
        truth, score = sample.truth(0, 0).ravel(), sample.score(0, 0).ravel()
        if truth.std() > 0 and score.std() > 0:
            found.append(float(np.corrcoef(truth, score)[0, 1] ** 2))
    return float(np.mean(found)) if found else float("nan")
