"""Do the parts of an experiment fit each other? Names that must exist, weeks that must be within reach."""

from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel

from simulation.experiment.fields import StudyFields
from simulation.experiment.points import point_problems
from simulation.experiment.ranges import range_problems
from simulation.experiment.record import record_problems
from simulation.experiment.replicates import UntilPrecise
from simulation.experiment.village_table import table_problems
from simulation.files.faults import FieldPath, Problem, listed, unknown
from simulation.interventions.registry import dose_types
from simulation.measures.catalogue import MEASURES, costly, names

WEEKS: FieldPath = ("weeks",)
GROUPS: FieldPath = ("village", "groups")
BETWEEN_GROUPS = {
    "trust_gap", "bridging", "bridging_ratio", "ei_index", "ei_expected", "homophily", "assortativity",
    "modularity", "knowledge_gap",
}  # fmt: skip
ASSUMABLE = ("village", "behaviour", "prices", "programme")


def study_problems(config: StudyFields) -> list[Problem]:
    """Return what does not fit, beside the scenarios themselves (see ``scenarios.resolve``)."""
    problems = []
    scenarios = list(config.scenarios)
    if config.reference not in scenarios:
        problems.append(
            unknown(("reference",), "scenario", config.reference, scenarios,
                    needs=(("scenarios",), ("scenarios", config.reference)))
        )  # fmt: skip
    # panels that nobody wrote hold what is told elsewhere
    for name, panel in config.panels.items() if "panels" in config.model_fields_set else ():
        place = ("panels", name, "scenarios")
        for number, scenario in enumerate(panel.scenarios):
            if scenario not in scenarios:
                needs: tuple[FieldPath, ...] = (("scenarios",), ("scenarios", scenario))
                problems.append(unknown((*place, number), "scenario", scenario, scenarios, needs=needs))
            elif scenario in panel.scenarios[:number]:
                problems.append(Problem((*place, number), f"the scenario '{scenario}' stands twice"))
    problems += _weeks("compare_weeks", config.compare_weeks, 1, config.weeks)
    problems += _weeks("network_weeks", config.network_weeks, 0, config.weeks)
    problems += record_problems(config.record, config.weeks, _columns(config))
    problems += _outcomes(config)
    problems += _until(config)
    problems += _crowded(config)
    problems += range_problems(config)
    if config.points is not None:
        problems += point_problems(config.points, config)
    if config.villages is not None:
        problems += table_problems(config.villages, config, config.seed)
    problems += [problem for path in config.assumed for problem in _assumed(config, path)]
    return problems


def _crowded(config: StudyFields) -> list[Problem]:
    """Return the observed ties with which somebody has more than an owner keeps in mind."""
    start, most = config.village.start, config.behaviour.acquaintances
    if start is None or start.ties is None:
        return []
    needs: tuple[FieldPath, ...] = (("behaviour", "acquaintances"), ("village", "start"))
    allowed = f"at most {most} ties an owner, as behaviour.acquaintances says ({start.most_ties} would do)"
    return [
        Problem(
            ("village", "start", "ties", "first", row),
            f"the tie number {most + 1} of owner {owner}",
            allowed,
            needs=needs,
        )
        for row, owner in start.ties.beyond(most)
    ]


def _weeks(field: str, weeks: Sequence[int], first: int, last: int) -> list[Problem]:
    problems = []
    for number, week in enumerate(weeks):
        if not first <= week <= last:
            allowed = f"weeks from {first} to {last}, the last one of the experiment"
            problems.append(Problem((field, number), f"found {week}", allowed, needs=(WEEKS,)))
        elif number and week <= weeks[number - 1]:
            told = f"found {week} after {weeks[number - 1]}"
            problems.append(Problem((field, number), told, "ascending weeks, each once"))
    return problems


