"""Searching for good plans from a page, and what was found."""

import asyncio
import logging
from typing import Any

import solara
import solara.lab

from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.origin import Origin
from simulation.dashboard.state.calendar import HORIZON
from simulation.dashboard.state.plan_search import GivenUp, Progress, can_search, new_search, search_key
from simulation.dashboard.state.proposals import Proposal, Proposals
from simulation.dashboard.state.session import Session
from simulation.dashboard.state.settings import Programme, plan_name
from simulation.dashboard.state.starting_point import MOST_OWNERS, differences
from simulation.files.faults import StudyError
from simulation.interventions.registry import dose_types

PAUSE = 0.3
"""Seconds between two looks at how far a search is."""
HEAD = ("rank", "plan", "cost", "effect", "regret", "verdict", "use")
LOG = logging.getLogger(__name__)


@solara.component
def Planner(session: Session, week: int) -> None:
    """Show the search: its button, how far it is, and what was found last.

    Parameters
    ----------
    week : int
        When plans are judged.
    """
    words, settings, start = session.words, session.settings, session.start
    asked, progress = solara.use_reactive(0), solara.use_reactive(Progress("waiting", 0.0, 0))
    fault = solara.use_reactive("")
    key = search_key(start, session.resolved(), settings.budget, week, settings.seed)

    async def find() -> None:
        if not asked.value:
            return
        fault.value, progress.value = "", Progress("waiting", 0.0, 0)
        try:
            search = new_search(start, session.resolved(), settings.budget, week, settings.seed)
        except StudyError:
            fault.value = "planner.too_little"
            return
        search.start()
        try:
            while not search.future.done():
                progress.value = search.progress
                await asyncio.sleep(PAUSE)
            # where the visitor has changed the village meanwhile they are another one's plans
            session.proposals.value = search.future.result() if session.start is start else None
        except GivenUp:
            pass
        except Exception:
            LOG.exception("a search for plans failed")
            fault.value = "planner.failed"
        finally:
            search.cancel()

    task = solara.lab.use_task(find, dependencies=[asked.value], prefer_threaded=False)
    running = bool(asked.value) and task.pending
    with solara.v.Html(
        tag="section", class_="k-panel", attributes={"aria-label": words.say("planner.title")}
    ):
        element("h2", [words.say("planner.title")])
        element("p", [words.say("planner.about", budget=words.rupiah(settings.budget), week=week)])
        if not can_search():
            element("p", [words.say("planner.missing")], classes="k-note")
            return
        if session.resolved().village.owners > MOST_OWNERS:
            element("p", [words.say("planner.large")], classes="k-note")
            return
        if running:
            _progress(session, progress.value)
            Button(words.say("planner.cancel"), lambda: asked.set(0))
        else:
            Button(
                words.say("planner.start"),
                lambda: asked.set(asked.value + 1),
                classes="k-main-button",
            )
        if fault.value:
            element("p", [words.say(fault.value)], classes="k-fault", role="alert")
        found = session.proposals.value
        if found is not None and not running:
            if found.key != key:
                element("p", [words.say("planner.stale")], classes="k-note", role="status")
            Found(session, found)


