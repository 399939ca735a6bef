"""Errors name options on the command line, and arguments in Python."""

import pytest

from simulation.files.faults import Fault, StudyError
from simulation.files.in_python import in_python


@in_python
def asked(x_range: str = "", patterns: str = "", activities: str = "", *, only_own: bool = False) -> None:
    """Raise what is handed over as `x_range`, worded for the command line."""
    raise StudyError(
        [Fault.of(x_range, patterns, activities, "fewer --cells, --patterns FILE or --only-own")]
    )


@pytest.mark.parametrize(
    ("place", "path", "found", "line"),
    [
        ("--x-range", "", "found 3", "x_range: found 3"),
        ("--activity", "", "found 3", "activities: found 3"),
        ("--x, --y", "", "the same as --x", "x, y: the same as x"),
        ("folder", "--out", "a file; --resume goes on", "folder: out: a file; resume=True goes on"),
        ("a -- b", "", "--weight WEIGHT --shard K/N", "a -- b: weight=... shard=..."),
    ],
)
def test_an_option_is_told_as_the_argument_it_stands_for(
    place: str, path: str, found: str, line: str
) -> None:
    with pytest.raises(StudyError) as error:
        asked(place, path, found)
    assert str(error.value) == f"{line}; allowed: fewer cells, patterns=... or only_own=True"


def test_what_is_right_is_handed_on() -> None:
    assert in_python(lambda number: number + 1)(2) == 3
