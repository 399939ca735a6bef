"""Ranges: from where to where an analysis varies a parameter."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from simulation.experiment.varied import OF, Surroundings, fixed_or_unknown, limits, varied
from simulation.files.faults import Fault, FieldPath, Problem, StudyError
from simulation.parameters import Behaviour

Range = Annotated[list[float], Field(min_length=2, max_length=2)]
"""Low and high end of a parameter."""


def range_problems(config: Surroundings) -> list[Problem]:
    """Return what is wrong with the ranges of an experiment."""
    known = varied(config)
    problems = []
    for name, (low, high) in config.ranges.items():
        place: FieldPath = ("ranges", name)
        needs: tuple[FieldPath, ...] = (("village", "groups"),)
        if name not in known:
            problems.append(fixed_or_unknown(place, name, config, at_key=True, needs=needs))
            continue
        least, most = limits(known[name])
        if not least <= low < high <= most:
            told = f"found {low:g} to {high:g}" + ("" if low < high else ", an empty range")
            allowed = f"a low end below the high end, within {least:g} to {most:g}"
            problems.append(Problem(place, told, allowed))
        elif known[name].whole and not (low.is_integer() and high.is_integer()):
            problems.append(Problem(place, f"found {low:g} to {high:g}", "whole numbers"))
    return problems


def swept(config: Surroundings, names: Sequence[str] | None = None) -> dict[str, tuple[float, float]]:
    """Return which parameters are varied, and from where to where.

    An experiment's own ``ranges`` stand before the plausible ranges. Without names: all parameters of
    behaviour and of mechanisms at work, and what ``ranges`` names beside them (a village's size and groups
    can be counted).

    Raises
    ------
    StudyError
        If a name is unknown.
    """
    known = varied(config)
    if names is None:
        rules = [n for n in known if n in Behaviour.model_fields or n.partition(OF)[0] in config.mechanisms]
        names = list(dict.fromkeys([*rules, *config.ranges]))
    faults = []
    for name in names:
        if name not in known:
            problem = fixed_or_unknown((), name, config)
            faults.append(Fault("--parameter", 0, 0, "", problem.found, problem.allowed, problem.nearest))
    if faults:
        raise StudyError(faults)
    ends = {name: config.ranges.get(name, known[name].plausible) for name in names}
    return {name: (low, high) for name, (low, high) in ends.items()}
