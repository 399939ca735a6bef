"""The Solara app: its pages and who shares what."""

import os
from pathlib import Path
from typing import Any

import solara

from simulation.dashboard.layout import Frame
from simulation.dashboard.pages.assumptions import Assumptions
from simulation.dashboard.pages.compare import Compare
from simulation.dashboard.pages.explore import Explore
from simulation.dashboard.pages.lesson import Lesson
from simulation.dashboard.session import Session, new_session
from simulation.dashboard.simulations import Simulations
from simulation.dashboard.start import read_start

FILE = os.environ.get("KAMPUNG_EXPERIMENT", "")
START = read_start(Path(FILE) if FILE else None)
SIMULATIONS = Simulations()
PAGES = {"": Explore, "compare": Compare, "lesson": Lesson, "assumptions": Assumptions}
"""The pages by their path."""
_session: Any = solara.create_context(None)


@solara.component
def Layout(children: list[Any]) -> None:
    """Give the visitor a session of his own and put the page into its frame."""
    router = solara.use_router()
    session, usable = solara.use_memo(lambda: new_session(START, SIMULATIONS, router.search or ""), [])
    _session.provide(session)
    here = router.path.strip("/")
    Frame(session, usable, list(PAGES), here if here in PAGES else "", children)


def _page(shown: Any) -> Any:
    @solara.component
    def Page() -> None:
        session: Session = solara.use_context(_session)
        shown(session)

    return Page


routes = [
    solara.Route(
        path or "/", component=_page(shown), label=path or "explore", layout=Layout if not path else None
    )
    for path, shown in PAGES.items()
]
