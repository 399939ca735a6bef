"""The Solara app: its pages and who shares what."""

import os
from pathlib import Path
from typing import Any

import solara
import solara.lab

from simulation.dashboard.components.frame import Frame, Full, page_title
from simulation.dashboard.pages.assumptions import Assumptions
from simulation.dashboard.pages.budget import Budget
from simulation.dashboard.pages.compare import Compare
from simulation.dashboard.pages.explore import Explore, explored
from simulation.dashboard.pages.lesson import Lesson
from simulation.dashboard.pages.results import Results
from simulation.dashboard.pages.village import Village
from simulation.dashboard.server.visitors import MOST, Visitors
from simulation.dashboard.state.session import Session, new_session
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import MOST_OWNERS, read_start

FILE = os.environ.get("KAMPUNG_EXPERIMENT", "")
START = read_start(
    Path(FILE) if FILE else None,
    os.environ.get("KAMPUNG_LANGUAGE", "id"),
    int(os.environ.get("KAMPUNG_LIMIT_OWNERS", MOST_OWNERS)),
)
SIMULATIONS = Simulations()
VISITORS = Visitors(SIMULATIONS, int(os.environ.get("KAMPUNG_LIMIT_VISITORS", MOST)))
PAGES = {
    "": Explore,
    "compare": Compare,
    "budget": Budget,
    "village": Village,
    "lesson": Lesson,
    "results": Results,
    "assumptions": Assumptions,
}
"""The pages by their path."""
_session: Any = solara.create_context(None)
solara.lab.on_kernel_start(lambda: VISITORS.arrive(solara.get_kernel_id()))
# asked before anybody comes: the machine code is loaded, and the first visitor has his answer at once
FIRST = explored(new_session(START, SIMULATIONS, "")[0])
for question in (FIRST.sketch(), FIRST):
    SIMULATIONS.ask(question)


@solara.component
def Layout(children: list[Any]) -> None:
    """Give the visitor a session of his own and put the page into its frame; if there is room for him."""
    router = solara.use_router()
    inside = solara.use_memo(lambda: VISITORS.inside(solara.get_kernel_id()), [])
    session, usable = solara.use_memo(lambda: new_session(START, SIMULATIONS, router.search or ""), [])
    _session.provide(session)
    here = router.path.strip("/")
    if inside:
        Frame(session, usable, list(PAGES), here if here in PAGES else "", children)
    else:
        Full()


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
