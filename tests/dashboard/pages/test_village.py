"""My village: pieces of a file come, and the page tells what is in it, to its visitor alone."""

import asyncio
import base64
import json
import time
from collections.abc import Iterator
from typing import Any

import ipywidgets
import pytest
import solara

from simulation.dashboard.pages.village import Village
from simulation.dashboard.state.own_village import MOST_BYTES, OwnVillage, Refused
from simulation.dashboard.state.session import Session, new_session
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import Start
from tests.patience import PATIENCE

ANSWERS = "nama,kelompok,bidang,lama_usaha\nAni,1,1,3\nBudi,2,2,sepuluh\n"


@pytest.fixture(scope="module")
def simulations() -> Simulations:
    return Simulations(workers=1)


@pytest.fixture
def session(start: Start, simulations: Simulations) -> Session:
    return new_session(start, simulations, "")[0]


def widgets(box: Any) -> Iterator[Any]:
    left = [box]
    while left:
        widget = left.pop()
        yield widget
        left += [one for one in getattr(widget, "children", []) if isinstance(one, ipywidgets.Widget)]


def text(box: Any) -> str:
    """Return all that the page says."""
    said = []
    for widget in widgets(box):
        said += [one for one in getattr(widget, "children", []) if isinstance(one, str)]
        said.append(str(json.loads(getattr(widget, "table", "[]"))))
    return "\n".join(said)


def uploader(box: Any) -> Any:
    return next(widget for widget in widgets(box) if hasattr(widget, "most"))


def press(box: Any, label: str) -> None:
    button = next(widget for widget in widgets(box) if getattr(widget, "children", None) == [label])
    button.fire_event("click", {})


def piece(content: bytes, *, size: int | None = None, name: str = "Bu Ani.csv") -> dict[str, Any]:
    data = base64.b64encode(content).decode()
    return {
        "file": "1",
        "name": name,
        "size": len(content) if size is None else size,
        "place": 0,
        "data": data,
    }


async def sent(box: Any, session: Session, content: bytes, name: str = "Bu Ani.csv") -> None:
    """Send a file and wait until it is read."""
    before, end = session.own.value, time.monotonic() + PATIENCE
    uploader(box).vue_sent(piece(content, name=name))
    while session.own.value is before or session.own.value is None or uploader(box).busy:
        assert time.monotonic() < end
        await asyncio.sleep(0.02)


def test_a_file_is_read_told_and_forgotten(session: Session) -> None:
    async def visit() -> None:
        box, context = solara.render(Village(session), handle_error=False)
        words = session.words
        await sent(box, session, ANSWERS.encode())
        assert isinstance(session.own.value, OwnVillage)
        told = text(box)
        assert words.say("own.used", owners=2) in told and "Bu Ani.csv" in told
        assert "“sepuluh” bukan jawaban untuk pertanyaan ini." in told
        session.language.set("en")
        assert "“sepuluh” is no answer to this question." in text(box)
        press(box, session.words.say("own.forget"))
        assert session.own.value is None
        assert "sepuluh" not in text(box) and "Bu Ani" not in text(box)
        context.close()

    asyncio.run(visit())


def test_the_village_is_simulated_and_left_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[str] = []
    monkeypatch.setattr("solara.routing.Router.push", lambda _, path: gone.append(path))

    async def visit() -> None:
        box, context = solara.render(Village(session), handle_error=False)
        await sent(box, session, ANSWERS.encode())
        press(box, session.words.say("own.simulate"))
        assert session.start.config.village.owners == 2
        press(box, session.words.say("own.plan"))
        assert gone == ["/", "/budget"]
        # another file is another village: nothing of the first is simulated any more
        await sent(box, session, b"%PDF-1.7", "surat.pdf")
        assert isinstance(session.own.value, Refused)
        assert session.start is session.shipped
        assert "dokumen PDF" in text(box)
        context.close()

    asyncio.run(visit())


def test_what_is_too_large_or_broken_is_told_and_the_page_goes_on(session: Session) -> None:
    async def visit() -> None:
        box, context = solara.render(Village(session), handle_error=False)
        words = session.words
        uploader(box).vue_sent(piece(b"abc", size=MOST_BYTES + 1))
        assert words.say("own.fault.large", most=5) in text(box)
        uploader(box).vue_sent({"file": 1})
        assert words.say("own.fault.broken") in text(box)
        uploader(box).vue_refused("many")
        assert words.say("own.fault.many") in text(box)
        # one that stops midway leaves the page free for another
        uploader(box).vue_sent(piece(b"abc", size=9))
        assert uploader(box).busy
        uploader(box).vue_refused("broken")
        assert not uploader(box).busy
        await sent(box, session, ANSWERS.encode())
        assert words.say("own.used", owners=2) in text(box)
        assert words.say("own.fault.many") not in text(box)
        context.close()

    asyncio.run(visit())


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_says_that_address_and_code_do_not_hold_the_village(
    start: Start, simulations: Simulations, language: str
) -> None:
    async def visit() -> None:
        session = new_session(start, simulations, f"?lang={language}")[0]
        box, context = solara.render(Village(session), handle_error=False)
        assert session.words.say("own.private.address") in text(box)
        context.close()

    asyncio.run(visit())
