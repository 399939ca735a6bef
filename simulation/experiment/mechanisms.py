"""From what an experiment says of optional mechanisms to the mechanisms themselves."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from simulation.files.faults import FieldPath, Problem, unknown
from simulation.mechanisms.registry import mechanism_types
from simulation.parameters.messages import translate

if TYPE_CHECKING:
    from simulation.mechanisms.mechanism import Mechanism

Written = Mapping[str, Mapping[str, Any]]


def resolve_mechanisms(written: Written) -> "tuple[dict[str, Mechanism], list[Problem]]":
    """Return the mechanisms in the order in which they act, and what is wrong."""
    if not written:
        return {}, []
    known = mechanism_types()
    problems = [
        unknown(("mechanisms", name), "mechanism", name, list(known), at_key=True)
        for name in written
        if name not in known
    ]
    found: dict[str, Mechanism] = {}
    for name, kind in known.items():
        if name not in written:
            continue
        place: FieldPath = ("mechanisms", name)
        try:
            found[name] = kind.model_validate(dict(written[name]))
        except ValidationError as error:
            problems += [
                Problem((*place, *each.path), each.found, each.allowed, each.nearest, each.at_key)
                for each in translate(kind, dict(written[name]), error)
            ]
    return found, problems
