"""Dates as people write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.files.dates import MONTHS, WEEKDAYS, NoDateError, date_in_words, read_date


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-04", "2027-1-4", "4 Januari 2027", "04 januari 2027", "4 January 2027", "04/01/2027",
        "4 Jan 2027", "4 Jan. 2027", "4/1/2027", "04-01-2027", "4.1.2027", "Senin, 4 Januari 2027",
        " 4  Januari  2027 ",
    ],
)  # fmt: skip
def test_a_date_is_read_however_it_is_written(text: str) -> None:
    assert read_date(text) == date(2027, 1, 4)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2027-02-30", "found '2027-02-30', a day that no calendar has"),
        ("29 Februari 2027", "a day that no calendar has"),
        ("13/13/2027", "a day that no calendar has"),
        ("4 Janury 2027", "'Janury' is no month"),
        ("Selasa, 4 Januari 2027", "found 'Selasa, 4 Januari 2027', which is a Monday"),
        ("4 Januari", "found '4 Januari'"),
        ("04/01-2027", "found '04/01-2027'"),
        ("27-01-04", "found"),
        ("", "found ''"),
        ("tomorrow", "found 'tomorrow'"),
    ],
)
def test_what_is_none_is_told(text: str, told: str) -> None:
    with pytest.raises(NoDateError) as error:
        read_date(text)
    assert told in error.value.found


@pytest.mark.parametrize(("text", "month"), [("1 Pebruari 2027", 2), ("1 Agst 2027", 8), ("1 Okt 2027", 10)])
def test_months_are_read_as_officers_write_them(text: str, month: int) -> None:
    assert read_date(text) == date(2027, month, 1)


@given(st.dates(), st.sampled_from(sorted(MONTHS)), st.booleans())
def test_what_is_written_is_read_again(day: date, language: str, weekday: bool) -> None:
    if day.year >= 1000:
        assert read_date(date_in_words(day, language, weekday=weekday)) == day
    assert read_date(day.isoformat()) == day


def test_a_date_is_told_in_both_languages() -> None:
    assert date_in_words(date(2027, 1, 4), "id", weekday=True) == "Senin, 4 Januari 2027"
    assert date_in_words(date(2028, 2, 29), "en", weekday=True) == "Tuesday, 29 February 2028"
    assert all(len(names) == 7 for names in WEEKDAYS.values())
    assert all(len(names) == 12 for names in MONTHS.values())
