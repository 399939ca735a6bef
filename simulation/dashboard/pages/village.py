"""My village: a file of answers is dropped, its faults are told by cell, and the village is simulated."""

import asyncio
import math
from typing import Any

import solara
import solara.lab

from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.table import table
from simulation.dashboard.components.vue import LongTable, Upload
from simulation.dashboard.state.incoming import Incoming
from simulation.dashboard.state.own_village import (
    FEWEST_TOLD,
    MOST_BYTES,
    MOST_ROWS,
    MOST_UNPACKED,
    Figures,
    OwnVillage,
    Refused,
    read_own,
)
from simulation.dashboard.state.session import Session
from simulation.survey.telling import Told

MEGABYTE = 1_000_000
SENT = ("choose", "drop", "sending", "reading")


@solara.component
def Village(session: Session) -> None:
    """Show the page."""
    words = session.words
    element("h1", [words.say("own.title")])
    element("p", [words.say("own.about")], classes="k-lead")
    Sender(session)
    found = session.own.value
    if isinstance(found, Refused):
        why = found.why.get(words.language) or words.say("own.failed")
        with solara.v.Html(tag="div", class_="k-fault", attributes={"role": "alert"}).key("refused"):
            element("p", [words.say("own.refused", file=found.file)])
            element("p", [why])
    elif found is not None:
        Found(session, found).key("found")
    Privacy(session).key("privacy")


