"""What a pattern would come to at a set that was not run: a quadratic in its shares.

Regression polynomials are the oldest emulators of history matching (Craig, Goldstein, Seheult & Smith 1997).
Here they only spare simulations: what they rule out is not drawn, what they let pass is run.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from scipy.linalg import cho_factor, cho_solve

from simulation.patterns.pattern import Band

A_TERM = 5
"""Measurements for each term of a polynomial, at least."""
ACTIVE = 25
"""Parameters whose products are terms, at most: those that move the pattern most."""
ALMOST_NOTHING = 1e-9
"""Relative weight that draws terms to 0 which the sets cannot tell: a parameter that is the same in all."""


@dataclass(frozen=True)
class Look:
    """Sets that were measured in the same villages.

    Attributes
    ----------
    step : int
        Names the villages; a later step has no fewer of them.
    shares : ndarray of float, shape (sets, parameters)
    means, errors : dict of str to ndarray, shape (sets,)
        By pattern the mean over villages and its standard error; NaN where it was not measured.
    """

    step: int
    shares: np.ndarray
    means: dict[str, np.ndarray]
    errors: dict[str, np.ndarray]


@dataclass(frozen=True)
class Polynomial:
    """A pattern as a quadratic in the shares.

    Sets that are measured in the same villages share their luck, so that no residual shows it. Each step
    therefore has a term of its own, and told is what the pattern comes to in the villages of the last one.

    Attributes
    ----------
    active : ndarray of int, shape (active,)
        Places of the parameters whose products are terms.
    terms : ndarray of float, shape (terms,)
    inverse : ndarray of float, shape (terms, terms)
        Of the product of the terms' matrix with itself.
    residual : float
        Standard deviation of what a quadratic misses.
    luck : float
        Standard error of a mean over the villages of the last step.
    """

    active: np.ndarray
    terms: np.ndarray
    inverse: np.ndarray
    residual: float
    luck: float

    @classmethod
    def fitted(
        cls, shares: np.ndarray, steps: np.ndarray, means: np.ndarray, errors: np.ndarray
    ) -> Self | None:
        """Return the polynomial of some measurements; None where they are too few.

        Parameters
        ----------
        shares : ndarray of float, shape (measurements, parameters)
        steps : ndarray of int, shape (measurements,)
        means, errors : ndarray of float, shape (measurements,)
        """
        last = steps.max(initial=0)
        lots = steps[:, None] == np.setdiff1d(steps, last)
        room = len(shares) // A_TERM - lots.shape[1] - (1 + 2 * shares.shape[1])
        if room < 0:
            return None
        straight, _ = _solved(np.hstack([_terms(shares, np.empty(0, dtype=np.int64)), lots]), means)
        pull = np.abs(straight[1 : 1 + shares.shape[1]])
        number = min(ACTIVE, pull.size, int((1 + np.sqrt(1 + 8 * room)) / 2))
        active = np.sort(np.argsort(-pull, kind="stable")[:number])
        matrix = np.hstack([_terms(shares, active), lots])
        terms, inverse = _solved(matrix, means)
        left = means - matrix @ terms
        residual = np.sqrt(left @ left / (len(left) - terms.size))
        luck = np.sqrt(np.mean(errors[steps == last] ** 2))
        return cls(active, terms, inverse, float(residual), float(luck))

    def told(self, shares: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Return what the pattern comes to at some sets, and with which standard deviation."""
        matrix = _terms(shares, self.active)
        size = matrix.shape[1]
        leverage = np.einsum("ij,jk,ik->i", matrix, self.inverse[:size, :size], matrix, optimize=True)
        deviation = self.residual * np.sqrt(1 + np.maximum(leverage, 0))
        return matrix @ self.terms[:size], np.hypot(deviation, self.luck)


@dataclass(frozen=True)
class Emulator:
    """Polynomials of all patterns for which enough sets were run."""

    patterns: tuple[tuple[Band, Polynomial], ...]

    @classmethod
    def of(cls, patterns: Sequence[Band], looks: Sequence[Look]) -> Self:
        """Return the emulator of some patterns, from all sets that were measured for them."""
        fitted = []
        for band in patterns:
            told = [look for look in looks if band.name in look.means]
            if not told:
                continue
            steps = np.concatenate([np.full(len(look.shares), look.step) for look in told])
            means = np.concatenate([look.means[band.name] for look in told])
            errors = np.concatenate([look.errors[band.name] for look in told])
            known = np.isfinite(means) & np.isfinite(errors)
            shares = np.concatenate([look.shares for look in told])[known]
            polynomial = Polynomial.fitted(shares, steps[known], means[known], errors[known])
            if polynomial is not None:
                fitted.append((band, polynomial))
        return cls(tuple(fitted))

    def implausibility(self, shares: np.ndarray) -> np.ndarray:
        """Return the largest implausibility of any pattern at some sets, of shape (sets,)."""
        largest = np.zeros(len(shares))
        for band, polynomial in self.patterns:
            mean, deviation = polynomial.told(shares)
            distance = np.maximum(np.maximum(band.low - mean, mean - band.high), 0.0)
            spread = np.maximum(np.hypot(deviation, band.discrepancy), np.finfo(float).tiny)
            largest = np.maximum(largest, distance / spread)
        return largest


def _terms(shares: np.ndarray, active: np.ndarray) -> np.ndarray:
    """Return 1, every parameter, its square, and the products of the active ones, shape (sets, terms)."""
    centred = 2 * shares - 1
    chosen = centred[:, active]
    one, other = np.triu_indices(active.size, 1)
    products = chosen[:, one] * chosen[:, other]
    return np.hstack([np.ones((len(shares), 1)), centred, centred**2, products])


def _solved(matrix: np.ndarray, means: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the terms of least squares, and the inverse of the matrix's product with itself."""
    product = matrix.T @ matrix
    product += ALMOST_NOTHING * len(matrix) * np.eye(len(product))
    inverse: np.ndarray = cho_solve(cho_factor(product), np.eye(len(product)))
    return inverse @ (matrix.T @ means), inverse
