"""Cronbach's alpha against values that are known."""

import math
from pathlib import Path

import pandas as pd
import pytest

from simulation.parameters import VillageProfile
from simulation.survey.quantities import quantities
from simulation.survey.reliability import alpha, reliabilities, unanswered
from tests.survey.answers import wave


def test_items_that_say_the_same_have_alpha_one() -> None:
    items = pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [1.0, 2, 3, 4], "c": [1.0, 2, 3, 4]})
    assert alpha(items) == pytest.approx(1.0)


def test_alpha_of_two_items_follows_from_their_correlation() -> None:
    # of equal variances, alpha is the Spearman-Brown of the correlation: here 0.6
    items = pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [2.0, 1, 4, 3]})
    correlation = items["a"].corr(items["b"])
    assert correlation == pytest.approx(0.6)
    assert alpha(items) == pytest.approx(2 * 0.6 / 1.6)


def test_items_that_contradict_each_other_have_a_negative_alpha() -> None:
    assert alpha(pd.DataFrame({"a": [1.0, 2, 3, 4], "b": [4.0, 3, 2, 2]})) < 0


@pytest.mark.parametrize(
    "items", [{"a": [1.0, 2.0, 3.0]}, {"a": [1.0, 2.0], "b": [1.0, 2.0]}, {"a": [1.0] * 4, "b": [2.0] * 4}]
)
def test_alpha_is_not_defined_for_too_little(items: dict[str, list[float]]) -> None:
    assert math.isnan(alpha(pd.DataFrame(items)))


def test_reversed_items_are_turned_before(tmp_path: Path, profile: VillageProfile) -> None:
    found = wave(tmp_path, profile)
    # Ani 4 5 1, Budi 4 4 2, Citra 2 1 5; the third counts from the other end
    assert quantities(found)["gotong_royong"].tolist()[:3] == pytest.approx([11 / 12, 9 / 12, 1 / 12])
    assert reliabilities(found)["gotong_royong"] > 0.9


def test_a_scale_counts_if_more_than_half_is_answered(tmp_path: Path, profile: VillageProfile) -> None:
    text = (
        "name,group,sector,commitment_1,commitment_2,commitment_3\n"
        "Ani,local,food,5,3,\nBudi,local,food,5,,\nCitra,local,food,,,\n"
    )
    found = wave(tmp_path, profile, text, "name,contact\n")
    assert quantities(found)["commitment"].round(3).fillna(-1).tolist() == [0.75, -1, -1]
    assert unanswered(found).loc["commitment_3", "blank"] == 3
