"""Which fields differ between two experiments, or between what computed two results."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulation.files.faults import Fault, listed, shown

MISSING = "nothing"
MOST_TOLD = 8


def differing(
    place: object, there: Mapping[str, Any], here: Mapping[str, Any], whose: str = "the folder"
) -> list[Fault]:
    """Return a fault for each field that is not the same in both.

    Parameters
    ----------
    place : path
        The folder, for the fault.
    there, here : mapping
        What the folder holds and what is asked for, as plain data.
    whose : str
        Where ``there`` stands, in words.
    """
    found = [
        Fault.of(place, path, f"{theirs} in {whose}, {mine} now")
        for path, theirs, mine in _fields("", there, here)
    ]
    more = len(found) - MOST_TOLD
    return [*found[:MOST_TOLD], *([Fault.of(place, "", f"and {more} more fields")] if more > 0 else [])]


def _fields(path: str, there: Any, here: Any) -> Iterator[tuple[str, str, str]]:
    if isinstance(there, Mapping) and isinstance(here, Mapping):
        for name in [*there, *(name for name in here if name not in there)]:
            below = f"{path}.{name}" if path else str(name)
            yield from _fields(below, there.get(name, MISSING), here.get(name, MISSING))
    elif isinstance(there, list) and isinstance(here, list) and len(there) == len(here):
        for number, (theirs, mine) in enumerate(zip(there, here, strict=True)):
            yield from _fields(f"{path}[{number}]", theirs, mine)
    elif there != here:
        yield path, _short(there), _short(here)


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"a mapping with {listed(list(map(str, value)))}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return str(shown(value)) if value != MISSING else MISSING
