"""Estimators of trials: known values, closed forms on toy clusters, and the level of their tests."""

from math import comb

import numpy as np
import pytest
from scipy.stats import norm, t, ttest_rel

from simulation.questions.trial.ancova import ancova
from simulation.questions.trial.estimate import Estimate
from simulation.questions.trial.mixed import mixed_model
from simulation.questions.trial.pairs import matched, paired
from simulation.questions.trial.randomisation import EXACT, allocations, randomisation_p
from simulation.questions.trial.wedge import exposure, hussey_hughes, stepped_wedge

TRIALS = 4000


def binomial_interval(share: float, trials: int) -> tuple[float, float]:
    """Return where a counted share lies in 999 of 1000 cases."""
    half = norm.ppf(0.9995) * np.sqrt(share * (1 - share) / trials)
    return share - half, share + half


def clusters(random: np.random.Generator, villages: int, owners: int, icc: float) -> np.ndarray:
    """Return means of villages whose owners have variance 1, of shape (trials, villages)."""
    return random.normal(0, np.sqrt(icc + (1 - icc) / owners), (TRIALS, villages))


def test_ancova_is_the_least_squares_of_any_textbook() -> None:
    import statsmodels.api as sm

    random = np.random.default_rng(1)
    before, after = random.normal(size=(2, 3, 10))
    treated = np.array([True, False, True, True, False, False, True, False, False, False])
    found = ancova(before, after, treated)
    for k in range(3):
        fitted = sm.OLS(after[k], np.column_stack([np.ones(10), treated, before[k]])).fit()
        assert found.effect[k] == pytest.approx(fitted.params[1])
        assert found.error[k] == pytest.approx(fitted.bse[1])
        assert found.p[k] == pytest.approx(fitted.pvalues[1])
        assert (found.low[k], found.high[k]) == pytest.approx(tuple(fitted.conf_int()[1]))


def test_the_variance_between_arms_is_that_of_donner_and_klar() -> None:
    villages, owners, icc = 20, 15, 0.1
    random = np.random.default_rng(2)
    after = clusters(random, 2 * villages, owners, icc)
    treated = np.arange(2 * villages) < villages
    found = ancova(np.zeros_like(after), after, treated)
    # two arms of n owners: 2/n, times the design effect 1 + (m - 1) ICC
    expected = 2 / (villages * owners) * (1 + (owners - 1) * icc)
    assert found.effect.var() == pytest.approx(expected, rel=0.08)
    assert (found.error**2).mean() == pytest.approx(expected * 38 / 37, rel=0.03)


@pytest.mark.parametrize("villages", [3, 6, 12])
def test_power_is_that_of_the_noncentral_t(villages: int) -> None:
    from scipy.stats import nct

    random = np.random.default_rng(3)
    before, luck = random.normal(size=(2, TRIALS, 2 * villages))
    treated = np.arange(2 * villages) < villages
    found = ancova(before, 0.5 * before + luck + 1.2 * treated, treated)
    # the baseline adds to the variance what it takes to estimate its slope
    freedom = 2 * villages - 3
    slope = 1 + 1 / (2 * villages - 4) if villages > 2 else 1
    shift = 1.2 / np.sqrt(2 / villages * slope)
    expected = nct.sf(t.ppf(0.975, freedom), freedom, shift)
    assert np.mean((found.p < 0.05) & (found.effect > 0)) == pytest.approx(expected, abs=0.03)


@pytest.mark.parametrize("villages", [2, 4, 10])
def test_trials_without_an_effect_find_one_in_a_twentieth(villages: int) -> None:
    random = np.random.default_rng(4)
    low, high = binomial_interval(0.05, TRIALS)
    before = random.normal(size=(TRIALS, 2 * villages))
    after = 0.5 * before + random.normal(size=before.shape)
    treated = np.arange(2 * villages) < villages
    assert low < np.mean(ancova(before, after, treated).p < 0.05) < high
    pairs = matched(before)
    one, two = (np.take_along_axis(after, pairs[..., side], axis=1) for side in (0, 1))
    coins = random.random(one.shape) < 0.5
    found = paired(np.where(coins, one, two), np.where(coins, two, one))
    assert low < np.mean(found.p < 0.05) < high


def test_pairs_are_neighbours_and_their_test_is_the_paired_t() -> None:
    pairs = matched(np.array([[0.5, 0.1, 0.9, 0.2, 0.55, 0.8]]))
    assert pairs.tolist() == [[[1, 3], [0, 4], [5, 2]]]
    one, two = np.array([[0.6, 0.7, 0.2, 0.9]]), np.array([[0.5, 0.5, 0.3, 0.6]])
    assert paired(one, two).p[0] == pytest.approx(ttest_rel(one[0], two[0]).pvalue)


