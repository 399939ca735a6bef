"""Income: y = y0 exp(sd z)(1 + bp ln(1 + complementary ties))(1 + bk mean knowledge) (ODD 7.10)."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.model import draws
from simulation.model.rules.income import update_income
from tests.villages import behaviours, bits, know, make_village, record

FIXED = {"income": 1000.0, "income_sd": 0.0, "income_ties": 0.2, "income_knowledge": 0.5}


def incomes(state, week=1, **changes):
    update_income(state, record(**(FIXED | changes)), 3, week)
    return state.owners["income"]


def test_without_ties_and_knowledge_an_owner_earns_the_base():
    assert incomes(make_village("aa")).tolist() == [1000.0, 1000.0]


def test_income_grows_with_the_mean_knowledge_of_the_topics():
    assert incomes(make_village("ab", knowledge=[(0.9, 0.3, 0.0), (1, 1, 1)])) == pytest.approx([1200, 1500])


def test_income_grows_with_the_log_of_ties():
    state = make_village("aaaa", "wxyz")
    for j in (1, 2, 3):
        know(state, 0, j, tie=0.5)
    one = 1000 * (1 + 0.2 * math.log(2))
    assert incomes(state) == pytest.approx([1000 * (1 + 0.2 * math.log(4)), one, one, one])


def test_knowledge_and_ties_multiply():
    state = make_village("aa", "xy", knowledge=0.4)
    know(state, 0, 1, tie=0.5)
    assert incomes(state)[0] == pytest.approx(1000 * (1 + 0.2 * math.log(2)) * 1.2)


@pytest.mark.parametrize(
    ("sectors", "relations", "tie", "counts"),
    [
        ("xy", None, 0.16, True),
        ("xy", None, 0.15, False),  # acquainted, but no tie
        ("xx", None, 0.5, False),  # a competitor
        ("xy", [[-1, 0], [0, -1]], 0.5, False),  # neither
        ("xx", [[1]], 0.5, True),
    ],
)
def test_only_complementary_ties_pay(sectors, relations, tie, counts):
    state = make_village("aa", sectors, relations=relations)
    know(state, 0, 1, tie=tie)
    assert (incomes(state, tie_minimum=0.15)[0] > 1000) == counts


def test_the_luck_of_a_week_is_the_normal_number_of_its_name():
    def z(owner, week):
        one, two = (draws.uniform(3, week, draws.INCOME, owner, k) for k in (0, 1))
        return math.sqrt(-2 * math.log(1 - one)) * math.cos(2 * math.pi * two)

    state = make_village("aaa")
    for week in (-5, 1, 2):
        expected = [1000 * math.exp(0.3 * z(owner, week)) for owner in range(3)]
        assert incomes(state, week, income_sd=0.3) == pytest.approx(expected)


def test_log_income_has_the_spread_of_the_parameter():
    state = make_village("a" * 5000)
    logs = np.log(incomes(state, income_sd=0.15) / 1000)
    assert logs.std() == pytest.approx(0.15, rel=0.05)
    assert logs.mean() == pytest.approx(0.0, abs=0.01)


def test_income_is_computed_anew_each_week_and_nothing_else_changes():
    state = make_village("ab", income=5.0, norms=0.3, knowledge=0.2)
    before = bits(state)
    first = incomes(state, 1).copy()
    assert incomes(state, 2).tolist() == first.tolist()
    assert {name for name, value in bits(state).items() if value != before[name]} == {"owners income"}


@given(behaviours(), st.floats(0, 1), st.integers(0, 7))
def test_income_is_positive_and_finite_for_any_parameters(b, knowledge, ties):
    state = make_village("a" * 8, "wxyzwxyz", knowledge=knowledge)
    for j in range(1, ties + 1):
        know(state, 0, j, tie=1.0)
    update_income(state, record(**b.model_dump()), 1, 1)
    assert np.isfinite(state.owners["income"]).all()
    assert (state.owners["income"] > 0).all()
