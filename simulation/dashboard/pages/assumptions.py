"""Assumptions: every parameter with its source, patterns met and failed, what the model cannot say."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any, get_args

import solara
from ruamel.yaml import YAML

from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.table import table
from simulation.dashboard.components.vue import Search
from simulation.dashboard.state.session import Session
from simulation.dashboard.words import NONE_GIVEN, Words
from simulation.experiment.varied import Varied
from simulation.parameters.field import Mark

CANNOT = ("forecast", "persons", "outside", "single", "assumed")
"""What the model cannot say."""
LONGEST_TEXT = 60


@solara.component
def Assumptions(session: Session) -> None:
    """Show the page."""
    words = session.words
    element("h1", [words.say("assumptions.title")])
    element("p", [words.say("assumptions.about")], classes="k-lead")
    with solara.v.Html(tag="section"):
        element("h2", [words.say("assumptions.cannot")])
        with solara.v.Html(tag="ul"):
            for key in CANNOT:
                element("li", [words.say(f"cannot.{key}")])
    Patterns(session)
    Parameters(session)


@solara.component
def Patterns(session: Session) -> None:
    """Show the patterns of real villages that the model was held against."""
    words, found = session.words, patterns()
    met = sum(bool(pattern["met"]) for pattern in found)
    head = [words.say(f"patterns.{key}") for key in ("what", "band", "found", "met")]
    rows = [
        [
            str(pattern[words.language]),
            _band(words, pattern["low"], pattern["high"]),
            words.say(
                "patterns.interval",
                mean=words.number(pattern["mean"], 3),
                low=words.number(pattern["from"], 3),
                high=words.number(pattern["to"], 3),
            ),
            words.say("patterns.yes" if pattern["met"] else "patterns.no"),
        ]
        for pattern in found
    ]
    with solara.v.Html(tag="section"):
        element("h2", [words.say("patterns.title")])
        element("p", [words.say("patterns.about", met=met, total=len(found))])
        table(words.say("patterns.title"), head, rows)


@solara.component
def Parameters(session: Session) -> None:
    """Show every parameter with symbol, value, unit, range, source and mark; by mark and by a text."""
    words, every = session.words, session.start.parameters
    mark, text = solara.use_reactive(""), solara.use_reactive("")
    shown = matching(every, mark.value, text.value)
    head = [
        words.say(f"parameters.{key}")
        for key in ("name", "symbol", "value", "unit", "range", "source", "mark")
    ]
    with solara.v.Html(tag="section", class_="k-parameters"):
        element("h2", [words.say("parameters.title")])
        element("p", [words.say("parameters.about", count=len(every))])
        _marks(words, every, mark)
        Search(
            name="parameters-search",
            label=words.say("parameters.search"),
            value=text.value,
            on_value=lambda typed: text.set(str(typed)[:LONGEST_TEXT]),
        )
        with solara.v.Html(tag="div", attributes={"aria-live": "polite"}):
            told = words.say("parameters.shown", shown=len(shown), count=len(every))
            element("p", [told if shown else words.say("parameters.nothing")])
        if shown:
            rows = [_row(session, name, parameter) for name, parameter in shown.items()]
            table(words.say("parameters.title"), head, rows)


def _marks(words: Words, every: Mapping[str, Varied], chosen: Any) -> None:
    group = {"role": "group", "aria-label": words.say("parameters.filter")}
    with solara.v.Html(tag="div", class_="k-presets", attributes=group):
        Button(words.say("parameters.every"), lambda: chosen.set(""), pressed=chosen.value == "")
        for mark in get_args(Mark):
            count = len(matching(every, mark, ""))
            label = f"{words.capital(words.say(f'mark.{mark}'))} ({count})"
            Button(
                label, lambda mark=mark: chosen.set(mark), pressed=chosen.value == mark, disabled=not count
            )


def matching(parameters: Mapping[str, Varied], mark: str, text: str) -> dict[str, Varied]:
    """Return the parameters of a mark in which every word of a text stands.

    Parameters
    ----------
    mark : str
        Empty: any.
    text : str
        Looked for in name, labels of both languages, symbol, unit and source; capitals don't matter.
    """
    wanted = text.casefold().split()
    found = {}
    for name, parameter in parameters.items():
        about = parameter.description
        place = " ".join((name, about.en, about.id, about.symbol, about.unit, about.evidence)).casefold()
        if mark in ("", about.mark) and all(word in place for word in wanted):
            found[name] = parameter
    return found


def _row(session: Session, name: str, parameter: Varied) -> list[Any]:
    words, about = session.words, parameter.description
    low, high = parameter.plausible
    return [
        words.capital(str(getattr(about, words.language))),
        element("code", [about.symbol], classes="k-symbol") if about.symbol else NONE_GIVEN,
        _value(session, name),
        words.of_unit(f"unit.{about.unit}", about.unit),
        _band(words, low, high),
        about.evidence or NONE_GIVEN,
        words.say(f"mark.{about.mark}"),
    ]


def _value(session: Session, name: str) -> str:
    """Return the value of a parameter; where it differs between the villages, from where to where."""
    words, points = session.words, session.resolved().points
    if points is not None and name in points.columns:
        values = points.columns[name]
        return f"{words.short(min(values))} {words.say('patterns.to')} {words.short(max(values))}"
    return words.short(session.start.value(session.settings, name))


def patterns() -> list[dict[str, Any]]:
    """Return the patterns as the calibration found them (docs/calibration.md)."""
    text = (files("simulation.dashboard") / "data" / "patterns.yaml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = YAML(typ="safe").load(text)
    return found


def _band(words: Words, low: float | None, high: float | None) -> str:
    if low is None:
        return words.say("patterns.below", high=words.number(high or 0.0))
    if high is None:
        return words.say("patterns.above", low=words.number(low))
    return f"{words.number(low)} {words.say('patterns.to')} {words.number(high)}"
