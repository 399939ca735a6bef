"""Changing a dose as a file says: ``forum.every: 2``, ``forum.cost.moderator_hours: 0``."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from simulation.files.faults import FieldPath, Problem, listed, nearest, shown
from simulation.parameters import Dose, Eligibility, SelfSelection
from simulation.parameters.messages import translate
from simulation.parameters.place import place_of

CHOICES = (Eligibility, SelfSelection)
"""A mapping written for one of these replaces it whole; for others, such as the cost, it changes
only the fields it names."""


@dataclass(frozen=True)
class Change:
    """One line of a file that changes a dose.

    Attributes
    ----------
    field : tuple of str
        Way to the field from the top of the dose.
    value : Any
        The new value, as plain data.
    place : tuple
        Way to that line from the top of the file.
    """

    field: tuple[str, ...]
    value: Any
    place: FieldPath


def changed(dose: Dose, changes: Sequence[Change]) -> tuple[Dose, list[Problem]]:
    """Return the dose with those of the changes that can be made, and what is wrong with the others."""
    plain = dose.model_dump()
    problems: list[Problem] = []
    made: list[Change] = []
    for change in changes:
        rivals = [other.field for other in changes if other is not change]
        if any(field == change.field[: len(field)] for field in rivals):
            problems.append(Problem(change.place, "changes what another line has set already", at_key=True))
            continue
        problem = _put(dose, plain, change)
        if problem is None:
            made.append(change)
        else:
            problems.append(problem)
    try:
        return type(dose).model_validate(plain), problems
    except ValidationError as error:
        problems += [_placed(problem, made) for problem in translate(type(dose), plain, error)]
        return dose, problems


def _put(dose: Dose, plain: dict[str, Any], change: Change) -> Problem | None:
    """Put a value into the plain dose; return what is wrong with its field."""
    holder: object = dose
    inside = plain
    for step, part in enumerate(change.field):
        if not isinstance(holder, BaseModel):
            told = f"{shown('.'.join(change.field[:step]))} holds no fields here, it is {shown(holder)}"
            place = place_of(type(dose), change.field[:step])
            return Problem(change.place, told, place.allowed() if place is not None else "", at_key=True)
        if part not in type(holder).model_fields:
            return _unknown(change, step, holder)
        holder = getattr(holder, part)
        if step < len(change.field) - 1:
            inside = inside[part]
    last = change.field[-1]
    merges = (
        isinstance(change.value, dict) and isinstance(holder, BaseModel) and not isinstance(holder, CHOICES)
    )
    inside[last] = {**inside[last], **change.value} if merges else change.value
    return None


def _unknown(change: Change, step: int, holder: BaseModel) -> Problem:
    """Return the problem of an unknown field; the nearest name is one that can be copied into the file."""
    name, before = change.field[step], change.field[:step]
    known = list(type(holder).model_fields)
    deeper = [
        f"{field}.{inner}"
        for field in known
        if isinstance(part := getattr(holder, field), BaseModel)
        for inner in type(part).model_fields
        if inner == name
    ]
    near = deeper[0] if deeper else nearest(name, known)
    told = f"unknown field {shown(name)}"
    return Problem(change.place, told, listed(known), near and ".".join((*before, near)), at_key=True)


def _placed(problem: Problem, changes: Sequence[Change]) -> Problem:
    """Return a problem of a dose at the line of the file that brought it about."""
    path = problem.path
    for change in changes:
        size = len(change.field)
        if path[:size] == change.field:
            return Problem((*change.place, *path[size:]), problem.found, problem.allowed, problem.nearest,
                           problem.at_key and len(path) > size)  # fmt: skip
    within = next((change for change in changes if change.field[: len(path)] == path), changes[0])
    return Problem(within.place, problem.found, problem.allowed, problem.nearest)
