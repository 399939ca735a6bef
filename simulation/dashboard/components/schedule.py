"""The budget, what things cost, and the calendar in which activities are placed and moved."""

from collections.abc import Callable
from typing import Any

import solara

from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.origin import Origin, price_described
from simulation.dashboard.components.vue import Money, Weeks
from simulation.dashboard.state.calendar import Calendar, Line, ended, moved, resized, spaced
from simulation.dashboard.state.session import Session, can_be_simulated
from simulation.dashboard.state.settings import MOST_BUDGET, Programme
from simulation.interventions.registry import dose_types
from simulation.parameters import Prices

MOST_PRICE = 1e9
"""Rupiah of a price that the field takes: anything above is a slip of the hand."""
WORDS = ("title", "activity", "change", "cost", "earlier", "later", "fewer", "more", "closer", "wider",
         "week", "session", "empty")  # fmt: skip


@solara.component
def Purse(session: Session) -> None:
    """Show the budget, which can be changed."""
    words = session.words
    Money(
        name="budget", label=words.say("budget.amount"), unit=words.say("budget.horizon"),
        fault=words.say("budget.no_number"), max=MOST_BUDGET, language=words.language,
        value=session.settings.budget,
        event_settled=lambda value: session.change(session.settings.with_budget(float(value))),
    )  # fmt: skip


@solara.component
def UnitCosts(session: Session) -> None:
    """Show the prices, all of which can be changed, each with its origin."""
    words, prices = session.words, session.resolved().prices

    def priced(name: str) -> Callable[[float], None]:
        return lambda value: session.change(session.settings.with_price(name, float(value)))

    with solara.v.Html(
        tag="section", class_="k-panel", attributes={"aria-label": words.say("budget.prices")}
    ):
        element("h2", [words.say("budget.prices")])
        for name in Prices.model_fields:
            about = price_described(name)
            with solara.v.Html(tag="div", class_="k-setting"):
                Money(
                    name=f"price-{name}", label=words.say(f"price.{name}"),
                    unit=words.of_unit(f"unit.{about.unit}", about.unit) if about else "",
                    fault=words.say("budget.no_number"), max=MOST_PRICE, language=words.language,
                    value=float(getattr(prices, name)), event_settled=priced(name),
                )  # fmt: skip
                Origin(session, name)


@solara.component
def Schedule(session: Session, calendar: Calendar) -> None:
    """Show the calendar of the programme, with what it costs."""
    words, horizon = session.words, calendar.horizon
    lines = {line.activity: line for line in calendar.lines}

    def put(changed: Programme) -> None:
        settings = session.settings.with_programme(changed)
        if can_be_simulated(session.start, settings):
            session.change(settings)

    def on_moved(told: dict[str, Any]) -> None:
        if told.get("activity") in dose_types():
            put(moved(session.settings.programme, told["activity"], int(told["first"]), horizon))

    def on_resized(told: dict[str, Any]) -> None:
        if told.get("activity") in lines:
            line = lines[told["activity"]]
            put(resized(session.settings.programme, line, int(told["sessions"]), horizon))

    def on_spaced(told: dict[str, Any]) -> None:
        if told.get("activity") in lines:
            line = lines[told["activity"]]
            put(spaced(session.settings.programme, line, int(told["every"]), horizon))

    with solara.v.Html(
        tag="section", class_="k-panel", attributes={"aria-label": words.say("calendar.heading")}
    ):
        element("h2", [words.say("calendar.heading")])
        element("p", [words.say("calendar.about")], classes="k-calendar")
        Weeks(
            rows=[_row(session, name, lines.get(name)) for name in dose_types()],
            horizon=horizon,
            words={name: words.say(f"calendar.{name}") for name in WORDS},
            event_moved=on_moved,
            event_resized=on_resized,
            event_spaced=on_spaced,
        )
        Balance(session, calendar)
        if calendar.later:
            element(
                "p",
                [
                    words.say(
                        "calendar.beyond",
                        count=calendar.later,
                        week=horizon,
                        cost=words.rupiah(calendar.later_rupiah),
                    )
                ],
                classes="k-note",
            )
            Button(
                words.say("calendar.end", week=horizon),
                lambda: put(ended(session.settings.programme, calendar.lines)),
            )


@solara.component
def Balance(session: Session, calendar: Calendar) -> None:
    """Say what the calendar costs and whether there is money for it."""
    words = session.words
    key = "calendar.over" if calendar.over else "calendar.within"
    told = words.say(
        key,
        cost=words.rupiah(calendar.rupiah),
        budget=words.rupiah(calendar.budget),
        left=words.rupiah(abs(calendar.left)),
    )
    with solara.v.Html(
        tag="div",
        class_="k-balance" + (" k-balance-over" if calendar.over else ""),
        attributes={"role": "status"},
    ):
        element("p", [told])
        Origin(session, "cost")


def _row(session: Session, activity: str, line: Line | None) -> dict[str, Any]:
    words = session.words
    held = line is not None and bool(line.weeks)
    return {
        "activity": activity,
        "label": words.capital(words.activity(activity)),
        "told": words.say("calendar.price", cost=words.rupiah(line.per_session)) if line and held else "",
        "weeks": list(line.weeks) if line else [],
        "every": line.every if line else 1,
        "cost": words.rupiah(line.rupiah) if line else "",
    }
