"""A meeting of two owners: acts, readings, disputes, evidence, tie, information (ODD 7.3, 7.4, 7.6)."""

import math
from dataclasses import dataclass

from simulation.model.draws import ACT, LAPSE, MEETING, MISREAD, RESOLVE, SHARE, TOPIC
from simulation.parameters import NORMS, TOPICS
from simulation.reference.owner import Owner

GOTONG_ROYONG, TRANSPARENCY, COMMITMENT = range(len(NORMS))


@dataclass(frozen=True, slots=True)
class Setting:
    """Where owners meet (ODD 7.3); ``process`` names the draws, ``source`` the entry in the ledger."""

    process: int
    source: str
    weight: float = 1.0
    talk: float = 0.0
    facilitation: float = 0.0
    mediator: float = 0.0


DAILY_LIFE = Setting(process=MEETING, source="everyday")


@dataclass(slots=True)
class Side:
    """One of the two in a meeting: what this owner does and sees."""

    number: int
    owner: Owner
    other: Owner
    trust: float
    cooperates: bool = False
    sees_cooperation: bool = False
    resolved: bool = False
    bad: float = 0.0
    shares: bool = False


class Meeting:
    """One meeting, which changes the two owners at once.

    Parameters
    ----------
    starter, partner : Owner
        Who began it, and the other one.
    setting : Setting
        Where they meet.
    number : int
        Tells the starter's meetings of the week apart: the running number in daily life, the index of the
        partner in activities.
    """

    def __init__(self, starter: Owner, partner: Owner, setting: Setting, number: int) -> None:
        self.village = starter.model
        self.setting = setting
        self.number = number
        self.same_group = starter.group == partner.group
        self.is_first = not starter.knows(partner)
        self.were_tied = starter.is_tied_to(partner)
        self.starter = Side(0, starter, partner, starter.trust(partner))
        self.partner = Side(1, partner, starter, partner.trust(starter))

    def hold(self) -> None:
        """Let everything happen in the order of ODD 7.3."""
        starter, partner = self.starter, self.partner
        starter.cooperates = self._acts_well(starter)
        partner.cooperates = self._acts_well(partner)
        starter.sees_cooperation = self._reads_cooperation(starter, of=partner)
        partner.sees_cooperation = self._reads_cooperation(partner, of=starter)
        self._settle(starter, of=partner)
        self._settle(partner, of=starter)
        if self.is_first:
            starter.owner.get_to_know(partner.owner)
        self._take_as_evidence(starter, of=partner)
        self._take_as_evidence(partner, of=starter)
        if starter.sees_cooperation and partner.sees_cooperation:
            self._strengthen_tie()
        if starter.cooperates and partner.cooperates:
            self._inform(starter)
            self._inform(partner)
            self._practise()
        self._observe(starter, of=partner)
        self._observe(partner, of=starter)
        self.village.tallies.count_meeting(
            starter.cooperates + partner.cooperates, self.is_first, self.same_group
        )

    def _draw(self, decision: int, side: Side) -> float:
        """Return the draw of a decision; all draws of a meeting stand under the name of who started it."""
        return self.village.chance.uniform(
            self.setting.process, self.starter.owner.index, 16 * self.number + decision + side.number
        )

    def inclination(self, side: Side) -> float:
        """Return the log-odds of one side's intention to cooperate (7.3.2)."""
        owner, behaviour = side.owner, side.owner.behaviour
        rivalry = behaviour.rivalry if owner.competes_with(side.other) else 0.0
        return (
            behaviour.sensitivity * (side.trust - behaviour.threshold)
            + behaviour.norm_weight * (owner.norms[GOTONG_ROYONG] - 0.5)
            - rivalry
            + self.setting.talk
            + owner.trustworthiness
        )

    def _acts_well(self, side: Side) -> bool:
        """Tell whether one side cooperates: intends to, and does not lapse (7.3.2)."""
        intends = self._draw(ACT, side) < logistic(self.inclination(side))
        lapse = side.owner.behaviour.lapse * (1 - side.owner.norms[COMMITMENT])
        return intends and self._draw(LAPSE, side) >= lapse

    def _reads_cooperation(self, side: Side, of: Side) -> bool:
        """Tell whether the observer sees cooperation: the other cooperated and is not misread (7.3.3)."""
        if not of.cooperates:
            return False
        behaviour = side.owner.behaviour
        misreading = (
            behaviour.misreading
            * (1 - (side.owner.communication + side.other.communication) / 2)
            * (1.0 if self.same_group else 1 + behaviour.misreading_across)
            * (1 - self.setting.facilitation)
        )
        return self._draw(MISREAD, side) >= min(1.0, misreading)

    def _settle(self, side: Side, of: Side) -> None:
        """Try to resolve the dispute of an observer who sees a defection, real or misread (7.4)."""
        if side.sees_cooperation:
            return
        skill = (side.owner.conflict + side.other.conflict) / 2
        if self.setting.mediator > 0:
            skill = 1 - (1 - skill) * (1 - self.setting.mediator)
        else:
            mediator = self._peer_mediator()
            if mediator is not None:
                mediator.cases_left -= 1
                skill = 1 - (1 - skill) * (1 - mediator.conflict)
        side.resolved = self._draw(RESOLVE, side) < skill
        side.sees_cooperation = side.resolved and of.cooperates  # a misreading is cleared up
        self.village.tallies["disputes"] += 1
        self.village.tallies["unresolved"] += not side.resolved

    def _peer_mediator(self) -> Owner | None:
        """Return the most skilled peer mediator with a case left who knows either side."""
        parties = self.starter.owner, self.partner.owner
        mediators = [
            known.owner
            for party in parties
            for known in party.acquaintances.values()
            if known.owner.cases_left > 0 and known.owner not in parties
        ]
        return max(mediators, key=lambda owner: (owner.conflict, -owner.index), default=None)

    def _take_as_evidence(self, side: Side, of: Side) -> None:
        """Add what was seen to the evidence on the person and, in part, on the group (7.3.6)."""
        behaviour, setting = side.owner.behaviour, self.setting
        owner, group = side.owner, side.other.group
        about = owner.acquaintances[side.other.index]
        if side.sees_cooperation:
            good = setting.weight
            about.good += good
            owner.group_good[group] += setting.weight * behaviour.generalisation
            self.village.ledger.enter(setting.source, self.same_group, good, 0.0)
        else:
            share = 0.5 if side.resolved else 1.0  # of a resolved real defection
            bad = side.bad = setting.weight * behaviour.bad_weight * share
            about.bad += bad
            owner.group_bad[group] += bad * behaviour.generalisation * behaviour.bad_generalisation
            source = "misreading" if of.cooperates else "defection"
            self.village.ledger.enter(source, self.same_group, 0.0, bad)

    def _strengthen_tie(self) -> None:
        """Let the tie grow after both saw cooperation (7.3.7)."""
        behaviour, weight = self.starter.owner.behaviour, self.setting.weight
        tie = self.starter.owner.acquaintances[self.partner.owner.index].tie
        grown = tie.strength + weight * behaviour.tie_growth * (1 - tie.strength)
        tie.strength = min(1.0, max(weight * behaviour.tie_start, grown))

    def _inform(self, side: Side) -> None:
        """Share one topic with the other side, perhaps; who knows less of it learns (7.6)."""
        owner, other = side.owner, side.other
        side.shares = self._draw(SHARE, side) < side.trust * owner.norms[TRANSPARENCY]
        if side.shares:
            topic = math.floor(len(TOPICS) * self._draw(TOPIC, side))
            learner, teacher = (
                (owner, other) if owner.knowledge[topic] < other.knowledge[topic] else (other, owner)
            )
            difference = teacher.knowledge[topic] - learner.knowledge[topic]
            learner.knowledge[topic] += learner.behaviour.sharing * difference

    def _practise(self) -> None:
        """Let two complementary owners learn by doing in a facilitated setting (7.6)."""
        starter, partner = self.starter.owner, self.partner.owner
        if self.setting.facilitation > 0 and starter.complements(partner):
            starter.learn(starter.behaviour.practice)
            partner.learn(partner.behaviour.practice)

    def _observe(self, side: Side, of: Side) -> None:
        """Remember what was seen of the norms (7.7)."""
        side.owner.observe(GOTONG_ROYONG, side.sees_cooperation)
        if self.were_tied:
            side.owner.observe(COMMITMENT, side.sees_cooperation)
        if side.cooperates and of.cooperates:
            side.owner.observe(TRANSPARENCY, of.shares)


def logistic(value: float) -> float:
    """Return 1 / (1 + exp(-value))."""
    return 1.0 / (1.0 + math.exp(-value))
