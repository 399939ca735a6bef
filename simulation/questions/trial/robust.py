"""A cluster-robust interval for few villages: CR2 with the degrees of freedom of Bell & McCaffrey.

Every village is one observation, its mean, so that the robust variance (Bell & McCaffrey 2002, "Bias
reduction in standard errors for linear regression with multi-stage samples", Survey Methodology 28; Imbens &
Kolesar 2016, doi:10.1162/REST_a_00552) allows arms of unequal variance and villages of unequal size.
"""

import numpy as np

from simulation.questions.trial.estimate import Estimate


def robust(before: np.ndarray, after: np.ndarray, treated: np.ndarray) -> Estimate:
    """Return the effect of the village-mean ANCOVA of one trial with a robust interval.

    Parameters
    ----------
    before, after : ndarray of float, shape (villages,)
        Means of villages.
    treated : ndarray of bool, shape (villages,)
        Those with the programme.

    Returns
    -------
    Estimate
        Of one trial, shape (1,).
    """
    given = np.column_stack([np.ones(after.size), treated, before]).astype(float)
    # where all villages were alike before, their mean adjusts nothing
    given = given if np.ptp(before) > 0 else given[:, :2]
    inverse = np.linalg.inv(given.T @ given)
    hat = given @ inverse @ given.T
    rest = np.eye(after.size) - hat
    effect = inverse @ given.T @ after
    # what a village alone decides is fitted exactly and has no residual
    leverage = np.maximum(1 - np.diag(hat), 1e-12)
    weight = (given @ inverse[1]) / np.sqrt(leverage)
    variance = float((weight**2 * (rest @ after) ** 2).sum())
    parts = rest * weight
    square = parts.T @ parts
    freedom = float(np.trace(square) ** 2 / (square**2).sum())
    return Estimate.of(effect[1:2], np.array([variance**0.5]), freedom)