@solara.component
def Sender(session: Session) -> None:
    """Show the place to drop a file; read it in memory when it has come."""
    words = session.words
    incoming = solara.use_memo(lambda: Incoming(MOST_BYTES), [])
    whole: solara.Reactive[tuple[str, bytes] | None] = solara.use_reactive(None)
    got, fault = solara.use_reactive(""), solara.use_reactive("")

    def take(piece: Any) -> None:
        state = incoming.take(piece)
        got.set(f"{state} {incoming.pieces} {piece.get('file') if isinstance(piece, dict) else ''}")
        fault.set(state if state in ("large", "broken") else "")
        if state == "whole":
            name = incoming.name
            whole.set((name, incoming.content()))

    def refuse(why: Any) -> None:
        incoming.forget()
        fault.set(why if why in ("large", "many") else "broken")

    async def read() -> None:
        sent = whole.value
        if sent is None:
            return
        session.forget()
        try:
            session.own.value = await asyncio.to_thread(read_own, sent[0], sent[1], session.shipped)
        finally:
            if whole.value is sent:
                whole.value = None

    solara.lab.use_task(read, dependencies=[whole.value], prefer_threaded=False)
    busy = whole.value is not None or incoming.pieces > 0
    with solara.v.Html(tag="section", class_="k-panel", attributes={"aria-label": words.say("own.file")}):
        element("h2", [words.say("own.file")])
        limits = words.say(
            "own.limits", most=MOST_BYTES // MEGABYTE, unpacked=MOST_UNPACKED // MEGABYTE,
            rows=words.number(MOST_ROWS, 0), owners=session.shipped.most_owners,
        )  # fmt: skip
        Upload(
            words={**{key: words.say(f"own.{key}") for key in SENT}, "limits": limits},
            most=MOST_BYTES,
            got=got.value,
            busy=busy,
            event_sent=take,
            event_refused=refuse,
        )
        if fault.value:
            told = words.say(f"own.fault.{fault.value}", most=MOST_BYTES // MEGABYTE)
            element("p", [told], classes="k-fault", role="alert").key("fault")


@solara.component
def Privacy(session: Session) -> None:
    """Say what becomes of the file, and forget it."""
    words = session.words
    with solara.v.Html(tag="section", class_="k-panel", attributes={"aria-label": words.say("own.private")}):
        element("h2", [words.say("own.private")])
        with solara.v.Html(tag="ul"):
            for key in ("memory", "seen", "numbers", "address", "gone"):
                element("li", [words.say(f"own.private.{key}")])
        if session.own.value is not None:
            Button(words.say("own.forget"), session.forget).key("forget")


@solara.component
def Found(session: Session, found: OwnVillage) -> None:
    """Show what was read: how much can be used, what to mend, the village, and what can be done with it."""
    words = session.words
    told = found.told[words.language]
    owners = 0 if found.figures is None else found.figures.owners
    with solara.v.Html(tag="section", class_="k-headline", attributes={"aria-live": "polite"}):
        element("h2", [words.say("own.read", file=found.file)])
        used = words.say("own.used", owners=owners) if owners else words.say("own.unused")
        element("p", [used], classes="k-finding")
        element(
            "p", [words.say("own.faults", count=found.faults) if found.faults else words.say("own.faultless")]
        )
    _listed(session, "mend", [each for each in told if each.fault], found.faults)
    if found.figures is not None:
        Described(session, found.figures).key("described")
        Next(session, found).key("next")
    _listed(session, "notes", [each for each in told if not each.fault], found.notes)


def _listed(session: Session, key: str, rows: list[Told], among: int) -> None:
    """List findings, ``among`` how many; there is nothing to write where nothing is wrong."""
    if not rows:
        return
    words, wrong = session.words, key == "mend"
    columns = ("place", "found", "remedy", "done") if wrong else ("place", "found", "done")
    cells = [
        [
            _place(session, each),
            each.found,
            *([each.remedy or "\N{EN DASH}"] if wrong else []),
            words.capital(each.done),
        ]
        for each in rows
    ]
    label = words.say(f"own.{key}")
    with solara.v.Html(tag="section", class_="k-panel", attributes={"aria-label": label}).key(key):
        element("h2", [label])
        element("p", [words.say(f"own.{key}_about")], classes="k-calendar")
        LongTable(label, [words.say(f"own.{name}") for name in columns], cells, narrow="k-cards")
        if among > len(rows):
            element("p", [words.say("own.more", count=words.number(among - len(rows), 0))])


def _place(session: Session, told: Told) -> str:
    words = session.words
    parts = [words.say("own.sheet", sheet=told.sheet)]
    if told.column:
        parts.append(words.say("own.column", column=told.column))
    if told.row:
        parts.append(words.say("own.row", row=told.row))
    return ", ".join(parts)


@solara.component
def Next(session: Session, found: OwnVillage) -> None:
    """Offer to simulate the village and to plan for it, or say why that cannot be."""
    words, router = session.words, solara.use_router()

    def live(page: str) -> None:
        if found.start is not None and session.lived.value is not found.start:
            session.live_in(found.start)
        router.push(f"/{page}{session.address()}")

    with solara.v.Html(tag="section", class_="k-panel", attributes={"aria-label": words.say("own.next")}):
        element("h2", [words.say("own.next")])
        if found.start is None:
            group = next((g for g in session.shipped.config.village.groups if g.name == found.missing), None)
            missing = "" if group is None else words.label(group.label, group.name)
            told = words.say(f"own.unfit.{found.unfit}", group=missing, most=session.shipped.most_owners)
            element("p", [told], classes="k-note")
        else:
            element("p", [words.say("own.next_about")])
            with solara.v.Html(tag="div", class_="k-presets"):
                Button(words.say("own.simulate"), lambda: live(""), classes="k-main-button")
                Button(words.say("own.plan"), lambda: live("budget"), classes="k-main-button")


@solara.component
def Described(session: Session, figures: Figures) -> None:
    """Tell the village: how many, who is tied to whom, and what they say of each other."""
    words, village = session.words, session.shipped.config.village
    groups = {group.name: words.label(group.label, group.name) for group in village.groups}
    labels = {sector.name: words.label(sector.label, sector.name) for sector in village.sectors}
    with solara.v.Html(tag="section", class_="k-panel", attributes={"aria-label": words.say("own.village")}):
        element("h2", [words.say("own.village")])
        with solara.v.Html(tag="ul"):
            element("li", [words.say("own.owners", owners=figures.owners)])
            sectors = [f"{labels[name]} {count}" for name, count in figures.sectors.items()]
            element("li", [words.say("own.sectors", sectors=", ".join(sectors))])
            if figures.ties:
                share = words.percent(figures.across / figures.ties)
                told = words.say("own.ties", ties=figures.ties, across=figures.across, share=share)
            else:
                told = words.say("own.no_ties")
            element("li", [told])
        head = [words.say(f"own.{name}") for name in ("group", "interviews", "trust_own", "trust_other")]
        rows = [
            [
                words.capital(groups[group.name]),
                str(group.owners),
                _mean(session, group.own),
                _mean(session, group.other),
            ]
            for group in figures.groups
        ]
        table(words.say("own.groups"), head, rows, numbers=3)
        few = any(math.isnan(mean) for group in figures.groups for mean in (group.own, group.other))
        note = words.say("own.few", fewest=FEWEST_TOLD) if few else words.say("own.scale")
        element("p", [note], classes="k-calendar")


def _mean(session: Session, value: float) -> str:
    return "\N{EN DASH}" if math.isnan(value) else session.words.number(value, 2)
