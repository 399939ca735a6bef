"""Attribution against games whose values are known, and on a small village."""

from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.analysis.question import ask
from simulation.experiment.config import StudyConfig
from simulation.files.faults import StudyError
from simulation.questions.attribution.answer import Attribution
from simulation.questions.attribution.question import Attribute, attribution_design, whole_programme
from simulation.questions.attribution.shapley import interaction_weights, shapley_weights
from simulation.running.run import run_study
from simulation.running.sink import Memory
from tests.report.studies import config


def game(players: int, worth: dict[frozenset[int], float]) -> np.ndarray:
    """Return the worth of all coalitions: the sum over the carriers that a coalition holds whole."""
    coalitions = [{i for i in range(players) if c >> i & 1} for c in range(2**players)]
    return np.array([sum(v for carrier, v in worth.items() if carrier <= held) for held in coalitions])


def of(*players: int) -> frozenset[int]:
    return frozenset(players)


def test_what_each_does_by_itself_is_its_value_and_nobody_needs_anybody() -> None:
    worth = game(4, {of(0): 1.0, of(1): -2.0, of(2): 0.5})
    assert shapley_weights(4) @ worth == pytest.approx([1.0, -2.0, 0.5, 0.0], abs=1e-12)
    assert interaction_weights(4) @ worth == pytest.approx(np.zeros(6), abs=1e-12)


def test_two_who_need_each_other_share_alike_and_their_interaction_is_all_they_reach() -> None:
    worth = game(3, {of(0, 2): 1.0})
    assert shapley_weights(3) @ worth == pytest.approx([0.5, 0.0, 0.5])
    assert interaction_weights(3) @ worth == pytest.approx([0.0, 1.0, 0.0])  # pairs 01, 02, 12


def test_three_who_need_each_other_interact_by_half_in_each_pair() -> None:
    """A unanimity game of t players: the Shapley interaction of a pair is 1/(t - 1) (Grabisch & Roubens)."""
    worth = game(3, {of(0, 1, 2): 1.0})
    assert shapley_weights(3) @ worth == pytest.approx(np.full(3, 1 / 3))
    assert interaction_weights(3) @ worth == pytest.approx(np.full(3, 1 / 2))


def test_one_left_glove_and_two_right_ones() -> None:
    worth = game(3, {of(0, 1): 1.0, of(0, 2): 1.0, of(0, 1, 2): -1.0})
    assert shapley_weights(3) @ worth == pytest.approx([2 / 3, 1 / 6, 1 / 6])
    # the right gloves are in each other's way
    assert interaction_weights(3) @ worth == pytest.approx([1 / 2, 1 / 2, -1 / 2])


@given(st.lists(st.floats(-100, 100), min_size=16, max_size=16))
def test_values_are_mean_contributions_over_all_orders_and_add_up_to_the_whole(worth: list[float]) -> None:
    values = shapley_weights(4) @ np.array(worth)
    by_orders = np.zeros(4)
    orders = list(permutations(range(4)))
    for order in orders:
        held = 0
        for player in order:
            by_orders[player] += worth[held | 1 << player] - worth[held]
            held |= 1 << player
    assert values == pytest.approx(by_orders / len(orders), abs=1e-9)
    assert values.sum() == pytest.approx(worth[15] - worth[0], abs=1e-9)


@pytest.fixture(scope="module")
def study() -> StudyConfig:
    return config(
        programme={"mentoring": {"sessions": 0}, "forum": {"first": 2}, "shared_vision": {"first": 4}}
    )


@pytest.fixture(scope="module")
def found(study: StudyConfig) -> Attribution:
    answer = ask(Attribute(study), workers=2)
    assert isinstance(answer, Attribution)
    return answer


def test_the_programme_of_most_activities_is_attributed(study: StudyConfig) -> None:
    assert Attribute(study).programme == whole_programme(study) == "all"
    assert list(attribution_design(study, "all").scenarios) == [f"subset_{number}" for number in range(8)]


