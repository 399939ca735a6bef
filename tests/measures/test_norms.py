"""Measures of the norms: level, spread, and how far groups differ (eta squared)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.measures.catalogue import MEASURES
from simulation.measures.norms import WIDTH, measure_norms
from simulation.parameters import NORMS
from tests.villages import make_village

NAMES = [measure.name for measure in MEASURES if measure.file == "norms"]


def measured(groups: str, norms) -> dict[str, float]:
    state = make_village(groups, norms=norms)
    row = np.empty(WIDTH)
    measure_norms(state, np.bincount(state.owners["group"]), row)
    return dict(zip(NAMES, row, strict=True))


def test_level_and_spread_by_hand():
    found = measured("aabb", [(0.2, 0.5, 0.0), (0.4, 0.5, 0.0), (0.6, 0.5, 1.0), (0.8, 0.5, 1.0)])
    assert [found[name] for name in NORMS] == pytest.approx([0.5, 0.5, 0.5])
    assert [found[f"{name}_sd"] for name in NORMS] == pytest.approx([np.sqrt(0.05), 0.0, 0.5])


def test_the_share_between_groups_by_hand():
    found = measured("aabb", [(0.2, 0.5, 0.0), (0.4, 0.5, 0.0), (0.6, 0.5, 1.0), (0.8, 0.5, 1.0)])
    assert found["gotong_royong_between"] == pytest.approx(0.16 / 0.20)
    assert found["commitment_between"] == pytest.approx(1.0)
    assert np.isnan(found["transparency_between"])  # nothing to explain


def test_groups_alike_explain_nothing():
    found = measured("abab", [(0.1, 0, 0), (0.1, 0, 0), (0.9, 0, 0), (0.9, 0, 0)])
    assert found["gotong_royong_between"] == pytest.approx(0.0, abs=1e-15)
    assert measured("aa", [(0.1, 0, 0), (0.9, 0, 0)])["gotong_royong_between"] == pytest.approx(
        0.0, abs=1e-15
    )


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 1)), min_size=2, max_size=30))
def test_the_variance_is_divided_between_and_within_groups(owners):
    groups, values = [each[0] for each in owners], np.array([each[1] for each in owners])
    found = measured("".join(groups), np.repeat(values[:, None], 3, axis=1))
    parts = [values[[each == group for each in groups]] for group in sorted(set(groups))]
    for name in NORMS:
        assert found[name] == pytest.approx(values.mean())
        assert found[f"{name}_sd"] == pytest.approx(values.std(), abs=1e-12)
        if values.std() > 1e-6:
            within = sum(part.var() * part.size for part in parts)
            assert found[f"{name}_between"] == pytest.approx(
                1 - within / (values.var() * values.size), abs=1e-9
            )


@pytest.mark.parametrize("value", [0.3, 0.7, 0.7408272419314633, 0.123456789])
def test_where_nobody_differs_there_is_nothing_to_explain(value):
    found = measured("a" * 8 + "b" * 7, value)
    for name in NORMS:
        # a mean of equal numbers may miss them by the last bit: that is no difference of owners
        assert found[f"{name}_sd"] == pytest.approx(0.0, abs=1e-12)
        assert np.isnan(found[f"{name}_between"]), found[f"{name}_between"]
