"""Numbers of numpy are numbers wherever a model takes numbers; true and false are none."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from pydantic import BaseModel

from simulation.experiment.config import StudyConfig
from simulation.files.faults import Problems
from simulation.parameters import DOSES, Behaviour, Prices
from simulation.parameters.argument import as_number, as_whole, plain
from tests.report.studies import config

ONES = [1, np.int64(1), np.int8(1), np.uint16(1), np.array(1)]
REALS = [1.0, np.float64(1.0), np.float32(1.0), np.array(1.0)]
NO_NUMBERS = [None, "1", True, np.bool_(True), [1], np.array([1]), 1j]


@pytest.mark.parametrize("value", ONES, ids=repr)
def test_whole_numbers_are_whole_and_real(value: Any) -> None:
    assert (as_whole(value), as_number(value)) == (1, 1.0)
    assert (type(as_whole(value)), type(as_number(value))) == (int, float)


@pytest.mark.parametrize("value", REALS, ids=repr)
def test_other_numbers_are_real_alone(value: Any) -> None:
    assert (as_whole(value), as_number(value)) == (None, 1.0)


@pytest.mark.parametrize("value", NO_NUMBERS, ids=repr)
def test_the_rest_are_no_numbers(value: Any) -> None:
    assert (as_whole(value), as_number(value)) == (None, None)


def test_what_a_file_could_hold_is_not_copied() -> None:
    value = {"a": [1, {"b": [2.5, None]}], "c": "text"}
    assert plain(value) is value
    assert plain({"a": (1, {"b": (np.float32(2.5), None)}), "c": np.str_("text")}) == value


def as_tuples(value: Any) -> Any:
    """Return a document in which every list is a tuple."""
    if isinstance(value, dict):
        return {key: as_tuples(part) for key, part in value.items()}
    return tuple(map(as_tuples, value)) if isinstance(value, list) else value


def as_numpy(value: Any) -> Any:
    """Return a document in which every number is one of numpy, and every list of numbers an array."""
    if isinstance(value, dict):
        return {key: as_numpy(part) for key, part in value.items()}
    if isinstance(value, list):
        parts = [as_numpy(part) for part in value]
        return np.array(parts) if parts and all(isinstance(part, np.number) for part in parts) else parts
    if isinstance(value, bool):
        return np.bool_(value)
    if isinstance(value, int):
        return np.int64(value)
    return np.float64(value) if isinstance(value, float) else value


@pytest.mark.parametrize("written", [as_numpy, as_tuples])
def test_an_experiment_of_numpy_numbers_or_of_tuples_is_the_experiment(written: Callable[[Any], Any]) -> None:
    study = config(ranges={"threshold": [0.3, 0.5]})
    again = StudyConfig.model_validate(written(study.to_document()))
    assert again.to_document() == study.to_document()
    assert again.hash() == study.hash()


@pytest.mark.parametrize("model", [Behaviour, Prices, *DOSES.values()])
def test_every_parameter_takes_numbers_of_numpy_and_keeps_plain_ones(model: type[BaseModel]) -> None:
    given = {name: value for name, value in model().model_dump().items() if isinstance(value, int | float)}
    assert given
    kinds = {bool: np.bool_, int: np.int32, float: np.float32}
    found = model(**{name: kinds[type(value)](value) for name, value in given.items()})
    for name, value in given.items():
        assert type(getattr(found, name)) is type(value)
        assert getattr(found, name) == pytest.approx(value)


@pytest.mark.parametrize(
    "value", [np.bool_(True), np.array([0.4]), np.float64("nan"), np.str_("0.4")], ids=repr
)
def test_what_is_refused_of_python_is_refused_of_numpy(value: Any) -> None:
    with pytest.raises(Problems, match=r"^Behaviour: threshold: found [^\n]*; allowed: a number from 0 to 1"):
        Behaviour(threshold=value)


def test_a_whole_number_is_whole_in_numpy_too() -> None:
    with pytest.raises(Problems, match=r"^Forum: first: found [^\n]*; allowed: a whole number"):
        DOSES["forum"](first=np.float64(2.0))