def test_values_add_up_to_the_effect_of_the_whole_programme(found: Attribution) -> None:
    sums = found.shapley.groupby(["outcome", "week"], sort=False)["shapley"].sum()
    assert sums.to_numpy() == pytest.approx(found.whole["effect"].to_numpy(), rel=1e-9, abs=1e-9)
    assert (found.whole["effect"] != 0).any()


def test_an_activity_that_is_never_held_did_nothing(found: Attribution) -> None:
    rows = found.shapley[found.shapley["activity"] == "mentoring"]
    assert rows[["shapley", "error_low", "error_high", "alone", "missed"]].to_numpy() == pytest.approx(
        0.0, abs=1e-9
    )
    pairs = found.interactions
    pairs = pairs[(pairs["first"] == "mentoring") | (pairs["second"] == "mentoring")]
    assert pairs["interaction"].to_numpy() == pytest.approx(0.0, abs=1e-6)


def test_what_a_design_keeps_is_what_the_same_scenarios_give_week_by_week(study: StudyConfig) -> None:
    design = attribution_design(study, "all")
    kept, whole = Memory(design), Memory(study)
    run_study(design, kept, workers=1)
    run_study(study, whole, workers=1)
    frame, all_weeks = kept.table().frame(), whole.table().frame()
    programmes, subsets = study.programmes(), design.programmes()
    assert sorted(set(frame["week"])) == design.record_weeks
    assert len(design.record_weeks) < study.weeks
    for name in ("none", "forum", "all"):
        (twin,) = [subset for subset, doses in subsets.items() if doses == programmes[name]]
        one = frame[frame["scenario"] == twin].drop(columns="scenario").reset_index(drop=True)
        two = all_weeks[(all_weeks["scenario"] == name) & all_weeks["week"].isin(design.record_weeks)]
        two = two.drop(columns="scenario").reset_index(drop=True)
        # the costly measures are kept where the experiment computes them, and only there
        assert one.equals(two)


@pytest.mark.parametrize(
    ("programme", "told"),
    [
        ("forum", "has 1 activities; allowed: 2 to 10 activities"),
        ("al", "unknown scenario 'al'"),
    ],
)
def test_a_programme_that_cannot_be_attributed_is_refused(
    study: StudyConfig, programme: str, told: str
) -> None:
    with pytest.raises(StudyError, match=told):
        whole_programme(study, programme)


def test_pairs_stand_in_the_order_of_the_activities(found: Attribution, study: StudyConfig) -> None:
    first = found.interactions.query("outcome == 'trust_other' and week == 30")
    pairs = list(zip(first["first"], first["second"], strict=True))
    assert pairs == list(combinations(study.programmes()["all"], 2))


def test_over_sets_a_share_has_a_plausible_range_and_shares_still_add_up() -> None:
    sets = {"columns": {"threshold": [0.36, 0.42, 0.48], "generalisation": [0.1, 0.3, 0.2]}}
    answer = ask(Attribute(config(points=sets, villages_per_set=2, replicates=6)), workers=2)
    assert isinstance(answer, Attribution)
    assert (answer.whole["sets"] == 3).all() and (answer.whole["replicates"] == 6).all()
    sums = answer.shapley.groupby(["outcome", "week"], sort=False)["shapley"].sum()
    assert sums.to_numpy() == pytest.approx(answer.whole["effect"].to_numpy(), rel=1e-9, abs=1e-9)
    known = answer.shapley.query("outcome == 'trust_other' and week == 30")
    assert (known["low"] <= known["high"]).all() and known["low"].notna().all()
    assert known["largest"].sum() >= 1.0
    single = answer.shapley["largest"].max()
    assert 0 < single <= 1


def test_with_one_set_no_share_is_called_the_largest(found: Attribution) -> None:
    assert found.shapley[["largest", "low", "high"]].isna().all(axis=None)
    assert found.shapley["error_low"].notna().all()
