"""An owner of a small business: state, trust, norms, income (ODD 2, 5, 7.1, 7.2, 7.5, 7.7, 7.10)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import mesa

from simulation.model.draws import FORGET, FOUNDING, INCOME, MEETINGS, PARTNER
from simulation.parameters import NORMS, TOPICS
from tests.reference.acquaintance import Acquaintance, Tie
from tests.reference.meeting import DAILY_LIFE, hold_meeting
from tests.reference.partners import find_partner

if TYPE_CHECKING:
    from tests.reference.village import ReferenceVillage


class Owner(mesa.Agent):
    """One owner (ODD section 2).

    Attributes
    ----------
    index, group, sector
        Fixed.
    communication, conflict; communication_start, conflict_start
        Skills c and m; their start values c0 and m0.
    norms; anchors; anchors_start
        n, n0 and n00 of gotong royong, transparency and commitment.
    knowledge; knowledge_start
        k and k0 of the three topics.
    prior; prior_start
        mu0[h] and mu00[h], the initial belief in every group.
    group_good, group_bad
        GR[h] and GS[h], the evidence for and against members of every group.
    acquaintances
        By the index of the other owner, at most K.
    income; income_level
        y, rupiah of this week; the own level against that of others, 1 unless it was observed.
    mediates_until, caseload, cases_left
        Last week of service as peer mediator, disputes a week, of this week still free.
    """

    model: ReferenceVillage

    def __init__(self, model: ReferenceVillage, index: int, group: int, sector: int) -> None:
        """Found the owner (ODD section 5)."""
        super().__init__(model)
        self.index, self.group, self.sector = index, group, sector
        behaviour = model.behaviour
        personal = behaviour.personal_sd

        shift = behaviour.belief_sd * self.founding_normal(2)
        groups = model.profile.groups
        self.prior = [
            clip((behaviour.belief_own if other == group else behaviour.belief_other) + shift)
            for other in range(len(groups))
        ]
        self.prior_start = list(self.prior)
        self.group_good = [0.0] * len(groups)
        self.group_bad = [0.0] * len(groups)

        self.communication = clip(behaviour.communication + personal * self.founding_normal(4))
        self.conflict = clip(behaviour.conflict + personal * self.founding_normal(6))
        self.communication_start, self.conflict_start = self.communication, self.conflict
        self.norms = [
            clip(getattr(behaviour, name) + personal * self.founding_normal(8 + 2 * norm))
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
                + behaviour.knowledge_sd * self.founding_normal(14 + 2 * topic)
            )
            for topic, name in enumerate(TOPICS)
        ]
        self.knowledge_start = list(self.knowledge)

        self.acquaintances: dict[int, Acquaintance] = {}
        self.mediates_until = 0
        self.caseload = 0
        self.cases_left = 0
        self.income_level = 1.0
        self.income = behaviour.income * math.exp(behaviour.income_sd * self.founding_normal(20))

    def founding_normal(self, k: int) -> float:
        """Return z(k) of the founding (ODD section 5)."""
        return self.model.chance.normal(FOUNDING, self.index, k)

    # trust (ODD section 2)

    def belief(self, group: int) -> float:
        """Return mu[group], the belief in the members of a group."""
        weight = self.model.behaviour.belief_weight
        good, bad = self.group_good[group], self.group_bad[group]
        return (weight * self.prior[group] + good) / (weight + good + bad)

    def trust(self, other: Owner) -> float:
        """Return T, the trust in another owner; in somebody not kept in mind it is the belief."""
        belief = self.belief(other.group)
        acquaintance = self.acquaintances.get(other.index)
        if acquaintance is None:
            return belief
        weight = self.model.behaviour.prior_weight
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

    def ties(self) -> list[Acquaintance]:
        """Return the acquaintances whose tie is strong enough to exist."""
        minimum = self.model.behaviour.tie_minimum
        return [known for known in self.acquaintances.values() if known.tie.strength > minimum]

    def is_tied_to(self, other: Owner) -> bool:
        """Tell whether a tie to the other owner exists."""
        known = self.acquaintances.get(other.index)
        return known is not None and known.tie.strength > self.model.behaviour.tie_minimum

    def make_room(self) -> None:
        """Forget the acquaintance with the least to hold on to, if the mind is full (ODD 7.5)."""
        if len(self.acquaintances) < self.model.behaviour.acquaintances:
            return
        least = min(known.hold() for known in self.acquaintances.values())
        weakest = [other for other, known in self.acquaintances.items() if known.hold() == least]
        forgotten = self.model.chance.pick(FORGET, self.index, 0, weakest)
        self.forget(self.model.owners[forgotten])

    def forget(self, other: Owner) -> None:
        """Forget an acquaintance on both sides, with the tie."""
        mine = self.acquaintances.pop(other.index)
        theirs = other.acquaintances.pop(self.index)
        self.model.ledger.enter(
            "forgetting", self.group == other.group, -(mine.good + theirs.good), -(mine.bad + theirs.bad)
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
        chance, behaviour = self.model.chance, self.model.behaviour
        for m in range(chance.poisson(MEETINGS, self.index, behaviour.meetings)):
            partner = find_partner(self, m)
            if partner.group != self.group and not self.knows(partner):
                avoided = chance.uniform(PARTNER, self.index, 8 * m + 3) < behaviour.avoidance
                if avoided:
                    continue
            hold_meeting(self, partner, DAILY_LIFE, number=m)

    # learning

    def learn(self, gain: float) -> None:
        """Close a share of what is missing in the knowledge of every topic."""
        self.knowledge = [known + gain * (1 - known) for known in self.knowledge]

    # the end of a week

    def observe(self, norm: int, good: bool) -> None:
        """Remember an observation for a norm, for or against it (ODD 7.7)."""
        self.seen[norm] += 1
        self.seen_good[norm] += good

    def follow_norms(self) -> None:
        """Let the norms follow what was seen this week, pulled back by the anchor (ODD 7.7)."""
        pull, learning = self.model.behaviour.norm_anchor, self.model.behaviour.norm_learning
        for norm, number in enumerate(self.seen):
            if number:
                observed = self.seen_good[norm] / number
                follows = (1 - learning) * self.norms[norm] + learning * observed
                self.norms[norm] = pull * self.anchors[norm] + (1 - pull) * follows

    def earn(self) -> None:
        """Earn the income of this week (ODD 7.10)."""
        self.income = self.income_at(luck=self.model.chance.normal(INCOME, self.index, 0))

    def income_at(self, luck: float) -> float:
        behaviour = self.model.behaviour
        complementary = sum(self.complements(known.owner) for known in self.ties())
        mean_knowledge = sum(self.knowledge) / len(self.knowledge)
        return (
            behaviour.income
            * self.income_level
            * math.exp(behaviour.income_sd * luck)
            * (1 + behaviour.income_ties * math.log(1 + complementary))
            * (1 + behaviour.income_knowledge * mean_knowledge)
        )

    # the beginning of a week (ODD 7.1)

    def begin_week(self) -> None:
        """Let evidence, ties, skills and knowledge fade; start the week's counters and cases."""
        village = self.model
        self._fade_evidence()
        self.communication = fade(self.communication, self.communication_start, village.skill_kept)
        self.conflict = fade(self.conflict, self.conflict_start, village.skill_kept)
        for topic, start in enumerate(self.knowledge_start):
            self.knowledge[topic] = fade(self.knowledge[topic], start, village.knowledge_kept)
        self.seen = [0] * len(NORMS)
        self.seen_good = [0] * len(NORMS)
        self.cases_left = self.caseload if self.mediates_until >= village.week else 0

    def _fade_evidence(self) -> None:
        behaviour, ledger = self.model.behaviour, self.model.ledger
        for known in self.acquaintances.values():
            good, bad = known.good, known.bad
            known.good *= behaviour.memory
            known.bad *= behaviour.memory
            ledger.enter("fading", known.owner.group == self.group, known.good - good, known.bad - bad)
            if self.index < known.owner.index:  # the tie is shared: it decays once
                known.tie.strength *= 1 - behaviour.tie_decay
        for group in range(len(self.prior)):
            self.group_good[group] *= behaviour.group_memory
            self.group_bad[group] *= behaviour.group_memory

    def fade_vision(self) -> None:
        """Let what a shared vision raised move back: anchors of norms and initial beliefs."""
        kept = self.model.vision_kept
        self.anchors = [
            fade(now, start, kept) for now, start in zip(self.anchors, self.anchors_start, strict=True)
        ]
        self.prior = [fade(now, start, kept) for now, start in zip(self.prior, self.prior_start, strict=True)]


def clip(value: float) -> float:
    """Return the value within 0 and 1."""
    return min(1.0, max(0.0, value))


def fade(value: float, start: float, kept: float) -> float:
    """Return the value moved towards its start; ``kept`` of the difference remains after a week."""
    return start + (value - start) * kept
