"""Where is this from? Every number opens its rule, its parameters and its source."""

import solara

from simulation.dashboard.components.html import Button
from simulation.dashboard.components.vue import Panel
from simulation.dashboard.session import Session
from simulation.dashboard.words import NONE_GIVEN


@solara.component
def Origin(session: Session, name: str) -> None:
    """Show the button that asks where a measure or a parameter comes from."""
    words = session.words
    label = words.say("origin.of", name=_label(session, name))
    Button("?", lambda: session.asked.set(name), classes="k-origin", description=label)


@solara.component
def OriginPanel(session: Session) -> None:
    """Show the origin that was asked for."""
    name, words = session.asked.value, session.words
    if not name:
        return
    Panel(
        asked=name,
        title=words.say("origin.title"),
        subject=words.capital(_label(session, name)),
        lines=_lines(session, name),
        leave=words.say("origin.close"),
        on_asked=session.asked.set,
    )


def _label(session: Session, name: str) -> str:
    words, parameter = session.words, session.start.parameters.get(name)
    if parameter is not None:
        return str(getattr(parameter.description, words.language))
    return words.measure(name)


def _lines(session: Session, name: str) -> list[str]:
    words, parameter = session.words, session.start.parameters.get(name)
    if parameter is None:
        measure = words.described(name)
        if measure is None:
            return []
        return [
            words.say("origin.measure", unit=words.unit(name) or NONE_GIVEN),
            words.say("origin.rule", rule=measure.definition),
            words.say("origin.villages", count=session.start.config.replicates),
        ]
    about = parameter.description
    low, high = parameter.plausible
    value = words.short(session.start.value(session.settings, name))
    return [
        words.say("origin.value", value=value, unit=words.of_unit(f"unit.{about.unit}", about.unit)),
        words.say("origin.range", low=words.short(low), high=words.short(high)),
        words.say("origin.source", source=about.evidence or NONE_GIVEN),
        words.say("origin.mark", mark=words.say(f"mark.{about.mark}")),
    ]
