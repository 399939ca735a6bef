"""From the scenarios of a file to the doses of their activities."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from simulation.experiment.budget import bought
from simulation.experiment.overrides import Change, changed
from simulation.files.faults import FieldPath, Problem, listed, nearest, shown, unknown
from simulation.interventions.registry import dose_types
from simulation.parameters import Dose, Label, Prices, VillageProfile
from simulation.parameters.field import Name, Strict

Doses = dict[str, Dose]
WEEKS: FieldPath = ("weeks",)
GROUPS: FieldPath = ("village", "groups")


class Scenario(Strict):
    """One scenario, as it is written.

    Attributes
    ----------
    base : str or None
        ``from``: another scenario whose activities, as they are there, this one starts with.
    without : list of str
        Activities of the base that are left out.
    activities : list of str
        Activities that are added, with their default dose.
    set : dict
        Changes of doses by dotted field: ``{forum.every: 2}``.
    behaviour, village : dict of str to float
        What of the owners' rules, and of the village's size and composition, is otherwise in this
        scenario: ``{threshold: 0.4}``, ``{owners: 120, share_newcomer: 0.5}``. It stands in every set of
        parameters. The scenario has a past of its own, with the same draws.
    budget : float or None
        Rupiah that decide the number of sessions of the one activity.
    label : Label or None
        Name to show.
    """

    label: Label | None = None
    base: Name | None = Field(None, alias="from")
    without: list[str] = Field(default_factory=list)
    activities: list[str] = Field(default_factory=list)
    set: dict[str, Any] = Field(default_factory=dict)
    behaviour: dict[str, float] = Field(default_factory=dict)
    village: dict[str, float] = Field(default_factory=dict)
    budget: float | None = Field(None, gt=0)


@dataclass(frozen=True)
class Context:
    """What the doses of a scenario depend on beside the scenario itself."""

    village: VillageProfile
    prices: Prices
    weeks: int
    programme: Mapping[str, Mapping[str, Any]]


def resolve(scenarios: Mapping[str, Scenario], context: Context) -> tuple[dict[str, Doses], list[Problem]]:
    """Return the doses of each scenario, in the order of the file, and what is wrong.

    Doses stand in the order in which activities act (see ``dose_types``).
    """
    defaults, problems = default_doses(context)
    resolved: dict[str, Doses | None] = {}
    for name in scenarios:
        for each in reversed(_unresolved(name, scenarios, resolved, problems)):
            resolved[each] = _doses(each, scenarios[each], resolved, defaults, context, problems)
    return {name: resolved[name] or {} for name in scenarios}, problems


def default_doses(context: Context) -> tuple[Doses, list[Problem]]:
    """Return the dose of every known activity, with the changes of ``programme``."""
    types = dose_types()
    doses = {name: kind() for name, kind in types.items()}
    problems = []
    for name, fields in context.programme.items():
        place: FieldPath = ("programme", name)
        if name not in types:
            problems.append(unknown(place, "activity", name, list(types), at_key=True))
            continue
        changes = [Change(tuple(field.split(".")), value, (*place, field)) for field, value in fields.items()]
        doses[name], found = changed(doses[name], changes)
        problems += found + _misfits(name, doses[name], changes, place, context, fresh=False)
    return doses, problems


def ancestry(name: str, scenarios: Mapping[str, Scenario]) -> list[str]:
    """Return a scenario and those it builds on, the eldest last."""
    found: list[str] = []
    base: str | None = name
    while base is not None and base in scenarios and base not in found:
        found.append(base)
        base = scenarios[base].base
    return found


def _unresolved(
    name: str, scenarios: Mapping[str, Scenario], resolved: dict[str, Doses | None], problems: list[Problem]
) -> list[str]:
    """Return a scenario and those it builds on which are not resolved yet, the eldest last."""
    chain: list[str] = []
    while name not in resolved:
        place: FieldPath = ("scenarios", name, "from")
        if name in chain:
            circle = [*chain[chain.index(name) :], name]
            told = "builds on itself: " + " from ".join(circle[:6]) + (" ..." if len(circle) > 6 else "")
            problems.append(Problem(place, told, "a scenario that does not build on this one"))
            resolved.update(dict.fromkeys(chain))
            break
        chain.append(name)
        base = scenarios[name].base
        if base is None:
            break
        if base not in scenarios:
            problems.append(unknown(place, "scenario", base, list(scenarios), needs=(("scenarios", base),)))
            break
        name = base
    return chain


def _doses(
    name: str,
    scenario: Scenario,
    resolved: Mapping[str, Doses | None],
    defaults: Doses,
    context: Context,
    problems: list[Problem],
) -> Doses | None:
    """Return the doses of one scenario; None where what it builds on is faulty."""
    base: Doses | None = resolved.get(scenario.base) if scenario.base is not None else {}
    # on a faulty base anything may stand: only what is wrong in any case is told
    start = defaults if base is None else base
    place: FieldPath = ("scenarios", name)
    before = len(problems)
    doses = _selected(scenario, start, defaults, place, problems)
    misspelt = len(problems) > before
    changes: dict[str, list[Change]] = {}
    for key, value in scenario.set.items():
        activity, *field = key.split(".")
        line: FieldPath = (*place, "set", key)
        if activity not in defaults:
            problems.append(unknown(line, "activity", activity, list(defaults), at_key=True))
        elif not field:
            told = f"{shown(activity)} is an activity, not a field of one"
            problems.append(Problem(line, told, f"a dotted field such as {activity}.every", at_key=True))
        elif activity in doses:
            changes.setdefault(activity, []).append(Change(tuple(field), value, line))
        elif not misspelt:
            told = f"the activity {shown(activity)} is not in this scenario"
            problems.append(Problem(line, told, listed(list(doses)), at_key=True))
    for activity, dose in doses.items():
        own = changes.get(activity, [])
        doses[activity], found = changed(dose, own) if own else (dose, [])
        fresh = activity not in start and "first" not in context.programme.get(activity, {})
        found += _misfits(activity, doses[activity], own, (*place, "activities"), context, fresh)
        problems += found
    if scenario.budget is not None and base is not None and not misspelt:
        doses = _with_budget(scenario.budget, doses, (*place, "budget"), context, problems)
    if base is None or misspelt:
        return None
    return {activity: doses[activity] for activity in defaults if activity in doses}


def _selected(
    scenario: Scenario, start: Doses, defaults: Doses, place: FieldPath, problems: list[Problem]
) -> Doses:
    """Return the activities of a scenario before their doses are changed."""
    doses = dict(start)
    for number, activity in enumerate(scenario.without):
        if doses.pop(activity, None) is None:
            told = f"{shown(activity)} cannot be left out, it is not in "
            told += (
                f"the scenario {shown(scenario.base)}"
                if scenario.base is not None
                else "it: there is no 'from'"
            )
            known = list(start)
            problems.append(
                Problem((*place, "without", number), told, listed(known), nearest(activity, known))
            )
    for number, activity in enumerate(scenario.activities):
        if activity in defaults:
            doses.setdefault(activity, defaults[activity])
        else:
            problems.append(unknown((*place, "activities", number), "activity", activity, list(defaults)))
    return doses


def _misfits(
    activity: str, dose: Dose, changes: list[Change], place: FieldPath, context: Context, fresh: bool
) -> list[Problem]:
    """Return what of a dose does not fit the village or the horizon, at the line that brought it about.

    What an earlier line brought about is told there; ``fresh``: the first week comes from no line.
    """
    lines = {change.field[0]: change.place for change in changes}
    problems = []
    if dose.first > context.weeks and (fresh or "first" in lines):
        told = f"{shown(activity)} begins in week {dose.first}, the experiment ends with week {context.weeks}"
        allowed = f"{activity}.first from 1 to {context.weeks}, or more weeks"
        problems.append(Problem(lines.get("first", place), told, allowed, needs=(WEEKS,)))
    names = [group.name for group in context.village.groups]
    if dose.who.group is not None and dose.who.group not in names and "who" in lines:
        problems.append(unknown(lines["who"], "group", dose.who.group, names, needs=(GROUPS,)))
    return problems


def _with_budget(
    budget: float, doses: Doses, place: FieldPath, context: Context, problems: list[Problem]
) -> Doses:
    if len(doses) != 1:
        told = f"a budget with {len(doses)} activities"
        problems.append(Problem(place, told, "a budget for a scenario of exactly one activity"))
        return doses
    ((activity, dose),) = doses.items()
    try:
        return {activity: bought(dose, budget, context.village, context.prices, context.weeks)}
    except ValueError as error:
        problems.append(Problem(place, str(error)))
        return doses
