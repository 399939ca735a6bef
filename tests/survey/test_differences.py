"""Before and after, owner by owner."""

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from simulation.parameters import VillageProfile
from simulation.survey.differences import differences, pairs
from tests.survey.answers import OWNERS, wave

AFTER = """name,consent,group,sector,weekly_income,trust_local,trust_newcomer
Dodi,yes,newcomer,services,3,3,4
Fani,yes,local,food,1,1,1
ani,yes,local,food,3,5,4
Citra,yes,newcomer,retail,2,5,5
"""


def test_owners_are_the_same_by_name_in_any_order(tmp_path: Path, profile: VillageProfile) -> None:
    before, after = wave(tmp_path / "a", profile), wave(tmp_path / "b", profile, AFTER)
    assert pairs(before, after) == [(3, 0), (0, 2), (2, 3)]


def test_the_interval_is_that_of_the_paired_t_test(tmp_path: Path, profile: VillageProfile) -> None:
    before, after = wave(tmp_path / "a", profile), wave(tmp_path / "b", profile, AFTER)
    row = differences(before, after).set_index(["quantity", "group"]).loc[("belief_other", "all")]
    # answers on the other group: Ani 2 then 4, Citra 2 then 5, Dodi 1 then 3
    one, other = (np.array([2, 2, 1]) - 1) / 4, (np.array([4, 5, 3]) - 1) / 4
    known = stats.ttest_rel(other, one).confidence_interval(0.95)
    assert row["owners"] == 3
    assert row["difference"] == pytest.approx((other - one).mean())
    assert (row["low"], row["high"]) == pytest.approx((known.low, known.high))


def test_of_one_owner_there_is_no_interval(tmp_path: Path, profile: VillageProfile) -> None:
    before, after = wave(tmp_path / "a", profile), wave(tmp_path / "b", profile, AFTER)
    row = differences(before, after).set_index(["quantity", "group"]).loc[("belief_other", "local")]
    assert row["owners"] == 1
    assert np.isnan(row["low"])


def test_nothing_changed_is_nought(tmp_path: Path, profile: VillageProfile) -> None:
    same = wave(tmp_path, profile, OWNERS)
    assert (differences(same, same)["difference"].dropna() == 0).all()
