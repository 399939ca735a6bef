"""The boundary of villages whose states are known, and of a small village."""

import numpy as np
import pytest
from scipy.special import ndtri

from simulation.analysis.question import ask
from simulation.experiment.config import StudyConfig
from simulation.files.faults import StudyError
from simulation.questions.boundary.answer import HALF, WITH, WITHOUT, Tipping
from simulation.questions.boundary.history import DOWN, UP, looks, verdict
from simulation.questions.boundary.question import Boundary
from tests.questions.boundary.laws import EACH, glide, harmful, holding, known, two_kinds
from tests.report.studies import config


@pytest.fixture(scope="module")
def gliding() -> Tipping:
    return known(glide, cells=32)


def test_the_boundary_of_known_villages_is_found_within_a_cell(gliding: Tipping) -> None:
    cell = 0.4 / 32
    for scenario, shift in ((WITHOUT, 0.0), (WITH, 0.05)):
        rows = gliding.crossings[gliding.crossings["scenario"] == scenario]
        assert len(rows) == 5
        true = 0.6 - 0.4 * rows["misreading"] + shift
        assert np.abs(rows["threshold"] - true).max() < cell / 4
        # the interval of 20 villages reaches from the 6th to the 15th
        luck = ndtri((np.array([5, 14]) + 0.5) / 20) * 0.02 / 4
        assert (rows["high"] - rows["low"]).to_numpy() == pytest.approx(luck[1] - luck[0], abs=cell / 4)


def test_it_takes_far_fewer_points_than_a_full_grid(gliding: Tipping) -> None:
    (states,) = gliding.states.to_dict("records")
    assert states["full_grid"] == 33 * 33
    assert states["points"] < states["full_grid"] / 2  # two lines are followed
    assert states["points"] == len(gliding.points)
    assert states["unfinished"] == 0


def test_the_broken_share_of_the_map_is_the_known_area(gliding: Tipping) -> None:
    (states,) = gliding.states.to_dict("records")
    # left of the line: the mean of 0.6 - 0.4 y over y in 0 to 0.5 is 0.5, of a map from 0.3 to 0.7
    assert states["broken_area"] == pytest.approx(0.5, abs=0.01)
    assert states["broken_area_with"] == pytest.approx(0.375, abs=0.01)
    # plausible are 0.35 to 0.50 and 0.05 to 0.35: beyond the line lies a corner of 0.04 by 0.10
    assert states["broken_plausible"] == pytest.approx(0.04 * 0.10 / 2 / (0.15 * 0.30), abs=0.005)


def test_between_the_boundaries_every_broken_village_is_lifted_and_none_is_harmed(gliding: Tipping) -> None:
    points = gliding.points
    between = points["threshold"] - 0.6 + 0.4 * points["misreading"]
    here = points[(between > 0.015) & (between < 0.035)]
    assert len(here) > 5
    assert (here["lift"] == 1).all()
    assert (here["lift_low"] < 0.9).all()
    assert (points["harmed"] == 0).all()
    (states,) = gliding.states.to_dict("records")
    assert states["lifted"] == 1.0
    # as if each of the twenty seeds had been counted once
    assert 0.7 < states["lifted_low"] < 0.9


def test_a_programme_that_harms_is_said_to_harm() -> None:
    (states,) = known(harmful, cells=16).states.to_dict("records")
    assert states["lifted"] == 0.0
    assert states["harmed"] == 1.0
    assert states["broken_area_with"] > states["broken_area"] + 0.1


def test_what_glides_is_not_said_to_come_in_two_kinds(gliding: Tipping) -> None:
    assert gliding.states.loc[0, "kinds"] == "glide"
    assert known(two_kinds, cells=16).states.loc[0, "kinds"] == "two"


def test_a_past_that_fades_and_one_that_stays_are_told_apart(gliding: Tipping) -> None:
    assert verdict(gliding.memory) in ("fades", "forgotten")
    lasting = known(two_kinds, cells=16)
    assert verdict(lasting.memory) == "stays"
    there = lasting.memory[lasting.memory["place"] != "own"]
    assert (there["apart"] == there["replicates"]).all()
    assert (there["gap"] > 0.7).all()


def test_a_short_memory_is_forgotten() -> None:
    def short(scenario: str, x: np.ndarray, y: np.ndarray, luck: np.ndarray, week: int) -> np.ndarray:
        past = {UP: 0.3, DOWN: -0.3}.get(scenario, 0.0) * 0.5 ** (week - 30)
        return np.clip(HALF + 4 * (0.5 - x) + 0.02 * luck + past, 0.0, 1.0)

    assert verdict(known(short, cells=8).memory) == "forgotten"


def test_where_nothing_tips_there_is_no_line_and_the_first_grid_is_all() -> None:
    found = known(holding)
    assert found.states.loc[0, ["points", "rounds", "kinds"]].tolist() == [25, 1, "unclear"]
    assert found.crossings.empty
    assert found.frames()["boundary"].empty
    assert list(found.paths["place"].unique()) == ["own"]


