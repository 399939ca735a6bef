"""How persons differ: drawn with a known mean and spread, and not at all where the spread is 0 (ODD 5)."""

import numpy as np
import pytest

from simulation.model.state import found
from simulation.parameters import Behaviour
from tests.villages import make_profile

MANY = make_profile("a" * 20_000)


def test_without_spreads_everybody_is_alike():
    owners = found(MANY, Behaviour(sociability_sd=0.0, trustworthiness_sd=0.0, income_spread=0.0), 1).owners
    assert (owners["sociability"] == 1.0).all()
    assert not owners["trustworthiness"].any()
    assert not owners["income_shift"].any()


@pytest.mark.parametrize("sd", [0.3, 0.9])
def test_sociability_and_income_are_lognormal_with_mean_1(sd):
    owners = found(MANY, Behaviour(sociability_sd=sd, income_spread=sd), 2).owners
    for factor in (owners["sociability"], np.exp(owners["income_shift"])):
        error = np.sqrt((np.exp(sd**2) - 1) / 20_000)
        assert factor.mean() == pytest.approx(1.0, abs=4 * error)
        assert np.log(factor).std() == pytest.approx(sd, rel=0.03)


def test_trustworthiness_is_normal_around_0():
    drawn = found(MANY, Behaviour(trustworthiness_sd=1.2), 3).owners["trustworthiness"]
    assert drawn.mean() == pytest.approx(0.0, abs=4 * 1.2 / np.sqrt(20_000))
    assert drawn.std() == pytest.approx(1.2, rel=0.03)


def test_the_propensity_to_come_is_even_between_minus_1_and_1():
    drawn = found(MANY, Behaviour(), 4).owners["attendance"]
    assert drawn.min() >= -1
    assert drawn.max() < 1
    assert drawn.mean() == pytest.approx(0.0, abs=4 / np.sqrt(3 * 20_000))
    assert drawn.std() == pytest.approx(1 / np.sqrt(3), rel=0.03)


def test_traits_of_a_person_are_independent_of_each_other():
    owners = found(MANY, Behaviour(sociability_sd=0.5, trustworthiness_sd=1.0, income_spread=1.0), 5).owners
    table = np.array(
        [
            np.log(owners["sociability"]),
            owners["trustworthiness"],
            owners["income_shift"],
            owners["attendance"],
        ]
    )
    off_diagonal = np.corrcoef(table)[np.triu_indices(4, 1)]
    assert np.abs(off_diagonal).max() < 4 / np.sqrt(20_000)
