"""Trials drawn from villages of known effect: power, level, coverage, and what goes wrong in the field."""

import numpy as np
import pytest
from scipy.stats import nct, t

from simulation.analysis.proportion import wilson
from simulation.questions.trial.designs import true_effect
from simulation.questions.trial.pool import Pool
from simulation.questions.trial.power import Found, found_by, reached_reliability
from simulation.questions.trial.sample import Sample
from tests.questions.trial.toys import pool, terms

PLANS = {"parallel": {}, "pairs": {}, "wedge": {"waves": [0, 26, 52, 104], "villages": [5]}}
SHAPE = {"wedge": {"arms": 4, "waves": 4}}


def tried(effects: list[float], seed: int = 3, **changes: object) -> tuple[Found, Found]:
    plan = str(changes.get("plan", "parallel"))
    asked = terms(**(PLANS[plan] | changes))
    villages = pool(effects, **SHAPE.get(plan, {}))
    (alike,), (different,) = (each.values() for each in found_by(villages, asked, 1, seed))
    return alike, different


def test_power_is_that_of_the_known_effect_and_spread() -> None:
    alike, _ = tried([0.04], owners=[60])
    # all owners are asked: a village's mean before is known, what is left is its luck
    sd = 0.03 * np.sqrt(pool([0.04]).villages / (pool([0.04]).villages - 1))
    shift = 0.04 / (sd * np.sqrt(2 / 8 * (1 + 1 / 12)))
    expected = nct.sf(t.ppf(0.975, 13), 13, shift)
    assert alike.power[0] == pytest.approx(expected, abs=0.08)  # the pool's own luck is .03 only about


@pytest.mark.parametrize("plan", PLANS)
def test_a_programme_without_effect_is_found_in_a_twentieth(plan: str) -> None:
    alike, different = tried([0.0, 0.05], plan=plan)
    for found in (alike, different):
        trials = int(found.trials.sum())
        half = 3.3 * np.sqrt(0.05 * 0.95 / trials)
        # few villages are a little careful in a wedge; none is careless
        assert found.false.sum() / trials < 0.05 + half
        assert plan == "wedge" or found.false.sum() / trials > 0.05 - half


@pytest.mark.parametrize("plan", PLANS)
def test_intervals_hold_the_true_effect_in_nineteen_of_twenty(plan: str) -> None:
    alike, _ = tried([0.03, 0.06], plan=plan)
    assert alike.effect == pytest.approx([0.03, 0.06], abs=1e-9)
    low, high = wilson(int(alike.covered.sum()), int(alike.trials.sum()))
    assert low < 0.975 and high > 0.94
    assert alike.estimate == pytest.approx(alike.effect, abs=0.004)


def test_assurance_is_the_mean_of_the_power_of_sets_and_harm_is_found_as_harm() -> None:
    alike, different = tried([-0.1, 0.0, 0.1])
    assert alike.power[0] > 0.9 and alike.power[2] > 0.9
    # a set without any effect has no true sign to find
    assert alike.power[1] < 0.06
    # where villages mix the three, nothing is left on average
    assert different.effect[0] == pytest.approx(0, abs=1e-9)
    assert different.detectable[0] > 1.5 * alike.detectable[0]


def test_a_sign_is_wrong_as_often_as_the_normal_law_has_it() -> None:
    from scipy.stats import norm

    alike, _ = tried([0.01])
    error = alike.detectable[0] / (t.ppf(0.975, 13) + t.ppf(0.8, 13))
    assert alike.turned[0] / alike.trials[0] == pytest.approx(norm.cdf(-0.01 / error), abs=0.04)


def test_items_have_the_reliability_they_were_given_and_cost_power() -> None:
    villages = pool([0.05] * 4)
    assert reached_reliability(villages, terms(items=3), 1) == pytest.approx(0.5, abs=0.04)
    exact, asked = tried([0.05])[0], tried([0.05], items=3)[0]
    assert asked.power[0] < exact.power[0] - 0.1


def test_what_is_desired_is_found_where_there_is_nothing() -> None:
    alike, _ = tried([0.0], items=3, desired=0.15)
    assert alike.false[0] / alike.trials[0] > 0.5


def test_contamination_takes_its_share_of_the_effect() -> None:
    alike, _ = tried([0.06], contamination=0.5)
    assert alike.estimate[0] == pytest.approx(0.03, abs=0.003)
    assert alike.effect[0] == pytest.approx(0.06)


def test_loss_takes_owners_and_those_of_low_trust_first_where_asked() -> None:
    world = pool([0.0]).worlds[0]
    sizes = []
    for leaning in (False, True):
        sample = Sample(world, terms(loss=0.3, loss_by_trust=leaning), 50, 8, 20, 1, 1)
        after, before = sample.score(0, 1), sample.score(0, 0)
        assert np.isfinite(before).all()
        gone = np.isnan(after)
        assert gone.mean() == pytest.approx(0.3, abs=0.02)
        sizes.append(before[~gone].mean() - before.mean())
    assert abs(sizes[0]) < 0.005
    assert sizes[1] > 0.02


def test_owners_who_have_closed_are_asked_no_more_and_a_village_without_any_is_no_result() -> None:
    villages = pool([0.05], each=6)
    values = villages.mixed.values.transpose(1, 0, 2, 3).copy()
    values[:, :, 1, 10:] = np.nan
    closed = Pool(values, np.zeros((2, 6)), np.zeros(6, dtype=int))
    sample = Sample(closed.worlds[0], terms(), 40, 6, 20, 1, 1)
    assert np.isnan(sample.score(1, 1)).mean() == pytest.approx(50 / 60, abs=0.03)
    assert true_effect(closed.worlds[0], terms(), 1) == pytest.approx(0.05)
    values[:, :, 1, 1:] = np.nan
    left = Pool(values, np.zeros((2, 6)), np.zeros(6, dtype=int))
    (found,) = found_by(left, terms(trials=200), 1, 1)[0].values()
    assert found.trials[0] < 200


def test_few_villages_of_a_set_are_stretched_to_the_spread_of_many() -> None:
    spreads = []
    for each in (3, 200):
        means = [world.means()[:, 0, 0] for world in pool([0.0] * (600 // each), each=each).worlds]
        spreads.append(np.mean([mean.var() for mean in means]))
    assert spreads[0] == pytest.approx(spreads[1], rel=0.12)


def test_the_intraclass_correlation_is_that_of_the_villages() -> None:
    villages = pool([0.0] * 3, each=200, between=0.05, within=0.1)
    assert villages.mixed.icc == pytest.approx(0.0025 / 0.0125, abs=0.03)


def test_a_run_that_failed_takes_its_village_out_of_the_pool() -> None:
    villages = pool([0.0, 0.1], each=3)
    values = villages.mixed.values.transpose(1, 0, 2, 3).copy()
    values[1, 4] = np.nan
    left = Pool(values, np.zeros((2, 6)), np.repeat([0, 1], 3))
    assert [len(world.values) for world in left.worlds] == [3, 2] and left.villages == 5


def test_a_larger_trial_begins_with_the_owners_of_a_smaller_one() -> None:
    sizes = {"villages": [4, 8], "owners": [10, 20], "trials": 300}
    both = found_by(pool([0.04]), terms(**sizes), 1, 5)[0]
    assert both[8, 20].power[0] > both[4, 10].power[0]
    again = found_by(pool([0.04]), terms(**sizes), 1, 5)[0]
    assert both[4, 20].right.tolist() == again[4, 20].right.tolist()
