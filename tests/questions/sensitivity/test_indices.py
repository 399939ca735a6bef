"""Indices of functions whose indices are known, through the code that reads the model's."""

from math import pi

import numpy as np
import pytest

from simulation.questions.sensitivity.indices import Indices, luck_variance
from simulation.questions.sensitivity.morris import Morris
from simulation.questions.sensitivity.pawn import Pawn
from simulation.questions.sensitivity.sobol import Sobol
from simulation.questions.sensitivity.space import Space

SAMPLES = 1024
ISHIGAMI = Space(("x1", "x2", "x3"), (-pi,) * 3, (pi,) * 3)
WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0])
SOBOL_G = Space(tuple(f"x{k}" for k in range(8)), (0.0,) * 8, (1.0,) * 8)
LINEAR = Space(("plus", "nothing", "minus"), (0.0, 10.0, -1.0), (2.0, 20.0, 1.0))


def ishigami(x: np.ndarray) -> np.ndarray:
    """Ishigami & Homma 1990 with a = 7, b = 0.1."""
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def ishigami_indices() -> tuple[np.ndarray, np.ndarray]:
    """First and total order, by integration (Saltelli et al. 2008, section 4.1)."""
    alone = np.array([0.5 * (1 + 0.1 * pi**4 / 5) ** 2, 7**2 / 8, 0.0])
    together = 0.1**2 * pi**8 * (1 / 18 - 1 / 50)  # of the first and the third
    variance = alone.sum() + together
    return alone / variance, (alone + together * np.array([1, 0, 1])) / variance


def sobol_g(x: np.ndarray) -> np.ndarray:
    return np.prod((np.abs(4 * x - 2) + WEIGHTS) / (1 + WEIGHTS), axis=1)


def sobol_g_indices() -> tuple[np.ndarray, np.ndarray]:
    """First and total order: a product of independent factors (Saltelli & Sobol 1995)."""
    parts = 1 / (3 * (1 + WEIGHTS) ** 2)
    whole = np.prod(1 + parts)
    return parts / (whole - 1), parts * whole / (1 + parts) / (whole - 1)


def one_village(method: Indices, function: object) -> np.ndarray:
    """Return values without luck, as if one village had been simulated at each point."""
    return function(method.space.values(method.unit))[:, None]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("space", "function", "known"),
    [(ISHIGAMI, ishigami, ishigami_indices), (SOBOL_G, sobol_g, sobol_g_indices)],
    ids=["Ishigami", "Sobol-G"],
)
def test_sobol_indices_are_the_analytic_ones(space: Space, function: object, known: object) -> None:
    method = Sobol(space, SAMPLES, seed=1)
    found = method.table(one_village(method, function))
    first, total = known()  # type: ignore[operator]
    assert found["first"].to_numpy() == pytest.approx(first, abs=0.03)
    assert found["total"].to_numpy() == pytest.approx(total, abs=0.03)
    for name, truth in (("first", first), ("total", total)):
        # what is exactly nothing has no interval
        assert (found[f"{name}_low"] - 1e-9 <= truth).all()
        assert (found[f"{name}_high"] + 1e-9 >= truth).all()
    assert (found["points"] == SAMPLES * (len(space.names) + 2)).all()


def test_intervals_of_sobol_indices_hold_the_truth_about_as_often_as_they_say() -> None:
    truth = np.concatenate(ishigami_indices())
    held = []
    for seed in range(1, 41):
        method = Sobol(ISHIGAMI, 256, seed=seed)
        found = method.table(one_village(method, ishigami))
        low = np.concatenate([found["first_low"], found["total_low"]])
        high = np.concatenate([found["first_high"], found["total_high"]])
        held.append((low <= truth) & (truth <= high))
    # points spread evenly fall out better than the bootstrap believes
    assert np.mean(held) >= 0.93


@pytest.mark.parametrize(("space", "function"), [(ISHIGAMI, ishigami), (SOBOL_G, sobol_g)])
def test_morris_ranks_as_the_total_order_does(space: Space, function: object) -> None:
    method = Morris(space, 100, seed=1)
    found = method.table(one_village(method, function))["mu_star"].to_numpy()
    if function is sobol_g:
        assert list(np.argsort(-found, kind="stable")[:4]) == [0, 1, 2, 3]
        assert found[4:].max() < 0.05 * found[0]
    else:
        # the third does nothing alone: only total order and elementary effects see it
        assert found[2] > 0.3 * found.max()


def test_elementary_effects_of_a_straight_line_are_its_slopes_over_the_ranges() -> None:
    method = Morris(LINEAR, 10, seed=3)
    found = method.table(one_village(method, lambda x: 5.0 + 3.0 * x[:, 0] - 0.5 * x[:, 2]))
    assert found["mu"].to_numpy() == pytest.approx([6.0, 0.0, -1.0], abs=1e-9)
    assert found["mu_star"].to_numpy() == pytest.approx([6.0, 0.0, 1.0], abs=1e-9)
    assert found["sigma"].to_numpy() == pytest.approx(0.0, abs=1e-9)
    assert found["low"].to_numpy() == pytest.approx(found["high"].to_numpy(), abs=1e-9)


def test_what_acts_only_together_with_another_has_a_sigma() -> None:
    space = Space(("a", "b"), (-1.0, -1.0), (1.0, 1.0))
    method = Morris(space, 200, seed=1)
    found = method.table(one_village(method, lambda x: x[:, 0] * x[:, 1]))
    # a step from -1 to 1/3 or from -1/3 to 1, per range: 2b, with b = +-1 or +-1/3
    assert found["mu"].to_numpy() == pytest.approx([0.0, 0.0], abs=0.25)
    assert found["mu_star"].to_numpy() == pytest.approx([4 / 3, 4 / 3], abs=0.1)
    assert found["sigma"].to_numpy() == pytest.approx(np.sqrt(20 / 9), abs=0.1)


