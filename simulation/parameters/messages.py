"""From pydantic's errors to problems in plain words."""

import re
from typing import Any

from pydantic import BaseModel, ValidationError

from simulation.files.faults import FieldPath, Problem, Problems, nearest, shown, unknown
from simulation.parameters.misfit import Misfits
from simulation.parameters.place import Place, fields, found_words, place_of, rewritten

_SUB_FIELD = re.compile(r"([a-z_]+): (.+)", re.DOTALL)


def translate(model: type[BaseModel], value: Any, error: ValidationError) -> list[Problem]:
    """Return the problems behind a pydantic error, one a place in the file.

    Parameters
    ----------
    model : type
        The model that refused the value.
    value : Any
        The value, as plain Python data.
    error : ValidationError
        What pydantic said.
    """
    problems: dict[tuple[FieldPath, bool], Problem] = {}
    for details in error.errors(include_url=False):
        if details["type"] == "default_factory_not_called":
            continue  # it waits for a field that is faulty itself
        path, at_key = data_path(value, details["loc"], details["type"])
        for problem in _problems(model, path, at_key, dict(details)):
            place = problem.path, problem.at_key
            if place not in problems or _is_choice(model, problems[place]):
                problems[place] = problem
    paths = {problem.path for problem in problems.values()}
    # of a choice such as 'a number or a mapping' only the branch that was meant counts
    return [
        problem
        for problem in problems.values()
        if not (
            _is_choice(model, problem)
            and any(other[: len(problem.path)] == problem.path for other in paths - {problem.path})
        )
    ]


def data_path(value: Any, location: tuple[str | int, ...], kind: str) -> tuple[FieldPath, bool]:
    """Return the way through the data, and whether a key is meant; pydantic also names choices it tried."""
    path: list[str | int] = []
    for place, part in enumerate(location):
        inside = isinstance(value, dict) and part in value
        listed = isinstance(value, list | tuple) and isinstance(part, int) and part < len(value)
        if inside or listed:
            path.append(part)
            value = value[part]
        elif kind == "missing" and place == len(location) - 1:
            path.append(part)
    return tuple(path), bool(location) and location[-1] == "[key]"


def _is_choice(model: type[BaseModel], problem: Problem) -> bool:
    place = place_of(model, problem.path)
    return place is not None and problem.found == "found a mapping" and place.model() is not None


def _problems(
    model: type[BaseModel], path: FieldPath, at_key: bool, details: dict[str, Any]
) -> list[Problem]:
    kind = details["type"]
    place = place_of(model, path) or Place(object)
    if kind == "value_error":
        return _own_words(path, details["ctx"]["error"], place)
    if kind == "missing":
        return [Problem(path, f"the field '{path[-1]}' is missing", place.allowed())]
    if kind == "extra_forbidden":
        parent = place_of(model, path[:-1])
        holder = parent.model() if parent is not None else None
        known = list(fields(holder)) if holder is not None else []
        return [unknown(path, "field", str(path[-1]), known, at_key=True)]
    if at_key:
        holder_place = place_of(model, path[:-1])
        allowed = holder_place.key().allowed() if holder_place is not None else ""
        return [Problem(path, f"found {shown(path[-1])}", allowed, at_key=True)]
    found = details["input"]
    allowed, near = place.allowed(), None
    if isinstance(found, str):
        near = nearest(found, place.literals())
        allowed += _written(found, allowed)
    # where the kind is right, naming it would mislead
    told = found_words(found) if kind.endswith(("_type", "_from_float")) else f"found {shown(found)}"
    return [Problem(path, told, allowed, near)]


def _own_words(path: FieldPath, error: Exception, place: Place) -> list[Problem]:
    """Return what a validator of the models found; it may name one field of its mapping."""
    if isinstance(error, Problems):
        return error.problems
    if isinstance(error, Misfits):
        return [Problem((*path, *each.path), each.found, each.allowed) for each in error.misfits]
    found = str(error)
    named = _SUB_FIELD.match(found)
    if named is not None and place.step(named[1]) is not None:
        return [Problem((*path, named[1]), named[2])]
    return [Problem(path, found)]


def _written(found: str, allowed: str) -> str:
    """Return how to write what was meant by a text where something else is wanted."""
    if allowed.startswith("true or false"):
        meant = {"yes": "true", "ya": "true", "on": "true", "no": "false", "tidak": "false", "off": "false"}
        word = meant.get(found.strip().lower())
    elif allowed.startswith(("a whole number", "a number")):
        word = rewritten(found, allowed.startswith("a whole"))
    else:
        word = None
    return f", written as {word}" if word else ""
