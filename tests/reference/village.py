"""The village: owners, programme and the order of a week (ODD sections 3, 5 and 7.1)."""

from __future__ import annotations

import mesa

from simulation.model.draws import FOUNDING, ORDER
from simulation.parameters import DOSES, Behaviour, Dose, Prices, VillageProfile
from simulation.parameters.village import quotas
from tests.reference.activities import ACTIVITIES
from tests.reference.activity import Activity
from tests.reference.books import Ledger, Tallies
from tests.reference.chance import Chance, NamedChance
from tests.reference.owner import Owner
from tests.reference.start import observe, observed_places


class ReferenceVillage(mesa.Model):
    """A village of small businesses; one step is a week.

    Parameters
    ----------
    profile, behaviour, doses
        Who lives there, their rules, and the dose of every activity that is held, by name.
    seed : int
        Seed of the named draws.
    first_week, burn_in : int
        The first step is week ``first_week - burn_in``. Weeks of 0 and below are without programme.
    chance : Chance, optional
        Who answers the questions of chance; without it the named draws.
    prices : Prices, optional
        Rupiah for an hour and a head.

    Attributes
    ----------
    owners : list of Owner
        In order of index.
    week : int
        The last week done.
    tallies, ledger
        Counts and trust ledger of the last week (``tests.reference.books``).
    attendance : dict
        Activity with a session in the last week -> index of everybody who came.
    cost : float
        Rupiah of all sessions so far.
    """

    def __init__(
        self,
        profile: VillageProfile,
        behaviour: Behaviour,
        doses: dict[str, Dose],
        seed: int,
        *,
        first_week: int = 1,
        burn_in: int = 0,
        chance: Chance | None = None,
        prices: Prices | None = None,
    ) -> None:
        super().__init__(rng=seed)
        self.profile = profile
        self.behaviour = behaviour
        self.prices = prices or Prices()
        self.chance = chance or NamedChance(seed)
        self.week = first_week - 1 - burn_in

        self.skill_kept = kept_a_week(behaviour.skill_half_life)
        self.knowledge_kept = kept_a_week(behaviour.knowledge_half_life)
        self.vision_kept = kept_a_week(behaviour.vision_half_life)
        sectors = range(len(profile.sectors))
        self.relations = [[profile.relation(first, second) for second in sectors] for first in sectors]

        self.tallies = Tallies()
        self.ledger = Ledger()
        self.attendance: dict[str, list[int]] = {}
        self.cost = 0.0

        self.owners: list[Owner] = []
        self._found()
        self.activities: list[Activity] = [
            ACTIVITIES[name](self, name, doses[name]) for name in DOSES if name in doses
        ]
        unknown = doses.keys() - DOSES.keys()
        if unknown:
            raise ValueError(f"no such activity: {', '.join(sorted(unknown))}")

    def _found(self) -> None:
        """Let the owners move in (ODD section 5): groups in blocks, sectors in blocks of a random order;
        or as they were observed (5.1).
        """
        total = self.profile.owners
        self.chance.begin_week(0)
        group_of = blocks(quotas([group.share for group in self.profile.groups], total))
        sector_of = [0] * total
        by_draw = self.chance.order(FOUNDING, list(range(total)))
        by_sector = blocks(quotas([sector.share for sector in self.profile.sectors], total))
        for index, sector in zip(by_draw, by_sector, strict=True):
            sector_of[index] = sector
        group_of, sector_of = observed_places(self, group_of, sector_of)
        for index in range(total):
            self.owners.append(Owner(self, index, group_of[index], sector_of[index]))
        observe(self)

    def step(self) -> None:
        """Do one week, in the order of ODD section 3."""
        self.week += 1
        self.chance.begin_week(self.week)
        self.tallies, self.ledger, self.attendance = Tallies(), Ledger(), {}

        self.agents.do("begin_week")
        self._forget_faint_acquaintances()
        if not any(activity.keeps_vision_alive() for activity in self.activities):
            self.agents.do("fade_vision")

        if self.week >= 1:
            for activity in self.activities:
                if activity.dose.is_due(self.week):
                    activity.hold_session()

        for index in self.chance.order(ORDER, list(range(len(self.owners)))):
            self.owners[index].meet_others()

        self.agents.do("follow_norms")
        self.agents.do("earn")

    def _forget_faint_acquaintances(self) -> None:
        """Forget, on both sides, every pair of whom one side keeps next to nothing (ODD 7.1)."""
        for owner in self.owners:
            for known in list(owner.acquaintances.values()):
                if known.is_faint():
                    owner.forget(known.owner)

    def total_evidence(self) -> tuple[float, float]:
        """Return the sums of all r and of all s."""
        everybody = [known for owner in self.owners for known in owner.acquaintances.values()]
        return sum(known.good for known in everybody), sum(known.bad for known in everybody)


def blocks(sizes: list[int]) -> list[int]:
    """Return the number of the block of every place, for consecutive blocks of these sizes."""
    return [block for block, size in enumerate(sizes) for _ in range(size)]


def kept_a_week(half_life: float) -> float:
    """Return the share of a difference that is left after a week."""
    return 2.0 ** (-1.0 / half_life)