def test_villages_that_failed_are_left_out() -> None:
    def failing(scenario: str, x: np.ndarray, y: np.ndarray, luck: np.ndarray, week: int) -> np.ndarray:
        lost = (luck > 1.5) & (scenario == WITH)
        return np.where(lost, np.nan, glide(scenario, x, y, luck, week))

    found = known(failing, cells=16)
    assert (found.points["replicates"] == EACH - 1).all()
    rows = found.crossings[found.crossings["scenario"] == WITHOUT]
    assert np.abs(rows["threshold"] - 0.6 + 0.4 * rows["misreading"]).max() < 0.4 / 16


@pytest.fixture(scope="module")
def small() -> StudyConfig:
    return config()


def test_the_design_ends_every_session_and_reads_weeks_of_daily_life(small: StudyConfig) -> None:
    question = Boundary(small, "threshold", "misreading")
    assert question.programme == "all"
    for doses in question.programmes().values():
        for name, dose in doses.items():
            assert list(dose.weeks(10_000)) == list(dose.weeks(small.weeks)), name
    assert list(question.programmes()[WITH]["forum"].weeks(10_000))[-1] <= small.weeks


def test_a_small_village_tips_and_its_map_is_the_same_again(small: StudyConfig) -> None:
    def once() -> Tipping:
        question = Boundary(small, "theta", "e0", "0.3:0.8", "0.05:0.5", replicates=5, cells=8, points=40)
        found = ask(question, workers=2)
        assert isinstance(found, Tipping)
        return found

    found, again = once(), once()
    for name, frame in found.frames().items():
        assert frame.equals(again.frames()[name]), name
    points = found.points
    assert {"holds", "broken"} <= set(points["state"])
    worst, best = points.nlargest(5, "threshold"), points.nsmallest(5, "threshold")
    assert worst["cooperation"].max() < best["cooperation"].min()
    assert (points["lifted"] <= points["broken"]).all()
    assert (points["broken"] - points["lifted"] + points["harmed"] == points["broken_with"]).all()
    assert list(found.memory["weeks_after"].unique()) == looks(small.burn_in, small.window.flows)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"x": "thet"}, "--x: unknown parameter 'thet'"),
        ({"y": "mu0"}, "--y: 'mu0' stands for belief_own and belief_other; allowed: the name of one of them"),
        (
            {"y": "threshold"},
            "--y: the same parameter as --x, 'threshold'; allowed: two different parameters",
        ),
        (
            {"x_range": "0.5:0.5"},
            "--x-range: found 0.5 to 0.5, an empty range; allowed: a low end below the high",
        ),
        ({"x_range": "0.5:1.5"}, "--x-range: found 0.5 to 1.5; allowed: .* within 0 to 1"),
        ({"y_range": "0.1"}, "--y-range: found '0.1'; allowed: LOW:HIGH, two numbers"),
        ({"y_range": "a:b"}, "--y-range: found 'a:b'; allowed: LOW:HIGH, two numbers"),
        ({"y_range": "0:inf"}, "--y-range: found '0:inf'; allowed: LOW:HIGH, two numbers"),
        ({"x": "acquaintances"}, None),
        ({"x": "acquaintances", "x_range": "12.5:60"}, "--x-range: found 12.5 to 60; allowed: whole numbers"),
        ({"x": "acquaintances", "x_range": "12:20"}, "12 to 20 are too few whole numbers for 32 cells"),
        ({"x": "tie_start", "y": "tie_minimum", "x_range": "0.1:0.2"}, "--x, --y: row 1: tie_start"),
        ({"programme": "none"}, "--programme: 'none' is the reference itself"),
        ({"programme": "al"}, "--programme: unknown scenario 'al'"),
        ({"cells": 33}, "--cells: found 33; allowed: one of 8, 16, 32, 64, 128"),
        ({"replicates": 4}, "--replicates: found 4; allowed: a whole number from 5 to 1000"),
        ({"points": 24}, "--points: found 24; allowed: a whole number from 25 to 2000"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(
    small: StudyConfig, options: dict[str, object], told: str | None
) -> None:
    given = {"x": "theta", "y": "e0"} | options
    if told is None:
        assert Boundary(small, **given).x.whole  # type: ignore[arg-type]
        return
    with pytest.raises(StudyError, match=told) as raised:
        Boundary(small, **given)  # type: ignore[arg-type]
    assert len(str(raised.value).splitlines()) == 1


def test_ranges_of_the_experiment_stand_before_the_plausible_ones() -> None:
    asked = Boundary(config(ranges={"threshold": [0.4, 0.6]}), "theta", "e0")
    assert (asked.x.low, asked.x.high, asked.x.plausible) == (0.4, 0.6, (0.35, 0.5))
    assert (asked.y.low, asked.y.high) == asked.y.plausible == (0.05, 0.35)


def test_what_was_asked_can_be_asked_again_from_its_options(small: StudyConfig) -> None:
    asked = Boundary(small, "theta", "share_hill", "0.35:0.6", replicates=7)
    again = Boundary(small, **asked.options)
    assert (again.x, again.y, again.options) == (asked.x, asked.y, asked.options)
    assert asked.y.own == 0.5
