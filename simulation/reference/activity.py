"""What all activities have in common: who is invited, who comes, what it costs (ODD 7.8)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from simulation.model.draws import (
    ATTEND,
    CANDIDATE,
    CHOICE,
    PLACE,
    activity_process,
    meeting_process,
)
from simulation.parameters import SelfSelection
from simulation.reference.meeting import Setting
from simulation.reference.owner import Home, Owner


class Host(Home, Protocol):
    """The village, as far as activities and mechanisms need it: they hold meetings there."""

    def hold_meeting(self, starter: Owner, partner: Owner, setting: Setting, number: int) -> None:
        """Hold a meeting; one of weight 0 is not held."""


class Activity:
    """One activity of the programme; a subclass says what a session does."""

    def __init__(self, village: Host, name: str, dose: Any) -> None:
        self.village = village
        self.name = name
        self.dose = dose
        self.process = activity_process(name)
        self.invited: list[Owner] = []
        self.present: list[Owner] = []
        self._places: list[int] | None = None

    def hold_session(self) -> None:
        """Invite; let those who come take part; pay for them."""
        # an invitation is kept by place: whoever takes over the place has it; a group invites anew
        if self._places is None or self.dose.who.select == "group":
            self._places = sorted(owner.index for owner in self._invite())
        self.invited = [self.village.owners[place] for place in self._places]
        self.present = self._present(self.invited)
        came = self.act(self.present)
        heads = sorted({owner.index for owner in came})
        self.village.attendance[self.name] = heads
        cost, prices = self.dose.cost, self.village.prices
        self.village.cost += cost.session(prices) + len(heads) * cost.head(prices)

    def act(self, present: list[Owner]) -> Iterable[Owner]:
        """Do what a session does with those present, in order of index; return everybody who came."""
        raise NotImplementedError

    def keeps_vision_alive(self) -> bool:
        """Tell whether a shared vision does not fade this week: the forum says more (ODD 7.1)."""
        return False

    # who is invited and comes

    def _invite(self) -> list[Owner]:
        owners, who = self.village.owners, self.dose.who
        if who.select == "everyone":
            return owners
        if who.select == "group":
            names = [group.name for group in self.village.profile.groups]
            return [owner for owner in owners if owner.group == names.index(who.group)]
        ranked = self.shuffled(owners, CHOICE)  # equal ranks stay in this order
        if who.select == "least_trusting":
            ranked.sort(key=lambda owner: mean_belief(owner, range(len(owner.prior))))
        elif who.select == "least_connected":
            ranked.sort(key=lambda owner: len(owner.ties()))
        elif who.select == "most_central":
            ranked.sort(key=lambda owner: -len(owner.ties()))
        return ranked[: who.size(len(owners))]

    def _present(self, invited: list[Owner]) -> list[Owner]:
        """Return who of the invited comes and finds a place."""
        share = self._attendance(invited)
        uniform = self.village.chance.uniform
        present = [
            owner
            for owner in invited
            if uniform(self.process, owner.index, ATTEND) < owner.chance_to_come(share[owner.index])
        ]
        if self.dose.capacity is not None and len(present) > self.dose.capacity:
            present = self.shuffled(present, PLACE)[: self.dose.capacity]
            present.sort(key=lambda owner: owner.index)
        return present

    def _attendance(self, invited: list[Owner]) -> dict[int, float]:
        """Return the probability that an invited owner comes, whatever its own propensity."""
        attendance = self.dose.attendance
        groups = range(len(self.village.profile.groups))
        if not isinstance(attendance, SelfSelection) or len(invited) == 1 or len(groups) == 1:
            return dict.fromkeys((owner.index for owner in invited), self.dose.mean_attendance())
        ranked = sorted(
            invited,
            key=lambda owner: mean_belief(owner, [group for group in groups if group != owner.group]),
        )
        spread = attendance.highest - attendance.lowest
        return {
            owner.index: attendance.lowest + spread * rank / (len(invited) - 1)
            for rank, owner in enumerate(ranked)
        }

    # chance and settings of the activity

    def shuffled(self, owners: list[Owner], kind: int, week: int | None = None) -> list[Owner]:
        """Return the owners in random order, by the activity's draws of one kind."""
        order = self.village.chance.order(self.process, [owner.index for owner in owners], kind, week)
        return [self.village.owners[index] for index in order]

    def pick(self, owner: Owner, candidates: list[Owner]) -> Owner:
        """Return one of the candidates for an owner."""
        others = [other.index for other in candidates]
        return self.village.owners[self.village.chance.pick(self.process, owner.index, CANDIDATE, others)]

    def setting(self, source: str, weight: float | None = None, variant: int = 0) -> Setting:
        """Return the setting of the activity's meetings, facilitated as its dose says."""
        return Setting(
            process=meeting_process(self.name, variant),
            source=source,
            weight=self.dose.weight if weight is None else weight,
            talk=self.dose.talk,
            facilitation=self.dose.facilitation,
            mediator=self.dose.mediator,
        )


def mean_belief(owner: Owner, groups: Iterable[int]) -> float:
    """Return the owner's mean belief in some groups."""
    beliefs = [owner.belief(group) for group in groups]
    return sum(beliefs) / len(beliefs)


def deal(owners: list[Owner], size: int) -> list[list[Owner]]:
    """Deal owners one by one to as few tables as seat ``size`` each."""
    tables = -(-len(owners) // size)
    return [owners[table::tables] for table in range(tables)]
