"""What is otherwise at a point of a sweep: owners and village, doses, mechanisms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulation.experiment.checks import until_problems
from simulation.experiment.fields import StudyFields
from simulation.experiment.mechanisms import resolve_mechanisms
from simulation.experiment.points import ValueCheck, lived
from simulation.experiment.replicates import UntilPrecise
from simulation.experiment.scenarios import Context, Doses, Scenario, ancestry, resolve
from simulation.experiment.sweep import Row, Sweep, Value
from simulation.experiment.varied import OF, fixed_or_unknown, missing_mechanism
from simulation.files.faults import FieldPath, Problem, listed, nearest, shown, unknown
from simulation.interventions.registry import dose_types
from simulation.mechanisms.registry import mechanism_types
from simulation.parameters import Behaviour, VillageProfile

Fields = dict[str, dict[str, float | int]]
"""Values of activities and mechanisms, by their name and field."""


@dataclass(frozen=True)
class SweepPoint:
    """What is otherwise at a point.

    Attributes
    ----------
    lived : dict of str to float
        Of owners and village.
    programmes : dict of str to doses
        Of the scenarios that are run, with the doses of the point.
    mechanisms : dict of str to dict
        What the point says of mechanisms, by name and field.
    doses : set of str
        The doses the point decides: no set of parameters changes them.
    """

    lived: dict[str, float]
    programmes: dict[str, Doses]
    mechanisms: Fields
    doses: frozenset[str]

    def applied(self, village: VillageProfile, behaviour: Behaviour) -> tuple[VillageProfile, Behaviour]:
        """Return a village and its owners' rules as they are at the point."""
        return lived(self.lived, village, behaviour)

    def acting(self, sets: Mapping[str, Mapping[str, float | int]]) -> Fields:
        """Return how activities and mechanisms act in a set, and in what the point says of them."""
        found = {
            part: {field: value for field, value in fields.items() if part + OF + field not in self.doses}
            for part, fields in sets.items()
        }
        for mechanism, fields in self.mechanisms.items():
            found[mechanism] = found.get(mechanism, {}) | fields
        return found


class SweepPoints:
    """Turns values of a sweep into what is otherwise there, and says what cannot be.

    Parameters
    ----------
    config : StudyFields
        The experiment.
    scenarios : sequence of str
        Those that are run, the reference among them.
    """

    def __init__(self, config: StudyFields, scenarios: Sequence[str]) -> None:
        self.config = config
        self.names = list(scenarios)
        self._check = ValueCheck(config)
        self._activities, self._mechanisms = dose_types(), mechanism_types()
        self._context = Context(config.village, config.prices, config.weeks, config.programme)
        # what they build on is resolved with them, and nothing else
        needed = {each for name in scenarios for each in ancestry(name, config.scenarios)}
        self._scenarios = {name: each for name, each in config.scenarios.items() if name in needed}
        self._plain, _ = resolve(self._scenarios, self._context)
        self._resolved: dict[tuple[tuple[str, Value], ...], tuple[dict[str, Doses], list[Problem]]] = {}

    def stranger(self, name: str, place: FieldPath) -> Problem | None:
        """Return why a parameter cannot be swept; None where it can."""
        first, of, _ = name.partition(OF)
        if not of:
            if name in self._check.known:
                return None
            found = fixed_or_unknown(place, name, self.config, at_key=True)
            known = [each for each in self._check.known if OF not in each]
            return Problem(place, found.found, f"{listed(known)}; or of a dose, such as forum.every",
                           nearest(name, known), at_key=True)  # fmt: skip
        if first in self._activities:
            held = any(first in self._plain[scenario] for scenario in self.names)
            told = f"no scenario of the sweep holds the activity {shown(first)}"
            parts = list(dict.fromkeys(each for scenario in self.names for each in self._plain[scenario]))
            return None if held else Problem(place, told, listed(parts), at_key=True)
        if first in self._mechanisms:
            active = first in self.config.mechanisms
            return None if active else missing_mechanism(place, name, self.config)
        known = [*self._activities, *self.config.mechanisms]
        told = f"unknown activity or mechanism {shown(first)}"
        return Problem(place, told, listed(known), nearest(first, known), at_key=True)

    def problems(self, row: Row, place: FieldPath, *, alone: bool = False) -> list[Problem]:
        """Return what is wrong with the values of a point whose parameters are known, all at one place.

        ``alone``: the values are looked at one by one, and others of the point may mend how they fit.
        """
        lived, doses, mechanisms = self._parted(row)
        for name, value in lived.items():
            if isinstance(value, bool | str):
                low, high = self._check.known[name].description.limits
                return [Problem(place, f"{name}: found {shown(value)}", f"numbers from {low:g} to {high:g}")]
        wrong = self._check.wrong({name: float(value) for name, value in lived.items()})
        if wrong is not None and (wrong.alone or not alone):
            told = f"{wrong.name}: {wrong.found}" if wrong.name else wrong.found
            return [Problem(place, told, wrong.allowed)]
        _, problems = self._programmes(doses)
        problems += resolve_mechanisms(self._with(mechanisms))[1]
        return [
            Problem(place, f"{_named(problem.path, row)}{problem.found}", problem.allowed, problem.nearest)
            for problem in problems
        ]

    def resolved(self, row: Row) -> SweepPoint:
        """Return what is otherwise at a point without problems."""
        lived, doses, mechanisms = self._parted(row)
        programmes, _ = self._programmes(doses)
        return SweepPoint(
            {name: float(value) for name, value in lived.items()},
            {name: programmes[name] for name in self.names},
            self._acting(mechanisms),
            frozenset(doses),
        )

    def _parted(self, row: Row) -> tuple[Row, Row, Row]:
        """Return the values of owners and village, of doses, and of mechanisms."""
        lived = {name: value for name, value in row.items() if OF not in name}
        doses = {
            name: value for name, value in row.items()
            if OF in name and name.partition(OF)[0] in self._activities
        }  # fmt: skip
        return lived, doses, {n: v for n, v in row.items() if n not in lived and n not in doses}

    def _programmes(self, doses: Row) -> tuple[dict[str, Doses], list[Problem]]:
        """Return the programmes with the doses of a point, in every scenario that holds the activity."""
        key = tuple(doses.items())
        if key not in self._resolved:
            self._resolved[key] = resolve(
                {name: self._dosed(name, scenario, doses) for name, scenario in self._scenarios.items()},
                self._context,
            )
        programmes, problems = self._resolved[key]
        return programmes, list(problems)

    def _dosed(self, name: str, scenario: Scenario, doses: Row) -> Scenario:
        changes = dict(scenario.set)
        for each, value in doses.items():
            if each.partition(OF)[0] in self._plain[name]:
                _put(changes, each, value)
        return scenario.model_copy(update={"set": changes})

    def _acting(self, mechanisms: Row) -> Fields:
        """Return what a point says of mechanisms, as they take it."""
        made, said = resolve_mechanisms(self._with(mechanisms))[0], Fields()
        for name in mechanisms:
            first, _, field = name.partition(OF)
            said.setdefault(first, {})[field] = getattr(made[first], field)
        return said

    def _with(self, mechanisms: Row) -> dict[str, dict[str, Any]]:
        written = {name: dict(fields) for name, fields in self.config.mechanisms.items()}
        for name, value in mechanisms.items():
            first, _, field = name.partition(OF)
            written[first][field] = value
        return written


