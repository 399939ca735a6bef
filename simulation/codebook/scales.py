"""Scales: unit and range of what a column holds."""

from typing import NamedTuple


class Scale(NamedTuple):
    """What the values of a column are.

    Attributes
    ----------
    unit : str
        Its unit; where it differs from row to row, which column tells it.
    range : str
        Which values there can be.
    """

    unit: str
    range: str


AT_LEAST_0 = "0 or more"
ANY = "any number"

TEXT = Scale("text", "")
NAME = Scale("text or number", "")
FLAG = Scale("yes or no", "True, False")
WEEK = Scale("week", AT_LEAST_0)
WEEKS = Scale("weeks", AT_LEAST_0)
COUNT = Scale("number", AT_LEAST_0)
RUPIAH = Scale("rupiah", AT_LEAST_0)
SHARE = Scale("share", "from 0 to 1")
SIGNED = Scale("number", "from -1 to 1")
RATIO = Scale("number", AT_LEAST_0)
INDEX = Scale("number", ANY)
OUTCOME = Scale("that of the outcome", ANY)
SIZE = Scale("that of the outcome", AT_LEAST_0)
PER_MILLION = Scale("that of the outcome, per million rupiah", ANY)
PARAMETER = Scale("that of the parameter", "that of the parameter")
MEASURE = Scale("that of the measure", "that of the measure")
PATTERN = Scale("that of the pattern", ANY)
SHARE_OF_INCOME = Scale("share of what it is without a programme", ANY)
"""How a plan's gain in rupiah is told."""


def between(low: float | None, high: float | None) -> str:
    """Return the values between two limits in words; None where a side is open."""
    if low is None and high is None:
        return ANY
    if high is None:
        return f"{low:g} or more"
    return f"at most {high:g}" if low is None else f"from {low:g} to {high:g}"


def of_measure(unit: str) -> Scale:
    """Return the scale that a unit of :class:`simulation.measures.catalogue.Measure` names."""
    if unit == "0-1":
        return SHARE
    if unit == "-1 to 1":
        return SIGNED
    return Scale(unit, ANY if unit.startswith("experiences") else AT_LEAST_0)
