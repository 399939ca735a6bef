"""Where is this from? Every number opens its rule, its parameters and its source."""

import solara

from simulation.dashboard.components.html import Button
from simulation.dashboard.components.vue import Panel
from simulation.dashboard.state.session import Session
from simulation.dashboard.words import NONE_GIVEN
from simulation.parameters import Description, Prices, description


@solara.component
def Origin(session: Session, name: str) -> None:
    """Show the button that asks where a measure or a parameter comes from."""
    label = origin_of(session, name)
    Button("?", lambda: session.asked.set(name), classes="k-origin", description=label)


def origin_of(session: Session, name: str) -> str:
    """Return what such a button says to those who can't see it."""
    return session.words.say("origin.of", name=origin_label(session, name))


@solara.component
def OriginPanel(session: Session, here: bool = True) -> None:
    """Show the origin that was asked for.

    Parameters
    ----------
    here : bool
        Whether the numbers are computed by the dashboard; else the page says how many villages there were.
    """
    name, words = session.asked.value, session.words
    if not name:
        return
    Panel(
        asked=name,
        title=words.say("origin.title"),
        subject=words.capital(origin_label(session, name)),
        lines=_lines(session, name, here),
        leave=words.say("origin.close"),
        on_asked=session.asked.set,
    )


def price_described(name: str) -> Description | None:
    """Return what is known of a price; None for another name."""
    found = Prices.model_fields.get(name)
    return None if found is None else description(found)


def origin_label(session: Session, name: str) -> str:
    """Return what a price, parameter or measure is called."""
    price = price_described(name)
    if price is not None:
        return session.words.say(f"price.{name}")
    words, parameter = session.words, session.start.parameters.get(name)
    if parameter is not None:
        return str(getattr(parameter.description, words.language))
    return words.measure(name)


def _lines(session: Session, name: str, here: bool) -> list[str]:
    words, parameter = session.words, session.start.parameters.get(name)
    price = price_described(name)
    if price is not None:
        return [
            words.say(
                "origin.value",
                value=words.number(float(getattr(session.resolved().prices, name)), 0),
                unit=words.of_unit(f"unit.{price.unit}", price.unit),
            ),
            words.say("origin.source", source=price.evidence or NONE_GIVEN),
            words.say("origin.mark", mark=words.say(f"mark.{price.mark}")),
        ]
    if parameter is None:
        measure = words.described(name)
        if measure is None:
            return []
        told = [
            words.say("origin.measure", unit=words.unit(name) or NONE_GIVEN),
            words.say("origin.rule", rule=measure.definition),
        ]
        if here:
            told.append(words.say("origin.villages", count=session.start.config.replicates))
        else:
            told.append(words.say("origin.study"))
        return told
    about = parameter.description
    low, high = parameter.plausible
    value = words.short(session.start.value(session.settings, name))
    return [
        words.say("origin.value", value=value, unit=words.of_unit(f"unit.{about.unit}", about.unit)),
        words.say("origin.range", low=words.short(low), high=words.short(high)),
        words.say("origin.source", source=about.evidence or NONE_GIVEN),
        words.say("origin.mark", mark=words.say(f"mark.{about.mark}")),
    ]
