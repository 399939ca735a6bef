"""A table of villages: size, composition and behaviour of each, as numbers or as ranges to draw from."""

import zlib
from typing import Annotated

import numpy as np
from pydantic import Field

from simulation.experiment.points import Points, point_problems
from simulation.experiment.varied import Surroundings, Varied, limits, parts_named, varied
from simulation.files.faults import FieldPath, Problem, shown, unknown
from simulation.parameters import VillageProfile
from simulation.parameters.field import Strict

MOST_VILLAGES = 10_000
VILLAGES: FieldPath = ("villages",)
GROUPS: FieldPath = ("village", "groups")
EXACT = 1e-6
"""How far the shares of a village may be from 1 together."""
Ends = Annotated[list[float], Field(min_length=2, max_length=2)]
"""Low and high end of what a value is drawn from; twice the same for a number."""


class VillageTable(Strict):
    """Villages that differ, one row each; what it does not name is the experiment's own.

    Attributes
    ----------
    names : list of str
        Of the villages, each once.
    columns : dict of str to list of [low, high]
        By parameter (see :func:`simulation.experiment.varied.varied`) one cell a village.
    """

    names: Annotated[list[str], Field(min_length=1, max_length=MOST_VILLAGES)]
    columns: Annotated[dict[str, list[Ends]], Field(min_length=1)]

    def drawn(self, seed: int, village: VillageProfile) -> Points:
        """Return one row of values a village.

        What is drawn from a range rests on the seed, the names of village and column, and nothing else:
        other rows and other columns may come and go.

        Parameters
        ----------
        seed : int
            Of the study.
        village : VillageProfile
            Where the shares of all its groups or sectors are named, the last one takes the rest.
        """
        from simulation.model.draws import FOUNDING, uniforms  # noqa: PLC0415 - a check takes no compiler

        owners = np.array([checksum(name) for name in self.names])
        columns = {}
        for name, cells in self.columns.items():
            low, high = np.array(cells).T
            values = low + (high - low) * uniforms(seed, checksum(name), FOUNDING, owners, 0)
            columns[name] = values.tolist()
        for every in parts_named(village):
            if every and all(name in columns for name in every):
                del columns[every[-1]]
        return Points.drawn(columns)

    def lucks(self) -> list[int]:
        """Return the number of each village's first replicate: named by the village, as its draws are."""
        return [checksum(name) << 20 for name in self.names]


def checksum(name: str) -> int:
    """Return a number of 32 bits that stands for a name."""
    return zlib.crc32(name.encode())


def table_problems(table: VillageTable, around: Surroundings, seed: int) -> list[Problem]:
    """Return what is wrong with a table of villages."""
    known, village = varied(around), around.village
    problems = []
    seen: set[str] = set()
    for row, name in enumerate(table.names):
        if not name or name in seen:
            told = f"the village {shown(name)} stands twice" if name else "a village without a name"
            problems.append(Problem((*VILLAGES, "names", row), told, "names, each once"))
        seen.add(name)
    for column, cells in table.columns.items():
        place: FieldPath = (*VILLAGES, "columns", column)
        if column not in known:
            problems.append(unknown(place, "column", column, list(known), at_key=True, needs=(GROUPS,)))
        elif len(cells) != len(table.names):
            problems.append(Problem(place, f"{len(cells)} cells", f"{len(table.names)}, one a village"))
        else:
            problems += [
                Problem((*place, row), told, allowed)
                for row, ends in enumerate(cells)
                for told, allowed in _wrong(known[column], *ends)
            ]
    if problems:
        return problems
    problems = [problem for every in parts_named(village) for problem in _shares(table, every)]
    # what is left concerns several values at once
    return problems or [
        Problem((*VILLAGES, *problem.path[1:]), problem.found, problem.allowed)
        for problem in point_problems(table.drawn(seed, village), around)
    ]


def _wrong(parameter: Varied, low: float, high: float) -> list[tuple[str, str]]:
    """Return what is wrong with one cell, and what is allowed."""
    least, most = limits(parameter)
    found = f"found {low:g}" if low == high else f"found {low:g}..{high:g}"
    if low > high:
        return [(f"{found}, an empty range", "a low end below the high end")]
    if parameter.whole and not (float(low).is_integer() and float(high).is_integer()):
        return [(found, "whole numbers")]
    if least <= low and high <= most:
        return []
    return [(found, f"values from {least:g} to {most:g}")]


def _shares(table: VillageTable, every: list[str]) -> list[Problem]:
    """Return what is wrong with the shares of the groups, or of the sectors."""
    named = [name for name in every if name in table.columns]
    problems = []
    for row in range(len(table.names)) if named else ():
        ends = {name: table.columns[name][row] for name in named}
        path: FieldPath = (*VILLAGES, "columns", named[-1], row)
        drawn = any(low < high for low, high in ends.values())
        most = sum(high for _, high in ends.values())
        if len(named) == len(every) and drawn:
            told = "a range, and the shares of all"
            problems.append(Problem(path, told, f"no column {every[-1]}: the last one takes the rest"))
        elif len(named) == len(every) and abs(most - 1) > EXACT:
            problems.append(Problem(path, f"shares that add up to {most:g}", "shares that add up to 1"))
        elif len(named) < len(every) and most >= 1:
            told = f"shares that may add up to {most:g} and leave nothing for the others"
            problems.append(Problem(path, told, "shares that add up to less than 1"))
    return problems