@solara.component
def Found(session: Session, found: Proposals) -> None:
    """Show the plans that were found, ranked, and what the next million buys."""
    words, outcome = session.words, found.outcome
    head = [
        words.say(f"planner.{name}")
        for name in ("rank", "plan", "cost", "effect", "regret", "verdict", "use")
    ]
    measure = words.capital(words.measure(outcome))
    with solara.v.Html(tag="h3"):
        element("span", [words.say("planner.found", measure=measure, week=found.week)])
        Origin(session, outcome)
    about = words.say(
        "planner.how", tried=found.tried, villages=found.villages, budget=words.rupiah(found.budget),
        smallest=words.number(found.smallest),
    )  # fmt: skip
    element("p", [about], classes="k-calendar")
    with (
        solara.v.Html(
            tag="div",
            class_="k-wide-table",
            attributes={"tabindex": "0", "role": "region", "aria-label": words.say("planner.list")},
        ),
        solara.v.Html(tag="table", class_="k-stacked"),
    ):
        with solara.v.Html(tag="thead"), solara.v.Html(tag="tr"):
            for name in head:
                element("th", [name], scope="col")
        with solara.v.Html(tag="tbody"):
            for plan in found.plans:
                with solara.v.Html(tag="tr"):
                    for name, cell in zip(head, _cells(session, plan), strict=False):
                        element("td", [cell], data_label=name)
                    with solara.v.Html(tag="td", attributes={"data-label": head[-1]}):
                        Button(
                            words.say("planner.take"),
                            lambda plan=plan: session.change(
                                session.settings.with_programme(as_programme(plan))
                            ),
                            pressed=_taken(session, plan),
                            description=words.say(
                                "planner.take_one", plan="; ".join(contents(session, plan))
                            ),
                        )
    element("p", [words.say("planner.regret_note")], classes="k-calendar")
    with solara.v.Html(tag="p", class_="k-finding"):
        element("span", [next_million(session, found)])
        Origin(session, outcome)


def _progress(session: Session, progress: Progress) -> None:
    words = session.words
    percent = round(100 * progress.share)
    element("progress", [], value=str(percent), max="100", aria_label=words.say("planner.title"))
    told = words.say(f"planner.{progress.stage}", tried=progress.tried)
    element("p", [told], classes="k-wait", role="status")


def _cells(session: Session, plan: Proposal) -> list[Any]:
    words = session.words
    effect = words.say(
        "compare.interval",
        difference=words.number(plan.difference, 3, sign=True),
        low=words.number(plan.low, 3, sign=True),
        high=words.number(plan.high, 3, sign=True),
    )
    return [
        words.say("planner.tied", rank=plan.rank) if plan.tied else str(plan.rank),
        element("ul", [element("li", [part]) for part in contents(session, plan)]),
        words.rupiah(plan.cost),
        effect,
        words.number(plan.regret, 3),
        _verdict(session, plan),
    ]


def _verdict(session: Session, plan: Proposal) -> str:
    words = session.words
    told = []
    if plan.best:
        told.append(words.say("planner.best"))
    elif plan.rank == 1:
        told.append(words.say("planner.same"))
    else:
        told.append(words.say("planner.less"))
    if plan.thrifty and not plan.best:
        told.append(words.say("planner.thrifty"))
    return "; ".join(told)


def contents(session: Session, plan: Proposal) -> list[str]:
    """Return what a plan holds, in words, activity by activity."""
    words = session.words
    parts = []
    for name, dose in plan.doses.items():
        held = dose.weeks(HORIZON)
        often = "planner.once" if len(held) == 1 else "planner.often"
        weeks = words.say(often, count=len(held), first=held[0], last=held[-1])
        label = words.capital(words.activity(name))
        key = "planner.part" if dose.capacity is None else "planner.part_few"
        parts.append(words.say(key, activity=label, weeks=weeks, places=dose.capacity))
    return parts


def next_million(session: Session, found: Proposals) -> str:
    """Say what the next million buys."""
    words, more = session.words, found.more
    if more.difference == 0 or more.low <= 0 <= more.high:
        return words.say("planner.nothing", measure=words.measure(found.outcome))
    return words.say(
        "planner.more",
        measure=words.measure(found.outcome),
        difference=words.number(more.difference, 3, sign=True),
        low=words.number(more.low, 3, sign=True),
        high=words.number(more.high, 3, sign=True),
        cost=words.rupiah(more.cost),
    )


def as_programme(plan: Proposal) -> Programme:
    """Return a plan as a programme that can be looked at and changed."""
    types = dose_types()
    activities = {name: differences(types[name](), dose) for name, dose in plan.doses.items()}
    return Programme(name=plan_name(plan.cost), activities=activities)


def _taken(session: Session, plan: Proposal) -> bool:
    return session.settings.programme.activities == as_programme(plan).activities
