"""Made-up villages in which it is known where a programme fails."""

import numpy as np
import pandas as pd

from simulation.analysis.scenario_discovery import Half

LOW_EDGE, HIGH_EDGE = 0.6, 0.35
"""Villages fail where ``p0`` is above the first and ``p1`` below the second."""


def in_the_known_box(x: pd.DataFrame) -> np.ndarray:
    return np.asarray((x["p0"] > LOW_EDGE) & (x["p1"] < HIGH_EDGE))


def villages(number: int, parameters: int, seed: int) -> pd.DataFrame:
    draws = np.random.default_rng(seed).random((number, parameters))
    return pd.DataFrame(draws, columns=[f"p{place}" for place in range(parameters)])


def known_box(number: int, parameters: int, seed: int, inside: float = 1.0, outside: float = 0.0) -> Half:
    """Return villages that fail so often inside and outside of the known box."""
    x = villages(number, parameters, seed)
    rate = np.where(in_the_known_box(x), inside, outside)
    return Half(x, np.random.default_rng(1000 + seed).random(number) < rate)


def pure_luck(number: int, parameters: int, seed: int, rate: float) -> Half:
    """Return villages that fail by luck alone."""
    return known_box(number, parameters, seed, rate, rate)
