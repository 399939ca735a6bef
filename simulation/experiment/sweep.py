"""A sweep: the values that parameters take, point after point (what NetLogo's BehaviorSpace varies)."""

from collections.abc import Mapping
from itertools import product
from typing import Annotated, Any, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from simulation.experiment.replicates import UntilPrecise
from simulation.parameters.field import Strict
from simulation.parameters.misfit import Misfit, Misfits

MOST_POINTS = 100_000
Value = bool | int | float | str
"""Of a parameter at a point; text where a dose asks for one of several words."""
Row = dict[str, Value]
"""The values of a point, by parameter."""
PLAUSIBLE: Literal["plausible"] = "plausible"


class Steps(Strict):
    """Values that lie evenly: from one to another, by a step or so many.

    ``{from: 0.35, to: 0.50, step: 0.05}`` is NetLogo's ``[0.35 0.05 0.5]``.
    """

    first: float = Field(alias="from")
    last: float = Field(alias="to")
    step: float | None = Field(None, gt=0)
    number: int | None = Field(None, ge=2, le=MOST_POINTS)

    @model_validator(mode="after")
    def _evenly(self) -> Self:
        if not self.first < self.last:
            raise ValueError(f"from {self.first:g} to {self.last:g} is an empty range")
        if self.step is not None and self.number is not None:
            raise ValueError("a range takes either step or number, not both")
        if self.step is not None and (self.last - self.first) / self.step > MOST_POINTS:
            raise ValueError(f"more than {MOST_POINTS:,} steps")
        return self

    def values(self) -> list[Value]:
        """Return the values, ascending; the last is ``to`` where steps lead there; by default the ends."""
        number, step = self.number or 2, self.step
        if step is None:
            step = (self.last - self.first) / (number - 1)
        else:
            number = int(np.floor((self.last - self.first) / step * (1 + 1e-9))) + 1
        # rounded, so that 0.35 + 2 * 0.05 is 0.45 in a table
        found = [float(f"{self.first + place * step:.12g}") for place in range(number)]
        # whole ones are whole: sessions and owners cannot be 2.0
        return [int(value) for value in found] if all(map(float.is_integer, found)) else list(found)


class Sweep(Strict):
    """Values that parameters take, one point after the other; each point is lived by the same villages.

    Attributes
    ----------
    parameters : dict of str to values
        By name: of the owners' rules (``threshold``), of the village (``owners``, ``share_newcomer``), of a
        dose (``forum.every``) or of a mechanism (``gossip.chance``). A list of values, or
        ``{from, to, step | number}``. Of a hypercube or Sobol sequence the two ends, or ``plausible`` for the
        plausible range; there none at all means all of the owners' rules.
    design : str
        ``grid``, every combination; ``latin_hypercube`` or ``sobol``, ``points`` of them spread evenly.
    points : int or None
        How many, where the design is not a grid.
    table : dict of str to list, or None
        The points themselves by parameter, instead of ``parameters``: in a file the path of a CSV file.
    each : int or UntilPrecise
        Simulated villages at every point: so many, or as many as narrow intervals take.
    scenarios : list of str or None
        Those that are run at every point, the reference among them anyway; by default all.
    """

    parameters: dict[str, list[Value] | Steps | Literal["plausible"]] = Field(default_factory=dict)
    design: Literal["grid", "latin_hypercube", "sobol"] = "grid"
    points: int | None = Field(None, ge=1, le=MOST_POINTS)
    table: Annotated[dict[str, list[Value]], Field(min_length=1)] | None = Field(
        None, description="the path of a table of points (CSV), one column a parameter"
    )
    each: Annotated[int, Field(ge=1, le=MOST_POINTS)] | UntilPrecise = 20
    scenarios: list[str] | None = None

    @property
    def sampled(self) -> bool:
        """Whether points are spread over ranges, and not written down."""
        return self.design != "grid"

    @model_validator(mode="after")
    def _complete(self) -> Self:
        misfits = []
        if self.table is None and not self.parameters and not self.sampled:
            misfits.append(
                Misfit((), "nothing to vary", "parameters with their values, or a table of points")
            )
        if self.table is not None and (self.parameters or self.sampled):
            misfits.append(Misfit(("table",), "beside parameters or a design", "one of them"))
        if self.sampled != (self.points is not None):
            allowed = "a number of points for latin_hypercube and sobol, and for them alone"
            found = "no number of points" if self.points is None else f"found {self.points}"
            misfits.append(Misfit(("points",), found, allowed))
        for name, values in self.parameters.items():
            misfits += [Misfit(("parameters", name), *told) for told in self._unfit(values)]
        lengths = {len(values) for values in (self.table or {}).values()}
        if len(lengths) > 1 or 0 in lengths:
            told = f"columns of {' and '.join(map(str, sorted(lengths)))} values"
            misfits.append(Misfit(("table",), told, "the same number in each column, one at least"))
        if not misfits and (number := self.number) > MOST_POINTS:
            misfits.append(Misfit((), f"{number:,} points", f"at most {MOST_POINTS:,}"))
        if misfits:
            raise Misfits(misfits)
        return self

    def _unfit(self, values: object) -> list[tuple[str, str]]:
        if values == PLAUSIBLE:
            return (
                [] if self.sampled else [("found plausible", "values: that is for latin_hypercube and sobol")]
            )
        if isinstance(values, list) and not self.sampled:
            return [] if values else [("an empty list", "one value or more")]
        if isinstance(values, Steps):
            parted = values.step is not None or values.number is not None
            return [] if self.sampled or parted else [("from and to alone", "step or number beside them")]
        if isinstance(values, list):
            numbers = len(values) == 2 and all(_is_number(each) for each in values)
            return (
                [] if numbers and values[0] < values[1] else [("found no range", "its low and its high end")]
            )
        return []

    @property
    def number(self) -> int:
        """How many points there are."""
        if self.points is not None:
            return self.points
        if self.table is not None:
            return len(next(iter(self.table.values())))
        return int(np.prod([float(len(self.values(name))) for name in self.parameters]))

    def names(self) -> list[str]:
        """Return the parameters that are named."""
        return list(self.parameters if self.table is None else self.table)

    def values(self, name: str) -> list[Value]:
        """Return the values that are written for a parameter: of a range its ends, of ``plausible`` none."""
        if self.table is not None:
            return self.table[name]
        written = self.parameters[name]
        if isinstance(written, str):
            return []
        if isinstance(written, Steps):
            return [written.first, written.last] if self.sampled else written.values()
        return written

    def rows(self) -> list[Row]:
        """Return the points that are written down: of a grid those of the last parameter change fastest."""
        if self.table is not None:
            return [dict(zip(self.table, row, strict=True)) for row in zip(*self.table.values(), strict=True)]
        lists = [self.values(name) for name in self.parameters]
        return [dict(zip(self.parameters, row, strict=True)) for row in product(*lists)]


def lhs(points: int, parameters: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a sweep over a Latin hypercube, for ``study.sweep(lhs(200, {"threshold": (0.35, 0.50)}))``.

    Parameters
    ----------
    points : int
        How many.
    parameters : mapping of str to (low, high) or ``"plausible"``, optional
        What is spread, and between which ends; by default all of the owners' rules over their plausible
        ranges.
    """
    return {"design": "latin_hypercube", "points": points, "parameters": dict(parameters or {})}


def sobol(points: int, parameters: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return a sweep over a Sobol sequence; a power of two lies most evenly (see :func:`lhs`)."""
    return {"design": "sobol", "points": points, "parameters": dict(parameters or {})}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
