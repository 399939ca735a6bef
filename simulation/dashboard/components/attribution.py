"""Which activity did it: the share of each in the effect of the whole programme, as it was written."""

import solara

from simulation.analysis.comparison import edges, verdict
from simulation.dashboard.charts.forest import Row, forest, forest_table, height_of
from simulation.dashboard.components.comparison import Choice, first_outcome, interval
from simulation.dashboard.components.figures import Figure
from simulation.dashboard.components.html import element
from simulation.dashboard.components.origin import Origin
from simulation.dashboard.components.table import table
from simulation.dashboard.state.result_folders import Opened
from simulation.dashboard.state.session import Session
from simulation.dashboard.words import Words


@solara.component
def Shares(session: Session, words: Words, opened: Opened) -> None:
    """Show the shares as bars with intervals, and as a table."""
    frame, whole = opened.tables["attribution.csv"], opened.tables["programme.csv"]
    outcome = solara.use_reactive(first_outcome(opened, frame))
    week = solara.use_reactive(int(frame["week"].max()) if len(frame) else 0)
    if frame.empty:
        element("p", [words.say("results.no_rows")])
        return
    Choice(session, words, opened, frame, outcome, week)
    name, smallest = outcome.value, opened.config.outcomes[outcome.value].smallest_effect
    here = frame[(frame["outcome"] == name) & (frame["week"] == week.value)]
    found = here.sort_values("shapley", ascending=False, kind="stable").to_dict("records")
    measure = words.capital(words.measure(name))
    element("p", [words("attribute.reading")])
    for row in whole[(whole["outcome"] == name) & (whole["week"] == week.value)].to_dict("records"):
        size = words.amount(name, row["effect"], 3, sign=True)
        with solara.v.Html(tag="p", class_="k-finding"):
            element(
                "span",
                [
                    words.say(
                        "results.whole",
                        measure=measure,
                        effect=interval(words, name, size, *edges(row)),
                        week=week.value,
                        count=words.number(row["replicates"], 0),
                    )
                ],
            )
            Origin(session, name)
    rows = [
        Row(
            words.capital(words.activity(str(row["activity"]))),
            row["shapley"], *edges(row), verdict(row, smallest),
        )
        for row in found
    ]  # fmt: skip
    Figure(
        session,
        name,
        alone=True,
        name=f"kampung-attribution-{name}-{week.value}",
        title=words.say("results.at", measure=measure, week=week.value),
        note=words.say("forest.bars"),
        description="; ".join(f"{row.label}: {words.amount(name, row.value, 3, sign=True)}" for row in rows),
        option=forest(rows, smallest, words, bars=True),
        table=forest_table(rows, words),
        height=height_of(rows),
    )
    head = [words.capital(words(f"attribute.{key}")) for key in ("activity", "share", "alone", "missed")]
    head.insert(2, words.say("results.head.verdict"))
    cells = [
        [
            row.label,
            interval(words, name, words.amount(name, row.value, 3, sign=True), row.low, row.high),
            words.say(f"compare.{row.verdict}"),
            words.amount(name, entry["alone"], 3, sign=True),
            words.amount(name, entry["missed"], 3, sign=True),
        ]
        for row, entry in zip(rows, found, strict=True)
    ]
    table(words("attribute.table"), head, cells)
