"""Branching: scenarios share their past up to the first week in which their programmes differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from simulation.measures.own import Function
from simulation.parameters import Dose
from simulation.reference.village import ReferenceVillage

Doses = Mapping[str, Dose]


@dataclass(frozen=True)
class Branch:
    """Where a scenario leaves another one.

    Attributes
    ----------
    parent : int
        Number of an earlier scenario; -1 for the burn-in itself, which is that of its past.
    week : int
        Last week they share.
    """

    parent: int
    week: int


@dataclass(frozen=True)
class Plan:
    """What every replicate of a study runs: the programmes, and where each scenario begins.

    Attributes
    ----------
    pasts : list of int
        The past of each scenario, by number of :class:`simulation.experiment.pasts.Pasts`.
    measures : dict of str to callable
        Those of the user's own, by name.
    model : type or None
        A version of the readable model that is run in the place of the compiled one; there every scenario
        begins with the burn-in.
    """

    programmes: dict[str, dict[str, Dose]]
    branches: list[Branch]
    pasts: list[int]
    measures: Mapping[str, Function]
    model: type[ReferenceVillage] | None = None

    @classmethod
    def of(
        cls,
        programmes: dict[str, dict[str, Dose]],
        weeks: int,
        pasts: Mapping[str, int],
        measures: Mapping[str, Function] | None = None,
        model: type[ReferenceVillage] | None = None,
    ) -> "Plan":
        """Return the plan of these scenarios over so many weeks."""
        numbers = [pasts[name] for name in programmes]
        found = branches(list(programmes.values()), weeks if model is None else 0, numbers)
        return cls(programmes, found, numbers, measures or {}, model)


def branches(programmes: Sequence[Doses], weeks: int, pasts: Sequence[int]) -> list[Branch]:
    """Return for each scenario the earlier one with which it shares most weeks (the first of equals)."""
    found = []
    for number, doses in enumerate(programmes):
        best = Branch(-1, 0)
        for parent in range(number):
            if pasts[parent] != pasts[number]:
                continue
            week = shared_until(programmes[parent], doses, weeks)
            if week > best.week:
                best = Branch(parent, week)
        found.append(best)
    return found


def shared_until(one: Doses, two: Doses, weeks: int) -> int:
    """Return the last week to which two programmes do the same, 0 to ``weeks``."""
    until = weeks
    for name in one.keys() | two.keys():
        until = min(until, _shared(one.get(name), two.get(name), weeks))
    return max(until, 0)


def _shared(one: Dose | None, two: Dose | None, weeks: int) -> int:
    """Return the last week to which one activity is the same in two programmes."""
    if one == two:
        return weeks
    if one is None or two is None:
        return _before(one or two, weeks)
    if one.model_copy(update={"sessions": two.sessions}) != two:
        return min(_before(one, weeks), _before(two, weeks))
    fewer = min(dose.sessions for dose in (one, two) if dose.sessions is not None)
    # up to the last session of both: afterwards one of them is over, which a shared vision feels at once
    return _before(one, weeks) if fewer == 0 else min(weeks, one.first + one.every * (fewer - 1))


def _before(dose: Dose | None, weeks: int) -> int:
    return weeks if dose is None else min(weeks, dose.first - 1)
