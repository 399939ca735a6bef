"""Optional mechanisms, off unless an experiment asks for them (ODD 7.12)."""

import math
from typing import Any

from simulation.model.draws import draw, mechanism_process, meeting_key, uniform
from simulation.parameters import TOPICS
from simulation.reference.activity import Host
from simulation.reference.meeting import Meeting, Setting, Side
from simulation.reference.owner import Owner

BEFORE_ALL_WEEKS = -1_000_000
"""The week of draws that are made for founders."""


class Mechanism:
    """One mechanism; a subclass says what it does where. ``given`` are its parameters."""

    def __init__(self, village: Host, name: str, given: Any) -> None:
        self.village = village
        self.name = name
        self.given = given

    def luck(self, index: int, k: int, kind: int = 0, week: int | None = None) -> float:
        """Return the draw of a place, of this week if none is given."""
        week = self.village.week if week is None else week
        return uniform(self.village.name_of_draws, week, mechanism_process(self.name, kind), index, k)

    def week_of_arrival(self, owner: Owner) -> int:
        """Return the week of the draws of an owner's arrival."""
        return BEFORE_ALL_WEEKS if owner.arrived is None else owner.arrived

    def arrive(self, owner: Owner) -> None:
        """Draw what is kept of an owner who arrives."""

    def before_meetings(self) -> None:
        """Act between the programme and daily life."""

    def weight(self, owner: Owner, other: Owner) -> float:
        """Return the chance that an owner meets another one whom it finds by chance."""
        return 1.0

    def after_meeting(self, meeting: Meeting) -> None:
        """Act after a meeting in any setting."""

    def end_of_week(self) -> None:
        """Act after the income."""


class Neighbourhood(Mechanism):
    """Neighbours and kin are met rather than others."""

    def __init__(self, village: Host, name: str, given: Any) -> None:
        super().__init__(village, name, given)
        self.home: dict[int, int] = {}
        self.kin: dict[int, tuple[int, int]] = {}

    def arrive(self, owner: Owner) -> None:
        """Draw where the owner lives and whom it is related to."""
        place = owner.index
        house = self.luck(place, 0, week=BEFORE_ALL_WEEKS)  # stays where it is
        self.home[place] = math.floor(self.given.neighbourhoods * house)
        number = math.floor(self.given.kin_groups * self.luck(place, 1, week=self.week_of_arrival(owner)))
        self.kin[place] = (owner.group, number)

    def weight(self, owner: Owner, other: Owner) -> float:
        """Return 1 for neighbours and kin, less for others."""
        near = self.home[owner.index] == self.home[other.index]
        related = self.kin[owner.index] == self.kin[other.index]
        return 1.0 if near or related else 1.0 - self.given.strength


class Broadcast(Mechanism):
    """The best connected post what they know."""

    def end_of_week(self) -> None:
        """Let every reader learn from one broker."""
        owners = self.village.owners
        ranked = sorted(owners, key=lambda owner: (-len(owner.ties()), owner.index))
        brokers = ranked[: max(1, round(self.given.brokers * len(owners)))]
        for reader in owners:
            if self.luck(reader.index, 0, kind=1) >= self.given.reach:
                continue
            broker = brokers[math.floor(len(brokers) * self.luck(reader.index, 1, kind=1))]
            topic = math.floor(len(TOPICS) * self.luck(broker.index, 0))
            more = max(0.0, broker.knowledge[topic] - reader.knowledge[topic])
            reader.knowledge[topic] += self.given.strength * reader.behaviour.sharing * more


class Gossip(Mechanism):
    """After a good meeting each may tell the other of a third."""

    def after_meeting(self, meeting: Meeting) -> None:
        """Let both tell, where both saw cooperation."""
        starter, partner = meeting.starter, meeting.partner
        if starter.sees_cooperation and partner.sees_cooperation:
            self._tell(meeting, starter.owner, partner.owner, 0)
            self._tell(meeting, partner.owner, starter.owner, 1)

    def _tell(self, meeting: Meeting, teller: Owner, listener: Owner, side: int) -> None:
        key = meeting_key(
            self.village.name_of_draws, self.village.week,
            meeting.setting.process, meeting.starter.owner.index, meeting.number,
            mechanism_process(self.name),
        )  # fmt: skip
        others = [other for other in teller.acquaintances if other != listener.index]
        if not others or draw(key, side) >= self.given.chance:
            return
        about = min(others, key=lambda other: (draw(key, 2 + 2 * other + side), other))
        if about not in listener.acquaintances:
            return
        told, known = teller.acquaintances[about], listener.acquaintances[about]
        experiences = told.good + told.bad + teller.behaviour.prior_weight
        weight = self.given.strength * listener.trust(teller) / experiences
        known.good += weight * told.good
        known.bad += weight * told.bad
        self.village.ledger.enter(
            "activity", listener.group == told.owner.group, weight * told.good, weight * told.bad
        )


class Retaliation(Mechanism):
    """Friends of a victim hold a wrong against the other's group."""

    def after_meeting(self, meeting: Meeting) -> None:
        """Let friends of a victim of another group hold it against that group."""
        if not meeting.same_group:
            for side in (meeting.starter, meeting.partner):
                if not side.sees_cooperation:
                    self._hold_against(side)

    def _hold_against(self, victim: Side) -> None:
        behaviour = victim.owner.behaviour
        own = behaviour.generalisation * behaviour.bad_generalisation * victim.bad
        for known in victim.owner.ties():
            if known.owner.group == victim.owner.group:
                known.owner.group_bad[victim.other.group] += self.given.strength * own


class StandingMeetings(Mechanism):
    """Fixed circles gather every few weeks."""

    def __init__(self, village: Host, name: str, given: Any) -> None:
        super().__init__(village, name, given)
        self.circle: dict[int, tuple[int, int]] = {}

    def arrive(self, owner: Owner) -> None:
        """Draw the owner's circle."""
        profile = self.village.profile
        group, share = (0, 1.0) if self.given.mixed else (owner.group, profile.groups[owner.group].share)
        circles = max(1, math.ceil(share * profile.owners / self.given.size - 1e-9))
        number = math.floor(circles * self.luck(owner.index, 0, week=self.week_of_arrival(owner)))
        self.circle[owner.index] = (group, number)

    def before_meetings(self) -> None:
        """Let the circles gather in their week."""
        if self.village.week % self.given.every:
            return
        came = [owner for owner in self.village.owners if self.luck(owner.index, 1) < self.given.attendance]
        came.sort(key=lambda owner: self.luck(owner.index, 2))
        setting = Setting(mechanism_process(self.name, 1), "activity", weight=self.given.strength)
        for circle in sorted(set(self.circle.values())):
            seated = [owner for owner in came if self.circle[owner.index] == circle]
            pairs = list(zip(seated, seated[1:] + seated[:1], strict=True))
            for starter, partner in pairs[: 1 if len(seated) == 2 else None] if len(seated) > 1 else []:
                self.village.hold_meeting(starter, partner, setting, number=partner.index)


MECHANISMS: dict[str, type[Mechanism]] = {
    "neighbourhood": Neighbourhood,
    "broadcast": Broadcast,
    "gossip": Gossip,
    "retaliation": Retaliation,
    "standing_meetings": StandingMeetings,
}
