"""Approximate Bayesian computation by populations of particles (ABC-SMC), driven by pyabc.

pyabc (Schaelte et al. 2022) keeps the populations, lowers the tolerance, moves the particles by a normal
kernel and weighs them (Toni & Stumpf 2010). Two things are given to it. Its chance comes from named draws,
so that a calibration that was stopped goes on as if it never had been. And its particles are simulated in
batches, each of them a stage of villages on all processors, instead of one by one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pandas as pd
from pyabc import ABCSMC, MultivariateNormalTransition, Parameter, PNormDistance, QuantileEpsilon, Sample
from pyabc.random_variables import DistributionBase
from pyabc.sampler import Sampler
from pyabc.storage import History, create_sqlite_db_id

from simulation.analysis.luck import Luck

Simulate = Callable[[np.ndarray], np.ndarray]
MOST_AT_ONCE = 4
"""Largest batch, in populations."""
STRIDE = 2.0
"""Times the covariance of pyabc's kernel, as Beaumont et al. 2009 take it: with narrower steps the weights
of eight parameters come to rest on a few particles, and the posterior is too sure."""
ANEW = 0.1
"""Share of particles from the prior: no weight exceeds its tenfold (defensive mixture, Hesterberg 1995)."""


class OneModel:
    """pyabc can choose between models; here is one, and nothing to draw."""

    def rvs(self) -> int:
        """Return its number."""
        return 0

    def pmf(self, number: int) -> float:
        """Return the probability of a model."""
        return float(number == 0)


class NamedPrior(DistributionBase):  # type: ignore[misc]  # pyabc has no types
    """Independent standard normal scores whose draws have names.

    Parameters
    ----------
    names : sequence of str
        Parameters.
    luck : Luck
        Where the draws come from.
    """

    def __init__(self, names: list[str], luck: Luck) -> None:
        self._names, self._luck = names, luck

    def rvs(self, *_: Any, **__: Any) -> Parameter:
        """Draw a particle."""
        return Parameter(dict(zip(self._names, self._luck.normals(len(self._names)).tolist(), strict=True)))

    def pdf(self, x: Mapping[str, float]) -> float:
        """Return the density of a particle."""
        exponent = sum(x[name] ** 2 + np.log(2 * np.pi) for name in self._names)
        return float(np.exp(-0.5 * exponent))


class NamedSteps(MultivariateNormalTransition):  # type: ignore[misc]  # see above
    """The kernel of pyabc, whose draws have names; a share of the particles comes from the prior anew.

    Parameters
    ----------
    prior : NamedPrior
        For particles that move nowhere.
    luck : Luck
        Where the draws come from.
    """

    def __init__(self, prior: NamedPrior, luck: Luck) -> None:
        super().__init__(scaling=STRIDE)
        self.prior, self.luck = prior, luck

    def fit(self, X: pd.DataFrame, w: np.ndarray) -> None:  # noqa: N803 - the names of pyabc
        """Take a population to move particles of."""
        super().fit(X, w)
        values, vectors = np.linalg.eigh(self.cov)
        # the covariance may be singular: two parameters that are one
        self._step = vectors * np.sqrt(np.clip(values, 0.0, None))
        self._origins, self._total = X.to_numpy(), np.cumsum(self.w)

    def rvs_single(self) -> Parameter:
        """Draw a particle of the population before, and move it; or one of the prior."""
        if self.luck.numbers(1)[0] < ANEW:
            return self.prior.rvs()
        place = int(np.searchsorted(self._total, self.luck.numbers(1)[0] * self._total[-1], side="right"))
        moved = self._origins[place] + self._step @ self.luck.normals(len(self._step))
        return Parameter(dict(zip(self.X.columns, moved.tolist(), strict=True)))

    def pdf(self, x: Mapping[str, float]) -> float:
        """Return the density of a particle."""
        return float((1.0 - ANEW) * super().pdf(x) + ANEW * self.prior.pdf(x))


class Batches(Sampler):  # type: ignore[misc]  # see above
    """Asks pyabc for a batch of particles, simulates them all, and tells it what came out.

    Draws have names, so pyabc can be asked twice for the same particles: first only to hear which they
    are, then with their statistics at hand.

    Parameters
    ----------
    names : sequence of str
        Parameters, in the order of the columns of points.
    simulate : callable
        Statistics of points.
    statistics : int
        How many there are.
    luck : Luck
        That of prior and kernel.
    """

    def __init__(self, names: list[str], simulate: Simulate, statistics: int, luck: Luck) -> None:
        super().__init__()
        self.observed = {f"s{place}": 0.0 for place in range(statistics)}
        self._names, self._simulate, self._luck = names, simulate, luck
        self._asked: list[list[float]] | None = None
        self._known: dict[tuple[float, ...], np.ndarray] = {}

    def model(self, parameters: Mapping[str, float]) -> dict[str, float]:
        """Return the statistics of a particle; NaN, which is never accepted, while it is only asked for."""
        point = [float(parameters[name]) for name in self._names]
        if self._asked is not None:
            self._asked.append(point)
            return dict.fromkeys(self.observed, np.nan)
        return dict(zip(self.observed, self._known[tuple(point)].tolist(), strict=True))

    def sample_until_n_accepted(
        self, n: int, simulate_one: Callable[[], Any], t: int, *, max_eval: float = np.inf, **_: Any
    ) -> Sample:
        """Return a population; one that takes more than ``max_eval`` simulations is not ok."""
        sample = self._create_empty_sample()
        self.nr_evaluations_ = 0
        while sample.n_accepted < n and self.nr_evaluations_ < max_eval:
            count = self._batch(n, sample.n_accepted, max_eval)
            before = self._luck.taken
            self._asked = []
            for _place in range(count):
                simulate_one()
            points, self._asked = np.array(self._asked), None
            found = self._simulate(points)
            self._known = dict(zip(map(tuple, points.tolist()), found, strict=True))
            self._luck.taken = before
            for _place in range(count):
                if sample.n_accepted == n:
                    break
                sample.append(simulate_one())
                self.nr_evaluations_ += 1
        sample.ok = sample.n_accepted == n
        return sample

    def _batch(self, n: int, accepted: int, max_eval: float) -> int:
        """Return how many particles to ask for: as many as will be needed, if the rate so far stays."""
        rate = accepted / self.nr_evaluations_ if accepted else 1.0
        wanted = min(1.1 * (n - accepted) / rate, MOST_AT_ONCE * n, max_eval - self.nr_evaluations_)
        return max(int(np.ceil(wanted)), n // 10, 1)


@dataclass(frozen=True)
class Populations:
    """What pyabc made.

    Attributes
    ----------
    scores : ndarray of float, shape (particles, parameters)
        The last population.
    weights : ndarray of float, shape (particles,)
        Add up to 1.
    apart : ndarray of float, shape (particles, statistics)
        Statistics less the observed ones.
    rounds : DataFrame
        One row a population: ``population``, ``tolerance``, ``simulations``, ``accepted``, ``effective``
        (:class:`simulation.questions.calibration.fit.Fit`).
    """

    scores: np.ndarray
    weights: np.ndarray
    apart: np.ndarray
    rounds: pd.DataFrame


def populations(
    names: list[str],
    simulate: Simulate,
    statistics: int,
    *,
    particles: int,
    rounds: int,
    least_accepted: float,
    luck: Luck,
) -> Populations | None:
    """Return what pyabc makes: the prior, then each time the nearer half of the population before.

    Parameters
    ----------
    names : list of str
        Parameters; their scores have standard normal priors.
    simulate : callable
        Statistics of scores less the observed ones, shape (points, statistics), in units in which their
        Euclidean length is the distance; a particle with NaN is never accepted. Called once a batch.
    statistics : int
        How many there are.
    particles, rounds : int
        Size of a population; how many at most.
    least_accepted : float
        Share of accepted particles below which a population is given up, and the one before it stands.
    luck : Luck
        All chance of it.

    Returns
    -------
    Populations or None
        None if not even the prior came about.
    """
    batches = Batches(names, simulate, statistics, luck)
    prior = NamedPrior(names, luck)
    fit = ABCSMC(
        batches.model,
        prior,
        distance_function=PNormDistance(p=2),
        population_size=particles,
        model_prior=OneModel(),
        transitions=NamedSteps(prior, luck),
        eps=QuantileEpsilon(initial_epsilon=np.finfo(float).max, alpha=0.5),
        sampler=batches,
    )
    # a database in memory would stay open, and be closed by whichever thread happens to clean up
    with TemporaryDirectory() as folder:
        fit.new(create_sqlite_db_id(folder, "populations.db"), batches.observed)
        history = fit.run(max_nr_populations=rounds, min_acceptance_rate=least_accepted)
        return None if history.max_t < 0 else _of(history, names, list(batches.observed))


def _of(history: History, names: list[str], statistics: list[str]) -> Populations:
    sizes = history.get_all_populations().set_index("t")
    rows = []
    for t in range(history.n_populations):
        weights = history.get_distribution(t=t)[1]
        taken, tolerance = sizes.loc[t, ["samples", "epsilon"]]
        rows.append(
            {
                "population": t + 1,
                "tolerance": tolerance if t else np.nan,
                "simulations": int(taken),
                "accepted": weights.size / taken,
                "effective": 1.0 / np.sum(weights**2),
            }
        )
    frame, weights = history.get_distribution()
    apart = [[found[name] for name in statistics] for found in history.get_weighted_sum_stats()[1]]
    return Populations(frame[names].to_numpy(), weights, np.array(apart, dtype=float), pd.DataFrame(rows))
