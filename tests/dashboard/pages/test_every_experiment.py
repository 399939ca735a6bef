"""Every experiment that ships or is generated opens on every page, and so does what users make of them."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipywidgets
import pytest
import solara

from simulation.dashboard.app import PAGES
from simulation.dashboard.state import session as sessions
from simulation.dashboard.state.session import Session, new_session
from simulation.dashboard.state.settings import Programme
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import read_start
from simulation.experiment.template import write_new
from tests.experiment.files import VALID
from tests.patience import PATIENCE

EXPERIMENTS = Path(__file__).parents[3] / "experiments"
SHIPPED = sorted(
    path
    for path in EXPERIMENTS.rglob("*.yaml")
    if "scenarios:" in path.read_text(encoding="utf-8")  # the others are villages
)
ONE_GROUP = VALID.replace("- {name: local, share: 0.6}", "- {name: local, share: 1.0}").replace(
    "    - {name: newcomer, share: 0.4}\n", ""
).replace("trust_other", "trust_own")  # fmt: skip
THREE_GROUPS = VALID.replace("share: 0.6}", "share: 0.3}\n    - {name: trader, share: 0.3}")
POINTS = VALID.replace(
    "behaviour: {rivalry: 0.8}",
    "points: {columns: {threshold: [0.4, 0.5], owners: [20, 24], share_local: [0.5, 0.7]}}",
)
DOSES = VALID.replace(
    "    activities: [forum]\n",
    """    activities: [forum, mentoring, conflict_training, dialogue_mediation]
    set:
      forum.attendance: {lowest: 0.2, highest: 0.9}
      forum.seating: by_group
      forum.cost: {moderator_hours: 1, catering: false}
      mentoring.who: {select: group, group: newcomer}
      mentoring.attendance: {lowest: 0.5, highest: 1.0}
      conflict_training.who: {select: random, share: 0.25}
      conflict_training.sessions: null
      dialogue_mediation.who: {select: least_trusting, number: 6}
      dialogue_mediation.capacity: 0
""",
)
NO_PROGRAMME = VALID[: VALID.index("  forum:\n")] + VALID[VALID.index("reference:") :]
LARGE = VALID.replace("owners: 60", "owners: 260")
SHORT = VALID.replace("weeks: 104", "weeks: 12").replace("[26, 104]", "[4, 12]")
MADE = {
    "one_group": ONE_GROUP,
    "three_groups": THREE_GROUPS,
    "points": POINTS,
    "doses": DOSES,
    "no_programme": NO_PROGRAMME,
    "large": LARGE,
    "short": SHORT,
}


@pytest.fixture(params=[*SHIPPED, "new", *MADE], ids=lambda each: getattr(each, "stem", each))
def file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """An experiment: as it ships, as `kampung new` writes it, as users change it."""
    if isinstance(request.param, Path):
        return request.param
    path = tmp_path / "made.yaml"
    if request.param == "new":
        write_new("made", path)
    else:
        path.write_text(MADE[request.param], encoding="utf-8")
    return path


def shown(box: Any) -> Iterator[Any]:
    """Yield all parts of a page."""
    left = [box]
    while left:
        widget = left.pop()
        yield widget
        left += [one for one in getattr(widget, "children", []) if isinstance(one, ipywidgets.Widget)]


def classes(box: Any) -> set[str]:
    return {name for part in shown(box) for name in (getattr(part, "class_", None) or "").split()}


async def opened(session: Session, path: str) -> set[str]:
    """Open a page, wait until it stands still, and return the classes of its parts."""
    box, rendered = solara.render(PAGES[path](session), handle_error=False)
    end = time.monotonic() + PATIENCE
    await asyncio.sleep(0.05)
    while {"k-wait", "k-pending", "k-refining"} & classes(box):
        assert time.monotonic() < end
        await asyncio.sleep(0.05)
    found = classes(box)
    rendered.close()
    return found


def test_it_opens_on_every_page_and_comes_back_from_its_address(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "REPLICATES", 2)
    monkeypatch.setenv("KAMPUNG_RESULTS", str(tmp_path))
    start, simulations = read_start(file), Simulations(1)
    config = start.config
    assert start.settings().programmes
    for name, programme in start.programmes.items():
        resolved = start.resolve(start.settings().with_programme(programme))
        chosen = resolved.programmes[start.settings().chosen]
        assert chosen == config.programmes()[name]  # the preset is the scenario, to the last field
        there, _ = new_session(start, simulations, "")
        there.change(there.settings.with_programme(programme).with_programme(Programme(name="own"), 0))
        back, usable = new_session(start, simulations, there.address())
        assert usable
        assert back.settings == there.settings
    session, _ = new_session(start, simulations, "")
    for path in PAGES:
        assert "k-fault" not in asyncio.run(opened(session, path)), path


def test_villages_that_differ_are_those_of_the_points_until_a_slider_makes_them_the_same(
    tmp_path: Path,
) -> None:
    path = tmp_path / "made.yaml"
    path.write_text(POINTS, encoding="utf-8")
    session, _ = new_session(read_start(path), Simulations(1), "")
    question = session.question({})
    assert [question.found(replicate).profile.owners for replicate in range(3)] == [20, 24, 20]
    assert [question.found(replicate).behaviour.threshold for replicate in range(2)] == [0.4, 0.5]
    session.change(session.settings.with_village("owners", 30).with_village("share_newcomer", 0.2))
    other = session.question({})
    assert other.points is not None and set(other.points.columns) == {"threshold"}
    assert [other.found(replicate).profile.owners for replicate in range(2)] == [30, 30]
    assert [group.share for group in other.found(1).profile.groups] == pytest.approx([0.8, 0.2])
    assert other.past != question.past
