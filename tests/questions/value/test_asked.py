"""What a survey would say of a simulated village, and how far off it would be."""

import numpy as np
import pytest

from simulation.questions.value.asked import COUNTED, FURTHER, NEEDED, Item, Survey, items
from simulation.survey.instrument import instrument

BEFORE = {name: np.full(4000, 0.4) for name in NEEDED}
BELIEF_SD = np.full(4000, 0.2)


def error(item: Item, interviews: int = 20, reliability: float = 0.5, owners: int = 60) -> float:
    found = Survey(owners, interviews, reliability).seen(item, BEFORE, BELIEF_SD, 1)
    assert found.mean(axis=0) == pytest.approx(0.4, abs=0.01)
    return float(found[:, 0].std())


def test_whatever_the_questionnaire_measures_is_valued_or_named() -> None:
    asked = {
        column.quantity
        for table in instrument().tables.values()
        for column in table.columns
        if column.quantity not in (None, COUNTED)  # counted beside those who are named
    }
    valued, left_out = items()
    names = {item.name for item in valued}
    assert {name.removesuffix("_{group}") for name in asked} - set(left_out) <= names
    assert set(left_out) <= asked
    assert {"communication", "conflict"} <= set(left_out)
    assert set(FURTHER) <= {item.name for item in valued if item.questions == 0}


def test_a_scale_is_valued_with_all_its_questions_and_with_one() -> None:
    questions = {item.name: item.questions for item in items()[0]}
    assert (questions["gotong_royong"], questions["gotong_royong_1"]) == (3, 1)
    assert (questions["belief"], questions["belief_1"]) == (3, 1)


def test_the_error_is_that_of_a_sample_from_a_small_village() -> None:
    """20 of 60 asked, reliability one half: s/sqrt(n a) sqrt(1 - f a)."""
    alone = Item("trust_unmet", ("trust_unmet",), 1)
    assert error(alone) == pytest.approx(0.2 / np.sqrt(20 * 0.5) * np.sqrt(1 - 0.5 / 3), rel=0.05)


def test_where_all_are_asked_and_answer_without_error_there_is_none() -> None:
    assert error(Item("belief", ("belief_own",), 1), interviews=60, reliability=1.0) == pytest.approx(
        0.0, abs=1e-12
    )


def test_three_questions_are_three_quarters_reliable_where_one_is_half() -> None:
    scale, alone = (Item(name, ("transparency",), count) for name, count in (("t", 3), ("t_1", 1)))
    expected = np.sqrt((1 - 0.75 / 3) / 0.75) / np.sqrt((1 - 0.5 / 3) / 0.5)
    assert error(scale) / error(alone) == pytest.approx(expected)


def test_every_measure_that_is_read_has_an_error() -> None:
    for item in items()[0]:
        assert error(item) > 0
