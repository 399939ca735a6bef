"""The village: owners, programme and the order of a week (ODD sections 3 and 5)."""

from collections.abc import Iterable, Mapping
from math import prod
from typing import Any, ClassVar

import mesa

from simulation.model.draws import FOUNDING, ORDER
from simulation.model.sampled import completed
from simulation.parameters import Behaviour, Dose, Prices, VillageProfile
from simulation.parameters.given import given
from simulation.parameters.village import quotas
from simulation.reference.activities import ACTIVITIES
from simulation.reference.activity import Activity
from simulation.reference.books import Ledger, Tallies
from simulation.reference.chance import Chance, NamedChance
from simulation.reference.decay import decay, fade_vision, forget_the_faint
from simulation.reference.mechanisms import MECHANISMS, Mechanism
from simulation.reference.meeting import DAILY_LIFE, Meeting, Setting
from simulation.reference.owner import Owner
from simulation.reference.partners import find_partner
from simulation.reference.start import observe, observed_places
from simulation.reference.turnover import turn_over


class ReferenceVillage(mesa.Model):  # type: ignore[misc]  # mesa has no types
    """A village of small businesses; one step is a week.

    To change a rule, make a subclass: of the village, or of an owner, a meeting or an activity, which the
    subclass of the village names (``owner_type``, ``meeting_type``, ``activity_types``).

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
    owner_type, meeting_type : type
        What owners and meetings are made of.
    activity_types, mechanism_types : mapping of str to type
        What activities and mechanisms are made of, by name.
    owners : list of Owner
        In order of index: who has which place now.
    week : int
        The last week done.
    tallies, ledger
        Counts and trust ledger of the last week (:mod:`simulation.reference.books`).
    attendance : dict
        Activity with a session in the last week -> index of everybody who came.
    cost : float
        Rupiah of all sessions so far.
    """

    owner_type: ClassVar[type[Owner]] = Owner
    meeting_type: ClassVar[type[Meeting]] = Meeting
    activity_types: ClassVar[Mapping[str, type[Activity]]] = ACTIVITIES
    mechanism_types: ClassVar[Mapping[str, type[Mechanism]]] = MECHANISMS

    def __init__(
        self,
        profile: VillageProfile | Mapping[str, Any],
        behaviour: Behaviour | Mapping[str, Any],
        doses: Mapping[str, Dose],
        seed: int,
        *,
        first_week: int = 1,
        burn_in: int = 0,
        chance: Chance | None = None,
        prices: Prices | None = None,
        mechanisms: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(rng=seed)
        self.behaviour = behaviour = given(Behaviour, behaviour, "behaviour")
        asked = given(VillageProfile, profile, "profile")
        self.profile = profile = completed(asked, seed, behaviour.acquaintances)
        self.prices = prices or Prices()
        self.name_of_draws = seed
        self.chance = chance or NamedChance(seed)
        self.week = first_week - 1 - burn_in

        sectors = range(len(profile.sectors))
        self.relations = [[profile.relation(first, second) for second in sectors] for first in sectors]

        self.tallies = Tallies()
        self.ledger = Ledger()
        self.attendance: dict[str, list[int]] = {}
        self.cost = 0.0

        named = dict(mechanisms or {})
        _must_be_known("activity", doses, self.activity_types)
        _must_be_known("mechanism", named, self.mechanism_types)
        self.mechanisms: list[Mechanism] = [
            self.mechanism_types[name](self, name, value) for name, value in named.items()
        ]
        self.owners: list[Owner] = []
        self._found()
        self.activities: list[Activity] = [
            kind(self, name, doses[name]) for name, kind in self.activity_types.items() if name in doses
        ]

    def _found(self) -> None:
        """Let the owners move in (ODD section 5), or as they were observed (5.1).

        Groups stand in blocks, sectors in blocks of a random order.
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
            self.owners.append(self.settle(index, group_of[index], sector_of[index]))
        observe(self)

    def settle(self, index: int, group: int, sector: int, arrived: int | None = None) -> Owner:
        """Let an owner move in, and the mechanisms draw what they keep of it (ODD 5, 7.11, 7.12)."""
        owner = self.owner_type(self, index, group, sector, arrived)
        for mechanism in self.mechanisms:
            mechanism.arrive(owner)
        return owner

    def accepts(self, owner: Owner, partner: Owner) -> float:
        """Return the chance that an owner meets another one whom it finds by chance (ODD 7.12)."""
        return prod((mechanism.weight(owner, partner) for mechanism in self.mechanisms), start=1.0)

    def find_partner(self, owner: Owner, m: int) -> Owner | None:
        """Return whom an owner meets in its m-th meeting of the week; None if it is lost (ODD 7.2)."""
        return find_partner(owner, m)

    def meet(self, starter: Owner, m: int) -> None:
        """Let an owner hold its m-th meeting of daily life in this week (ODD 7.2)."""
        partner = self.find_partner(starter, m)
        if partner is not None:
            self.hold_meeting(starter, partner, DAILY_LIFE, m)

    def hold_meeting(self, starter: Owner, partner: Owner, setting: Setting, number: int) -> None:
        """Hold a meeting; one of weight 0 is not held (ODD 7.3)."""
        if setting.weight <= 0:
            return
        meeting = self.meeting_type(starter, partner, setting, number)
        meeting.hold()
        for mechanism in self.mechanisms:
            mechanism.after_meeting(meeting)

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


def _must_be_known(what: str, asked: Iterable[str], types: Mapping[str, object]) -> None:
    for name in asked:
        if name not in types:
            raise ValueError(
                f"the readable model has no {what} {name!r}: a subclass of ReferenceVillage adds it to "
                f"its {what}_types"
            )


def blocks(sizes: list[int]) -> list[int]:
    """Return the number of the block of every place, for consecutive blocks of these sizes."""
    return [block for block, size in enumerate(sizes) for _ in range(size)]
