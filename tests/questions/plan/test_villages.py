"""The villages in which plans are tried: of uncertain kinds, and never the same to choose and to tell."""

import numpy as np
import pytest

from simulation.experiment.points import Points
from simulation.experiment.varied import is_whole
from simulation.parameters import Behaviour
from simulation.questions.plan.question import Plan
from simulation.questions.plan.villages import EACH, Lots, village_points, village_ranges
from tests.report.studies import config

pytest.importorskip("pymoo")
LOTS = Lots.of(8)


def test_a_quarter_of_the_ranges_lies_around_the_values_of_the_experiment() -> None:
    study = config()
    ranges = village_ranges(study, 0.25)
    low, high = ranges["threshold"]  # somewhere in 0.35 to 0.50
    own = study.behaviour.threshold
    assert np.allclose([low, high], [own - 0.25 * (own - 0.35), own + 0.25 * (0.50 - own)])
    for name, (low, high) in ranges.items():
        assert low <= getattr(study.behaviour, name) <= high


def test_the_whole_of_the_ranges_and_an_own_value_outside_of_them() -> None:
    study = config(behaviour={"threshold": 0.60})
    assert np.allclose(village_ranges(study, 1.0)["threshold"], (0.35, 0.60))
    assert np.allclose(village_ranges(study, 1.0)["misreading"], (0.05, 0.35))


def test_a_range_of_the_experiment_is_taken_whole_whatever_the_spread() -> None:
    study = config(ranges={"threshold": [0.40, 0.48], "owners": [20, 30]})
    assert village_ranges(study, 0.0) == {"threshold": (0.40, 0.48), "owners": (20, 30)}
    points = village_points(study, 0.0, LOTS)
    assert points is not None
    village, _ = points.applied(3, study.village, study.behaviour)
    assert 20 <= village.owners <= 30


def test_without_a_spread_all_villages_are_of_one_kind() -> None:
    assert village_points(config(), 0.0, LOTS) is None


def test_each_lot_goes_evenly_through_every_range() -> None:
    study = config()
    points = village_points(study, 0.25, LOTS)
    assert points is not None
    assert points.rows == LOTS.number == 48
    # whole numbers are rounded, and then several stand on one step
    for name, (low, high) in village_ranges(study, 0.25).items():
        shares = (np.array(points.columns[name]) - low) / (high - low)
        for lot in () if is_whole(name) else LOTS.each:
            kinds = shares[lot][:: EACH if lot == LOTS.told else 1]
            assert sorted((kinds * kinds.size).astype(int)) == list(range(kinds.size))
        # the villages of a kind are equal but for luck
        assert len(set(points.columns[name][LOTS.told])) <= LOTS.kinds


def test_parameters_are_drawn_independently_of_each_other() -> None:
    points = village_points(config(), 0.25, Lots.of(200))
    assert points is not None
    values = np.array([points.columns[name] for name in ("threshold", "misreading", "memory", "avoidance")])
    correlations = np.corrcoef(values)[np.triu_indices(4, 1)]
    assert np.abs(correlations).max() < 0.15


def test_every_row_is_a_behaviour_the_model_takes() -> None:
    study = config()
    points = village_points(study, 1.0, LOTS)
    assert points is not None
    for row in range(points.rows):
        _, behaviour = points.applied(row, study.village, study.behaviour)
        Behaviour.model_validate(behaviour.model_dump())


def test_sets_are_used_once_before_any_is_used_again() -> None:
    rows = [0.40 + 0.001 * row for row in range(20)]
    study = config(points=Points(columns={"threshold": rows}).model_dump(), villages_per_set=2)
    points = village_points(study, 0.25, LOTS)
    assert points is not None
    assert set(points.columns) == {"threshold"}
    taken = points.columns["threshold"]
    assert taken[:16] == rows[:16]
    assert taken[16:] == [value for value in rows[16:20] for _ in range(EACH)]
    again = village_points(study, 0.25, Lots.of(20))
    assert again is not None
    assert again.columns["threshold"][:40] == rows * 2


def test_each_village_of_a_design_lives_with_the_row_of_its_own_number() -> None:
    rows = [0.40, 0.42, 0.44]
    study = config(points=Points(columns={"threshold": rows}).model_dump(), villages_per_set=2)
    question = Plan(study, budget=5e6, replicates=4, evaluations=40)
    lots = Lots.of(4)
    design = question._design([], village_points(study, 0.25, lots), lots.number)
    found = [design.case(number).behaviour.threshold for number in range(lots.number)]
    assert found == [rows[row % 3] for row in lots.rows()]
