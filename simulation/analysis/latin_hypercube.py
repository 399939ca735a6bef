"""Latin hypercubes: points that spread evenly along every parameter (McKay, Beckman & Conover 1979).

Sequences of low discrepancy are worse here: with the 44 parameters of behaviour and 2,000 points, Halton's
and Sobol's pair some of them (correlations up to .45, empty fields in their planes), and a search for
boxes would take one parameter for the other. In a hypercube no pair correlates by more than chance.
"""

from collections.abc import Mapping

import numpy as np

from simulation.model.draws import FOUNDING, uniforms


def latin_hypercube(
    seed: int, lot: int, ranges: Mapping[str, tuple[float, float]], number: int
) -> dict[str, list[float]]:
    """Return points in ranges, by parameter.

    Parameters
    ----------
    seed, lot : int
        Name the draws; each lot is a hypercube of its own.
    ranges : mapping of str to (low, high)
    number : int
        Points.
    """
    return {
        name: (low + (high - low) * _evenly(seed, lot, place, number)).tolist()
        for place, (name, (low, high)) in enumerate(ranges.items())
    }


def _evenly(seed: int, lot: int, place: int, number: int) -> np.ndarray:
    """Return one number in each of so many equal parts of 0 to 1, in an order of their own."""
    points = np.arange(number)
    order = np.argsort(uniforms(seed, lot, FOUNDING, points, 2 * place), kind="stable")
    shares: np.ndarray = (order + uniforms(seed, lot, FOUNDING, points, 2 * place + 1)) / number
    return shares
