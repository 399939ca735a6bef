"""What Python users hand over: numbers of numpy are numbers, true and false are none."""

from operator import is_not
from typing import Any

import numpy as np

_SCALARS = frozenset((bool, int, float, str, type(None)))


def plain(value: Any) -> Any:
    """Return a value as a file would hold it: numbers and lists, where Python has tuples, and numpy its own.

    Mappings, lists and tuples are looked through. What is plain already is returned itself.
    """
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        parts = [(plain(key), plain(part)) for key, part in value.items()]
        same = all(key is old and part is value[old] for (key, part), old in zip(parts, value, strict=True))
        return value if same else dict(parts)
    if type(value) is tuple:
        return plain(list(value))
    if type(value) is list:
        if _SCALARS.issuperset(map(type, value)):
            return value  # most lists, and all long ones
        parts = [plain(part) for part in value]
        return parts if any(map(is_not, parts, value)) else value
    return value


def as_whole(value: object) -> int | None:
    """Return a whole number, or None where the value is none."""
    value = plain(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def as_number(value: object) -> float | None:
    """Return a number, or None where the value is none."""
    value = plain(value)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
