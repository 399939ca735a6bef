"""A fit: parameters whose villages come out as observed, by ABC-SMC and regression adjustment.

The particles that ABC-SMC accepts lie within a tolerance of what was observed. The adjustment moves each
of them to where it would lie at no distance at all: a linear regression of the parameters on the distances,
weighted by nearness (Beaumont, Zhang & Balding 2002), of their logits, so that no draw leaves its range
(Blum & Francois 2010).
"""

import logging
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.special import expit, logit

from simulation.analysis.luck import Luck
from simulation.study.faults import Fault, StudyError

if TYPE_CHECKING:
    from simulation.analysis.particles import Ranges, Simulate

EXTRA = "the extra 'calibrate': pip install -e .[calibrate]"
LEAST_ACCEPTED = 0.01
EDGE = 1e-9
"""Share of a range: nearer to its end no logit is taken."""
REACH = 2.0
LOUD = ("ABC", "ABC.History", "ABC.Distance", "ABC.Sampler", "ABC.Transition")


@dataclass(frozen=True)
class Fit:
    """What fits.

    Attributes
    ----------
    draws : DataFrame
        One column a parameter, one row an equally weighted draw of the posterior.
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
    ranges: "Ranges", simulate: "Simulate", statistics: int, *, particles: int, populations: int, luck: Luck
) -> Fit:
    """Return draws of the posterior.

    Parameters
    ----------
    ranges : mapping of str to (low, high)
        Uniform priors.
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
    from simulation.analysis.particles import populations as made  # noqa: PLC0415 - an extra

    for name in LOUD:
        logging.getLogger(name).setLevel(logging.ERROR)
    found = made(
        ranges,
        simulate,
        statistics,
        particles=particles,
        rounds=populations,
        least_accepted=LEAST_ACCEPTED,
        luck=luck,
    )
    if found is None:
        told = f"fewer than {LEAST_ACCEPTED:.0%} of the villages within the ranges have all that was observed"
        raise StudyError([Fault.of("--data", "", told, "measures that a village of the model has")])
    adjusted = adjust(found.points, found.weights, found.apart, ranges)
    drawn = adjusted[resample(found.weights, particles, luck)]
    return Fit(pd.DataFrame(drawn, columns=list(ranges)), found.rounds)


def adjust(points: np.ndarray, weights: np.ndarray, apart: np.ndarray, ranges: "Ranges") -> np.ndarray:
    """Return where particles would lie if nothing were apart from what was observed.

    What no particle comes near is not reached by a straight line either: they are carried no further than
    :data:`REACH` standard deviations of their cloud.

    Parameters
    ----------
    points : ndarray of float, shape (particles, parameters)
    weights : ndarray of float, shape (particles,)
    apart : ndarray of float, shape (particles, statistics)
        Statistics less the observed ones.
    ranges : mapping of str to (low, high)
        In the order of the columns of ``points``.

    Returns
    -------
    ndarray of float, shape (particles, parameters)
    """
    low, high = np.array(list(ranges.values())).T
    place = logit(np.clip((points - low) / (high - low), EDGE, 1 - EDGE))
    distance = np.linalg.norm(apart, axis=1)
    near = 1.0 - (distance / (distance.max() * (1 + EDGE))) ** 2
    weights = weights * near
    root = np.sqrt(weights)[:, None]
    design = np.column_stack([np.ones(distance.size), apart])
    found = np.linalg.lstsq(root * design, root * place, rcond=None)[0]
    fitted = np.concatenate([[1.0], _within_reach(apart, weights)]) @ found
    # a regression explains some of what is chance: its residuals are too small by its degrees of freedom
    effective = weights.sum() ** 2 / np.sum(weights**2)
    wider = np.sqrt(effective / max(effective - design.shape[1], 1.0))
    adjusted: np.ndarray = low + (high - low) * expit(fitted + wider * (place - design @ found))
    return adjusted


def _within_reach(apart: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the place nearest to zero, along the axes of a cloud, that the cloud can vouch for."""
    centre = np.average(apart, axis=0, weights=weights)
    values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(apart, rowvar=False, aweights=weights)))
    spread = np.sqrt(np.clip(values, np.finfo(float).tiny, None))
    steps = np.clip(-centre @ vectors / spread, -REACH, REACH)
    found: np.ndarray = centre + vectors @ (spread * steps)
    return found


def resample(weights: np.ndarray, number: int, luck: Luck) -> np.ndarray:
    """Return places drawn in proportion to weights, as evenly as can be (systematic resampling)."""
    steps = (np.arange(number) + luck.numbers(1)[0]) / number
    total = np.cumsum(weights)
    found: np.ndarray = np.searchsorted(total / total[-1], steps, side="right").clip(max=weights.size - 1)
    return found
