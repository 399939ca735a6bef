"""The seven activities of the programme (ODD 7.9)."""

from collections.abc import Iterable
from itertools import combinations

from simulation.model.draws import CANDIDATE, ROSTER, SEAT
from simulation.reference.activity import Activity, deal
from simulation.reference.owner import Owner


class CommunicationTraining(Activity):
    """Communication training: those present communicate better."""

    def act(self, present: list[Owner]) -> Iterable[Owner]:
        """Raise the skill of those present."""
        for owner in present:
            owner.communication += self.dose.gain * (1 - owner.communication)
        return present


class ConflictTraining(Activity):
    """Conflict-management training: those present gain skill and serve as peer mediators."""

    def act(self, present: list[Owner]) -> Iterable[Owner]:
        """Raise the skill of those present and take them into service."""
        for owner in present:
            owner.conflict += self.dose.gain * (1 - owner.conflict)
            owner.mediates_until = self.village.week + self.dose.service
            owner.caseload = owner.cases_left = self.dose.caseload
        return present


class DialogueMediation(Activity):
    """Open dialogue in circles that mix the groups, then mediation of the worst dyads of the village."""

    def act(self, present: list[Owner]) -> Iterable[Owner]:
        """Let the circles talk one after the other, then mediate."""
        by_group = sorted(self.shuffled(present, ROSTER), key=lambda owner: owner.group)
        for circle in deal(by_group, self.dose.circle):
            self._talk(circle)
        came = list(present)
        for dyad in self._worst_dyads():
            self._mediate(*dyad)
            came += dyad
        return came

    def _talk(self, circle: list[Owner]) -> None:
        """Let each start talks with the least busy of other groups until it has had enough."""
        setting = self.setting("mediation")
        talked_to: dict[int, set[int]] = {owner.index: set() for owner in circle}
        for owner in self.shuffled(circle, SEAT):
            mine = talked_to[owner.index]
            while len(mine) < self.dose.talks:
                left = [other for other in circle if other.group != owner.group and other.index not in mine]
                if not left:
                    break
                fewest = min(len(talked_to[other.index]) for other in left)
                partner = self.pick(owner, [other for other in left if len(talked_to[other.index]) == fewest])
                mine.add(partner.index)
                talked_to[partner.index].add(owner.index)
                self.village.hold_meeting(owner, partner, setting, number=partner.index)

    def _worst_dyads(self) -> list[tuple[Owner, Owner]]:
        """Return the acquainted pairs with the most bad evidence between them, the worst first."""
        ranked = []
        for owner in self.village.owners:
            for known in owner.acquaintances.values():
                bad = known.bad + known.owner.acquaintances[owner.index].bad
                if owner.index < known.owner.index and bad > 0:
                    by_lot = self.village.chance.uniform(
                        self.process, owner.index, CANDIDATE + known.owner.index
                    )
                    ranked.append((-bad, by_lot, owner.index, known.owner.index))
        owners = self.village.owners
        return [(owners[first], owners[second]) for *_, first, second in sorted(ranked)[: self.dose.dyads]]

    def _mediate(self, first: Owner, second: Owner) -> None:
        """Lay part of the bad experience to rest on both sides, then let the two meet."""
        same_group = first.group == second.group
        for known in first.acquaintances[second.index], second.acquaintances[first.index]:
            before = known.bad
            known.bad *= 1 - self.dose.relief
            self.village.ledger.enter("mediation", same_group, 0.0, known.bad - before)
        setting = self.setting("mediation", weight=self.dose.mediation_weight, variant=1)
        self.village.hold_meeting(first, second, setting, number=second.index)


