"""Rupiah are read as people write them."""

import re

import pytest

from simulation.files.money import read_rupiah
from simulation.files.numbers import NoNumberError


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("50 juta", 50e6),
        ("50juta", 50e6),
        ("1,5 juta", 1.5e6),
        ("1.5 juta", 1.5e6),
        ("Rp 50 juta", 50e6),
        ("rp50jt", 50e6),
        ("250 ribu", 250e3),
        ("2 miliar", 2e9),
        ("50 million", 50e6),
        ("50.000.000", 50e6),
        ("50,000,000", 50e6),
        ("50 000 000", 50e6),
        ("50_000_000", 50e6),
        ("Rp 50.000.000,-", 50e6),
        ("Rp. 20.000", 20e3),
        ("20.000", 20e3),
        ("50000000", 50e6),
        ("50000000.5", 50_000_000.5),
        (" 0 ", 0.0),
    ],
)
def test_an_amount_is_what_its_writer_means(text: str, amount: float) -> None:
    assert read_rupiah(text) == amount


@pytest.mark.parametrize(
    "text", ["", "juta", "fifty", "50 jutaan", "-5 juta", "1.5.0", "50.00.000", "5e7", "nan", "1,,5"]
)
def test_what_is_none_is_told_with_examples(text: str) -> None:
    with pytest.raises(NoNumberError, match=re.escape(repr(text))) as error:
        read_rupiah(text)
    assert error.value.allowed.startswith("an amount such as 50 juta")


def test_a_mark_before_three_digits_and_a_word_is_asked_about() -> None:
    with pytest.raises(NoNumberError, match="1,500 or 1500 juta") as error:
        read_rupiah("1.500 juta")
    assert error.value.allowed == "1.5 juta, or 1500 juta"
