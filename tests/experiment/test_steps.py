"""Steps of parameters."""

import pytest

from simulation.experiment.steps import step_of, stepped


def test_a_step_is_a_fortieth_of_the_range_or_less() -> None:
    assert step_of(0.2, 0.6, whole=False) == (0.01, 2)
    assert step_of(0.4, 1.0, whole=False) == (0.01, 2)
    assert step_of(0.0, 2.0, whole=False) == (0.05, 2)
    assert step_of(10_000, 10_000_000, whole=False) == (100_000, 0)
    assert step_of(10, 200, whole=True) == (1, 0)


@pytest.mark.parametrize(
    ("value", "low", "high", "whole", "step"),
    [
        (0.4257, 0.35, 0.50, False, 0.426),
        (0.92713, 0.90, 0.99, False, 0.927),
        (8.357, 5, 11, False, 8.4),
        (38.6, 12, 60, True, 39),
        (0.9999, 0.90, 0.99, False, 0.99),
        (-1, 0, 1, False, 0),
    ],
)
def test_a_value_goes_to_the_step_next_to_it(
    value: float, low: float, high: float, whole: bool, step: float
) -> None:
    assert stepped(value, low, high, whole) == step
