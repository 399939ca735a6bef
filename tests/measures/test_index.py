"""The index of social capital: the mean of trust, network and norms, each from 0 to 1."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.measures.catalogue import MEASURES
from simulation.measures.index import WIDTH, measure_index

NAMES = [measure.name for measure in MEASURES if measure.file == "index"]
SHARE = st.floats(0, 1)


def measured(trust=0.6, degree=4.5, bridging_ratio=0.4, norms=(0.5, 0.4, 0.9)) -> dict[str, float]:
    row, means = np.empty(WIDTH), np.full(9, np.nan)
    means[::3] = norms
    measure_index(trust, degree, bridging_ratio, means, row)
    return dict(zip(NAMES, row, strict=True))


def test_the_index_by_hand():
    found = measured()
    assert found["social_capital_trust"] == 0.6
    assert found["social_capital_network"] == pytest.approx((0.5 + 0.4) / 2)
    assert found["social_capital_norms"] == pytest.approx(0.6)
    assert found["social_capital"] == pytest.approx((0.6 + 0.45 + 0.6) / 3)


def test_more_ties_than_nine_and_more_mixing_than_chance_count_as_full():
    assert measured(degree=20.0, bridging_ratio=1.5)["social_capital_network"] == 1.0
    assert measured(degree=9.0, bridging_ratio=1.0)["social_capital_network"] == 1.0


def test_with_one_group_the_network_is_the_degree_alone():
    assert measured(bridging_ratio=np.nan)["social_capital_network"] == 0.5


@given(SHARE, st.floats(0, 60), st.floats(0, 5), st.tuples(SHARE, SHARE, SHARE))
def test_the_index_and_its_parts_lie_between_0_and_1(trust, degree, ratio, norms):
    assert all(-1e-12 <= value <= 1 + 1e-12 for value in measured(trust, degree, ratio, norms).values())
