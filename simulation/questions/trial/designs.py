"""Three designs of a trial: which villages get the programme when, and how the effect is estimated."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from simulation.questions.trial.ancova import ancova
from simulation.questions.trial.estimate import Estimate
from simulation.questions.trial.pairs import matched, paired
from simulation.questions.trial.pool import World
from simulation.questions.trial.sample import Sample
from simulation.questions.trial.terms import PAIRS, WEDGE, Terms
from simulation.questions.trial.wedge import exposure, stepped_wedge


class Tried(NamedTuple):
    """What trials of one size find.

    Attributes
    ----------
    found : Estimate
        With the programme as it is.
    null : Estimate
        Where the programme does nothing to what is asked for.
    """

    found: Estimate
    null: Estimate


def tried(
    sample: Sample, terms: Terms, arm: int, most: int, sizes: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], Tried]:
    """Return what trials of each size find.

    Parameters
    ----------
    sample : Sample
        Of ``most`` villages in each group.
    terms : Terms
        What is asked.
    arm : int
        Which of the arms is compared with the first one.
    most : int
        Villages of a group in the sample.
    sizes : sequence of (villages, owners)
        Villages of a group, and owners interviewed in each.
    """
    if terms.plan == WEDGE:
        return _stepped(sample, terms, most, sizes)
    before = sample.score(0, 0)
    after = [
        _mean([sample.score(place, wave, shift=shift) for wave in range(1, len(terms.waves))])
        for place, shift in ((0, 0.0), (arm, terms.desired), (0, terms.desired))
    ]
    found = {}
    for owners in sorted({owners for _, owners in sizes}):
        # before is the mean of those who are there after as well
        means = [_village_means(before, each, owners) for each in after]
        first = before[..., :owners].mean(axis=-1)
        for villages in sorted({villages for villages, many in sizes if many == owners}):
            own = np.r_[:villages, most : most + villages]
            kinds = [(one[:, own], two[:, own]) for one, two in means]
            coins = sample.coins(most)[:, :villages]
            found[villages, owners] = Tried(
                *(_compared(terms, first[:, own], kinds[0], with_, coins) for with_ in kinds[1:])
            )
    return found


def _compared(
    terms: Terms,
    first: np.ndarray,
    without: tuple[np.ndarray, np.ndarray],
    with_programme: tuple[np.ndarray, np.ndarray],
    coins: np.ndarray,
) -> Estimate:
    """Return the effect in two arms: means before and after as they would be with and without."""
    if terms.plan == PAIRS:
        pairs = matched(first)
        chosen = np.where(coins, pairs[..., 0], pairs[..., 1])
        other = np.where(coins, pairs[..., 1], pairs[..., 0])
        return paired(
            np.take_along_axis(with_programme[1], chosen, axis=-1),
            np.take_along_axis(without[1], other, axis=-1),
        )
    villages = first.shape[-1]
    treated = np.arange(villages) < villages // 2
    before = np.where(treated, with_programme[0], without[0])
    return ancova(before, np.where(treated, with_programme[1], without[1]), treated)


def _mean(scores: Sequence[np.ndarray]) -> np.ndarray:
    """Return the mean over waves of those who were asked in each."""
    return np.asarray(sum(scores) / len(scores))


def _village_means(before: np.ndarray, after: np.ndarray, owners: int) -> tuple[np.ndarray, np.ndarray]:
    """Return means before and after of those who answered both, of shape (trials, villages)."""
    one, two = before[..., :owners], after[..., :owners]
    there = np.isfinite(two)
    number = there.sum(axis=-1)
    sums = [np.where(there, each, 0.0).sum(axis=-1) for each in (one, two)]
    # a village that nobody answers in again makes its trial one without a result
    first, second = (
        np.divide(total, number, out=np.full(total.shape, np.nan), where=number > 0) for total in sums
    )
    return first, second


def _stepped(
    sample: Sample, terms: Terms, most: int, sizes: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], Tried]:
    """Return what stepped wedges find; arm g + 1 begins after wave g."""
    steps, waves = terms.steps, len(terms.waves)
    found: list[list[np.ndarray]] = [[], []]
    for wave in range(waves):
        kinds: list[list[np.ndarray]] = [[], []]
        without = sample.score(0, wave)
        pleasing = sample.score(0, wave, shift=terms.desired) if terms.desired else without
        for group in range(steps):
            begun = wave > group
            own = slice(group * most, (group + 1) * most)
            here = sample.score(group + 1, wave, shift=terms.desired)[:, own] if begun else without[:, own]
            kinds[0].append(here)
            kinds[1].append((pleasing if begun else without)[:, own])
        for place, each in enumerate(kinds):
            found[place].append(np.concatenate(each, axis=1))
    told = {}
    for owners in sorted({owners for _, owners in sizes}):
        means = [np.stack([_asked_mean(each[..., :owners]) for each in kind], axis=-1) for kind in found]
        for villages in sorted({villages for villages, many in sizes if many == owners}):
            first = np.concatenate([np.arange(villages) + group * most for group in range(steps)])
            treated = exposure(steps, villages)
            told[villages, owners] = Tried(*(stepped_wedge(each[:, first], treated) for each in means))
    return told


def _asked_mean(scores: np.ndarray) -> np.ndarray:
    there = np.isfinite(scores)
    number = there.sum(axis=-1)
    total = np.where(there, scores, 0.0).sum(axis=-1)
    return np.asarray(np.divide(total, number, out=np.full(total.shape, np.nan), where=number > 0))


def true_effect(world: World, terms: Terms, arm: int) -> float:
    """Return the mean effect in all villages of a world, measured without error.

    With several waves after the programme has begun it is their mean; in a wedge the mean over all groups
    and waves with the programme.
    """
    means = world.means()
    if terms.plan == WEDGE:
        every = [
            means[:, group + 1, wave] - means[:, 0, wave]
            for group in range(terms.steps)
            for wave in range(group + 1, len(terms.waves))
        ]
        return float(np.mean(every))
    return float((means[:, arm, 1:] - means[:, 0, 1:]).mean())
