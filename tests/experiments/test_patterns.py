"""The defaults meet the patterns the model is calibrated to (docs/calibration.md)."""

import sys
from pathlib import Path

import numpy as np
import pytest

from simulation import load_village
from simulation.model.state import behaviour_record
from simulation.parameters import Behaviour

sys.path.insert(0, str(Path(__file__).parents[2] / "experiments" / "calibration"))
import patterns

SEEDS = range(1, 31)


@pytest.fixture(scope="module")
def measured() -> np.ndarray:
    return patterns.measure(load_village(patterns.VILLAGE), Behaviour(), SEEDS)


@pytest.mark.parametrize("place", range(len(patterns.PATTERNS)), ids=[it.name for it in patterns.PATTERNS])
def test_the_interval_over_30_seeds_overlaps_the_band(measured: np.ndarray, place: int) -> None:
    pattern = patterns.PATTERNS[place]
    assert patterns.met(measured[:, place], pattern), patterns.interval(measured[:, place])


def test_bands_are_those_of_the_specification() -> None:
    bands = {it.name: (it.low, it.high) for it in patterns.PATTERNS}
    assert bands["P1 degree"] == (3, 9)
    assert bands["P1 clustering"] == (0.12, 0.70)
    assert bands["P1 path"] == (2.0, 3.4)
    assert bands["P2 E-I"] == (-0.87, -0.42)
    assert bands["P2 assortativity"] == (0.50, 0.86)
    drifts = [band for name, band in bands.items() if name.startswith("P3") and name != "P3 degree"]
    assert len(drifts) == 6 and set(drifts) == {(-0.05, 0.05)}
    assert bands["P3 degree"] == (-0.10, 0.10)
    assert bands["P4 d"] == (0.15, 0.55)
    assert bands["P8 income"] == (0.04, 0.12)
    assert bands["P8 stays"][0] == 0.5
    assert bands["P12 unresolved"] == (-0.45, -0.15)


def test_choices_follow_the_order_of_the_experiments() -> None:
    both, cooperated_alone, exploited_back, neither = patterns.repeated_choices(
        behaviour_record(Behaviour()), 20_000, 12
    )
    assert both > max(cooperated_alone, exploited_back)
    assert min(cooperated_alone, exploited_back) > neither


def test_a_model_without_homophily_misses_the_segregation() -> None:
    found = patterns.measure(
        load_village(patterns.VILLAGE), Behaviour(avoidance=0.0), SEEDS, with_rivals=False
    )
    place = [it.name for it in patterns.PATTERNS].index("P2 assortativity")
    assert not patterns.met(found[:, place], patterns.PATTERNS[place])
