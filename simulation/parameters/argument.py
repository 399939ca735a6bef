"""What Python users hand over: numbers of numpy are numbers, true and false are none."""

from operator import is_not
from typing import Any

import numpy as np

_SCALARS = frozenset((bool, int, float, str, type(None)))


def plain(value: Any) -> Any:
    """Return a value in which scalars and arrays of numpy are numbers and lists of Python.

    Mappings, lists and tuples are looked through. What holds nothing of numpy is returned itself.
    """
    if isinstance(value, np.generic | np.ndarray):
        return value.tolist()
    if isinstance(value, dict):
        items = tuple(value.items())
        read = plain(items)
        return value if read is items else dict(read)
    if type(value) in (list, tuple):
        if _SCALARS.issuperset(map(type, value)):
            return value  # most lists, and all long ones
        parts = [plain(part) for part in value]
        return type(value)(parts) if any(map(is_not, parts, value)) else value
    return value


def as_whole(value: object) -> int | None:
    """Return a whole number, or None where the value is none."""
    value = plain(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def as_number(value: object) -> float | None:
    """Return a number, or None where the value is none."""
    value = plain(value)
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
