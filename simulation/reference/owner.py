"""An owner of a small business: state, trust, norms, income (ODD 2, 5, 7.1, 7.2, 7.5, 7.7, 7.8, 7.10)."""

from __future__ import annotations

import math
from typing import Protocol

import mesa

from simulation.model.draws import ENTRY, FORGET, FOUNDING, INCOME, MEETINGS
from simulation.parameters import NORMS, TOPICS, Behaviour, Prices, VillageProfile, description
from simulation.reference.acquaintance import Acquaintance, Tie
from simulation.reference.books import Ledger, Tallies
from simulation.reference.chance import Chance


class Home(Protocol):
    """The village, as far as its owners, meetings, activities and mechanisms need it."""

    profile: VillageProfile
    behaviour: Behaviour
    prices: Prices
    chance: Chance
    name_of_draws: int
    relations: list[list[int]]
    week: int
    owners: list[Owner]
    tallies: Tallies
    ledger: Ledger
    attendance: dict[str, list[int]]
    cost: float

    def settle(self, index: int, group: int, sector: int, arrived: int | None = None) -> Owner:
        """Let an owner move in."""

    def accepts(self, owner: Owner, partner: Owner) -> float:
        """Return the chance that an owner meets another one whom it finds by chance."""

    def meet(self, starter: Owner, m: int) -> None:
        """Let an owner hold its m-th meeting of daily life in this week."""


