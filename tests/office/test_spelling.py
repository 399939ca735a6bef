"""Amounts in letters."""

import pytest

from simulation.office.spelling import spelt_out


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (111, "seratus sebelas"),
        (1_000, "seribu"),
        (1_100, "seribu seratus"),
        (11_000, "sebelas ribu"),
        (100_000, "seratus ribu"),
        (1_000_000, "satu juta"),
        (43_800_000, "empat puluh tiga juta delapan ratus ribu"),
        (1_001_000, "satu juta seribu"),
        (1_021_000, "satu juta dua puluh satu ribu"),
        (1_101_000, "satu juta seratus satu ribu"),
        (2_000_000_000, "dua miliar"),
        (1_000_000_000_000, "satu triliun"),
    ],
)
def test_an_amount_is_spelt_out_in_indonesian(amount: int, told: str) -> None:
    assert spelt_out(amount, "id") == f"{told} rupiah"


def test_an_amount_is_spelt_out_in_english() -> None:
    assert spelt_out(43_800_000, "en") == "forty-three million, eight hundred thousand rupiah"
