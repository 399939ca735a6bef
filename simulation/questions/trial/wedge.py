"""Stepped wedge: every village gets the programme, some later; weighted least squares of village means.

The model is that of Hussey & Hughes (2007, doi:10.1016/j.cct.2006.05.007): an effect of each wave, one
effect of the programme, and a random effect of each village.
"""

import numpy as np

from simulation.questions.trial.estimate import Estimate


def exposure(steps: int, each: int) -> np.ndarray:
    """Return who has the programme when, of bool, shape (steps * each, steps + 1).

    Before the first step nobody has it; after the last one everybody.

    Parameters
    ----------
    steps : int
        Groups of villages that begin one after the other.
    each : int
        Villages of a group.
    """
    group = np.repeat(np.arange(steps), each)
    return np.arange(steps + 1)[None, :] > group[:, None]


def stepped_wedge(means: np.ndarray, treated: np.ndarray) -> Estimate:
    """Return the effect with estimated components of variance.

    Parameters
    ----------
    means : ndarray of float, shape (trials, villages, waves)
        Means of villages.
    treated : ndarray of bool, shape (villages, waves)
        Who has the programme when.

    Returns
    -------
    Estimate
        With villages - 2 degrees of freedom, for the programme varies between villages too.
    """
    villages, waves = treated.shape
    within, between = parted(treated.astype(float))
    y_within, y_between = parted(means)
    sxx_w, sxx_b = (within**2).sum(), waves * (between**2).sum()
    sxy_w, sxy_b = (y_within * within).sum(axis=(-2, -1)), waves * (y_between * between).sum(axis=-1)
    left = np.maximum((y_within**2).sum(axis=(-2, -1)) - sxy_w**2 / sxx_w, 0.0)
    noise = left / ((villages - 1) * (waves - 1) - 1)
    rest = np.maximum(waves * (y_between**2).sum(axis=-1) - _share(sxy_b, sxx_b), 0.0)
    # what a village's mean holds beside noise cannot be less than nothing
    whole = np.maximum(rest / (villages - 2), noise)
    weight_w = np.divide(sxx_w, noise, out=np.full_like(noise, np.inf), where=noise > 0)
    weight_b = np.divide(sxx_b, whole, out=np.zeros_like(whole), where=whole > 0)
    known = np.isfinite(weight_w)
    total = np.where(known, weight_w, 1.0) + weight_b * known
    effect_w = sxy_w / sxx_w
    effect_b = sxy_b / sxx_b if sxx_b > 0 else np.zeros_like(sxy_b)
    effect = (np.where(known, weight_w, 1.0) * effect_w + weight_b * known * effect_b) / total
    return Estimate.of(effect, np.where(known, 1 / np.sqrt(total), 0.0), villages - 2)


def _share(product: np.ndarray, square: float) -> np.ndarray:
    return product**2 / square if square > 0 else np.zeros_like(product)


def parted(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return values without means of villages and waves, and means of villages without their mean.

    The two parts are orthogonal, and waves drop out of both: generalised least squares with a random effect
    of villages is their mean, weighted by the inverse of their variances.

    Parameters
    ----------
    values : ndarray of float, shape (..., villages, waves)
    """
    village = values.mean(axis=-1)
    wave = values.mean(axis=-2)
    whole = village.mean(axis=-1)
    within = values - village[..., :, None] - wave[..., None, :] + whole[..., None, None]
    return within, village - whole[..., None]


def hussey_hughes(treated: np.ndarray, noise: float, village: float) -> float:
    """Return the variance of the effect with known components (their equation 8).

    Parameters
    ----------
    treated : ndarray of bool, shape (villages, waves)
        Who has the programme when.
    noise : float
        Variance of a village's mean in a wave.
    village : float
        Variance between villages.
    """
    number, waves = treated.shape
    x = treated.astype(float)
    u, w, v = x.sum(), (x.sum(axis=0) ** 2).sum(), (x.sum(axis=1) ** 2).sum()
    whole = noise + waves * village
    return float(
        number * noise * whole
        / ((number * u - w) * noise + (u**2 + number * waves * u - waves * w - number * v) * village)
    )  # fmt: skip