class Owner(mesa.Agent):  # type: ignore[misc]  # mesa has no types
    """One owner (ODD section 2).

    Attributes
    ----------
    index, group, sector
        Fixed; the index is the place in the village.
    arrived
        Week in which the owner took over the place; None for a founder.
    communication, conflict; communication_start, conflict_start
        Skills c and m; their start values c0 and m0.
    norms; anchors; anchors_start
        n, n0 and n00 of gotong royong, transparency and commitment.
    knowledge; knowledge_start; mentored
        k and k0 of the three topics; k+, what of k above k0 a mentor has taught.
    sociability, trustworthiness, attendance
        S, tau and rho_a: meetings against the mean owner, lasting shift of the intention to cooperate,
        propensity to come to activities.
    prior; prior_start
        mu0[h] and mu00[h], the initial belief in every group.
    group_good, group_bad
        GR[h] and GS[h], the evidence for and against members of every group.
    acquaintances
        By the index of the other owner, at most K.
    income; income_level
        y, rupiah of this week; l, the own level.
    mediates_until, caseload, cases_left
        Last week of service as peer mediator, disputes a week, of this week still free.
    """

    model: Home

    def __init__(self, model: Home, index: int, group: int, sector: int, arrived: int | None = None) -> None:
        """Found the owner (ODD section 5), or let it arrive (7.11)."""
        super().__init__(model)
        self.index, self.group, self.sector, self.arrived = index, group, sector, arrived
        self.brought = FOUNDING if arrived is None else ENTRY  # the draws of all traits
        self.own_behaviour = self._own_behaviour()
        behaviour = self.behaviour
        personal = behaviour.personal_sd

        shift = behaviour.belief_sd * self.normal(2)
        groups = model.profile.groups
        self.prior = [
            clip((behaviour.belief_own if other == group else behaviour.belief_other) + shift)
            for other in range(len(groups))
        ]
        self.prior_start = list(self.prior)
        self.group_good = [0.0] * len(groups)
        self.group_bad = [0.0] * len(groups)

        self.communication = clip(behaviour.communication + personal * self.normal(4))
        self.conflict = clip(behaviour.conflict + personal * self.normal(6))
        self.communication_start, self.conflict_start = self.communication, self.conflict
        self.norms = [
            clip(getattr(behaviour, name) + personal * self.normal(8 + 2 * norm))
            for norm, name in enumerate(NORMS)
        ]
        self.anchors = list(self.norms)
        self.anchors_start = list(self.norms)
        self.seen_good = [0] * len(NORMS)
        self.seen = [0] * len(NORMS)

        strong, weak = behaviour.knowledge_strong, behaviour.knowledge_weak
        self.knowledge = [
            clip(
                (strong if name in groups[group].strong_topics else weak)
                + behaviour.knowledge_sd * self.normal(14 + 2 * topic)
            )
            for topic, name in enumerate(TOPICS)
        ]
        self.knowledge_start = list(self.knowledge)
        self.mentored = [0.0] * len(TOPICS)

        self.sociability = self.lognormal(behaviour.sociability_sd, 22)
        self.trustworthiness = behaviour.trustworthiness_sd * self.normal(24)
        self.income_level = self.lognormal(behaviour.income_spread, 26)
        self.attendance = 2 * model.chance.uniform(self.brought, index, 28) - 1

        self.acquaintances: dict[int, Acquaintance[Owner]] = {}
        self.mediates_until = 0
        self.caseload = 0
        self.cases_left = 0
        luck = math.exp(behaviour.income_sd * self.normal(20))
        self.income = behaviour.income * self.income_level * luck

    @property
    def behaviour(self) -> Behaviour:
        """The rules this owner lives by; a subclass may say otherwise."""
        return self.own_behaviour

    def _own_behaviour(self) -> Behaviour:
        """Return the village's behaviour with what the group says, spread as persons differ (ODD 5.2)."""
        profile, village = self.model.profile, self.model.behaviour
        own = dict(profile.groups[self.group].behaviour)
        for place, name in enumerate(Behaviour.model_fields):
            if name in profile.spreads:
                low, high = limits_of(name)
                value = own.get(name, getattr(village, name))
                own[name] = min(max(value + profile.spreads[name] * self.normal(64 + 2 * place), low), high)
        return village.model_copy(update=own) if own else village

    def normal(self, k: int) -> float:
        """Return z(k) of what this owner brings along (ODD section 5)."""
        return self.model.chance.normal(self.brought, self.index, k)

    def lognormal(self, spread: float, k: int) -> float:
        """Return a lognormal number with mean 1, made of z(k)."""
        return math.exp(spread * self.normal(k) - spread**2 / 2)

    # trust (ODD section 2)

    def belief(self, group: int) -> float:
        """Return mu[group], the belief in the members of a group."""
        weight = self.behaviour.belief_weight
        good, bad = self.group_good[group], self.group_bad[group]
        return (weight * self.prior[group] + good) / (weight + good + bad)

    def trust(self, other: Owner) -> float:
        """Return T, the trust in another owner; in somebody not kept in mind it is the belief."""
        belief = self.belief(other.group)
        acquaintance = self.acquaintances.get(other.index)
        if acquaintance is None:
            return belief
        weight = self.behaviour.prior_weight
        good, bad = acquaintance.good, acquaintance.bad
        return (good + weight * belief) / (good + bad + weight)

    # relations

    def competes_with(self, other: Owner) -> bool:
        """Tell whether the two sectors compete."""
        return self.model.relations[self.sector][other.sector] == -1

    def complements(self, other: Owner) -> bool:
        """Tell whether the two sectors complement each other."""
        return self.model.relations[self.sector][other.sector] == 1

    def knows(self, other: Owner) -> bool:
        """Tell whether the other owner is an acquaintance."""
        return other.index in self.acquaintances

    def ties(self) -> list[Acquaintance[Owner]]:
        """Return the acquaintances whose tie is strong enough to exist."""
        minimum = self.behaviour.tie_minimum
        return [known for known in self.acquaintances.values() if known.tie.strength > minimum]

    def is_tied_to(self, other: Owner) -> bool:
        """Tell whether a tie to the other owner exists."""
        known = self.acquaintances.get(other.index)
        return known is not None and known.tie.strength > self.behaviour.tie_minimum

    def make_room(self) -> None:
        """Forget the acquaintance with the least to hold on to, if the mind is full (ODD 7.5)."""
        if len(self.acquaintances) < self.behaviour.acquaintances:
            return
        least = min(known.hold() for known in self.acquaintances.values())
        weakest = [other for other, known in self.acquaintances.items() if known.hold() == least]
        forgotten = self.model.chance.pick(FORGET, self.index, 0, weakest)
        self.forget(self.model.owners[forgotten], "forgetting")

    def forget(self, other: Owner, why: str) -> None:
        """Forget an acquaintance on both sides, with the tie; ``why`` is the line of the ledger."""
        mine = self.acquaintances.pop(other.index)
        theirs = other.acquaintances.pop(self.index)
        self.model.ledger.enter(
            why, self.group == other.group, -(mine.good + theirs.good), -(mine.bad + theirs.bad)
        )

    def get_to_know(self, other: Owner) -> None:
        """Make room on both sides, then keep each other in mind (ODD 7.5)."""
        self.make_room()
        other.make_room()
        tie = Tie()
        self.acquaintances[other.index] = Acquaintance(other, tie)
        other.acquaintances[self.index] = Acquaintance(self, tie)

    # meetings of daily life (ODD 7.2)

    def meet_others(self) -> None:
        """Start the meetings of this week."""
        rate = self.behaviour.meetings * self.sociability
        for m in range(self.model.chance.poisson(MEETINGS, self.index, rate)):
            self.model.meet(self, m)

    # activities (ODD 7.8, 7.9)

    def chance_to_come(self, share: float) -> float:
        """Return the own chance to come to a session to which a share of the invited comes (ODD 7.8)."""
        room = min(share, 1 - share)
        return share + self.behaviour.attendance_spread * self.attendance * room

    def learn(self, gain: float) -> None:
        """Close a share of what is missing in the knowledge of every topic."""
        self.knowledge = [known + gain * (1 - known) for known in self.knowledge]

    def learn_from_mentor(self, gain: float) -> None:
        """Learn, and keep apart what it was: it fades by a half-life of its own (ODD 7.9, 7.1)."""
        before = self.knowledge
        self.learn(gain)
        for topic, known in enumerate(self.knowledge):
            self.mentored[topic] += known - before[topic]

    # the end of a week

    def observe(self, norm: int, good: bool) -> None:
        """Remember an observation for a norm, for or against it (ODD 7.7)."""
        self.seen[norm] += 1
        self.seen_good[norm] += good

    def follow_norms(self) -> None:
        """Let the norms follow what was seen this week, pulled back by the anchor (ODD 7.7)."""
        pull, learning = self.behaviour.norm_anchor, self.behaviour.norm_learning
        for norm, number in enumerate(self.seen):
            if number:
                observed = self.seen_good[norm] / number
                follows = (1 - learning) * self.norms[norm] + learning * observed
                self.norms[norm] = pull * self.anchors[norm] + (1 - pull) * follows

    def earn(self) -> None:
        """Earn the income of this week (ODD 7.10)."""
        self.income = self.income_at(luck=self.model.chance.normal(INCOME, self.index, 0))

    def income_at(self, luck: float) -> float:
        """Return the income of a week with this luck, a standard normal number."""
        behaviour = self.behaviour
        complementary = sum(self.complements(known.owner) for known in self.ties())
        mean_knowledge = sum(self.knowledge) / len(self.knowledge)
        return (
            behaviour.income
            * self.income_level
            * math.exp(behaviour.income_sd * luck)
            * (1 + behaviour.income_ties * math.log(1 + complementary))
            * (1 + behaviour.income_knowledge * mean_knowledge)
        )

    # the beginning of a week (ODD 7.1), the end of a firm (ODD 7.11)

    def begin_week(self) -> None:
        """Start the week's counters and cases."""
        self.seen = [0] * len(NORMS)
        self.seen_good = [0] * len(NORMS)
        self.cases_left = self.caseload if self.mediates_until >= self.model.week else 0

    def leave(self) -> None:
        """Leave the village: this owner and everybody who keeps it in mind forget each other."""
        for known in list(self.acquaintances.values()):
            self.forget(known.owner, "leaving")
        self.remove()


def limits_of(name: str) -> tuple[float, float]:
    """Return between which values a parameter of behaviour lies."""
    known = description(Behaviour.model_fields[name])
    if known is None or None in known.limits:
        raise ValueError(f"{name} has no limits")
    low, high = known.limits
    return float(low or 0.0), float(high or 0.0)


def clip(value: float) -> float:
    """Return the value within 0 and 1."""
    return min(1.0, max(0.0, value))