@pytest.mark.parametrize(("steps", "each"), [(1, 4), (3, 2), (4, 3)])
def test_the_parts_of_a_wedge_weigh_as_hussey_and_hughes_have_it(steps: int, each: int) -> None:
    noise, village = 0.04, 0.02
    treated = exposure(steps, each)
    x = treated.astype(float)
    waves = treated.shape[1]
    # generalised least squares in full: an effect of each wave, and covariance of a random effect
    covariance = np.kron(np.eye(len(x)), noise * np.eye(waves) + village)
    given = np.column_stack([x.ravel(), np.tile(np.eye(waves), (len(x), 1))])
    if steps == 1:  # everybody begins together: nothing tells the wave from the programme
        assert np.linalg.matrix_rank(given) == waves
        return
    whole = np.linalg.inv(given.T @ np.linalg.solve(covariance, given))
    assert hussey_hughes(treated, noise, village) == pytest.approx(whole[0, 0])


def test_a_stepped_wedge_has_the_variance_of_hussey_and_hughes_and_its_level() -> None:
    random, treated = np.random.default_rng(5), exposure(4, 5)
    luck = random.normal(0, 0.1, (TRIALS, 20, 5)) + random.normal(0, 0.2, (TRIALS, 20, 1))
    found = stepped_wedge(luck + 0.3 * np.arange(5), treated)
    expected = hussey_hughes(treated, 0.01, 0.04)
    assert found.effect.var() == pytest.approx(expected, rel=0.08)
    assert np.median(found.error**2) == pytest.approx(expected, rel=0.08)
    low, high = binomial_interval(0.05, TRIALS)
    assert low - 0.01 < np.mean(found.p < 0.05) < high
    shifted = stepped_wedge(luck + 0.3 * np.arange(5) + 0.07 * treated, treated)
    assert shifted.effect - found.effect == pytest.approx(np.full(TRIALS, 0.07))


def test_without_any_luck_a_wedge_finds_the_effect_itself() -> None:
    treated = exposure(3, 2)
    found = stepped_wedge((0.2 * treated + np.arange(4))[None].astype(float), treated)
    assert found.effect[0] == pytest.approx(0.2)
    assert found.error[0] == pytest.approx(0, abs=1e-7)


def test_all_allocations_are_looked_at_where_they_are_few() -> None:
    few, many = allocations(8, 4, 1), allocations(20, 10, 1)
    assert len(few) == comb(8, 4) and len(np.unique(few, axis=0)) == len(few)
    assert len(many) == EXACT and set(many.sum(axis=1).tolist()) == {10}
    assert np.abs(many.mean(axis=0) - 0.5).max() < 0.05


def test_randomisation_finds_what_is_not_there_no_more_often_than_its_level() -> None:
    random = np.random.default_rng(6)
    treated = np.arange(8) < 4
    others = allocations(8, 4, 1)
    # outcomes far from normal
    p = np.array(
        [randomisation_p(random.normal(size=8), random.exponential(size=8) ** 2, treated, others)
         for _ in range(400)]
    )  # fmt: skip
    assert p.min() >= 1 / len(others)
    for level in (0.05, 0.2, 0.5):
        assert np.mean(p <= level) <= binomial_interval(level, 400)[1]
    assert np.mean(p <= 0.5) > 0.4


def test_the_mixed_model_agrees_with_village_means_in_balanced_villages() -> None:
    random = np.random.default_rng(7)
    village = np.repeat(np.arange(12), 10)
    treated = village < 6
    before = random.normal(size=120) + random.normal(size=12)[village]
    after = before + random.normal(size=120) + random.normal(size=12)[village] + 2.0 * treated
    owners = mixed_model(village, before, after, treated)
    one, two = (np.array([each[village == k].mean() for k in range(12)]) for each in (before, after))
    means = ancova(one[None], two[None], np.arange(12) < 6)
    assert owners.effect[0] == pytest.approx(means.effect[0], abs=1e-4)
    assert owners.error[0] == pytest.approx(means.error[0], rel=1e-3)


def test_the_mixed_model_stands_where_villages_do_not_differ() -> None:
    random = np.random.default_rng(8)
    village = np.repeat(np.arange(6), 5)
    found = mixed_model(village, random.normal(size=30), random.normal(size=30), village < 3)
    assert np.isfinite([found.effect[0], found.error[0], found.p[0]]).all()


def test_the_smallest_detectable_effect_is_found_in_four_of_five_trials() -> None:
    random = np.random.default_rng(9)
    treated = np.arange(40) < 20
    before, luck = random.normal(size=(2, TRIALS, 40))
    detectable = ancova(before, luck, treated).detectable
    found = ancova(before, luck + detectable * treated, treated)
    assert np.mean(found.p < 0.05) == pytest.approx(0.8, abs=0.025)


def test_an_estimate_without_any_error_is_sure_and_none_at_all_is_no_result() -> None:
    sure = Estimate.of(np.array([0.1, 0.0, np.nan]), np.array([0.0, 0.0, np.nan]), 5)
    assert sure.p[:2].tolist() == [0.0, 1.0]
    assert np.isnan(sure.p[2])
