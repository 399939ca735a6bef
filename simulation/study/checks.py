"""Do the parts of an experiment fit each other? Names that must exist, weeks that must be within reach."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from simulation.interventions.registry import dose_types
from simulation.measures.catalogue import MEASURES, PER_GROUP, names
from simulation.study.faults import FieldPath, Problem, unknown
from simulation.study.points import point_problems, range_problems
from simulation.study.replication import UntilPrecise
from simulation.study.village_table import table_problems

if TYPE_CHECKING:
    from simulation.study.config import StudyConfig

WEEKS: FieldPath = ("weeks",)
ASSUMABLE = ("village", "behaviour", "prices", "programme")


def study_problems(config: "StudyConfig") -> list[Problem]:
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
    problems += _outcomes(config)
    problems += _until(config)
    problems += _crowded(config)
    problems += range_problems(config.ranges, config.village)
    if config.points is not None:
        problems += point_problems(config.points, config.village, config.behaviour)
    if config.villages is not None:
        problems += table_problems(config.villages, config.village, config.behaviour, config.seed)
    problems += [problem for path in config.assumed for problem in _assumed(config, path)]
    return problems


def _crowded(config: "StudyConfig") -> list[Problem]:
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


def _outcomes(config: "StudyConfig") -> list[Problem]:
    groups = [group.name for group in config.village.groups]
    known = names(groups)
    costly = {measure.name for measure in MEASURES if measure.file == "costly"}
    costly |= {
        each.name.format(group=group) for each in PER_GROUP if each.file == "costly" for group in groups
    }
    problems = []
    for name in config.outcomes:
        place = ("outcomes", name)
        if name not in known:
            needs: tuple[FieldPath, ...] = (("village", "groups"),)
            problems.append(unknown(place, "outcome", name, known, at_key=True, needs=needs))
        elif name in costly and not set(config.compare_weeks) <= set(config.network_weeks):
            first = min(set(config.compare_weeks) - set(config.network_weeks))
            told = f"is compared in week {first}, but computed only in the weeks of network_weeks"
            rests = (WEEKS, ("compare_weeks",), ("network_weeks",))
            problems.append(
                Problem(place, told, "network_weeks that hold all compare_weeks", at_key=True, needs=rests)
            )
    return problems


def _until(config: "StudyConfig") -> list[Problem]:
    """Return what is wrong with the target that decides how many replicates are run."""
    if not isinstance(config.replicates, UntilPrecise):
        return []
    target = config.replicates.until
    place = ("replicates", "until")
    problems = []
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
    if len(config.scenarios) < 2:
        told = "there is no paired difference with one scenario"
        problems.append(Problem(place, told, "a second scenario", needs=(("scenarios",),)))
    return problems


def _assumed(config: "StudyConfig", written: str) -> list[Problem]:
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
