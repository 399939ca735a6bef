"""How an owner finds the partner of a meeting in daily life (ODD 7.2)."""

from simulation.model.draws import ANOTHER, FRIEND, FRIENDS_FRIEND, PARTNER, TIE
from simulation.reference.acquaintance import Acquaintance
from simulation.reference.owner import Owner

BY_TIE, BY_FRIEND, ANYONE, AVOIDED, REDRAWN, OWN_GROUP = range(6)
"""What the draws of one meeting decide."""
MOST_TRIES = 20
"""How often the mechanisms may refuse who was found by chance (ODD 7.12)."""


def find_partner(owner: Owner, m: int) -> Owner | None:
    """Return the partner of the owner's m-th meeting; None if the meeting is lost."""
    partner = meet_by_chance(owner, m)
    if partner.group == owner.group or owner.knows(partner):
        return partner
    behaviour = owner.behaviour
    if luck(owner, m, AVOIDED) >= behaviour.avoidance:
        return partner
    if luck(owner, m, REDRAWN) < behaviour.redraw:
        own = [other for other in owner.model.owners if other.group == owner.group and other is not owner]
        return by_sociability(own, luck(owner, m, OWN_GROUP))
    return None


def meet_by_chance(owner: Owner, m: int) -> Owner:
    """Return a tie, a friend's friend, or anyone."""
    behaviour = owner.behaviour
    partner = None
    if luck(owner, m, BY_TIE) < behaviour.by_tie:
        partner = choose(owner, TIE, m, owner.ties())
    elif luck(owner, m, BY_FRIEND) < behaviour.by_friend:
        partner = friends_friend(owner, m)
    if partner is None:
        partner = accept(owner, m, anyone(owner, luck(owner, m, ANYONE)))
    return partner


def anyone(owner: Owner, quantile: float) -> Owner:
    """Return anyone else, in proportion to sociability."""
    partner = by_sociability([other for other in owner.model.owners if other is not owner], quantile)
    assert partner is not None, "a village has at least two owners"
    return partner


def accept(owner: Owner, m: int, partner: Owner) -> Owner:
    """Return whom the mechanisms let the owner meet of those it finds by chance (ODD 7.12)."""
    for number in range(MOST_TRIES):
        weight = owner.model.accepts(owner, partner)
        if weight >= 1 or owner.model.chance.uniform(ANOTHER, owner.index, 64 * m + 2 * number) < weight:
            break
        partner = anyone(owner, owner.model.chance.uniform(ANOTHER, owner.index, 64 * m + 2 * number + 1))
    return partner


def luck(owner: Owner, m: int, decision: int) -> float:
    """Return the draw of one decision about the owner's m-th meeting."""
    return owner.model.chance.uniform(PARTNER, owner.index, 8 * m + decision)


def friends_friend(owner: Owner, m: int) -> Owner | None:
    """Return a tie of one of the owner's ties, who may be a tie of the owner already."""
    friend = choose(owner, FRIEND, m, owner.ties())
    if friend is None:
        return None
    return choose(owner, FRIENDS_FRIEND, m, [known for known in friend.ties() if known.owner is not owner])


def choose(owner: Owner, process: int, m: int, among: list[Acquaintance[Owner]]) -> Owner | None:
    """Return one of some ties in proportion to their strength; None if there are none."""
    if not among:
        return None
    others = [known.owner.index for known in among]
    strengths = [known.tie.strength for known in among]
    return owner.model.owners[owner.model.chance.weighted_choice(process, owner.index, m, others, strengths)]


def by_sociability(others: list[Owner], quantile: float) -> Owner | None:
    """Return who stands at a quantile of the summed sociability; None if there is nobody."""
    reached = quantile * sum(other.sociability for other in others)
    found, before = None, 0.0
    for other in others:
        if before > reached:
            break
        found = other
        before += other.sociability
    return found
