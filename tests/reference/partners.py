"""How an owner finds the partner of a meeting in daily life (ODD 7.2)."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simulation.model.draws import FRIEND, FRIENDS_FRIEND, PARTNER, TIE

if TYPE_CHECKING:
    from tests.reference.acquaintance import Acquaintance
    from tests.reference.owner import Owner


def find_partner(owner: Owner, m: int) -> Owner:
    """Return the partner of the owner's m-th meeting: a tie, a friend's friend, or anyone."""
    chance, behaviour = owner.model.chance, owner.model.behaviour
    partner = None
    if chance.uniform(PARTNER, owner.index, 8 * m) < behaviour.by_tie:
        partner = choose(owner, TIE, m, owner.ties())
    elif chance.uniform(PARTNER, owner.index, 8 * m + 1) < behaviour.by_friend:
        partner = friends_friend(owner, m)
    return anyone(owner, m) if partner is None else partner


def friends_friend(owner: Owner, m: int) -> Owner | None:
    """Return a tie of one of the owner's ties, who may be a tie of the owner already."""
    friend = choose(owner, FRIEND, m, owner.ties())
    if friend is None:
        return None
    return choose(owner, FRIENDS_FRIEND, m, [known for known in friend.ties() if known.owner is not owner])


def choose(owner: Owner, process: int, m: int, among: list[Acquaintance]) -> Owner | None:
    """Return one of some ties in proportion to their strength; None if there are none."""
    if not among:
        return None
    others = [known.owner.index for known in among]
    strengths = [known.tie.strength for known in among]
    return owner.model.owners[owner.model.chance.weighted_choice(process, owner.index, m, others, strengths)]


def anyone(owner: Owner, m: int) -> Owner:
    """Return any of all other owners."""
    owners = owner.model.owners
    place = math.floor(owner.model.chance.uniform(PARTNER, owner.index, 8 * m + 2) * (len(owners) - 1))
    return owners[place if place < owner.index else place + 1]
