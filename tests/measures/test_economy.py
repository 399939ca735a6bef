"""Measures of knowledge and income: means, gaps, Gini and Theil."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.measures.catalogue import MEASURES
from simulation.measures.economy import WIDTH, gini, measure_economy, theil_between
from simulation.parameters import TOPICS
from tests.villages import make_village

NAMES = [measure.name for measure in MEASURES if measure.file == "economy"]
INCOMES = st.lists(st.tuples(st.integers(0, 3), st.floats(1, 1e6)), min_size=2, max_size=40)


def measured(groups: str, **fields) -> dict[str, float]:
    state = make_village(groups, **({"income": 1.0} | fields))
    labels = state.owners["group"].astype(np.int64)
    row = np.empty(WIDTH)
    measure_economy(state, np.bincount(labels), row)
    return dict(zip(NAMES, row, strict=True))


def theil(values: np.ndarray) -> float:
    ratio = values / values.mean()
    return float((ratio * np.log(ratio)).mean())


@pytest.mark.parametrize(
    ("values", "expected"),
    [([5, 5, 5], 0.0), ([1, 3], 0.25), ([3, 1], 0.25), ([1, 2, 3, 4, 5], 4 / 15), ([0, 0, 0, 8], 0.75)],
)
def test_gini_of_known_incomes(values, expected):
    assert gini(np.array(values, dtype=float)) == pytest.approx(expected)


@given(INCOMES)
def test_gini_is_half_the_relative_mean_difference(owners):
    values = np.array([value for _, value in owners])
    expected = np.abs(values[:, None] - values).mean() / (2 * values.mean())
    assert gini(values) == pytest.approx(expected, abs=1e-12)
    assert 0.0 <= gini(values) + 1e-12 < 1.0


def between(owners) -> float:
    groups = np.array([group for group, _ in owners], dtype=np.int64)
    return theil_between(np.bincount(groups, weights=[value for _, value in owners]), np.bincount(groups))


def test_theil_between_known_groups():
    assert between([(0, 1.0), (0, 3.0), (1, 2.0), (1, 2.0)]) == pytest.approx(0.0, abs=1e-15)
    two_to_six = 0.5 * (0.5 * np.log(0.5) + 1.5 * np.log(1.5))
    assert between([(0, 1.0), (0, 3.0), (1, 5.0), (1, 7.0)]) == pytest.approx(two_to_six)
    assert between([(0, 1.0), (1, 1.0), (3, 1.0)]) == pytest.approx(0.0, abs=1e-15)  # group 2 is empty


@given(INCOMES)
def test_theils_index_is_divided_between_and_within_groups(owners):
    groups, values = np.array([group for group, _ in owners]), np.array([value for _, value in owners])
    within = sum(
        values[groups == group].sum() / values.sum() * theil(values[groups == group]) for group in set(groups)
    )
    assert between(owners) == pytest.approx(theil(values) - within, abs=1e-9)
    assert between(owners) >= -1e-12


def test_knowledge_by_topic_and_the_gap_of_groups():
    found = measured("aab", knowledge=[(0.2, 0.4, 0.6), (0.4, 0.4, 0.0), (0.9, 0.1, 0.3)])
    assert [found[f"knowledge_{topic}"] for topic in TOPICS] == pytest.approx([0.5, 0.3, 0.3])
    assert found["knowledge"] == pytest.approx(1.1 / 3)
    assert found["knowledge_gap"] == pytest.approx((0.6 + 0.3 + 0.0) / 3)


def test_the_gap_of_three_groups_is_from_the_least_to_the_most():
    found = measured("abc", knowledge=[(0.1,) * 3, (0.5,) * 3, (0.8,) * 3])
    assert found["knowledge_gap"] == pytest.approx(0.7)
    assert measured("aa", knowledge=[(0.1,) * 3, (0.5,) * 3])["knowledge_gap"] == 0.0


def test_income_of_a_village():
    found = measured("aabb", income=[1.0, 3.0, 5.0, 7.0])
    assert found["income"] == 4.0
    assert found["income_gini"] == pytest.approx(0.3125)
    assert found["income_between"] == pytest.approx(0.5 * (0.5 * np.log(0.5) + 1.5 * np.log(1.5)))
