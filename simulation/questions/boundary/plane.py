"""The plane of a map: two parameters, each from a low to a high end."""

import re
from dataclasses import dataclass

import numpy as np

from simulation.experiment.config import StudyConfig
from simulation.experiment.points import Points, point_problems
from simulation.experiment.varied import limits, own_value, parameter_named
from simulation.files.faults import Fault, StudyError, shown
from simulation.parameters import Description

_RANGE = re.compile(r"\s*([^:\s]+)\s*:\s*([^:\s]+)\s*")


@dataclass(frozen=True)
class Axis:
    """One parameter of the map.

    Attributes
    ----------
    name : str
        Of the parameter.
    description : Description
        Unit, symbol, plausible range, labels.
    plausible : (float, float)
        The range that the literature or judgement supports.
    low, high : float
        The ends of the map.
    own : float
        The experiment's value, inside the map or not.
    whole : bool
        Only whole numbers.
    """

    name: str
    description: Description
    plausible: tuple[float, float]
    low: float
    high: float
    own: float
    whole: bool

    @property
    def range(self) -> str:
        """The ends as a user writes them."""
        return f"{self.low:.10g}:{self.high:.10g}"

    def place(self, value: float) -> float:
        """Return where a value stands on the map: 0 at the low end, 1 at the high one."""
        return (value - self.low) / (self.high - self.low)

    def values(self, places: np.ndarray) -> np.ndarray:
        """Return the values of places from 0 to 1."""
        # a value is written and read as a decimal number: the same on every machine
        found: np.ndarray = np.round(self.low + (self.high - self.low) * places, 0 if self.whole else 10)
        return found


def axis(config: StudyConfig, name: str, option: str, ends: str | None, cells: int) -> Axis:
    """Return an axis of the map.

    Parameters
    ----------
    config : StudyConfig
        Whose ``ranges`` stand before the plausible range.
    name : str
        The parameter or its symbol.
    option : str
        ``--x`` or ``--y``, for the fault.
    ends : str or None
        ``LOW:HIGH``, before all other ranges.
    cells : int
        Cells a side.

    Raises
    ------
    StudyError
        If there is no such parameter, or its range is empty or beyond what the model can compute.
    """
    varied = parameter_named(name, config, option)
    low, high = config.ranges.get(varied.name, varied.plausible)
    where = option if varied.name not in config.ranges else f"{option}: ranges.{varied.name}"
    if ends is not None:
        where = f"{option}-range"
        low, high = _ends(ends, where)
    least, most = limits(varied)
    if not least <= low < high <= most:
        told = f"found {low:g} to {high:g}" + ("" if low < high else ", an empty range")
        raise _fault(where, told, f"a low end below the high end, within {least:g} to {most:g}")
    whole = varied.whole
    if whole and high - low < cells:
        told = f"{low:g} to {high:g} are too few whole numbers for {cells} cells"
        raise _fault(where, told, f"a range of {cells} and more, or fewer --cells")
    if whole and not (float(low).is_integer() and float(high).is_integer()):
        raise _fault(where, f"found {low:g} to {high:g}", "whole numbers")
    own = own_value(varied.name, config)
    return Axis(varied.name, varied.description, varied.plausible, float(low), float(high), own, whole)


def points_of(x: Axis, y: Axis, places: np.ndarray) -> Points:
    """Return the villages of places in the unit square, shape (points, 2)."""
    return Points(
        columns={each.name: each.values(places[:, column]).tolist() for column, each in enumerate((x, y))}
    )


def check_plane(config: StudyConfig, x: Axis, y: Axis) -> None:
    """Refuse a map of which a corner is no village; whatever parameters rule out, a corner does.

    Raises
    ------
    StudyError
        With the first corner that is none.
    """
    if x.name == y.name:
        raise _fault("--y", f"the same parameter as --x, {shown(x.name)}", "two different parameters")
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    problems = point_problems(points_of(x, y, corners), config)
    if problems:
        allowed = problems[0].allowed or "ranges of which every corner is a village"
        raise _fault("--x, --y", problems[0].found, allowed)


def _ends(text: str, where: str) -> tuple[float, float]:
    found = _RANGE.fullmatch(text)
    try:
        low, high = (float(part) for part in found.groups()) if found is not None else (np.nan, np.nan)
    except ValueError:
        low = high = np.nan
    if not np.isfinite([low, high]).all():
        raise _fault(where, f"found {shown(text)}", "LOW:HIGH, two numbers such as 0.35:0.60")
    return float(low), float(high)


def _fault(where: str, found: str, allowed: str) -> StudyError:
    return StudyError([Fault.of(where, "", found, allowed)])
