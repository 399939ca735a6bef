"""The Solara app: its pages and who shares what."""

import os
from pathlib import Path
from typing import Any

import solara
import solara.lab

from simulation.dashboard.layout import Frame, page_title
from simulation.dashboard.pages.assumptions import Assumptions
from simulation.dashboard.pages.budget import Budget
from simulation.dashboard.pages.compare import Compare
from simulation.dashboard.pages.explore import Explore, explored
from simulation.dashboard.pages.lesson import Lesson
from simulation.dashboard.pages.results import Results
from simulation.dashboard.session import Session, new_session
from simulation.dashboard.simulations import Simulations
from simulation.dashboard.start import read_start
from simulation.dashboard.visitors import Visitors

FILE = os.environ.get("KAMPUNG_EXPERIMENT", "")
START = read_start(Path(FILE) if FILE else None)
SIMULATIONS = Simulations()
VISITORS = Visitors(SIMULATIONS)
PAGES = {
    "": Explore,
    "compare": Compare,
    "budget": Budget,
    "lesson": Lesson,
    "results": Results,
    "assumptions": Assumptions,
}
"""The pages by their path."""
_session: Any = solara.create_context(None)
solara.lab.on_kernel_start(VISITORS.arrive)
# asked before anybody comes: the machine code is loaded, and the first visitor has his answer at once
FIRST = explored(new_session(START, SIMULATIONS, "")[0])
for question in (FIRST.sketch(), FIRST):
    SIMULATIONS.ask(question)


@solara.component
def Layout(children: list[Any]) -> None:
    """Give the visitor a session of his own and put the page into its frame."""
    router = solara.use_router()
    session, usable = solara.use_memo(lambda: new_session(START, SIMULATIONS, router.search or ""), [])
    _session.provide(session)
    here = router.path.strip("/")
    Frame(session, usable, list(PAGES), here if here in PAGES else "", children)


def _page(path: str, shown: Any) -> Any:
    @solara.component
    def Page() -> None:
        session: Session = solara.use_context(_session)
        solara.Title(page_title(session, path))  # here: a title of the frame would be that of the route
        shown(session)

    return Page


routes = [
    solara.Route(
        path or "/",
        component=_page(path, shown),
        label=path or "explore",
        layout=Layout if not path else None,
    )
    for path, shown in PAGES.items()
]
