"""What one half of the villages suggests, the other must confirm."""

import numpy as np
import pytest

from simulation.analysis.scenario_discovery import FEWEST, Half, search
from tests.analysis.failures import HIGH_EDGE, LOW_EDGE, in_the_known_box, known_box, pure_luck, villages

KNOWN = (1 - LOW_EDGE) * HIGH_EDGE
"""Share of the villages in the known box."""


def error(share: float, number: int) -> float:
    """Return the standard error of a share."""
    return float(np.sqrt(share * (1 - share) / number))


@pytest.mark.parametrize("seed", range(3))
def test_coverage_and_density_are_those_of_the_half_held_out(seed: int) -> None:
    searched, held = (known_box(1000, 20, 50 * seed + part, 0.85, 0.05) for part in (1, 2))
    (found,) = search(searched, held, 0).confirmed
    inside, known = found.box.inside(held.x), in_the_known_box(held.x)
    assert found.held.density == held.failed[inside].mean()
    assert found.held.coverage == held.failed[inside].sum() / held.failed.sum()
    assert found.held.elsewhere == held.failed[~inside].mean()
    assert found.box.parameters == ["p0", "p1"]
    low, high = found.box.low["p0"], found.box.high["p1"]
    both = (1 - max(low, LOW_EDGE)) * min(high, HIGH_EDGE)
    failing = 0.05 * (1 - low) * high + 0.80 * both
    density, coverage = failing / ((1 - low) * high), failing / (0.05 + 0.80 * KNOWN)
    assert found.held.density == pytest.approx(density, abs=4 * error(density, inside.sum()))
    assert found.held.coverage == pytest.approx(coverage, abs=4 * error(coverage, held.failed.sum()))
    assert np.mean(inside == known) > 0.95


def test_luck_is_not_confirmed() -> None:
    for seed in range(10):
        searched, held = pure_luck(400, 20, 2 * seed, 0.3), pure_luck(400, 20, 2 * seed + 1, 0.3)
        assert search(searched, held, 0).confirmed == []


def test_a_box_of_one_half_alone_is_told_as_not_confirmed() -> None:
    found = search(known_box(800, 5, 1, 0.9, 0.1), pure_luck(800, 5, 2, 0.3), 0)
    assert len(found.boxes) == 1
    assert not found.boxes[0].confirmed
    assert found.confirmed == []


def two_boxes(seed: int) -> Half:
    x = villages(1500, 8, seed)
    failed = np.asarray((x["p0"] > 0.75) | ((x["p1"] < 0.25) & (x["p2"] > 0.4)))
    return Half(x, failed ^ (np.random.default_rng(seed).random(1500) < 0.03))


def test_a_second_box_holds_what_the_first_left() -> None:
    searched, held = two_boxes(1), two_boxes(2)
    found = search(searched, held, 0)
    assert len(found.confirmed) >= 2
    assert set(found.boxes[0].box.parameters) | set(found.boxes[1].box.parameters) == {"p0", "p1", "p2"}
    together = np.zeros(1500, dtype=bool)
    for each in found.confirmed:
        new = each.box.inside(held.x) & ~together
        assert each.held.inside == new.sum()
        together |= new
    assert sum(each.held.coverage for each in found.confirmed) == pytest.approx(
        held.failed[together].sum() / held.failed.sum()
    )
    assert found.overlap > 0.8


@pytest.mark.parametrize("failures", [0, FEWEST - 1, 500 - FEWEST + 1, 500])
def test_too_few_failures_or_too_few_others_are_not_searched(failures: int) -> None:
    half = Half(villages(500, 3, 0), np.arange(500) < failures)
    found = search(half, half, 0)
    assert not found.enough
    assert found.boxes == []
    assert np.isnan(found.overlap)


def test_no_village_at_all_is_not_searched() -> None:
    nothing = Half(villages(0, 2, 0), np.zeros(0, dtype=bool))
    assert not search(nothing, nothing, 0).enough
