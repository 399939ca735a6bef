"""Settings a visitor has saved under a name, in his browser and nowhere else; and a code read out to him."""

import json

import solara

from simulation.dashboard.code import code_of, settings_in
from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.vue import Field
from simulation.dashboard.session import Session, can_be_simulated
from simulation.dashboard.settings import Settings

MOST_SAVED = 50
LONGEST_NAME = 40
LONGEST_CODE = 6000


@solara.component
def Saved(session: Session) -> None:
    """Show what is saved, a line to save under a name, and one for a code."""
    words = session.words
    faulty = solara.use_reactive(False)
    kept = saved_in(session.stored.value)

    def save(name: str) -> None:
        session.stored.set(with_saved(kept, name, session.settings))

    def forget(name: str) -> None:
        session.stored.set(json.dumps({other: code for other, code in kept.items() if other != name}))

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
                with solara.v.Html(tag="li"):
                    Button(name, lambda code=code: load(code), description=words.say("saved.load", name=name))
                    Button(
                        words.say("compare.remove"),
                        lambda name=name: forget(name),
                        description=words.say("saved.forget", name=name),
                    )
        if len(kept) < MOST_SAVED:
            Field(
                name="save-name",
                label=words.say("saved.name"),
                button=words.say("saved.save"),
                longest=LONGEST_NAME,
                event_submitted=save,
            )
        Field(
            name="load-code",
            label=words.say("saved.code"),
            button=words.say("saved.open"),
            longest=LONGEST_CODE,
            event_submitted=load,
        )
        if faulty.value:
            element("p", [words.say("saved.damaged")], classes="k-fault", role="alert")


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


def with_saved(kept: dict[str, str], name: str, settings: Settings) -> str:
    """Return what the browser is to keep after settings were saved under a name."""
    return json.dumps({**kept, name[:LONGEST_NAME]: code_of(settings)}, ensure_ascii=False)
