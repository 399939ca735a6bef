"""What stands on every page: title, pages, language, undo, redo, start over, share."""

from collections.abc import Callable
from functools import partial
from importlib.resources import files
from typing import Any

import solara

from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.origin import OriginPanel
from simulation.dashboard.components.saved_settings import Saved
from simulation.dashboard.components.share_link import Share
from simulation.dashboard.components.vue import Browser, Buttons, Choice
from simulation.dashboard.lessons.step_address import place_in
from simulation.dashboard.server.notice import said
from simulation.dashboard.state.session import Session

STYLE = (files("simulation.dashboard") / "style.css").read_text(encoding="utf-8")
HOME = "explore"
"""The page at the bare address."""
ELSEWHERE = ("lesson", "results")
"""Pages about other villages than the one that is set."""


@solara.component
def Frame(session: Session, usable: bool, pages: list[str], here: str, children: list[Any]) -> None:
    """Show a page within its frame.

    Parameters
    ----------
    usable : bool
        Whether the settings of the visitor's address could be used.
    pages : list of str
        Paths of the pages, the first one empty.
    here : str
        The path of this page.
    """
    words = session.words
    solara.Style(STYLE)
    router = solara.use_router()  # on every page: what a component asks of Solara may not come and go
    place = place_in(router.search or "") if here == "lesson" else None
    Browser(
        language=words.language,
        address=session.address(),
        stored=session.stored.value,
        on_stored=session.stored.set,
        change=session.change_saved.value,
        unsaved=session.unsaved.value,
        on_unsaved=session.unsaved.set,
        memory=session.memory(),
        on_memory=session.remember,
        base=session.base.value,
        on_base=session.base.set,
    )
    with solara.v.Html(tag="div", class_="k-page"):
        element("a", [words.say("frame.skip")], classes="k-skip", href="#main")
        with solara.v.Html(tag="header", class_="k-header"), solara.v.Html(tag="div", class_="k-bar"):
            element("span", ["Kampung"], classes="k-brand")
            with solara.v.Html(
                tag="nav", class_="k-nav", attributes={"aria-label": words.say("frame.pages")}
            ):
                for page in pages:
                    _link(session, page, here)
            languages = [
                Choice(
                    label,
                    partial(session.language.set, language),
                    pressed=words.language == language,
                )
                for language, label in (("id", "Indonesia"), ("en", "English"))
            ]
            Buttons(languages, "k-languages")
        with solara.v.Html(tag="main", class_="k-content", attributes={"id": "main", "tabindex": "-1"}):
            Tools(session, f"/{here}{session.address(**place.parameters() if place else {})}")
            if not usable:
                element("p", [words.say("frame.damaged")], classes="k-fault", role="alert")
            if session.lived.value is not None and here not in ELSEWHERE:
                Lived(session, here).key("lived")
            solara.Column(children=children, gap="0px").key("page")
        OriginPanel(session, here != "results")
        with solara.v.Html(tag="footer", class_="k-footer"):
            element("p", [words.say("frame.honest")])


@solara.component
def Full() -> None:
    """Say that there is no room: he came in the moment in which the last place was taken."""
    solara.Style(STYLE)
    solara.Title("Kampung")
    with solara.v.Html(tag="div", class_="k-page"), solara.v.Html(tag="main", class_="k-content"):
        for each in said("full"):
            with solara.v.Html(tag="section", class_="k-panel", attributes={"lang": each["language"]}):
                element("h1", [each["title"]])
                element("p", [each["about"]], classes="k-lead")
                element("a", [each["onwards"]], href="")


@solara.component
def Lived(session: Session, here: str) -> None:
    """Say that the pages are about the visitor's own village, and lead back."""
    words = session.words
    with solara.v.Html(tag="div", class_="k-note k-lived", attributes={"role": "status"}):
        element("span", [words.say("own.lived", owners=session.start.config.village.owners)])
        Button(words.say("own.back"), lambda: session.live_in(None))
        if here != "village":
            with solara.Link(f"/village{session.address()}"):
                element("span", [words.say("own.look")], classes="k-button")


def page_title(session: Session, here: str) -> str:
    """Return what the browser calls a page."""
    return f"{session.words.say(f'page.{here or HOME}')} · Kampung"


@solara.component
def Tools(session: Session, page: str) -> None:
    """Show undo, redo, start over and share; ``page`` is path and search of what is looked at."""
    words, history = session.words, session.history.value
    shared, saved = solara.use_reactive(False), solara.use_reactive(False)

    def go(step: Callable[[], Any]) -> Callable[[], None]:
        return lambda: session.history.set(step())

    tools = [
        Choice(words.say("frame.undo"), go(history.undone), disabled=not history.past),
        Choice(words.say("frame.redo"), go(history.redone), disabled=not history.future),
        Choice(words.say("frame.reset"), lambda: session.change(session.start.settings())),
        Choice(words.say("frame.share"), lambda: shared.set(not shared.value), expanded=shared.value),
        Choice(words.say("saved.title"), lambda: saved.set(not saved.value), expanded=saved.value),
    ]
    Buttons(tools, "k-tools", label=words.say("frame.tools"), role="toolbar")
    if shared.value:
        Share(session, page).key("share")
    if saved.value:
        Saved(session).key("saved")


def _link(session: Session, page: str, here: str) -> None:
    label = session.words.say(f"page.{page or HOME}")
    current = {"aria-current": "page"} if page == here else {}
    with solara.Link(f"/{page}{session.address()}"):
        element("span", [label], classes="k-link" + (" k-here" if current else ""), **current)
