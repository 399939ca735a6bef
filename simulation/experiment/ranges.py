"""Ranges: from where to where an analysis varies a parameter."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field

from simulation.experiment.varied import fixed_or_unknown, limits, varied
from simulation.files.faults import Fault, FieldPath, Problem, StudyError
from simulation.parameters import Behaviour, VillageProfile

Range = Annotated[list[float], Field(min_length=2, max_length=2)]
"""Low and high end of a parameter."""


def range_problems(ranges: Mapping[str, Sequence[float]], village: VillageProfile) -> list[Problem]:
    """Return what is wrong with the ranges of an experiment."""
    known = varied(village)
    problems = []
    for name, (low, high) in ranges.items():
        place: FieldPath = ("ranges", name)
        needs: tuple[FieldPath, ...] = (("village", "groups"),)
        if name not in known:
            problems.append(fixed_or_unknown(place, name, village, at_key=True, needs=needs))
            continue
        least, most = limits(known[name])
        if not least <= low < high <= most:
            told = f"found {low:g} to {high:g}" + ("" if low < high else ", an empty range")
            allowed = f"a low end below the high end, within {least:g} to {most:g}"
            problems.append(Problem(place, told, allowed))
        elif known[name].whole and not (low.is_integer() and high.is_integer()):
            problems.append(Problem(place, f"found {low:g} to {high:g}", "whole numbers"))
    return problems


def swept(
    ranges: Mapping[str, Sequence[float]], village: VillageProfile, names: Sequence[str] | None = None
) -> dict[str, tuple[float, float]]:
    """Return which parameters are varied, and from where to where.

    An experiment's own ``ranges`` stand before the plausible ranges. Without names: all parameters of
    behaviour, and what ``ranges`` names beside them (a village's size and groups can be counted).

    Raises
    ------
    StudyError
        If a name is unknown.
    """
    known = varied(village)
    if names is None:
        names = list(dict.fromkeys([name for name in known if name in Behaviour.model_fields]) | dict(ranges))
    faults = []
    for name in names:
        if name not in known:
            problem = fixed_or_unknown((), name, village)
            faults.append(Fault("--parameter", 0, 0, "", problem.found, problem.allowed, problem.nearest))
    if faults:
        raise StudyError(faults)
    ends = {name: ranges.get(name, known[name].plausible) for name in names}
    return {name: (low, high) for name, (low, high) in ends.items()}
