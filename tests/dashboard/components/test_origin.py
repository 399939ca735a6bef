"""Every price says what it is, in which unit, and where it comes from."""

import pytest

from simulation.dashboard.components.origin import price_described
from simulation.dashboard.words import Words
from simulation.parameters import Prices
from simulation.report.words import LANGUAGES


@pytest.mark.parametrize("name", Prices.model_fields)
def test_a_price_has_a_label_a_unit_and_a_source(name: str) -> None:
    about = price_described(name)
    assert about is not None
    assert about.evidence
    labels = {Words(language).say(f"price.{name}") for language in LANGUAGES}
    units = {Words(language).of_unit(f"unit.{about.unit}") for language in LANGUAGES}
    assert len(labels) == len(LANGUAGES)
    assert "" not in labels | units
    assert len(units) == len(LANGUAGES)


def test_what_is_no_price_is_not_described() -> None:
    assert price_described("trust_other") is None
