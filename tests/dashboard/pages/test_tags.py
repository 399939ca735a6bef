"""Elements that come and go: one that is used again keeps its tag in the browser, so none may change it."""

import asyncio
import time
from collections.abc import Callable, Iterator
from typing import Any

import ipyvue
import ipywidgets
import pytest
import solara

from simulation.dashboard.pages.budget import Budget
from simulation.dashboard.pages.compare import Compare
from simulation.dashboard.pages.explore import Explore
from simulation.dashboard.state.session import Session, new_session
from simulation.dashboard.state.settings import Programme
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import Start
from tests.patience import PATIENCE

BUSY = {"k-wait", "k-pending", "k-refining"}
FORUM = Programme(name="own", activities={"forum": {"every": 2}})


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Tags of elements in use that were changed: before, after."""
    found: list[tuple[str, str]] = []
    notify = ipyvue.Html.notify_change

    def watched(self: Any, change: Any) -> None:
        if change.name == "tag" and isinstance(change.old, str) and change.old:
            found.append((change.old, change.new))
        notify(self, change)

    monkeypatch.setattr(ipyvue.Html, "notify_change", watched)
    return found


@pytest.fixture(scope="module")
def simulations() -> Simulations:
    return Simulations()


def classes(box: Any) -> set[str]:
    """Return the CSS classes of all that is shown."""
    found, left = set[str](), [box]
    while left:
        widget = left.pop()
        found |= set((getattr(widget, "class_", None) or "").split())
        left += [one for one in getattr(widget, "children", []) if isinstance(one, ipywidgets.Widget)]
    return found


async def answered(box: Any) -> None:
    """Wait until the page shows the whole answer."""
    end = time.monotonic() + PATIENCE
    await asyncio.sleep(0.05)
    while BUSY & classes(box):
        assert time.monotonic() < end
        await asyncio.sleep(0.05)


def changes(session: Session) -> Iterator[Callable[[], None]]:
    """Yield what a visitor does with programmes."""
    yield lambda: session.change(session.settings.added(FORUM))
    yield lambda: session.change(session.settings.removed(0))
    yield lambda: session.change(
        session.settings.model_copy(update={"programmes": session.settings.programmes[::-1]})
    )
    yield lambda: session.change(session.settings.named(0, "Forum Dusun"))
    yield lambda: session.change(session.settings.with_programme(Programme(name="none")))
    yield lambda: session.language.set("en")
    yield lambda: session.change(session.start.settings())


@pytest.mark.parametrize("page", [Compare, Explore, Budget], ids=["compare", "explore", "budget"])
def test_no_element_changes_its_tag_while_programmes_come_and_go(
    start: Start, simulations: Simulations, changed: list[tuple[str, str]], page: Any
) -> None:
    session = new_session(start, simulations, "")[0]

    async def visit() -> None:
        box, rendered = solara.render(page(session), handle_error=False)
        for change in changes(session):
            change()
            await answered(box)
            assert "k-fault" not in classes(box)
        rendered.close()

    asyncio.run(visit())
    assert changed == []
