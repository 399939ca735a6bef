"""The emulator: it tells a quadratic, owns to what it does not know, and rules out no plausible set."""

import numpy as np
import pytest

from simulation.questions.ensemble.emulator import A_TERM, Emulator, Look, Polynomial
from simulation.questions.ensemble.step import LIMIT
from tests.questions.ensemble.toys import NARROW, SPACE, Toy, band, matching

PARAMETERS = 4
TERMS = 1 + 2 * PARAMETERS


def shares(number: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).random((number, PARAMETERS))


def quadratic(at: np.ndarray) -> np.ndarray:
    x = 2 * at - 1
    found: np.ndarray = 0.3 + x[:, 0] - 0.5 * x[:, 1] ** 2 + 0.8 * x[:, 0] * x[:, 2]
    return found


def fitted(at: np.ndarray, means: np.ndarray, *, error: float = 0.0) -> Polynomial:
    found = Polynomial.fitted(at, np.zeros(len(at), dtype=np.int64), means, np.full(len(at), error))
    assert found is not None
    return found


def test_a_quadratic_is_told_as_it_is() -> None:
    polynomial = fitted(shares(200), quadratic(shares(200)))
    mean, deviation = polynomial.told(shares(50, 2))
    np.testing.assert_allclose(mean, quadratic(shares(50, 2)), atol=1e-6)
    assert deviation.max() < 1e-6


def test_the_deviation_is_that_of_sets_that_were_not_run() -> None:
    chance = np.random.default_rng(3)
    at, new = shares(400), shares(4000, 2)
    rough = quadratic(at) + 0.2 * chance.standard_normal(400)
    mean, deviation = fitted(at, rough).told(new)
    missed = (quadratic(new) + 0.2 * chance.standard_normal(4000) - mean) / deviation
    # of 4,000 scores the standard deviation lies within 5 % of 1, but for the one fit they share
    assert missed.std() == pytest.approx(1, abs=0.08)


def test_luck_that_all_sets_share_is_in_no_residual_and_is_added() -> None:
    at = shares(400)
    mean, deviation = fitted(at, quadratic(at) + 0.5, error=0.5).told(at)
    np.testing.assert_allclose(mean - quadratic(at), 0.5, atol=1e-6)
    np.testing.assert_allclose(deviation, 0.5, rtol=1e-3)


def test_villages_of_an_earlier_step_do_not_shift_what_the_last_one_says() -> None:
    at = shares(600)
    steps = np.repeat([1, 2], [500, 100])
    means = quadratic(at) + np.where(steps == 1, 0.7, 0.0)
    errors = np.where(steps == 1, 0.7, 0.01)
    found = Polynomial.fitted(at, steps, means, errors)
    assert found is not None
    mean, deviation = found.told(shares(50, 2))
    np.testing.assert_allclose(mean, quadratic(shares(50, 2)), atol=1e-5)
    assert deviation.max() < 0.011


def test_from_too_few_sets_nothing_is_told() -> None:
    few = shares(A_TERM * TERMS - 1)
    none = np.zeros(len(few), dtype=np.int64)
    assert Polynomial.fitted(few, none, quadratic(few), np.zeros(len(few))) is None
    look = Look(1, few, {"sum": quadratic(few)}, {"sum": np.zeros(len(few))})
    emulator = Emulator.of([band("sum", 0.9, 1.1)], [look])
    assert emulator.patterns == () and (emulator.implausibility(few) == 0).all()


def test_what_says_nothing_is_left_out_and_a_parameter_that_never_moves_is_no_trouble() -> None:
    at = shares(300)
    at[:, 3] = 0.5
    means = quadratic(at)
    means[::7] = np.nan
    look = Look(1, at, {"sum": means}, {"sum": np.zeros(300)})
    ((_, polynomial),) = Emulator.of([band("sum", 0.9, 1.1)], [look]).patterns
    mean, _ = polynomial.told(at)
    np.testing.assert_allclose(mean, quadratic(at), atol=1e-4)


def test_no_plausible_set_is_ruled_out_and_most_others_are() -> None:
    found = matching(Toy()).search(10_000, 1000, 2)
    emulator = Emulator.of([band("sum", 0.9, 1.1), band("first", 0.2, 1.0)], found.looks)
    at = shares(2000, 4)
    a, b, _, _ = SPACE.values(at[:, [0, 1, 2, 3]]).T
    meets = (np.abs(a + b - 1) <= 0.1) & (a >= 0.2)
    left = emulator.implausibility(at[:, :3]) <= LIMIT
    assert left[meets].all()
    assert left[~meets].mean() < 0.05


def test_a_later_wave_counts_its_draws_and_what_the_emulator_leaves_of_them() -> None:
    toy = Toy()
    found = matching(toy).search(10_000, 1000, 2)
    rows = [row for row in found.funnel if row["step"] == "emulated"]
    assert [(row["wave"], row["villages"]) for row in rows] == [(1, 0), (2, 0)]
    assert (rows[0]["sets"], rows[0]["left"]) == (1000, 1000)
    assert int(rows[1]["sets"]) > 1000 and rows[1]["left"] == 1000
    passed = {row["wave"]: row for row in found.funnel if row["step"] == "sum"}
    assert int(passed[2]["left"]) > 0.9 * int(passed[2]["sets"])
    # so much rarer such a set is drawn from the whole ranges
    assert found.waves[1].weights.mean() < 1


def test_an_emulator_that_leaves_nothing_is_set_aside() -> None:
    found = matching(Toy(), (band("sum", 5.0, 6.0), *NARROW[1:])).search(10, 100, 2)
    assert [(wave.drawn, len(wave.shares)) for wave in found.waves] == [(100, 100), (100, 100)]
    assert (found.waves[1].weights == 1).all()
