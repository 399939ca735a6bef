"""Village-mean ANCOVA: the mean after, on the arm and the mean before (Hayes & Moulton 2017, chapter 10).

A village is one observation, so that villages and not owners are counted. With a baseline it needs fewer
villages than differences do, whatever the correlation over time (McKenzie 2012,
doi:10.1016/j.jdeveco.2012.01.002).
"""

import numpy as np

from simulation.questions.trial.estimate import Estimate

PARAMETERS = 3
"""Mean of an arm, effect, and the slope of the baseline."""


def ancova(before: np.ndarray, after: np.ndarray, treated: np.ndarray) -> Estimate:
    """Return the effect adjusted for the mean before, by least squares.

    Parameters
    ----------
    before, after : ndarray of float, shape (trials, villages)
        Means of villages.
    treated : ndarray of bool, shape (trials, villages) or (villages,)
        Those with the programme.

    Returns
    -------
    Estimate
        With villages - 3 degrees of freedom.
    """
    arms = np.broadcast_to(treated, after.shape)
    number, others = arms.sum(axis=-1), (~arms).sum(axis=-1)
    (x, x_apart), (y, y_apart) = (_centred(values, arms) for values in (before, after))
    sxx, sxy, syy = (x * x).sum(axis=-1), (x * y).sum(axis=-1), (y * y).sum(axis=-1)
    slope = np.divide(sxy, sxx, out=np.zeros_like(sxy), where=sxx > 0)
    effect = y_apart - slope * x_apart
    freedom = after.shape[-1] - PARAMETERS
    variance = np.maximum(syy - slope * sxy, 0.0) / freedom
    reach = np.divide(x_apart**2, sxx, out=np.zeros_like(sxx), where=sxx > 0)
    return Estimate.of(effect, np.sqrt(variance * (1 / number + 1 / others + reach)), freedom)


def _centred(values: np.ndarray, arms: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return values without the mean of their arm, and the difference of the means of the arms."""
    one, two = (np.where(arm, values, 0.0).sum(axis=-1) / arm.sum(axis=-1) for arm in (arms, ~arms))
    return values - np.where(arms, one[..., None], two[..., None]), one - two
