"""The space of sets: what nobody has seen, from everywhere in its range, in values that can be read."""

import numpy as np
import pytest

from simulation.experiment.config import StudyConfig
from simulation.model.engine import Engine
from simulation.parameters import Behaviour, VillageProfile, description
from simulation.parameters.programme import Mentoring
from simulation.questions.ensemble.funnel import GAINS, SPREAD
from simulation.questions.ensemble.space import Space, evenly
from tests.report.studies import config


@pytest.fixture(scope="module")
def space() -> Space:
    return Space.of(config())


def test_every_parameter_that_nobody_has_seen_is_in_it_but_money(space: Space) -> None:
    for name, field in Behaviour.model_fields.items():
        known = description(field)
        assert known is not None
        unknown = known.plausible is not None and known.mark != "seen" and name != "income"
        assert (name in space.names) == unknown, name
    assert {"forum.talk", "conflict_training.caseload", "mentoring.knowledge_gain"} < set(space.names)
    assert not {"owners", "share_valley", "forum.every", "prices.snack"} & set(space.names)


def test_ranges_of_the_experiment_stand_before_plausible_ones_and_name_what_was_seen() -> None:
    own = {"threshold": [0.40, 0.42], "forum.talk": [0, 9], "exit_rate": [0.05, 0.1], "owners": [20, 30]}
    ranges = Space.of(config(ranges=own)).ranges()
    assert ranges["threshold"] == (0.40, 0.42) and ranges["forum.talk"] == (0, 9)
    assert ranges["exit_rate"] == (0.05, 0.1)
    assert ranges["memory"] == (0.90, 0.99)
    assert "owners" not in ranges


def test_values_lie_within_their_ranges_are_short_and_whole_where_they_must(space: Space) -> None:
    shares = evenly(1, 0, 300, len(space.names))
    values = space.values(shares)
    assert (values >= space.low).all() and (values <= space.high).all()
    assert all(len(f"{value:.10g}") <= 7 for value in values.ravel())
    for place in np.flatnonzero(space.whole):
        assert (values[:, place] == np.round(values[:, place])).all()
    assert np.abs(values - (space.low + (space.high - space.low) * shares))[:, ~space.whole].max() < 0.06
    # every value is that of the point of an experiment
    study = StudyConfig.model_validate(config().model_dump(by_alias=True) | {"points": space.points(values)})
    case = study.case(7)
    assert case.behaviour.threshold == values[7, space.names.index("threshold")]
    assert case.doses["forum"]["talk"] == values[7, space.names.index("forum.talk")]


def test_the_ends_of_a_range_are_not_rounded_beyond_it() -> None:
    thirds = Space(("a",), np.array([1 / 3]), np.array([2 / 3]), np.array([False]))
    assert thirds.values(np.array([[0.0], [1.0]])).ravel().tolist() == [1 / 3, 2 / 3]


def test_draws_spread_evenly_along_every_parameter() -> None:
    shares = evenly(3, 2, 50, 4)
    for place in range(4):
        assert sorted(np.floor(shares[:, place] * 50)) == list(range(50))
    assert not np.array_equal(shares, evenly(3, 3, 50, 4))


def test_nothing_but_income_and_knowledge_depends_on_what_is_drawn_apart(profile: VillageProfile) -> None:
    """So that these parameters may be drawn again for a set that meets the patterns of all else."""
    rows = {}
    for end in (0, 1):
        names = [name for name in (*SPREAD, *GAINS) if name in Behaviour.model_fields]
        ends = {name: (description(Behaviour.model_fields[name]).plausible or (0, 1))[end] for name in names}  # type: ignore[union-attr]
        engine = Engine(profile, Behaviour(**ends), 4, burn_in=30)
        engine.advance(0)
        gain = Mentoring.model_fields["knowledge_gain"]
        visits = Mentoring(first=2, knowledge_gain=(description(gain).plausible or (0, 1))[end])  # type: ignore[union-attr]
        engine = engine.branch({"mentoring": visits})
        rows[end] = np.empty((40, len(engine.columns)))
        engine.advance(40, rows[end])
    apart = ("income", "knowledge")
    columns = [name for name in engine.columns if not name.startswith(apart)]
    same = [engine.columns.index(name) for name in columns]
    np.testing.assert_array_equal(rows[0][:, same], rows[1][:, same])
    moved = [place for place, name in enumerate(engine.columns) if name.startswith(apart)]
    assert not np.array_equal(rows[0][:, moved], rows[1][:, moved])
