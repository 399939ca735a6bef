"""Numbers and names among the arguments of a question: those of numpy too, and nothing else."""

from collections.abc import Iterable, Mapping
from typing import Any

from simulation.files.faults import Fault, StudyError
from simulation.files.money import read_rupiah
from simulation.files.numbers import NoNumberError
from simulation.parameters.argument import as_number, as_whole, plain
from simulation.parameters.place import found_words


def whole_number(name: str, value: object, low: int, high: int) -> int:
    """Return an argument that is a whole number within its limits.

    Raises
    ------
    StudyError
        If it is something else.
    """
    (number,) = whole_numbers({name: (value, low, high)})
    return number


def whole_numbers(given: Mapping[str, tuple[object, int, int]]) -> list[int]:
    """Return arguments that are whole numbers within their limits.

    Parameters
    ----------
    given : mapping of str to (value, low, high)
        By name, as the user knows it.

    Raises
    ------
    StudyError
        With a line for each that is something else.
    """
    faults, numbers = [], []
    for name, (value, low, high) in given.items():
        number = as_whole(value)
        if number is None or not low <= number <= high:
            told = f"found {number}" if number is not None else found_words(plain(value))
            faults.append(Fault.of(name, "", told, f"a whole number from {low} to {high}"))
        else:
            numbers.append(number)
    if faults:
        raise StudyError(faults)
    return numbers


def money(given: object) -> tuple[float | None, str | None]:
    """Return an amount that is a number, or written as people write it; or why it is none."""
    if not isinstance(given, str):
        return as_number(given), None
    try:
        return read_rupiah(given), None
    except NoNumberError as error:
        return None, f"{error.found} (write {error.allowed})"


def weeks_of(name: str, given: object) -> list[int]:
    """Return an argument that names weeks: one alone, or several.

    Raises
    ------
    StudyError
        If it is something else.
    """
    alone = as_whole(given)
    values = [alone] if alone is not None else plain(given)
    values = list(values) if isinstance(values, Iterable) and not isinstance(values, str) else [values]
    found = [as_whole(value) for value in values]
    if None in found:
        raise StudyError([Fault.of(name, "", found_words(plain(given)), "a week, or a list of weeks")])
    return [week for week in found if week is not None]


def mapping(name: str, value: object, allowed: str) -> dict[Any, Any]:
    """Return an argument that is a mapping.

    Raises
    ------
    StudyError
        If it is something else.
    """
    if isinstance(value, Mapping):
        return dict(value)
    raise StudyError([Fault.of(name, "", found_words(plain(value)), allowed)])


def listed(given: str | Iterable[str] | None) -> list[str]:
    """Return an argument that names something: one name alone, or several; none for nothing.

    A text is one name, though Python would go through its letters.
    """
    return [given] if isinstance(given, str) else [str(name) for name in (() if given is None else given)]
