"""Standard errors in a village of finite size."""

import math

import numpy as np
import pytest

from simulation.survey.estimate import jackknife_error, mean_error

VALUES = np.array([0.2, 0.4, 0.4, 0.8, np.nan])
PLAIN = math.sqrt(np.var(VALUES[:4], ddof=1) / 4)


def test_without_a_known_village_the_error_is_that_of_any_mean() -> None:
    assert mean_error(VALUES, None, 0.9) == pytest.approx((0.45, PLAIN))


def test_a_perfect_scale_in_half_the_village_has_cochrans_correction() -> None:
    assert mean_error(VALUES, 8, 1.0)[1] == pytest.approx(PLAIN * math.sqrt(1 - 4 / 8))


def test_where_all_are_asked_the_error_of_the_answers_is_left() -> None:
    assert mean_error(VALUES, 4, 1.0)[1] == 0
    assert mean_error(VALUES, 4, 0.75)[1] == pytest.approx(PLAIN * math.sqrt(0.25))


@pytest.mark.parametrize("reliability", [0.0, -0.4, math.nan])
def test_a_scale_that_measures_nothing_is_not_corrected(reliability: float) -> None:
    assert mean_error(VALUES, 4, reliability)[1] == pytest.approx(PLAIN)


def test_nobody_has_no_mean() -> None:
    assert all(math.isnan(part) for part in mean_error(np.array([np.nan]), None))


def test_the_jackknife_finds_the_known_variance_of_a_density() -> None:
    # of independent ties the density has the variance p (1 - p) / pairs; one jackknife is off by a quarter,
    # the mean of 60 by 3 %
    source = np.random.default_rng(3)
    owners, chance, found = 30, 0.2, []
    for _ in range(60):
        graph = np.triu(source.random((owners, owners)) < chance, 1)

        def density(stay: np.ndarray, graph: np.ndarray = graph) -> float:
            size = stay.sum()
            return float(graph[np.ix_(stay, stay)].sum() / (size * (size - 1) / 2))

        found.append(jackknife_error(density, owners, None, 0.0) ** 2)
    assert np.mean(found) == pytest.approx(chance * (1 - chance) / (owners * (owners - 1) / 2), rel=0.15)
