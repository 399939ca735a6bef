"""The programme a visitor has set: presets, and activities as cards with dose, calendar and cost."""

from functools import partial
from typing import Any

import solara

from simulation.dashboard.components.html import element
from simulation.dashboard.components.vue import Buttons, Card, Choice, Slider
from simulation.dashboard.state.session import Session, can_be_simulated
from simulation.dashboard.state.settings import Programme, Value, plan_cost
from simulation.experiment.budget import expected_cost
from simulation.interventions.registry import dose_types
from simulation.parameters import Dose

FIELDS: tuple[tuple[str, float, float], ...] = (("first", 1, 52), ("every", 1, 26), ("sessions", 1, 52))
"""Fields of a dose with a slider, and its ends; attendance has one too where it is a share."""


@solara.component
def ProgrammeSettings(session: Session) -> None:
    """Show programmes to start from and a card for each activity."""
    words, settings = session.words, session.settings
    resolved = session.resolved()
    doses = resolved.programmes[settings.programmes.index(settings.programme)]
    with solara.v.Html(
        tag="section", class_="k-panel", attributes={"aria-label": words.say("programme.title")}
    ):
        element("h2", [words.say("programme.title")])

        def choose(preset: Programme) -> None:
            session.change(session.settings.with_programme(preset))

        presets = [
            Choice(
                programme_label(session, preset),
                partial(choose, preset),
                pressed=settings.programme.activities == preset.activities,
            )
            for preset in session.start.programmes.values()
        ]
        Buttons(presets, "k-presets")
        element(
            "p",
            [words.say("programme.cost", cost=words.rupiah(session.start.cost(resolved, doses)))],
            classes="k-cost",
        )
        for name in dose_types():
            ActivityCard(session, name, doses.get(name))


@solara.component
def ActivityCard(session: Session, name: str, dose: Dose | None) -> None:
    """Show one activity: whether it is in the programme, and if so when, how often and for how much."""
    words, programme = session.words, session.settings.programme
    opened = solara.use_reactive(False)

    def put(changed: Programme) -> None:
        settings = session.settings.with_programme(changed)
        if can_be_simulated(session.start, settings):
            session.change(settings)

    label = words.capital(words.activity(name))
    with solara.v.Html(tag="article", class_="k-card" + (" k-on" if dose is not None else "")):
        fold = "dose.fold" if opened.value else "dose.change"
        Card(
            label=label,
            chosen=dose is not None,
            price="" if dose is None else _price(session, dose),
            calendar="" if dose is None else calendar_line(session, dose),
            fold=words.say(fold),
            fold_of=words.say(f"{fold}_of", name=label),
            opened=opened.value,
            event_switched=lambda _: put(
                programme.without(name) if dose is not None else programme.with_activity(name, {})
            ),
            event_folded=lambda _: opened.set(not opened.value),
        )
        if dose is not None and opened.value:
            for field, low, high in FIELDS:
                _field(session, name, field, low, high, getattr(dose, field), put)
            if isinstance(dose.attendance, float):
                _field(session, name, "attendance", 10, 100, 100 * dose.attendance, put)


def _field(
    session: Session, activity: str, field: str, low: float, high: float, value: Any, put: Any
) -> None:
    words, programme = session.words, session.settings.programme
    percent = field == "attendance"
    endless = field == "sessions" and value is None
    unit = words.say(f"dose.{field}.unit", weeks=session.start.config.weeks)

    def change(moved: float) -> None:
        kept: Value = moved / 100 if percent else round(moved)
        if field == "sessions" and kept == high:
            kept = None  # the right end stands for no end
        put(programme.with_field(activity, field, kept))

    Slider(
        name=f"{activity}-{field}",
        label=words.say(f"dose.{field}"),
        unit=words.say("dose.endless") if endless else unit,
        min=low, max=high, step=5 if percent else 1, digits=0, language=words.language,
        value=high if endless else min(max(float(value), low), high), on_value=change,
    )  # fmt: skip


def _price(session: Session, dose: Dose) -> str:
    resolved, words = session.resolved(), session.words
    sessions = len(dose.weeks(session.start.config.weeks))
    return words.rupiah(sessions * expected_cost(dose, resolved.village, resolved.prices))


def calendar_line(session: Session, dose: Dose) -> str:
    """Return when an activity meets, in words."""
    words, weeks = session.words, dose.weeks(session.start.config.weeks)
    if not weeks:
        return words.say("dose.never")
    if len(weeks) == 1:
        return words.say("dose.once", week=weeks[0])
    return words.say("dose.often", count=len(weeks), first=weeks[0], last=weeks[-1], every=dose.every)


def programme_label(session: Session, programme: Programme) -> str:
    """Return what a programme is called: as the visitor says, else by where it comes from."""
    words, name = session.words, programme.name
    if programme.title:
        return programme.title
    scenario, cost = session.start.config.scenarios.get(name), plan_cost(name)
    if scenario is not None:
        same = session.start.programmes[name].activities == programme.activities
        return words.capital(words.label(scenario.label, name)) if same else words.say("programme.own")
    return name if cost is None else words.say("planner.name", cost=words.rupiah(cost))
