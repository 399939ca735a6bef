"""Charts with their numbers and words, ready for a page."""

from collections.abc import Mapping, Sequence
from typing import Any

import solara

from simulation.dashboard.charts.course import course, course_table
from simulation.dashboard.charts.waterfall import waterfall, waterfall_table
from simulation.dashboard.components.origin import origin_of
from simulation.dashboard.components.vue import Chart
from simulation.dashboard.state.session import Session
from simulation.report.ledger import Balance
from simulation.report.trajectories import Summary


def Figure(session: Session, asked: str, **chart: Any) -> Any:
    """Show a chart; ``asked`` is the measure or parameter whose origin its button opens."""
    words = session.words
    return Chart(
        origin=origin_of(session, asked),
        event_asked=lambda _: session.asked.set(asked),
        language=words.language,
        words={key: words.say(f"download.{key}") for key in ("png", "svg", "csv", "excel", "table")},
        **chart,
    )


@solara.component
def Course(
    session: Session,
    measure: str,
    lines: Mapping[str, Summary],
    marks: Sequence[int],
    name: str,
    note: str = "",
) -> None:
    """Show the course of a measure; ``note`` stands under its title instead of the usual words."""
    words = session.words
    usual = f"{words.say('chart.band')} {words.say('chart.marks')}" if marks else words.say("chart.band")
    last = [f"{label}: {words.amount(measure, float(mean[-1]))}" for label, (mean, _, _) in lines.items()]
    Figure(
        session,
        measure,
        name=name,
        title=words.capital(words.measure(measure)),
        note=note or usual,
        description=words.say("chart.ends", measure=words.measure(measure), lines="; ".join(last)),
        option=course(measure, lines, marks, words),
        table=course_table(measure, lines, words),
    )


@solara.component
def Ledger(session: Session, balance: Balance, name: str) -> None:
    """Show the trust ledger of one side as a waterfall."""
    words = session.words
    lines = waterfall_table(balance, words)["rows"]
    told = "; ".join(f"{label}: {words.number(value, 2, sign=True)}" for label, value in lines)
    Figure(
        session,
        f"evidence_{balance.side}",
        name=name,
        title=words.say(f"ledger.{balance.side}"),
        note=words.say("ledger.note"),
        description=f"{words.say(f'ledger.{balance.side}')}. {told}",
        option=waterfall(balance, words),
        table=waterfall_table(balance, words),
        height=60 + 30 * (1 + sum(abs(value) > 1e-9 for _, value in balance.lines)),
    )
