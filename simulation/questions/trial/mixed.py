"""A linear mixed model of owners in villages, by statsmodels (extra 'trial')."""

import warnings
from importlib.util import find_spec
from typing import Any

import numpy as np

from simulation.files.faults import Fault, StudyError
from simulation.questions.trial.ancova import PARAMETERS
from simulation.questions.trial.estimate import Estimate

EXTRA = "pip install -e .[trial]"


def ready(command: str) -> None:
    """Make sure that statsmodels is there, without loading it.

    Raises
    ------
    StudyError
        If it is not installed.
    """
    if find_spec("statsmodels") is None:
        told = "statsmodels is not installed"
        raise StudyError([Fault.of(command, "", told, f"the extra 'trial': {EXTRA}")])


def mixed_model(village: np.ndarray, before: np.ndarray, after: np.ndarray, treated: np.ndarray) -> Estimate:
    """Return the effect: after on the arm, the owner's and the village's mean before, villages at random.

    Restricted maximum likelihood; the test is that of Student's t with villages - 3 degrees of freedom,
    for the normal one is too sure of few villages (Leyrat et al. 2018, doi:10.1093/ije/dyx169).

    Parameters
    ----------
    village : ndarray of int, shape (owners,)
        Village of each owner.
    before, after : ndarray of float, shape (owners,)
        Answers of those who gave both.
    treated : ndarray of bool, shape (owners,)
        Whether the village had the programme.

    Returns
    -------
    Estimate
        Of one trial, shape (1,).
    """
    _, place = np.unique(village, return_inverse=True)
    mean = (np.bincount(place, before) / np.bincount(place))[place]
    given = np.column_stack([np.ones(after.size), treated, before - mean, mean])
    freedom = int(place.max()) + 1 - PARAMETERS
    found = _fitted(after, given, place)
    return Estimate.of(np.array([found.params[1]]), np.array([found.bse[1]]), freedom)


def _fitted(after: np.ndarray, given: np.ndarray, place: np.ndarray) -> Any:
    """Return the fit; where villages do not differ at all, it is that of least squares."""
    with warnings.catch_warnings():
        from statsmodels.regression.linear_model import OLS  # noqa: PLC0415 - it takes a second
        from statsmodels.regression.mixed_linear_model import MixedLM  # noqa: PLC0415

        # that a variance is at its edge, 0, is no news; it sets a filter of its own when it is loaded
        warnings.simplefilter("ignore")
        for method in ("lbfgs", "powell"):
            try:
                found = MixedLM(after, given, groups=place).fit(reml=True, method=method)
            except np.linalg.LinAlgError:
                continue
            # a search that ran away has no standard errors
            if found.converged and np.isfinite(found.bse[1]):
                return found
        return OLS(after, given).fit()
