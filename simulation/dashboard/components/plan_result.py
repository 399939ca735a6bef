"""A plan for a budget, as it was written: what it holds, when, for how much; what more money would buy."""

from typing import Any

import pandas as pd
import solara

from simulation.analysis.direction import sign
from simulation.dashboard.charts.calendar import calendar, calendar_table
from simulation.dashboard.components.figures import Figure
from simulation.dashboard.components.html import element
from simulation.dashboard.components.origin import Origin
from simulation.dashboard.components.table import table
from simulation.dashboard.state.result_folders import Opened
from simulation.dashboard.state.session import Session
from simulation.dashboard.words import NONE_GIVEN, Words
from simulation.questions.plan.question import IN_RUPIAH

ROW = 34


@solara.component
def PlanTables(session: Session, words: Words, opened: Opened) -> None:
    """Show the plan with its calendar and costs, and the best plan of each budget."""
    plan, front, money = (opened.tables[f"{name}.csv"] for name in ("plan", "front", "money"))
    outcome, week = main_outcome(opened), max(opened.config.compare_weeks)
    budget = opened.options.get("budget")
    with solara.v.Html(tag="p", class_="k-finding"):
        element("span", [_headline(words, front, outcome, week, budget)])
        Origin(session, outcome)
    if not plan.empty:
        _calendar(session, words, opened, plan)
    bought = money.drop_duplicates("plan").to_dict("records")
    with solara.v.Html(tag="h3"):
        element("span", [words.say("plan.money")])
        Origin(session, outcome)
    head = [words.say(f"plan.head.{key}") for key in ("budget", "plan", "cost")]
    head.append(words.say("results.at", measure=words.capital(words.measure(outcome)), week=week))
    table(
        words.say("plan.money"),
        head,
        [
            [
                words.rupiah(row["budget"]),
                _holds(words, front, row["plan"]),
                words.rupiah(row["cost"]),
                _size(words, outcome, *_change(outcome, row)),
            ]
            for row in bought
        ],
    )


def main_outcome(opened: Opened) -> str:
    """Return the outcome that decided: the first that was asked for."""
    asked = opened.options.get("outcome")
    known = opened.config.outcomes
    first = asked[0] if isinstance(asked, list) and asked else ""
    return first if first in known else next(iter(known))


def _headline(words: Words, front: pd.DataFrame, outcome: str, week: int, budget: Any) -> str:
    given = words.rupiah(float(budget)) if isinstance(budget, int | float) else NONE_GIVEN
    rows = front[(front["verdict"] == "bought") & (front["cost"] > 0)].to_dict("records")
    measure = words.capital(words.measure(outcome))
    if not rows or outcome not in front.select_dtypes("number"):
        return words.say("plan.nothing", budget=given, measure=measure, week=week)
    row = rows[0]
    size = _size(words, outcome, row[outcome], row.get(f"{outcome}_low"), row.get(f"{outcome}_high"))
    ties = int((front["verdict"] == "tie").sum())
    cost = words.rupiah(row["cost"])
    return words.say(
        "plan.bought", budget=given, cost=cost, measure=measure, effect=size, week=week, ties=ties
    )


def _calendar(session: Session, words: Words, opened: Opened, plan: pd.DataFrame) -> None:
    rows = plan.to_dict("records")
    labels = [words.capital(words.activity(str(row["activity"]))) for row in rows]
    weeks = [weeks_of(row["weeks"]) for row in rows]
    last = opened.options.get("weeks")
    Figure(
        session,
        "cost",
        alone=True,
        name="kampung-plan",
        title=words.say("plan.calendar"),
        note=words.say("plan.sign"),
        description=words.say("plan.calendar"),
        option=calendar(labels, weeks, last if isinstance(last, int) else opened.config.weeks, words),
        table=calendar_table(labels, weeks, words),
        height=ROW * len(rows) + 70,
    )
    keys = ("activity", "sessions", "weeks", "places", "per_session", "rupiah")
    cells = [
        [
            label,
            words.number(row["sessions"], 0),
            ", ".join(map(str, held)) or NONE_GIVEN,
            words("plan.everybody") if pd.isna(row["places"]) else words.number(row["places"], 0),
            words.rupiah(row["per_session"]),
            words.rupiah(row["rupiah"]),
        ]
        for label, held, row in zip(labels, weeks, rows, strict=True)
    ]
    total = words.capital(words("plan.total"))
    cells.append(
        [total, words.number(plan["sessions"].sum(), 0), "", "", "", words.rupiah(plan["rupiah"].sum())]
    )
    table(words("plan.calendar"), [words.capital(words(f"plan.head_{key}")) for key in keys], cells)


def weeks_of(told: object) -> list[int]:
    """Return the weeks that a calendar names, such as ``2 6 10``."""
    return [int(float(week)) for week in str(told).split() if week.replace(".", "", 1).isdigit()]


def _holds(words: Words, front: pd.DataFrame, plan: object) -> str:
    """Return the activities of a plan; no plan holds none."""
    rows = front[front["plan"] == plan].to_dict("records")
    told = str(rows[0].get("activities", "")) if rows else ""
    if told in ("", "nan"):
        return words.capital(words.say("programme.none"))
    return words.capital(words.all_of([words.activity(name) for name in told.split()]))


def _change(outcome: str, row: dict[Any, Any]) -> tuple[float, float, float]:
    """Return a gain, of which more is better, as the change of the outcome itself, with its interval."""
    if sign(outcome) > 0:
        return row["gain"], row["low"], row["high"]
    return -row["gain"], -row["high"], -row["low"]


def _size(words: Words, outcome: str, value: float, low: Any, high: Any) -> str:
    """Return an effect with its interval; that on money is written as a share."""

    def told(number: float) -> str:
        if outcome in IN_RUPIAH:
            return words.percent(number, 1, sign=True)
        return words.amount(outcome, number, 3, sign=True)

    if low is None or high is None or pd.isna(low) or pd.isna(high):
        return told(value)
    return words.say("compare.interval", difference=told(value), low=told(low), high=told(high))