class Forum(Activity):
    """UMKM forum: those present at a table of the term's roster meet once each."""

    _term_began: int | None = None
    _tables: list[list[int]]

    def act(self, present: list[Owner]) -> Iterable[Owner]:
        """Let every present pair of a table meet."""
        setting = self.setting("forum")
        here = {owner.index: owner for owner in present}
        for table in self._roster():
            seated = [here[place] for place in table if place in here]
            for starter, partner in combinations(self.shuffled(seated, SEAT), 2):
                self.village.hold_meeting(starter, partner, setting, number=partner.index)
        return present

    def _roster(self) -> list[list[int]]:
        """Return the tables of this term, by place: who takes over a place takes over its seat."""
        since_first = self.village.week - self.dose.first
        term_began = self.village.week - since_first % self.dose.term
        if term_began != self._term_began:
            self._term_began = term_began
            self._tables = [[owner.index for owner in table] for table in self._seat(term_began)]
        return self._tables

    def _seat(self, term_began: int) -> list[list[Owner]]:
        """Return the tables of those now invited, by the draws of the first week of the term."""
        by_group = sorted(
            self.shuffled(self.invited, ROSTER, week=term_began),
            key=lambda owner: owner.group,
        )
        if self.dose.seating == "by_group":
            number = len(self.village.profile.groups)
            parts = [[owner for owner in by_group if owner.group == part] for part in range(number)]
        elif self.dose.seating == "by_sector":
            number = len(self.village.profile.sectors)
            parts = [[owner for owner in by_group if owner.sector == part] for part in range(number)]
        else:
            parts = [by_group]
        return [table for part in parts for table in deal(part, self.dose.table)]

    def keeps_vision_alive(self) -> bool:
        """Tell whether the week is between the first and the last session of a forum that takes place."""
        dose = self.dose
        if dose.reaches_nobody() or dose.weight == 0:
            return False
        last = None if dose.sessions is None else dose.first + dose.every * (dose.sessions - 1)
        return dose.first <= self.village.week and (last is None or self.village.week <= last)


class CollaborationSimulation(Activity):
    """Simulation of collaboration: cross-group complementary pairs do a joint task."""

    def act(self, present: list[Owner]) -> Iterable[Owner]:
        """Let each take the next one who fits and is free."""
        setting = self.setting("simulation")
        free = self.shuffled(present, SEAT)
        while free:
            owner = free.pop(0)
            for partner in free:
                if partner.group != owner.group and owner.complements(partner):
                    free.remove(partner)
                    self.village.hold_meeting(owner, partner, setting, number=partner.index)
                    break
        return present


class Mentoring(Activity):
    """Mentoring: knowledge, skills and an introduction to a complementary owner."""

    def act(self, present: list[Owner]) -> Iterable[Owner]:
        """Visit those present, one after the other."""
        setting = self.setting("mentoring")
        for owner in present:
            owner.learn_from_mentor(self.dose.knowledge_gain)
            owner.communication += self.dose.skill_gain * (1 - owner.communication)
            owner.conflict += self.dose.skill_gain * (1 - owner.conflict)
            for _ in range(self.dose.introductions):  # none or one
                strangers = [
                    other
                    for other in self.village.owners
                    if other is not owner and owner.complements(other) and not owner.is_tied_to(other)
                ]
                if strangers:
                    partner = self.pick(owner, strangers)
                    self.village.hold_meeting(owner, partner, setting, number=partner.index)
        return present


class SharedVision(Activity):
    """Shared vision: the anchors of the norms and the belief in other groups rise."""

    def act(self, present: list[Owner]) -> Iterable[Owner]:
        """Raise what the norms go back to, and close a part of the gap between own and other groups."""
        for owner in present:
            owner.anchors = [anchor + self.dose.norm_gain * (1 - anchor) for anchor in owner.anchors]
            own = owner.prior[owner.group]
            owner.prior = [
                prior if group == owner.group else prior + self.dose.belief_gain * max(0.0, own - prior)
                for group, prior in enumerate(owner.prior)
            ]
        return present


ACTIVITIES: dict[str, type[Activity]] = {
    "communication_training": CommunicationTraining,
    "conflict_training": ConflictTraining,
    "dialogue_mediation": DialogueMediation,
    "forum": Forum,
    "collaboration_simulation": CollaborationSimulation,
    "mentoring": Mentoring,
    "shared_vision": SharedVision,
}
"""By name; the order in which they act is that of ``simulation.parameters.DOSES``."""
