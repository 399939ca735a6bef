"""A cell is the number that stands there, or is refused with a line that says how to write it."""

import pytest

from simulation.files.numbers import NoNumberError, Numbers, is_missing

POINT = Numbers(point=True)
COMMA = Numbers(comma=True, apart=True)
UNKNOWN = Numbers()
APART = Numbers(apart=True)


@pytest.mark.parametrize(
    ("numbers", "text", "value"),
    [
        (POINT, "2.350", 2.35),
        (UNKNOWN, "2.350", 2.35),
        (APART, "2.350", 2.35),
        (APART, "2,350", 2.35),
        (COMMA, "2,350", 2.35),
        (COMMA, "0.250", 0.25),
        (COMMA, "-1,5E-02", -0.015),
        (UNKNOWN, "0,5", 0.5),
        (POINT, "+.5", 0.5),
        (POINT, "1e3", 1000.0),
    ],
)
def test_decimals_have_a_point_or_a_comma(numbers, text, value):
    assert numbers.real(text) == value


@pytest.mark.parametrize(
    ("numbers", "text", "told"),
    [
        (COMMA, "2.350", "a point as thousands separator? write 2350"),
        (POINT, "2,350", "a comma as thousands separator? write 2350"),
        (UNKNOWN, "2,350", "a comma as thousands separator? write 2350"),
        (POINT, "1.234,5", "a thousands separator? write 1234.5"),
        (COMMA, "1,234.5", "a thousands separator? write 1234.5"),
        (POINT, "-1.234.567", "a thousands separator? write -1234567"),
        (POINT, "2 350", "a thousands separator? write 2350"),
        (POINT, "2 350 000,5", "a thousands separator? write 2350000.5"),
        (POINT, "2'350", "a thousands separator? write 2350"),
        (POINT, "12%", "a percentage"),
        (POINT, "Rp 50.000", "with a currency"),
        (POINT, "50.000,-", "with a currency"),
        (POINT, "1 2", "with a blank inside"),
        (POINT, "nan", "found 'nan'"),
        (POINT, "-inf", "found '-inf'"),
        (POINT, "1e999", "too large a number"),
        (POINT, "1_000", "found '1_000'"),
        (POINT, "\u0661\u0662", "found"),
        (POINT, ".", "found '.'"),
        (POINT, "", "found nothing"),
    ],
)
def test_what_may_mean_two_numbers_or_none_is_refused(numbers, text, told):
    for read in (numbers.real, numbers.whole):
        with pytest.raises(NoNumberError) as caught:
            read(text)
        if read == numbers.real:
            assert told in caught.value.found


def test_rupiah_have_no_thousandths():
    assert APART.amount("750000,5") == 750000.5
    with pytest.raises(NoNumberError, match=r"found 750\.000: a point as thousands separator\? write 750000"):
        APART.amount("750.000")


@pytest.mark.parametrize(("text", "value"), [("70", 70), ("70.0", 70), ("70,00", 70), ("-3", -3), ("007", 7)])
def test_whole_numbers_may_end_in_zeros_behind_a_mark(text, value):
    assert POINT.whole(text) == value


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("70.5", "found '70.5'"),
        ("70,5", "found '70,5'"),
        ("2.350", "found 2.350: a point as thousands separator? write 2350"),
        ("2.000", "found 2.000: a point as thousands separator? write 2000"),
        ("12,000", "found 12,000: a comma as thousands separator? write 12000"),
        ("7e1", "found '7e1'"),
        (".0", "found '.0'"),
        ("1" * 31, "found a whole number of 31 digits"),
    ],
)
def test_whole_numbers_are_whole_or_refused(text, told):
    for numbers in (POINT, COMMA, APART, UNKNOWN):
        with pytest.raises(NoNumberError) as caught:
            numbers.whole(text)
        assert caught.value.found == told


@pytest.mark.parametrize(
    ("texts", "separator", "numbers"),
    [
        ({"0,5", "12", "Ani"}, ";", Numbers(comma=True, apart=True)),
        ({"0.5", "2,350"}, ",", Numbers(point=True)),
        ({"2.350", "1.000"}, ";", Numbers(apart=True)),
        ({"0.5", "0,5"}, "\t", Numbers(comma=True, point=True, apart=True)),
    ],
)
def test_the_other_numbers_of_a_file_say_what_its_decimal_mark_is(texts, separator, numbers):
    assert Numbers.of(texts, separator) == numbers


def test_programmes_write_in_many_ways_that_nothing_is_known():
    assert all(map(is_missing, ("", "NA", "NaN", "nan", "null", "#N/A", "None", "-", " . ")))
    assert not any(map(is_missing, ("0", "Nana", "no", "x")))
