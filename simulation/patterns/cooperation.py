"""How differently the own and the other group are treated (P4)."""

import numpy as np


def cohen_d(own: np.ndarray, own_acts: np.ndarray, other: np.ndarray, other_acts: np.ndarray) -> float:
    """Return Cohen's d of two shares of acts, from weekly shares and numbers of acts.

    NaN where there is no act of one kind, or nothing differs between acts.
    """
    if own_acts.sum() == 0 or other_acts.sum() == 0:
        return float("nan")
    p = np.nansum(own * own_acts) / own_acts.sum()
    q = np.nansum(other * other_acts) / other_acts.sum()
    pooled = (own_acts.sum() * p * (1 - p) + other_acts.sum() * q * (1 - q)) / (own_acts + other_acts).sum()
    return float((p - q) / np.sqrt(pooled)) if pooled > 0 else float("nan")