def _outcomes(config: StudyFields) -> list[Problem]:
    groups = [group.name for group in config.village.groups]
    known = [*_columns(config), *config.record.measures]
    computed_rarely = costly(groups)
    problems = []
    for name in config.outcomes:
        place = ("outcomes", name)
        if name not in known:
            needs: tuple[FieldPath, ...] = (GROUPS, ("record", "measures"))
            problems.append(unknown(place, "outcome", name, known, at_key=True, needs=needs))
        elif len(groups) == 1 and _between_groups(name):
            alone = name.removesuffix("_other")
            told = "has no meaning in a village of one group: it asks for another one"
            inside = [each for each in known if not _between_groups(each) and not each.startswith("ledger_")]
            near = alone if alone in inside else None
            problems.append(Problem(place, told, listed(inside), near, at_key=True, needs=(GROUPS,)))
        elif name in computed_rarely and not set(config.compare_weeks) <= set(config.network_weeks):
            first = min(set(config.compare_weeks) - set(config.network_weeks))
            told = f"is compared in week {first}, but computed only in the weeks of network_weeks"
            rests = (WEEKS, ("compare_weeks",), ("network_weeks",))
            problems.append(
                Problem(place, told, "network_weeks that hold all compare_weeks", at_key=True, needs=rests)
            )
    return problems


def _columns(config: StudyFields) -> list[str]:
    return names([group.name for group in config.village.groups])


def _between_groups(name: str) -> bool:
    """Tell whether a measure compares groups, and so says nothing where there is one."""
    own = name in {measure.name for measure in MEASURES}  # not that of a group called "other"
    return own and (name in BETWEEN_GROUPS or "_other" in name or name.endswith("_between"))


def _until(config: StudyFields) -> list[Problem]:
    """Return what is wrong with the target that decides how many replicates are run."""
    if not isinstance(config.replicates, UntilPrecise):
        return []
    place: FieldPath = ("replicates", "until")
    problems = until_problems(config, config.replicates, place)
    if len(config.scenarios) < 2:
        told = "there is no paired difference with one scenario"
        problems.append(Problem(place, told, "a second scenario", needs=(("scenarios",),)))
    return problems


def until_problems(config: StudyFields, wanted: UntilPrecise, place: FieldPath) -> list[Problem]:
    """Return what of a target the experiment does not compare."""
    target, problems = wanted.until, []
    if target.outcome not in config.outcomes:
        needs: tuple[FieldPath, ...] = (("outcomes",),)
        problems.append(
            unknown((*place, "outcome"), "outcome", target.outcome, list(config.outcomes), needs=needs)
        )
    if target.week not in config.compare_weeks:
        allowed = "one of compare_weeks: " + ", ".join(map(str, config.compare_weeks))
        problems.append(
            Problem((*place, "week"), f"found {target.week}", allowed, needs=(WEEKS, ("compare_weeks",)))
        )
    return problems


def _assumed(config: StudyFields, written: str) -> list[Problem]:
    """Return what is wrong with the path of an assumed size."""
    place = ("assumed", written)
    first, *rest = written.split(".")
    if first not in ASSUMABLE:
        return [unknown(place, "field", first, ASSUMABLE, at_key=True)]
    value: Any = dose_types() if first == "programme" else getattr(config, first)
    for number, part in enumerate(rest):
        if isinstance(value, type) and issubclass(value, BaseModel):
            value = value()  # an activity stands for its default dose
        inside = _inside(value)
        if part not in inside:
            problem = unknown(place, "field", part, list(inside), at_key=True, needs=((first, *rest[:1]),))
            if problem.nearest is None:
                return [problem]
            near = ".".join((first, *rest[:number], problem.nearest))
            return [Problem(place, problem.found, problem.allowed, near, True, problem.needs)]
        value = inside[part]
    return []


def _inside(value: Any) -> dict[str, Any]:
    """Return the named values inside a value."""
    if isinstance(value, BaseModel):
        return {name: getattr(value, name) for name in type(value).model_fields}
    if isinstance(value, dict):
        return value
    return (
        {part.name: part for part in value} if isinstance(value, list) and hasattr(value[0], "name") else {}
    )