def test_pawn_sees_what_moves_the_distribution_and_nothing_beside_chance_in_what_does_not() -> None:
    method = Pawn(SOBOL_G, 2000, seed=1)
    found = method.table(one_village(method, sobol_g))
    assert list(np.argsort(-found["median"].to_numpy(), kind="stable")[:2]) == [0, 1]
    assert found["median"][0] > 3 * found["floor"][0]
    assert found["median"].to_numpy()[4:] == pytest.approx(found["floor"][0], rel=0.4)
    assert (found["least"] <= found["median"]).all() and (found["median"] <= found["most"]).all()


def noisy(method: Indices, villages: int, spread: float, slope: float) -> np.ndarray:
    """A line in the first parameter, a village of its own mean, and luck of a known spread."""
    rng = np.random.default_rng(7)
    line = slope * method.unit[:, :1] + 10 * rng.standard_normal(villages)
    return line + spread * rng.standard_normal((method.unit.shape[0], villages))


def test_the_variance_that_is_luck_is_found_whatever_points_and_villages_differ_by() -> None:
    method = Sobol(ISHIGAMI, 256, seed=1)
    values = noisy(method, villages=4, spread=2.0, slope=8.0)
    assert luck_variance(values) == pytest.approx(2.0**2 / 4, rel=0.05)
    assert np.isnan(luck_variance(values[:, :1]))


def test_a_parameter_that_does_nothing_stands_at_the_floor() -> None:
    for method in (Morris(ISHIGAMI, 400, seed=1), Sobol(ISHIGAMI, 512, seed=1)):
        found = method.table(noisy(method, villages=4, spread=2.0, slope=8.0))
        leading = found[method.leading].to_numpy()
        assert leading[1:] == pytest.approx(found["floor"][0], rel=0.15)
        assert leading[0] > 3 * found["floor"][0]


def test_luck_is_as_wide_as_the_index_jumps_with_other_villages() -> None:
    method = Morris(ISHIGAMI, 20, seed=1)
    rng = np.random.default_rng(3)

    def drawn(slopes: np.ndarray) -> float:
        """The slope differs from village to village: its mean over ten of them is uncertain."""
        return float(method.table(method.unit[:, :1] * slopes)["mu_star"][0])

    told = [method.table(method.unit[:, :1] * (5 + rng.standard_normal(10)))["luck"][0] for _ in range(60)]
    jumps = np.std([drawn(5 + rng.standard_normal(10)) for _ in range(60)])
    # half a Student interval of 4 degrees of freedom
    assert np.mean(told) == pytest.approx(2.776 * jumps, rel=0.25)


@pytest.mark.parametrize("method", [Morris(ISHIGAMI, 12, 1), Sobol(ISHIGAMI, 16, 1), Pawn(ISHIGAMI, 60, 1)])
def test_a_block_with_an_empty_point_is_left_out_and_told(method: Indices) -> None:
    values = np.repeat(one_village(method, ishigami), 3, axis=1) + np.array([0.0, 0.1, 0.2])
    whole = method.table(values)
    some = values.copy()
    some[2, :] = np.nan  # a point without any value
    some[-1, 1] = np.nan  # a point with two of three: it stays
    found = method.table(some)
    assert (found["points"] == values.shape[0] - method.block).all()
    assert not found[method.leading].isna().any()
    assert not np.allclose(found[method.leading], whole[method.leading])
    nothing = method.table(np.full_like(values, np.nan))
    assert nothing[method.leading].isna().all() and (nothing["points"] == 0).all()
    assert whole["varies"].tolist() == found["varies"].tolist() == [True] * 3
    assert nothing["varies"].isna().all()


@pytest.mark.parametrize("method", [Morris(ISHIGAMI, 12, 1), Sobol(ISHIGAMI, 16, 1), Pawn(ISHIGAMI, 60, 1)])
@pytest.mark.parametrize("value", [0.0, 0.3, -2e7])
def test_what_never_changes_has_no_index_and_says_so(method: Indices, value: float) -> None:
    same = np.full((method.unit.shape[0], 3), value)
    # the difference of two sums is hardly ever exactly the same
    for values in (same, same + value * 1e-15 * np.arange(same.shape[0])[:, None]):
        found = method.table(values)
        assert found[method.leading].isna().all()
        assert (found["points"] == same.shape[0]).all()
        assert found["varies"].tolist() == [False] * 3
    barely = method.table(same + 1e-6 * max(1.0, abs(value)) * method.unit[:, :1])
    assert barely["varies"].tolist() == [True] * 3


def test_the_same_seed_gives_the_same_points_and_intervals() -> None:
    def both(seed: int) -> tuple[np.ndarray, np.ndarray]:
        method = Morris(ISHIGAMI, 10, seed)
        return method.unit, method.table(one_village(method, ishigami)).iloc[:, 1:].to_numpy(dtype=float)

    for one, two in zip(both(5), both(5), strict=True):
        np.testing.assert_array_equal(one, two)
    assert not np.array_equal(both(5)[0], both(6)[0])


def test_values_lie_in_the_ranges_and_whole_parameters_are_whole() -> None:
    space = Space(("share", "friends"), (0.2, 12.0), (0.4, 60.0), frozenset({"friends"}))
    values = space.values(Sobol(space, 64, seed=1).unit)
    assert (values >= [0.2, 12.0]).all() and (values <= [0.4, 60.0]).all()
    assert (values[:, 1] == np.rint(values[:, 1])).all()
    assert space.only(["friends"]).names == ("friends",)
    assert space.points(np.zeros((1, 2))).columns == {"share": [0.2], "friends": [12.0]}