def sweep_problems(config: StudyFields) -> list[Problem]:
    """Return what is wrong with the sweep of an experiment that is otherwise right."""
    sweep = config.sweep
    if sweep is None:
        return []
    known = list(config.scenarios)
    problems = [
        unknown(("sweep", "scenarios", number), "scenario", name, known)
        for number, name in enumerate(sweep.scenarios or [])
        if name not in known
    ]
    if isinstance(sweep.each, UntilPrecise):
        problems += until_problems(config, sweep.each, ("sweep", "each", "until"))
    if problems:
        return problems
    points = SweepPoints(config, chosen_scenarios(config, sweep))
    for name in sweep.names():
        place: FieldPath = ("sweep", "parameters" if sweep.table is None else "table", name)
        stranger = points.stranger(name, place)
        if stranger is not None:
            problems.append(stranger)
            continue
        listed_there = isinstance(sweep.parameters.get(name, []), list)
        seen: set[Value] = set()
        for number, value in enumerate(sweep.values(name)):
            if value not in seen:
                seen.add(value)
                there = (*place, number) if listed_there else place
                problems += points.problems({name: value}, there, alone=True)
    return problems


def chosen_scenarios(config: StudyFields, sweep: Sweep) -> list[str]:
    """Return the scenarios that are run at every point: the reference, and those that the sweep names."""
    named = sweep.scenarios or list(config.scenarios)
    return [name for name in config.scenarios if name == config.reference or name in named]


def _put(changes: dict[str, Any], name: str, value: Value) -> None:
    """Put the value of a dose among the changes of a scenario, inside the mapping that holds it already."""
    for held, inside in changes.items():
        if isinstance(inside, Mapping) and name.startswith(held + OF):
            changes[held] = {**inside, name.removeprefix(held + OF): value}
            return
    changes[name] = value


def _named(path: FieldPath, row: Row) -> str:
    """Return the parameter that a problem of a scenario or a mechanism is about, with a colon; or nothing."""
    dotted = OF.join(map(str, path[1:])) if path[:1] == ("mechanisms",) else str(path[-1] if path else "")
    return f"{dotted}: " if dotted in row else ""
