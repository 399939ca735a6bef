"""A fit: parameters whose villages come out as observed, by ABC-SMC and regression adjustment.

The particles that ABC-SMC accepts lie within a tolerance of what was observed. The adjustment moves each
of them to where it would lie at no distance at all: a linear regression of the scores on what is apart,
weighted by nearness (Beaumont, Zhang & Balding 2002).
"""

import logging
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from simulation.analysis.luck import Luck
from simulation.files.faults import Fault, StudyError
from simulation.questions.calibration.prior import Prior

if TYPE_CHECKING:
    from simulation.questions.calibration.particles import Simulate

EXTRA = "the extra 'calibrate': pip install -e .[calibrate]"
LEAST_ACCEPTED = 0.01
REACH = 2.0
LOUD = ("ABC", "ABC.History", "ABC.Distance", "ABC.Sampler", "ABC.Transition")


@dataclass(frozen=True)
class Fit:
    """What fits.

    Attributes
    ----------
    draws : DataFrame
        One column a parameter (those that are fitted first), one row an equally weighted draw.
    rounds : DataFrame
        One row a population of ABC-SMC: ``tolerance``, the largest distance accepted (empty for the first,
        which is the prior); ``simulations`` it took; ``accepted``, the share of them; ``effective``,
        effective number of particles.
    """

    draws: pd.DataFrame
    rounds: pd.DataFrame


def must_have_pyabc() -> None:
    """Refuse to go on without pyabc.

    Raises
    ------
    StudyError
        That names the extra.
    """
    if find_spec("pyabc") is None:
        raise StudyError([Fault.of("calibrate", "", "pyabc is not installed", EXTRA)])


def fit(
    prior: Prior, simulate: "Simulate", statistics: int, *, particles: int, populations: int, luck: Luck
) -> Fit:
    """Return draws of the posterior.

    Parameters
    ----------
    prior : Prior
    simulate : callable
        Statistics of points less the observed ones, shape (points, statistics), of which the Euclidean
        length is the distance; NaN where a village has no such number: it is never accepted.
    statistics : int
        How many there are.
    particles, populations : int
        Size of a population of ABC-SMC, and how many at most; the first one is the prior.
    luck : Luck
        All chance of it.

    Raises
    ------
    StudyError
        If hardly any village of the prior has all that was observed.
    """
    # pyabc takes a second to load, and tells of its own accord how it goes
    from simulation.questions.calibration.particles import populations as made  # noqa: PLC0415 - an extra

    for name in LOUD:
        logging.getLogger(name).setLevel(logging.ERROR)
    found = made(
        list(prior.names),
        lambda scores: simulate(prior.values(scores, prior.fitted(scores))),
        statistics,
        particles=particles,
        rounds=populations,
        least_accepted=LEAST_ACCEPTED,
        luck=luck,
    )
    if found is None:
        told = f"fewer than {LEAST_ACCEPTED:.0%} of the villages within the ranges have all that was observed"
        raise StudyError([Fault.of("--data", "", told, "measures that a village of the model has")])
    fitted, weights = adjust(prior.fitted(found.scores), found.weights, found.apart)
    drawn = prior.values(found.scores, fitted)[resample(weights, particles, luck)]
    return Fit(pd.DataFrame(drawn, columns=list(prior.columns)), found.rounds)


def adjust(scores: np.ndarray, weights: np.ndarray, apart: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return where particles would lie if nothing were apart from what was observed.

    What no particle comes near is not reached by a straight line either: they are carried no further than
    :data:`REACH` standard deviations of their cloud.

    Parameters
    ----------
    scores : ndarray of float, shape (particles, parameters)
    weights : ndarray of float, shape (particles,)
    apart : ndarray of float, shape (particles, statistics)
        Statistics less the observed ones.

    Returns
    -------
    scores : ndarray of float, shape (particles, parameters)
    weights : ndarray of float, shape (particles,)
        Nearer particles count for more (the kernel of Epanechnikov).
    """
    distance = np.linalg.norm(apart, axis=1)
    near = weights * np.clip(1.0 - (distance / distance.max()) ** 2, 1e-9, None)
    root = np.sqrt(near)[:, None]
    design = np.column_stack([np.ones(distance.size), apart])
    slopes = np.linalg.lstsq(root * design, root * scores, rcond=None)[0]
    fitted = np.concatenate([[1.0], _within_reach(apart, near)]) @ slopes
    # a regression explains some of what is chance: its residuals are too small by its degrees of freedom
    effective = near.sum() ** 2 / np.sum(near**2)
    wider = np.sqrt(effective / max(effective - design.shape[1], 1.0))
    return fitted + wider * (scores - design @ slopes), near


def _within_reach(apart: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the place nearest to zero, along the axes of a cloud, that the cloud can vouch for."""
    centre = np.average(apart, axis=0, weights=weights)
    values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(apart, rowvar=False, aweights=weights)))
    spread = np.sqrt(np.clip(values, np.finfo(float).tiny, None))
    steps = np.clip(-centre @ vectors / spread, -REACH, REACH)
    found: np.ndarray = centre + vectors @ (spread * steps)
    return found


def resample(weights: np.ndarray, number: int, luck: Luck) -> np.ndarray:
    """Return places drawn in proportion to weights, as evenly as can be (systematic resampling).

    Their order is drawn too: a study of fewer villages than draws lives with a fair part of them.
    """
    steps = (np.arange(number) + luck.numbers(1)[0]) / number
    total = np.cumsum(weights)
    places = np.searchsorted(total / total[-1], steps, side="right").clip(max=weights.size - 1)
    found: np.ndarray = places[np.argsort(luck.numbers(number), kind="stable")]
    return found
