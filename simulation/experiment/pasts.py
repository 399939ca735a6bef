"""Pasts: scenarios in which owners or the village are otherwise have a past of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from simulation.experiment.points import ValueCheck, lived
from simulation.experiment.scenarios import Scenario, ancestry
from simulation.experiment.varied import OF, Surroundings, fixed_or_unknown
from simulation.files.faults import FieldPath, Problem, listed, nearest
from simulation.parameters import Behaviour, VillageProfile


@dataclass(frozen=True)
class Pasts:
    """Which scenarios share a past.

    Attributes
    ----------
    of : dict of str to int
        The past of each scenario; 0 is the one of all that change nothing.
    changes : list of dict of str to float
        What is otherwise in the past number 1 and on.
    """

    of: dict[str, int]
    changes: list[dict[str, float]]

    @classmethod
    def among(cls, scenarios: Mapping[str, Scenario]) -> Self:
        """Return the pasts of scenarios that fit each other."""
        found: list[dict[str, float]] = [{}]
        numbers = {}
        for name in scenarios:
            changes = single_changes(name, scenarios)
            if changes not in found:
                found.append(changes)
            numbers[name] = found.index(changes)
        return cls(numbers, found[1:])

    def written(self, scenario: str) -> dict[str, dict[str, float]]:
        """Return what is otherwise in a scenario, as its fields ``behaviour`` and ``village``."""
        past = self.of.get(scenario, 0)
        found: dict[str, dict[str, float]] = {}
        for name, value in self.changes[past - 1].items() if past else ():
            found.setdefault(field_of(name), {})[name] = value
        return found

    def lived(self, village: VillageProfile, behaviour: Behaviour) -> list[tuple[VillageProfile, Behaviour]]:
        """Return village and behaviour of the past number 1 and on."""
        return [lived(changes, village, behaviour) for changes in self.changes]


def single_changes(name: str, scenarios: Mapping[str, Scenario]) -> dict[str, float]:
    """Return what is otherwise in a scenario: its own changes before those of the scenario it builds on."""
    found: dict[str, float] = {}
    for scenario in reversed(ancestry(name, scenarios)):
        found |= {**scenarios[scenario].behaviour, **scenarios[scenario].village}
    return found


def past_problems(scenarios: Mapping[str, Scenario], reference: str, around: Surroundings) -> list[Problem]:
    """Return what is wrong with what scenarios change of behaviour and village.

    The reference changes nothing: questions compare programmes with it, in the experiment's own village.
    """
    if not any(scenario.behaviour or scenario.village for scenario in scenarios.values()):
        return []
    check = ValueCheck(around)
    elders = {name: ancestry(name, scenarios) for name in scenarios}
    problems: list[Problem] = []
    faulty: set[str] = set()
    for name in sorted(scenarios, key=lambda each: len(elders[each])):
        # what an elder brings along is told there
        if not faulty.isdisjoint(elders[name]):
            continue
        found = _strangers(name, scenarios[name], around, check) or _misfit(name, scenarios, check)
        if not found and name == reference and single_changes(name, scenarios):
            told = "the reference changes the owners' rules or the village"
            found = [Problem(("reference",), told, "a scenario that changes the programme alone")]
        problems += found
        faulty |= {name} if found else set()
    return problems


def field_of(name: str) -> str:
    """Return the field of a scenario in which a parameter stands."""
    return "behaviour" if name in Behaviour.model_fields else "village"


def _strangers(name: str, scenario: Scenario, around: Surroundings, check: ValueCheck) -> list[Problem]:
    """Return the values of parameters that are unknown, stand in the other place, or cannot differ."""
    problems = []
    for field, written in (("behaviour", scenario.behaviour), ("village", scenario.village)):
        known = [each for each in check.known if OF not in each and field_of(each) == field]
        for each in written:
            place: FieldPath = ("scenarios", name, field, each)
            if each in known:
                continue
            found = fixed_or_unknown(place, each, around, at_key=True, needs=(("village", "groups"),))
            problems.append(replace(found, allowed=listed(known), nearest=nearest(each, known)))
    return problems


def _misfit(name: str, scenarios: Mapping[str, Scenario], check: ValueCheck) -> list[Problem]:
    """Return what is wrong with the values of a scenario, and how they fit those it builds on."""
    own = {**scenarios[name].behaviour, **scenarios[name].village}
    wrong = check.wrong(single_changes(name, scenarios)) if own else None
    if wrong is None:
        return []
    place: FieldPath = ("scenarios", name)
    there = place if wrong.name not in own else (*place, field_of(str(wrong.name)), str(wrong.name))
    return [Problem(there, wrong.found, wrong.allowed)]
