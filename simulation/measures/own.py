"""Measures of a user's own: a function of the village, measured in every week that is kept.

One that a package registers is named in the entry point group ``kampung.measures`` of its distribution
(``market_gap = "my_package:market_gap"``); an experiment names it under ``record.measures``.
"""

from collections.abc import Callable, Iterable, Mapping
from importlib.metadata import EntryPoint
from typing import Any

from simulation.measures.catalogue import Measure
from simulation.plugins import plugins

GROUP = "kampung.measures"
FILE = "own"
"""What the catalogue has as the file of such a measure."""
Function = Callable[[Any], float]
"""Takes the village (:class:`simulation.model.village.Village`) at the end of a week; returns a number."""


def _load(entry: EntryPoint) -> Function:
    found = entry.load()
    if not callable(found):
        raise TypeError("it is no function")
    return found


def own_measures() -> dict[str, Function]:
    """Return the measures that are registered, by name."""
    return plugins(GROUP, _load)


def described(name: str, function: Function | None) -> Measure:
    """Return the column of a measure: its words are the function's ``en``, ``id``, ``unit`` and docstring.

    Each of them may be missing, and the function too, where results are read and nothing is computed.
    """
    words = name.replace("_", " ")
    lines = (getattr(function, "__doc__", None) or "").strip().splitlines()
    return Measure(
        name,
        str(getattr(function, "en", words)),
        str(getattr(function, "id", words)),
        str(getattr(function, "unit", "")),
        lines[0] if lines else "a measure of the user's own",
        FILE,
    )


def value_of(name: str, function: Function, village: object) -> float:
    """Return what a measure says of a village.

    Raises
    ------
    TypeError
        If it is no number.
    """
    value = function(village)
    try:
        return float(value)
    except (TypeError, ValueError):
        raise TypeError(f"the measure '{name}' returned {value!r}, which is no number") from None


def functions(names: Iterable[str], given: Mapping[str, Function] | None = None) -> dict[str, Function]:
    """Return the functions of measures: those that were given, else those that are registered.

    Raises
    ------
    KeyError
        If one is neither.
    """
    known = {**own_measures(), **(given or {})}
    return {name: known[name] for name in names}
