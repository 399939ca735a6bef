"""The programme as arrays: what each activity does, whom it has invited, who came, what it cost."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, get_args

import numpy as np

from simulation.compiled import records
from simulation.model import draws
from simulation.model.rules.meeting import SETTING
from simulation.model.state import FORUM, FOUNDERS, MEDIATION, MENTORING, SIMULATION
from simulation.parameters import DOSES, Dose, Eligibility, Prices, SelfSelection
from simulation.parameters.programme import Facilitation

OWN = -1
"""Kind of a user's own activity; those that ship are numbered in the order of ``DOSES``."""

ENDLESS = -1
"""Number of sessions of an activity without end."""

UNLIMITED = 2**62
"""Capacity of an activity with a place for everybody."""

_LEDGER = {
    "dialogue_mediation": MEDIATION,
    "forum": FORUM,
    "collaboration_simulation": SIMULATION,
    "mentoring": MENTORING,
}
"""Line of the trust ledger in which the meetings of an activity stand."""

_FIELDS = {
    name: field.annotation
    for dose in DOSES.values()
    for name, field in dose.model_fields.items()
    if name not in {*Dose.model_fields, *Facilitation.model_fields}
}
"""What the doses that ship have beside what all have: type by name."""

_CHOICES = {name: get_args(kind) for name, kind in _FIELDS.items() if get_args(kind)}
_SELECT = get_args(Eligibility.model_fields["select"].annotation)
_KINDS = {name: place for place, name in enumerate(DOSES)}

DOSE = np.dtype(
    [
        ("kind", "i8"),
        ("process", "i8"),
        ("first", "i8"),
        ("every", "i8"),
        ("sessions", "i8"),  # ENDLESS: without end
        ("select", "i8"),  # place among the choices of Eligibility
        ("group", "i8"),
        ("number", "i8"),  # how many a ranked choice invites
        ("lowest", "f8"),  # chance to come of the lowest rank, and of the highest
        ("highest", "f8"),
        ("capacity", "i8"),
        ("reaches_nobody", "i8"),
        ("session_cost", "f8"),
        ("head_cost", "f8"),
        ("held", SETTING),  # how its meetings are held
        ("mediated", SETTING),  # how a dyad meets that is mediated
        *((name, "f8" if kind is float else "i8") for name, kind in _FIELDS.items()),
    ],
    align=True,
)
"""A dose as the compiled activities read it: one record for all, each reads its own parameters."""


class Agenda(NamedTuple):
    """The programme of one run, as the compiled weeks read and change it.

    Attributes
    ----------
    doses : ndarray of DOSE, shape (activities,)
        In the order in which they act within a week.
    invited : ndarray of int, shape (activities, owners)
        Whom each has invited, ascending, in the first so many columns.
    counts : ndarray of int, shape (activities,)
        How many those are; -1 before the first session.
    terms : ndarray of int, shape (activities,)
        First week of the term whose roster stands in ``tables``; before any, the lowest week there is.
    tables : ndarray of int, shape (activities, owners)
        Table of each owner in a forum's term; -1: no seat.
    cost : ndarray of float, shape (1,)
        Rupiah spent since week 1.
    invited_now, present_now : ndarray of float, shape (groups,)
        Invitations to the sessions of this week, and how many of the invited came.
    """

    doses: np.ndarray
    invited: np.ndarray
    counts: np.ndarray
    terms: np.ndarray
    tables: np.ndarray
    cost: np.ndarray
    invited_now: np.ndarray
    present_now: np.ndarray


def make_agenda(
    doses: Mapping[str, Dose], groups: Sequence[str], owners: int, prices: Prices | None = None
) -> Agenda:
    """Return the agenda of a programme that has not begun.

    Parameters
    ----------
    doses : mapping of str to Dose
        Activities by name, in the order in which they act.
    groups : sequence of str
        Groups of the village.
    owners : int
        Its owners.
    prices : Prices, optional
        Rupiah for hours and heads.
    """
    village = tuple(groups), owners, prices or Prices()
    # a user's own dose may hold what can't be kept by its value
    rows = [(_kept_row if name in _KINDS else _row)(name, dose, *village) for name, dose in doses.items()]
    return Agenda(
        doses=records(np.array(rows, DOSE)),
        invited=np.empty((len(rows), owners), dtype=np.int64),
        counts=np.full(len(rows), -1),
        terms=np.full(len(rows), FOUNDERS),
        tables=np.full((len(rows), owners), -1),
        cost=np.zeros(1),
        invited_now=np.zeros(len(groups)),
        present_now=np.zeros(len(groups)),
    )


def _row(name: str, dose: Dose, groups: tuple[str, ...], owners: int, prices: Prices) -> tuple[Any, ...]:
    """Return a dose as a row of ``DOSE``."""
    who, attendance = dose.who, dose.attendance
    if isinstance(attendance, SelfSelection):
        lowest, highest = attendance.lowest, attendance.highest
    else:
        lowest = highest = attendance
    # what an activity lacks is 0; a user's own reads its dose itself
    values = vars(dose) if name in _KINDS else {}
    return (
        _KINDS.get(name, OWN),
        draws.activity_process(name),
        dose.first,
        dose.every,
        ENDLESS if dose.sessions is None else dose.sessions,
        _SELECT.index(who.select),
        -1 if who.group is None else groups.index(who.group),
        who.size(owners),
        lowest,
        highest,
        UNLIMITED if dose.capacity is None else min(dose.capacity, UNLIMITED),
        dose.reaches_nobody(),
        dose.cost.session(prices),
        dose.cost.head(prices),
        _setting(name, values, 0, "weight"),
        _setting(name, values, 1, "mediation_weight"),
        *(
            _CHOICES[field].index(values[field])
            if field in _CHOICES and field in values
            else values.get(field, 0)
            for field in _FIELDS
        ),
    )


_kept_row = lru_cache(maxsize=1024)(_row)
"""The scenarios of a study branch with the same doses again and again."""


def _setting(name: str, values: Mapping[str, Any], variant: int, weight: str) -> tuple[float, ...]:
    """Return a row of ``SETTING``: how meetings of this variant are held; without weight there are none."""
    if name not in _LEDGER or weight not in values:
        return (0.0, 0.0, 0.0, 0.0, 0, 0)
    process = draws.meeting_process(name, variant)
    return (
        values[weight], values["talk"], values["facilitation"], values["mediator"], process, _LEDGER[name]
    )  # fmt: skip
