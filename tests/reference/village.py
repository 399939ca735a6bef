"""The village: owners, programme and the order of a week (ODD sections 3 and 5)."""

from __future__ import annotations

from collections.abc import Mapping

import mesa

from simulation.model.draws import FOUNDING, ORDER
from simulation.parameters import DOSES, Behaviour, Dose, Prices, VillageProfile
from simulation.parameters.village import quotas
from tests.reference.activities import ACTIVITIES
from tests.reference.activity import Activity
from tests.reference.books import Ledger, Tallies
from tests.reference.chance import Chance, NamedChance
from tests.reference.decay import decay, fade_vision, forget_the_faint, kept_a_week
from tests.reference.mechanisms import MECHANISMS, Mechanism
from tests.reference.owner import Owner
from tests.reference.start import observe, observed_places
from tests.reference.turnover import turn_over


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
    mechanisms : mapping of str to object, optional
        Parameters of optional mechanisms, by name, in the order in which they act.

    Attributes
    ----------
    owners : list of Owner
        In order of index: who has which place now.
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
        mechanisms: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(rng=seed)
        self.profile = profile
        self.behaviour = behaviour
        self.prices = prices or Prices()
        self.name_of_draws = seed
        self.chance = chance or NamedChance(seed)
        self.week = first_week - 1 - burn_in

        self.skill_kept = kept_a_week(behaviour.skill_half_life)
        self.knowledge_kept = kept_a_week(behaviour.knowledge_half_life)
        self.mentored_kept = kept_a_week(behaviour.mentored_half_life)
        self.vision_kept = kept_a_week(behaviour.vision_half_life)
        sectors = range(len(profile.sectors))
        self.relations = [[profile.relation(first, second) for second in sectors] for first in sectors]

        self.tallies = Tallies()
        self.ledger = Ledger()
        self.attendance: dict[str, list[int]] = {}
        self.cost = 0.0

        self.mechanisms: list[Mechanism] = [
            MECHANISMS[name](self, name, given) for name, given in (mechanisms or {}).items()
        ]
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
            self.welcome(self.owners[-1])
        observe(self)

    def welcome(self, owner: Owner) -> None:
        """Let the mechanisms draw what they keep of an owner who arrives (ODD 7.12)."""
        for mechanism in self.mechanisms:
            mechanism.arrive(owner)

    def step(self) -> None:
        """Do one week, in the order of ODD section 3."""
        self.week += 1
        self.chance.begin_week(self.week)
        self.tallies, self.ledger, self.attendance = Tallies(), Ledger(), {}

        self.agents.do("begin_week")
        turn_over(self)
        self.agents.do(decay)
        if not any(activity.keeps_vision_alive() for activity in self.activities):
            self.agents.do(fade_vision)
        self.agents.do(forget_the_faint)

        if self.week >= 1:
            for activity in self.activities:
                if activity.dose.is_due(self.week):
                    activity.hold_session()

        for mechanism in self.mechanisms:
            mechanism.before_meetings()
        for index in self.chance.order(ORDER, list(range(len(self.owners)))):
            self.owners[index].meet_others()

        self.agents.do("follow_norms")
        self.agents.do("earn")
        for mechanism in self.mechanisms:
            mechanism.end_of_week()

    def total_evidence(self) -> tuple[float, float]:
        """Return the sums of all r and of all s."""
        everybody = [known for owner in self.owners for known in owner.acquaintances.values()]
        return sum(known.good for known in everybody), sum(known.bad for known in everybody)


def blocks(sizes: list[int]) -> list[int]:
    """Return the number of the block of every place, for consecutive blocks of these sizes."""
    return [block for block, size in enumerate(sizes) for _ in range(size)]
