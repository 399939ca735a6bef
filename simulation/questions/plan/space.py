"""What can be bought: the plans of a village within so many weeks and so many rupiah."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil
from typing import Self

import numpy as np

from simulation.experiment.budget import expected_cost, invited
from simulation.model.draws import FOUNDING, uniforms
from simulation.parameters import Dose, Prices, VillageProfile

EVERY = (1, 2, 4, 8)
"""Weeks between two sessions that a plan chooses from."""
BEGINS_EVERY = 4
"""A plan begins an activity in week 1, 5, 9, ...: a village plans by the month."""
PLACES = (1.0, 0.5, 0.25)
"""Capacities that a plan chooses from, as shares of those who would come."""
SESSIONS, PLACE, RHYTHM, FIRST = range(4)
"""Genes of an activity: the level of each choice. No session: the activity is not held."""
GENES = 4
ROUNDING = 1e-6
"""Rupiah by which a sum may exceed a budget: what adding up loses."""

Genes = tuple[int, ...]


@dataclass(frozen=True)
class Lever:
    """What can be chosen of one activity.

    Attributes
    ----------
    activity : str
    dose : Dose
        What the plans leave as it is: whom it invites, attendance, prices, what a session does.
    sessions, every, first : tuple of int
        Levels of the choices; the first number of sessions is 0.
    places : tuple of (int or None)
        Owners a session has room for; None: for everybody who comes.
    prices : tuple of float
        Expected rupiah of a session, by places.
    """

    activity: str
    dose: Dose
    sessions: tuple[int, ...]
    places: tuple[int | None, ...]
    every: tuple[int, ...]
    first: tuple[int, ...]
    prices: tuple[float, ...]

    @classmethod
    def of(
        cls, activity: str, dose: Dose, village: VillageProfile, prices: Prices, weeks: int, ceiling: float
    ) -> Self:
        """Return the choices of an activity within so many weeks and rupiah."""
        come = invited(dose, village) * dose.mean_attendance()
        if dose.capacity is not None:
            come = min(come, dose.capacity)
        fewer = dict.fromkeys(max(1, ceil(come * share)) for share in PLACES[1:])
        places = (dose.capacity, *(number for number in fewer if number < come))
        costs = tuple(
            expected_cost(dose.model_copy(update={"capacity": number}), village, prices) for number in places
        )
        cheapest = min(costs)
        most = weeks if cheapest <= 0 else int(min(weeks, (ceiling + ROUNDING) / cheapest))
        rhythms = tuple(sorted({*EVERY, dose.every} & set(range(1, weeks + 1))))
        return cls(
            activity, dose, _numbers(most), places, rhythms, tuple(range(1, weeks + 1, BEGINS_EVERY)), costs
        )

    @property
    def levels(self) -> tuple[int, ...]:
        """Return how many levels each gene has."""
        return len(self.sessions), len(self.places), len(self.every), len(self.first)


def _numbers(most: int) -> tuple[int, ...]:
    """Return numbers of sessions: all up to a dozen, then in steps of a sixth."""
    found = [0]
    while found[-1] < most:
        found.append(min(most, found[-1] + max(1, found[-1] // 6)))
    return tuple(found)


class PlanSpace:
    """All plans: activities, sessions, places, rhythm and first week of each, within a ceiling.

    Parameters
    ----------
    doses : mapping of str to Dose
        Default doses of the activities, in the order in which they act.
    village : VillageProfile
    prices : Prices
    weeks : int
        The last session is in this week or before.
    ceiling : float
        Most expected rupiah of a plan.
    """

    def __init__(
        self, doses: Mapping[str, Dose], village: VillageProfile, prices: Prices, weeks: int, ceiling: float
    ) -> None:
        self.weeks, self.ceiling = weeks, ceiling
        self.levers = [Lever.of(name, dose, village, prices, weeks, ceiling) for name, dose in doses.items()]

    @property
    def levels(self) -> np.ndarray:
        """Return how many levels each gene has, shape (genes,)."""
        return np.array([number for lever in self.levers for number in lever.levels])

    @property
    def cheapest(self) -> tuple[str, float]:
        """Return the activity of which one session costs least, and its expected rupiah."""
        lever = min(self.levers, key=lambda lever: min(lever.prices))
        return lever.activity, min(lever.prices)

    def doses(self, genes: Genes) -> dict[str, Dose]:
        """Return the programme of a plan: its activities with their doses."""
        return {
            lever.activity: lever.dose.model_copy(
                update={
                    "sessions": lever.sessions[own[SESSIONS]],
                    "capacity": lever.places[own[PLACE]],
                    "every": lever.every[own[RHYTHM]],
                    "first": lever.first[own[FIRST]],
                }
            )
            for lever, own in self._parts(genes)
            if own[SESSIONS]
        }

    def cost(self, genes: Genes) -> float:
        """Return the expected rupiah of a plan."""
        return sum(
            lever.sessions[own[SESSIONS]] * lever.prices[own[PLACE]] for lever, own in self._parts(genes)
        )

    def repaired(self, genes: Sequence[int], ceiling: float | None = None) -> Genes:
        """Return the plan nearest to these genes that can be bought.

        What has no meaning is 0: all of an activity that is not held, the rhythm of a single session.
        An activity that would not end in time first meets more often, then begins earlier. What is too
        dear loses sessions, of an activity drawn by the name of the plan itself: the same genes are
        always repaired alike.

        Parameters
        ----------
        genes : sequence of int
            Each within its levels.
        ceiling : float, optional
            Most expected rupiah; by default that of the space.
        """
        most = (self.ceiling if ceiling is None else ceiling) + ROUNDING
        found = np.array(genes, dtype=np.int64).reshape(-1, GENES)
        name = zlib.crc32(found.tobytes())
        step = 0
        while self.cost(_flat(found)) > most:
            luck = uniforms(name, step, FOUNDING, np.arange(len(self.levers)), 0)
            paid = [lever.prices[own[PLACE]] > 0 for lever, own in zip(self.levers, found, strict=True)]
            found[np.argmax(np.where((found[:, SESSIONS] > 0) & paid, luck, -1.0)), SESSIONS] -= 1
            step += 1
        for lever, own in zip(self.levers, found, strict=True):
            self._fit(lever, own)
        return _flat(found)

    def _fit(self, lever: Lever, own: np.ndarray) -> None:
        """Let an activity end in time; genes without a meaning become 0."""
        later = lever.sessions[own[SESSIONS]] - 1
        if later < 0:
            own[:] = 0
            return
        if later == 0:
            own[RHYTHM] = 0
        while own[RHYTHM] and lever.first[own[FIRST]] + later * lever.every[own[RHYTHM]] > self.weeks:
            own[RHYTHM] -= 1
        while lever.first[own[FIRST]] + later * lever.every[own[RHYTHM]] > self.weeks:
            own[FIRST] -= 1

    def beginnings(self, number: int, seed: int) -> list[Genes]:
        """Return plans to begin a search with: the default doses, alone and together, and drawn ones.

        A drawn plan holds each activity with even odds, at any of its levels, within a ceiling that
        is drawn too, so that the plans spread over all budgets.
        """
        alone = [self._nearest([lever]) for lever in self.levers]
        found = dict.fromkeys([self._nearest(self.levers), *alone])
        count, genes = len(self.levers), np.arange(self.levels.size)
        for attempt in range(100 * number):
            if len(found) >= number:
                break
            luck = uniforms(seed, attempt, FOUNDING, genes, 0)
            drawn = (luck * self.levels).astype(np.int64).reshape(-1, GENES)
            held = uniforms(seed, attempt, FOUNDING, np.arange(count + 1), 1)
            drawn[held[:count] < 0.5, SESSIONS] = 0
            found[self.repaired(_flat(drawn), held[count] * self.ceiling)] = None
        return list(found)[:number]

    def _nearest(self, held: Sequence[Lever]) -> Genes:
        """Return the plan nearest to the default doses of some activities."""
        genes: list[int] = []
        for lever in self.levers:
            dose = lever.dose
            sessions = len(dose.weeks(self.weeks)) if lever in held else 0
            wanted = (
                (lever.sessions, sessions),
                (range(len(lever.places)), 0),
                (lever.every, dose.every),
                (lever.first, dose.first),
            )
            genes += [
                min(range(len(levels)), key=lambda k: abs(levels[k] - value)) for levels, value in wanted
            ]
        return self.repaired(genes)

    def every_plan(self) -> list[Genes]:
        """Return all plans of a small space, each once."""
        everything = product(*(range(number) for number in self.levels))
        return list(dict.fromkeys(self.repaired(genes) for genes in everything))

    def _parts(self, genes: Genes) -> list[tuple[Lever, Genes]]:
        return [
            (lever, genes[GENES * place : GENES * (place + 1)]) for place, lever in enumerate(self.levers)
        ]


def _flat(genes: np.ndarray) -> Genes:
    return tuple(int(level) for level in genes.ravel())
