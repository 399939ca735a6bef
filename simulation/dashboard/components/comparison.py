"""The comparison of a study as it was written: one outcome and week, all scenarios."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd
import solara

from simulation.analysis.comparison import edges, verdict
from simulation.dashboard.charts.forest import Row, forest, forest_table, height_of
from simulation.dashboard.components.figures import Figure
from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.origin import Origin
from simulation.dashboard.components.table import table
from simulation.dashboard.state.result_folders import Found, Opened
from simulation.dashboard.state.session import Session
from simulation.dashboard.words import NONE_GIVEN, Words
from simulation.report.scenarios import Scenarios

FILE = "comparison.csv"


@solara.component
def Choice(
    session: Session, words: Words, opened: Opened, frame: pd.DataFrame, outcome: Any, week: Any
) -> None:
    """Show which outcome and week are shown, and let others be chosen.

    Parameters
    ----------
    words : Words
        Those of the village of the study.
    frame : DataFrame
        With columns ``outcome`` and ``week``.
    outcome, week : Reactive
        What is chosen.
    """
    outcomes = [name for name in opened.config.outcomes if name in set(frame["outcome"])]
    _buttons(words.say("results.outcome"), outcomes, outcome, lambda name: words.capital(words.measure(name)))
    weeks = sorted({int(each) for each in frame["week"]})
    _buttons(words.say("results.week"), weeks, week, lambda each: words.say("results.of_week", week=each))


def _buttons(label: str, values: Sequence[Any], chosen: Any, called: Any) -> None:
    group = {"role": "group", "aria-label": label}
    with solara.v.Html(tag="div", class_="k-presets", attributes=group):
        element("span", [label], classes="k-choice")
        for value in values:
            Button(called(value), lambda value=value: chosen.set(value), pressed=value == chosen.value)


@solara.component
def Comparison(session: Session, words: Words, opened: Opened) -> None:
    """Show the paired differences of a study."""
    frame = opened.tables[FILE]
    outcome = solara.use_reactive(first_outcome(opened, frame))
    week = solara.use_reactive(int(frame["week"].max()) if len(frame) else 0)
    if frame.empty:
        element("p", [words.say("results.no_rows")])
        return
    Choice(session, words, opened, frame, outcome, week)
    name, smallest = outcome.value, opened.config.outcomes[outcome.value].smallest_effect
    found = frame[(frame["outcome"] == name) & (frame["week"] == week.value)].to_dict("records")
    scenarios = Scenarios(opened.config, words)
    titles = {row["scenario"]: words.capital(scenarios.label(str(row["scenario"]))) for row in found}
    others = [row for row in found if row["scenario"] != scenarios.reference]
    measure = words.capital(words.measure(name))
    with solara.v.Html(tag="h3"):
        element("span", [words.say("results.at", measure=measure, week=week.value)])
        Origin(session, name)
    element(
        "p",
        [
            words.say(
                "results.against",
                reference=titles.get(scenarios.reference, scenarios.reference),
                count=opened.found.replicates or NONE_GIVEN,
                smallest=words.amount(name, smallest, 3),
            )
        ],
    )
    rows = [
        Row(titles[row["scenario"]], row["difference"], *edges(row), verdict(row, smallest)) for row in others
    ]
    if rows:
        told = "; ".join(f"{row.label}: {words.amount(name, row.value, 3, sign=True)}" for row in rows)
        Figure(
            session,
            name,
            alone=True,
            name=f"kampung-{name}-{week.value}",
            title=words.say("results.at", measure=measure, week=week.value),
            note=words.say("forest.note"),
            description=f"{measure}. {told}",
            option=forest(rows, smallest, words),
            table=forest_table(rows, words),
            height=height_of(rows),
        )
    head = [
        words.say(f"results.head.{key}")
        for key in ("scenario", "mean", "difference", "verdict", "frequency", "cost", "million")
    ]
    table(measure, head, [_cells(words, opened.found, name, smallest, titles, row) for row in found])


def first_outcome(opened: Opened, frame: pd.DataFrame) -> str:
    """Return the outcome that is shown first: the first of the experiment that has numbers."""
    there = set(frame["outcome"])
    return next(
        (name for name in opened.config.outcomes if name in there), next(iter(opened.config.outcomes))
    )


def _cells(
    words: Words, found: Found, name: str, smallest: float, titles: dict[Any, str], row: dict[Any, Any]
) -> list[str]:
    difference = words.amount(name, row["difference"], 3, sign=True)
    cells = [titles[row["scenario"]], words.amount(name, row["mean"], 3)]
    if math.isnan(row["difference"]):
        return [
            *cells,
            NONE_GIVEN,
            words.say("results.reference"),
            NONE_GIVEN,
            words.rupiah(row["cost"]),
            NONE_GIVEN,
        ]
    return [
        *cells,
        interval(words, name, difference, *edges(row)),
        words.say(f"compare.{verdict(row, smallest)}"),
        frequency(words, row["difference"], row["sign_share"], found),
        words.rupiah(row["cost"]),
        words.amount(name, row["per_million"], 4, sign=True),
    ]


def interval(words: Words, name: str, value: str, low: float, high: float) -> str:
    """Return a difference with its interval; of a single village, which has none, the difference."""
    if math.isnan(low):
        return value
    edges = {key: words.amount(name, edge, 3, sign=True) for key, edge in (("low", low), ("high", high))}
    return words.say("compare.interval", difference=value, **edges)


def frequency(words: Words, difference: float, share: float, found: Found) -> str:
    """Say in how many simulated villages the difference has the sign of the mean.

    Where runs failed, the number of pairs is not in the table: then as a share.
    """
    if math.isnan(share):
        return words.say("results.never")
    direction = words.say("answer.higher" if difference > 0 else "answer.lower")
    if found.failed or not found.replicates:
        return words.say("results.share", direction=direction, share=words.percent(share))
    count = round(share * found.replicates)
    return words.say("results.count", direction=direction, count=count, total=found.replicates)
