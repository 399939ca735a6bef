"""The boundary that refinement finds, against lines that are known."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from scipy.special import ndtri

from simulation.questions.boundary.refinement import refine
from simulation.questions.boundary.surface import (
    crossed,
    length,
    share_below,
    spaced,
    surface,
    zero_lines,
)

CELLS = 64
SPREAD = ndtri((np.arange(20) + 0.5) / 20)
"""Twenty villages whose luck is spread like a normal distribution."""
Height = Callable[[np.ndarray], np.ndarray]


def circle(places: np.ndarray) -> np.ndarray:
    """Above inside a circle of radius 0.3 around (0.45, 0.55)."""
    return 0.3 - np.hypot(places[:, 0] - 0.45, places[:, 1] - 0.55)


def slope(places: np.ndarray) -> np.ndarray:
    """Above under the line from (0, 0.83) to (0.83, 0)."""
    return (0.83 - places.sum(axis=1)) / np.sqrt(2)


def villages(height: Height, noise: float) -> Callable[[np.ndarray], np.ndarray]:
    """Measure a height as the simulation does: the same twenty villages at every point."""
    return lambda places: (height(places)[:, None] + noise * SPREAD)[None]


@pytest.mark.parametrize("height", [circle, slope])
@pytest.mark.parametrize("noise", [0.0, 0.01])
def test_a_known_line_is_found_within_a_cell_and_with_few_points(height: Height, noise: float) -> None:
    mesh = refine(villages(height, noise), CELLS, 1000)
    lines = zero_lines(mesh.places, surface(mesh.heights[0]).median)
    assert len(lines) == 1
    # height is the distance from the true line
    assert np.abs(height(lines[0])).max() < 0.25 / CELLS
    assert len(mesh.places) < (CELLS + 1) ** 2 / 4
    assert mesh.unfinished == 0


def test_a_steep_step_is_found_within_a_cell() -> None:
    """Where villages tip at once, the place is known to the cell and no better."""
    mesh = refine(villages(lambda places: np.sign(circle(places)), 0.1), CELLS, 1000)
    (line,) = zero_lines(mesh.places, surface(mesh.heights[0]).median)
    assert np.abs(circle(line)).max() < 1 / CELLS


def test_the_line_has_the_length_and_the_area_of_its_circle() -> None:
    mesh = refine(villages(circle, 0.01), 64, 1000)
    median = surface(mesh.heights[0]).median
    (line,) = zero_lines(mesh.places, median)
    assert (line[0] == line[-1]).all()
    assert length(line) == pytest.approx(2 * np.pi * 0.3, rel=0.005)
    assert share_below(mesh.places, median) == pytest.approx(1 - np.pi * 0.3**2, rel=0.005)


def test_two_surfaces_are_both_followed() -> None:
    def both(places: np.ndarray) -> np.ndarray:
        return np.concatenate([villages(circle, 0.0)(places), villages(slope, 0.0)(places)])

    mesh = refine(both, CELLS, 1000)
    for height, heights in zip((circle, slope), mesh.heights, strict=True):
        (line,) = zero_lines(mesh.places, surface(heights).median)
        assert np.abs(height(line)).max() < 0.25 / CELLS


def test_finer_cells_cost_twice_as_much_and_not_four_times() -> None:
    counts = [len(refine(villages(circle, 0.0), cells, 10_000).places) for cells in (16, 32, 64, 128)]
    assert all(more < 2.3 * less for less, more in pairwise(counts))


def test_where_nothing_tips_the_first_grid_is_enough() -> None:
    mesh = refine(villages(lambda places: 1 + places[:, 0], 0.1), CELLS, 1000)
    assert (len(mesh.places), mesh.rounds, mesh.unfinished) == (25, 1, 0)
    assert zero_lines(mesh.places, surface(mesh.heights[0]).median) == []


def test_points_run_out_before_the_cells_do_and_that_is_said() -> None:
    mesh = refine(villages(circle, 0.01), CELLS, 60)
    assert 40 < len(mesh.places) <= 60
    assert mesh.unfinished > 0
    assert len(np.unique(mesh.places, axis=0)) == len(mesh.places)


def test_a_tongue_that_slips_out_of_its_cell_is_followed() -> None:
    """A line may leave a cell through the middle of a side whose ends are both above."""

    def tongue(places: np.ndarray) -> np.ndarray:
        return np.minimum(np.abs(places[:, 1] - 0.55) - 0.12, 0.7 - places[:, 0]) * np.where(
            places[:, 0] < 0.7, 1, -1
        )

    mesh = refine(villages(tongue, 0.0), 64, 10_000)
    assert len(zero_lines(mesh.places, surface(mesh.heights[0]).median)) >= 1
    assert mesh.unfinished == 0


def test_the_band_is_where_the_interval_of_the_share_holds_one_half() -> None:
    from simulation.analysis.proportion import wilson

    heights = np.where(np.arange(20) < np.arange(21)[:, None], -1.0, 1.0)  # 0, 1 ... 20 of 20 below
    low, high = wilson(np.arange(21), 20)
    found = surface(heights).side
    assert (found == np.where(high < 0.5, 1, np.where(low > 0.5, -1, 0))).all()
    assert set(found) == {-1, 0, 1}


def test_too_few_villages_are_never_sure() -> None:
    heights = np.array([[1.0, 1.0, np.nan, np.nan], [np.nan] * 4])
    assert (surface(heights).side == 0).all()


def test_places_along_lines() -> None:
    line = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    assert spaced([line], 4) == pytest.approx(np.array([[0.25, 0], [0.75, 0], [1, 0.25], [1, 0.75]]))
    assert spaced([], 4).shape == (0, 2)
    assert crossed([line, line + np.array([0.5, 0.0])], 0.5) == [1.0, 1.5]
