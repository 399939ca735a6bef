"""ABC-SMC against posteriors that are known: a normal mean, two parameters that are one, an unknown one."""

import numpy as np
import pytest
from scipy.stats import binom, truncnorm

from simulation.analysis.luck import Luck
from simulation.files.faults import StudyError
from simulation.questions.calibration.fit import adjust, fit, resample
from simulation.questions.calibration.particles import Simulate
from simulation.questions.calibration.prior import Uniform

RANGE = {"mean": (-2.0, 2.0)}
NOISE = 0.4


def measured(truth: float, luck: Luck) -> float:
    """Return one measurement of a normal mean."""
    return truth + NOISE * luck.normals(1)[0]


def apart_from(observed: float, luck: Luck) -> Simulate:
    """Return what simulates measurements, in units of their noise apart from the observed one."""

    def simulate(points: np.ndarray) -> np.ndarray:
        return np.array([[(measured(point[0], luck) - observed) / NOISE] for point in points])

    return simulate


def exact(observed: float) -> "truncnorm":
    """Return the posterior of a normal mean under the uniform prior."""
    low, high = RANGE["mean"]
    return truncnorm((low - observed) / NOISE, (high - observed) / NOISE, observed, NOISE)


def fitted(observed: float, seed: int, particles: int = 150) -> np.ndarray:
    simulate = apart_from(observed, Luck(seed, 1))
    found = fit(Uniform(RANGE), simulate, 1, particles=particles, populations=3, luck=Luck(seed, 0))
    return found.draws["mean"].to_numpy()


@pytest.mark.parametrize("observed", [0.3, 1.9])
def test_the_posterior_of_a_normal_mean_is_the_known_one(observed: float) -> None:
    """Also at the end of the range, where the posterior is cut off."""
    draws, known = fitted(observed, 7, particles=400), exact(observed)
    # 400 weighted particles are worth some 200 independent draws: four standard errors
    assert abs(draws.mean() - known.mean()) < 4 * known.std() / np.sqrt(200)
    assert draws.std() == pytest.approx(known.std(), rel=4 / np.sqrt(2 * 200))


def test_no_particle_outweighs_the_rest() -> None:
    """Where steps hardly reach, a particle would have a weight without bound."""
    found = fit(
        Uniform(RANGE), apart_from(0.3, Luck(7, 1)), 1, particles=300, populations=3, luck=Luck(7, 0)
    ).rounds
    assert (found["effective"] > 150).all()


@pytest.mark.long
def test_intervals_hold_the_truth_as_often_as_they_claim() -> None:
    inside, trials = 0, 20
    for trial in range(trials):
        luck = Luck(100 + trial, 2)
        truth = -2.0 + 4.0 * luck.numbers(1)[0]
        low, high = np.quantile(fitted(measured(truth, luck), trial, particles=100), [0.05, 0.95])
        inside += low <= truth <= high
    # 99.8 % of all sets of twenty trials, if nine of ten intervals hold the truth
    assert binom.ppf(0.001, trials, 0.9) <= inside


def test_of_two_parameters_that_only_add_up_the_sum_is_known_and_neither_of_them() -> None:
    luck = Luck(3, 1)

    def simulate(points: np.ndarray) -> np.ndarray:
        return np.array([[(point.sum() + 0.1 * luck.normals(1)[0] - 1.0) / 0.1] for point in points])

    ranges = {"one": (0.0, 1.0), "two": (0.0, 1.0)}
    draws = fit(Uniform(ranges), simulate, 1, particles=200, populations=4, luck=Luck(3, 0)).draws
    assert draws["one"].corr(draws["two"]) < -0.9
    assert draws.sum(axis=1).std() < 0.15
    assert draws["one"].std() > 0.7 / np.sqrt(12)


def test_the_same_luck_gives_the_same_posterior_and_other_luck_another() -> None:
    assert np.array_equal(fitted(0.3, 5, 60), fitted(0.3, 5, 60))
    assert not np.array_equal(fitted(0.3, 5, 60), fitted(0.3, 6, 60))


def test_what_numpy_draws_elsewhere_changes_nothing() -> None:
    np.random.seed(1)  # noqa: NPY002 - the generator that pyabc takes its own draws from
    one = fitted(0.3, 5, 60)
    np.random.seed(2)  # noqa: NPY002
    assert np.array_equal(one, fitted(0.3, 5, 60))


def test_populations_come_nearer_and_are_told() -> None:
    found = fit(
        Uniform(RANGE), apart_from(0.3, Luck(1, 1)), 1, particles=100, populations=4, luck=Luck(1, 0)
    ).rounds
    assert found["population"].tolist() == [1, 2, 3, 4]
    assert np.isnan(found["tolerance"].iloc[0])
    assert (np.diff(found["tolerance"].iloc[1:]) < 0).all()
    assert (found["simulations"] >= 100).all()
    assert found["effective"].iloc[0] == pytest.approx(100)
    assert found["accepted"].iloc[0] == 1


def test_a_village_without_such_a_number_is_never_accepted() -> None:
    luck = Luck(4, 1)

    def simulate(points: np.ndarray) -> np.ndarray:
        return np.where(points > 0, [luck.normals(1) for _ in points], np.nan)

    draws = fit(Uniform(RANGE), simulate, 1, particles=60, populations=2, luck=Luck(1, 0)).draws
    assert (draws["mean"] > 0).mean() > 0.85  # of the prior it is half; the adjustment carries a few over


def test_what_no_village_reaches_is_not_read_off_a_straight_line() -> None:
    """Far beyond what the model can give, an unbounded adjustment would put all draws at one end."""
    luck = Luck(4, 1)

    def simulate(points: np.ndarray) -> np.ndarray:
        return np.array([[(measured(point[0], luck) - 8.0) / NOISE] for point in points])

    draws = fit(Uniform(RANGE), simulate, 1, particles=100, populations=3, luck=Luck(1, 0)).draws["mean"]
    assert draws.mean() > 1.0
    assert draws.std() > 0.05


def test_numbers_that_no_village_has_are_refused() -> None:
    def simulate(points: np.ndarray) -> np.ndarray:
        return np.full((len(points), 1), np.nan)

    with pytest.raises(StudyError, match="fewer than 1% of the villages within the ranges"):
        fit(Uniform(RANGE), simulate, 1, particles=50, populations=2, luck=Luck(1, 0))


def test_the_adjustment_takes_out_what_is_linear_and_leaves_alone_what_is_unrelated() -> None:
    luck = Luck(9, 0)
    scores = np.array([luck.normals(2) for _ in range(400)])
    even = np.full(400, 1 / 400)
    # the statistics tell the scores exactly, so every particle lands on the one that was observed
    found, _ = adjust(scores, even, scores - [0.5, -0.2])
    assert found == pytest.approx(np.tile([0.5, -0.2], (400, 1)), abs=1e-6)
    apart = np.array([luck.normals(3) for _ in range(400)])
    found, weights = adjust(scores, even, apart)
    assert np.corrcoef(found[:, 0], scores[:, 0])[0, 1] > 0.95
    order = np.argsort(np.linalg.norm(apart, axis=1))
    assert (np.diff(weights[order]) <= 0).all()


def test_resampling_gives_each_its_share_but_for_one() -> None:
    weights = np.array([0.5, 0.0, 0.3, 0.2])
    counts = np.bincount(resample(weights, 1000, Luck(2, 0)), minlength=4)
    assert np.abs(counts - 1000 * weights).max() <= 1
    assert counts[1] == 0
