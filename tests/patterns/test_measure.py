"""Measuring: a column per pattern, the same whoever asks for how many."""

import numpy as np
import pytest

from simulation.parameters import Behaviour, VillageProfile
from simulation.patterns.catalogue import PATTERNS
from simulation.patterns.measure import measure, observe
from simulation.patterns.pattern import Pattern, interval

SEEDS = range(1, 5)
BY_NAME = {pattern.name: pattern for pattern in PATTERNS}


def chosen(*names: str) -> list[Pattern]:
    return [BY_NAME[name] for name in names]


def test_there_is_a_value_of_every_pattern_for_every_village(profile: VillageProfile) -> None:
    found = measure(profile, Behaviour(), SEEDS)
    assert list(found) == [pattern.name for pattern in PATTERNS]
    assert all(values.shape == (len(SEEDS),) and np.isfinite(values).all() for values in found.values())


def test_a_pattern_has_the_same_value_alone_and_among_others(profile: VillageProfile) -> None:
    together = measure(profile, Behaviour(), SEEDS, chosen("P1 degree", "P15", "P17"))
    alone = measure(profile, Behaviour(), SEEDS, chosen("P17"), workers=2)
    np.testing.assert_array_equal(together["P17"], alone["P17"])


def test_what_villages_say_of_a_pattern_of_many_has_several_parts(profile: VillageProfile) -> None:
    observed = observe(profile, Behaviour(), SEEDS, chosen("P15", "P8 stays", "P23"))
    assert {name: said.shape for name, said in observed.items()} == {
        "P15": (4, 1),
        "P8 stays": (4, 2),
        "P23": (4, 3),
    }
    assert (observed["P23"][:, 0] == profile.owners).all()


def test_the_interval_of_known_values() -> None:
    # t with 3 degrees of freedom: 3.182, standard error 2 / sqrt(4)
    mean, low, high = interval(np.array([1.0, 1.0, 4.4641016151, 4.4641016151]))
    assert mean == pytest.approx(2.7320508)
    assert (mean - low, high - mean) == pytest.approx((3.1824463, 3.1824463))


def test_a_village_that_says_nothing_is_left_out_and_nothing_known_meets_nothing() -> None:
    values = np.array([4.0, np.nan, 5.0, 6.0])
    assert interval(values) == interval(values[[0, 2, 3]])
    assert BY_NAME["P1 degree"].met(values)
    assert not BY_NAME["P1 degree"].met(np.array([4.0, np.nan]))
    assert not BY_NAME["P8 stays"].met(np.full(3, np.nan))


def test_a_band_is_met_by_an_interval_that_reaches_it() -> None:
    values = np.array([2.0, 2.5, 2.2, 3.2])
    assert values.mean() < 3 < interval(values)[2]
    assert BY_NAME["P1 degree"].met(values)
    assert not BY_NAME["P1 degree"].met(values - 2)


def test_a_village_without_ties_meets_no_pattern_of_ties(profile: VillageProfile) -> None:
    names = ("P1 degree", "P2 assortativity", "P15", "P16 week 30", "P17", "P18", "P19")
    found = measure(profile, Behaviour(meetings=0.0), range(1, 4), chosen(*names))
    assert not any(BY_NAME[name].met(found[name]) for name in names)
