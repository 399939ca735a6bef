"""A user's own activity: one class in an entry point, and it works like those that ship."""

from importlib import import_module
from importlib.metadata import EntryPoint
from itertools import pairwise

import numpy as np
import pytest

from simulation.interventions import registry, sessions
from simulation.interventions.activity import Activity, Session
from simulation.model import draws
from simulation.model.engine import Engine
from simulation.model.rules.meeting import hold_meetings, setting
from simulation.model.state import ACTIVITY
from simulation.model.village import Village
from simulation.parameters import DOSES, Behaviour, Cost, Dose
from simulation.parameters.field import parameter
from simulation.plugins import plugins
from tests.villages import alike, bits, dose_record


class MarketDose(Dose):
    """Dose of a night market."""

    first: int = 2
    every: int = 3
    sessions: int | None = 2
    attendance: float = 0.5
    cost: Cost = Cost(per_session=1_000_000, per_head=5_000, catering=False)
    lesson: float = parameter(
        0.5, limits=(0, 1), unit="share", source="tests", en="marketing learned", id="pemasaran dipelajari"
    )


class Market(Activity):
    """A night market: a lesson in marketing, then neighbours in the list meet."""

    dose_type = MarketDose
    dose: MarketDose

    def hold(self, session: Session) -> np.ndarray:
        marketing = session.state.owners["knowledge"][:, 0]
        marketing[session.present] += self.dose.lesson * (1.0 - marketing[session.present])
        held = setting(process=draws.meeting_process(self.name), source=ACTIVITY, talk=20.0)
        pairs = session.present[: session.present.size // 2 * 2].reshape(-1, 2)
        hold_meetings(session.state, session.behaviour, held, session.seed, session.week, pairs)
        return session.present


class Fair(Market):
    """Another one, with the same dose."""


class Keeper(Market):
    """One that keeps a shared vision alive from its first to its last session."""

    def keeps_vision(self, week: int) -> bool:
        return 2 <= week <= 5


@pytest.fixture
def registered(monkeypatch):
    """Register activities under names, as an installed distribution would."""

    def register(**classes: str) -> None:
        found = [
            EntryPoint(name=name, value=f"{__name__}:{which}", group="kampung.interventions")
            for name, which in classes.items()
        ]
        monkeypatch.setattr(
            "simulation.plugins.entry_points",
            lambda *, group: [each for each in found if each.group == group],
        )
        plugins.cache_clear()

    yield register
    monkeypatch.undo()
    plugins.cache_clear()


def test_the_seven_ship_in_the_order_in_which_they_act():
    assert list(registry.dose_types()) == [
        "communication_training",
        "conflict_training",
        "dialogue_mediation",
        "forum",
        "collaboration_simulation",
        "mentoring",
        "shared_vision",
    ]


@pytest.mark.parametrize(("place", "name"), list(enumerate(DOSES)))
def test_each_that_ships_has_a_file_and_its_kind(place, name):
    assert callable(import_module(f"simulation.interventions.{name}").hold)
    assert dose_record(name, DOSES[name]())["kind"] == place == getattr(sessions, name.upper())


def test_an_unknown_activity_is_named_with_those_that_are_known():
    with pytest.raises(KeyError, match=r"market.*forum"):
        registry.activity_type("market")


def test_own_activities_act_after_those_that_ship_by_name(registered, profile):
    registered(night_market="Market", fair="Fair")
    assert list(registry.dose_types()) == [*DOSES, "fair", "night_market"]
    doses = {name: registry.dose_types()[name]() for name in ("night_market", "forum", "fair", "mentoring")}
    programme = Engine(profile, Behaviour(), 1, burn_in=0, doses=doses).programme
    assert programme.names == ["forum", "mentoring", "fair", "night_market"]
    assert [activity.name for activity in programme.own.values()] == ["fair", "night_market"]


def test_a_name_that_ships_is_not_taken_over(registered):
    registered(forum="Market")
    assert registry.dose_types()["forum"] is DOSES["forum"]
    with pytest.raises(KeyError):
        registry.activity_type("forum")


def test_one_that_cannot_be_loaded_is_told_in_one_line_and_left_out(registered, capsys):
    registered(night_market="Market", fair="NoSuchClass")
    assert list(registry.dose_types()) == [*DOSES, "night_market"]
    (line,) = capsys.readouterr().err.splitlines()
    assert "'fair' (kampung.interventions) is left out" in line
    assert "NoSuchClass" in line


def test_an_own_activity_is_held_attended_paid_and_measured(registered, profile):
    registered(night_market="Market")
    behaviour = alike(knowledge_half_life=1e6, meetings=0.0)
    village = Village(profile, behaviour, {"night_market": {"lesson": 1.0}}, seed=3, burn_in=0)
    process = draws.activity_process("night_market")
    cost = 0
    for week in range(1, 9):
        village.step()
        owners = village.state.owners
        came = [i for i in range(60) if draws.uniform(3, week, process, i, draws.ATTEND) < 0.5]
        if week in (2, 5):
            cost += 1_000_000 + 5_000 * len(came)
            assert (owners["knowledge"][came, 0] > 0.999).all()
            assert village.measure("meetings") == 2 * (len(came) // 2) / 60
            assert village.measure("attendance_local") == sum(i < 36 for i in came) / 36
            ledger = village.measure("ledger_activity_own") + village.measure("ledger_activity_other")
            assert ledger > 0
        else:
            assert village.measure("meetings") == 0
        assert village.cost == cost


def test_an_own_activity_may_keep_a_vision_alive(registered, profile):
    registered(night_market="Keeper")
    behaviour = Behaviour(vision_half_life=10.0, meetings=0.0)
    workshop = {"shared_vision": {"first": 1, "sessions": 1, "attendance": 1.0}}
    village = Village(profile, behaviour, {"night_market": {}} | workshop, seed=3, burn_in=0)
    raised = []
    for _ in range(9):
        village.step()
        owners = village.state.owners
        raised.append(float((owners["anchors"] - owners["anchors_start"]).mean()))
    kept = [later / earlier for earlier, later in pairwise(raised)]
    assert kept == pytest.approx([1.0] * 4 + [2 ** (-1 / 10)] * 4)


def test_weeks_at_once_are_the_weeks_one_by_one_with_an_own_activity_among_them(
    registered, profile, behaviour
):
    registered(night_market="Market")
    doses = {name: dose() for name, dose in registry.dose_types().items()}
    at_once = Engine(profile, behaviour, 3, burn_in=20, doses=doses)
    one_by_one = Engine(profile, behaviour, 3, burn_in=20, doses=doses)
    rows, singly = (np.empty((34, len(at_once.columns))) for _ in range(2))
    at_once.advance(14, rows)
    for week in range(-19, 15):
        one_by_one.advance(week, singly[week + 19 :][:1])
    assert rows.tobytes() == singly.tobytes()
    assert bits(at_once.state) == bits(one_by_one.state)


def test_an_own_activity_that_does_nothing_leaves_the_run_as_it_was(registered, profile, behaviour):
    registered(night_market="Market")
    without = Village(profile, behaviour, seed=3, burn_in=20)
    with_ = Village(profile, behaviour, {"night_market": {"attendance": 0.0}}, seed=3, burn_in=20)
    for _ in range(12):
        without.step()
        with_.step()
    assert with_.state.owners.tobytes() == without.state.owners.tobytes()
    assert with_.cost == 2_000_000


def test_a_mistake_in_its_dose_is_named(registered, profile):
    registered(night_market="Market")
    with pytest.raises(ValueError, match="lesson"):
        Village(profile, programme={"night_market": {"lesson": 2.0}}, burn_in=0)
    with pytest.raises(ValueError, match="leson"):
        Village(profile, programme={"night_market": {"leson": 0.5}}, burn_in=0)
