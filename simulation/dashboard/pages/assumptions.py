"""Assumptions: every parameter with its source, patterns met and failed, what the model cannot say."""

from importlib.resources import files
from typing import Any

import solara
from ruamel.yaml import YAML

from simulation.dashboard.components.html import element
from simulation.dashboard.session import Session
from simulation.dashboard.words import NONE_GIVEN, Words

CANNOT = ("forecast", "persons", "outside", "single", "assumed")
"""What the model cannot say."""


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
        _table(words.say("patterns.title"), head, rows)


@solara.component
def Parameters(session: Session) -> None:
    """Show every parameter with value, unit, range, source and mark."""
    words = session.words
    head = [words.say(f"parameters.{key}") for key in ("name", "value", "unit", "range", "source", "mark")]
    rows = []
    for name, parameter in session.start.parameters.items():
        about = parameter.description
        low, high = parameter.plausible
        rows.append(
            [
                words.capital(str(getattr(about, words.language))),
                words.short(session.start.value(session.settings, name)),
                words.of_unit(f"unit.{about.unit}", about.unit),
                _band(words, low, high),
                about.evidence or NONE_GIVEN,
                words.say(f"mark.{about.mark}"),
            ]
        )
    with solara.v.Html(tag="section"):
        element("h2", [words.say("parameters.title")])
        element("p", [words.say("parameters.about", count=len(rows))])
        _table(words.say("parameters.title"), head, rows)


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
    return f"{words.short(low)} {words.say('patterns.to')} {words.short(high)}"


def _table(label: str, head: list[str], rows: list[list[str]]) -> None:
    region = {"tabindex": "0", "role": "region", "aria-label": label}
    with solara.v.Html(tag="div", class_="k-scroll", attributes=region), solara.v.Html(tag="table"):
        with solara.v.Html(tag="thead"), solara.v.Html(tag="tr"):
            for name in head:
                element("th", [name], scope="col")
        with solara.v.Html(tag="tbody"):
            for first, *rest in rows:
                with solara.v.Html(tag="tr"):
                    element("th", [first], scope="row")
                    for cell in rest:
                        element("td", [cell])
