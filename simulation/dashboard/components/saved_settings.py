"""Settings a visitor has saved under a name, in his browser and nowhere else; and a code read out to him."""

import json
from collections.abc import Mapping, Sequence
from itertools import count

import solara

from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.vue import Field
from simulation.dashboard.state.session import Session, can_be_simulated
from simulation.dashboard.state.settings_code import code_of, settings_in

MOST_SAVED = 50
LONGEST_NAME = 40
LONGEST_CODE = 6000
UNSAVED = frozenset({"full", "forbidden", "many"})
"""Why a browser could not save."""
_NUMBERS = count(1)


@solara.component
def Saved(session: Session) -> None:
    """Show what is saved, a line to save under a name, and one for a code."""
    words = session.words
    faulty, renamed = solara.use_reactive(False), solara.use_reactive("")
    kept = saved_in(session.stored.value)

    def change(drop: Sequence[str] = (), put: Mapping[str, str] | None = None) -> None:
        # the browser changes what it keeps: another tab may have saved meanwhile
        session.change_saved.set(saved_change(drop, put or {}))

    def rename(name: str) -> None:
        old = renamed.value
        renamed.set("")
        if name != old and old in kept:
            change([old], {name: kept[old]})

    def load(code: str) -> None:
        settings = settings_in(code.strip())
        usable = settings is not None and can_be_simulated(session.start, settings)
        faulty.set(not usable)
        if settings is not None and usable:
            session.change(settings)

    label = words.say("saved.title")
    with solara.v.Html(tag="section", class_="k-share", attributes={"aria-label": label}):
        element("h2", [label])
        if not kept:
            element("p", [words.say("saved.none")])
        with solara.v.Html(tag="ul", class_="k-chosen"):
            for name, code in kept.items():
                with solara.v.Html(tag="li").key(f"saved-{name}"):
                    Button(name, lambda code=code: load(code), description=words.say("saved.load", name=name))
                    Button(
                        words.say("saved.rename"),
                        lambda name=name: renamed.set("" if renamed.value == name else name),
                        expanded=renamed.value == name,
                        description=words.say("saved.rename_one", name=name),
                    )
                    Button(
                        words.say("compare.remove"),
                        lambda name=name: change([name]),
                        description=words.say("saved.forget", name=name),
                    )
                    if renamed.value == name:
                        Field(
                            name="rename-saved",
                            label=words.say("saved.new_name"),
                            button=words.say("saved.rename"),
                            start=name,
                            longest=LONGEST_NAME,
                            event_submitted=rename,
                        )
        Field(
            name="save-name",
            label=words.say("saved.name"),
            button=words.say("saved.save"),
            longest=LONGEST_NAME,
            event_submitted=lambda name: change(put={name[:LONGEST_NAME]: code_of(session.handed_on())}),
        )
        if session.unsaved.value in UNSAVED:
            told = words.say(f"saved.{session.unsaved.value}", most=MOST_SAVED)
            element("p", [told], classes="k-fault", role="alert").key("unsaved")
        Field(
            name="load-code",
            label=words.say("saved.code"),
            button=words.say("saved.open"),
            longest=LONGEST_CODE,
            event_submitted=load,
        )
        if faulty.value:
            element("p", [words.say("saved.damaged")], classes="k-fault", role="alert").key("damaged")


def saved_in(stored: str | None) -> dict[str, str]:
    """Return codes by name as a browser keeps them; what is damaged there is left out."""
    try:
        found = json.loads(stored or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        name: code
        for name, code in list(found.items())[:MOST_SAVED]
        if isinstance(code, str) and 0 < len(name) <= LONGEST_NAME and settings_in(code) is not None
    }


def saved_change(drop: Sequence[str], put: Mapping[str, str]) -> str:
    """Return what the browser is to do with what is saved: names to drop, codes to put under names.

    Each has a number of its own: to do the same twice is two changes.
    """
    change = {"number": next(_NUMBERS), "drop": list(drop), "put": list(put.items())}
    return json.dumps(change, ensure_ascii=False)
