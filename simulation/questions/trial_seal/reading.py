"""A trial held against its sealed forecast: the registered estimate, and the sets it leaves plausible."""

from pathlib import Path

import numpy as np
import pandas as pd

from simulation.analysis.draw_rows import key_of
from simulation.questions.trial.ancova import ancova
from simulation.questions.trial.estimate import Estimate
from simulation.questions.trial.mixed import mixed_model
from simulation.questions.trial.randomisation import allocations, randomisation_p
from simulation.questions.trial.robust import robust
from simulation.questions.trial_seal.forecast import Forecast
from simulation.questions.trial_seal.interviews import Interviews

REACH = 1.959963984540054
"""Standard errors on each side that hold nineteen of twenty."""
_PURPOSE = 77


class Reading:
    """What a trial found, beside what was foretold.

    Parameters
    ----------
    forecast : Forecast
        As it was sealed.
    interviews : Interviews
        The trial.

    Attributes
    ----------
    registered, robust, mixed : Estimate
        The estimate by its registered interval, the cluster-robust one, and a mixed model of owners.
    p : float
        Of randomisation inference.
    plausible : ndarray of bool, shape (sets,)
        Sets whose forecast holds the estimate in nineteen of twenty trials. Its error is the larger of the
        forecast one and the robust one of the trial: real villages differ more than those of one set.
    weight : ndarray of float, shape (sets,)
        How well each foretold it (normal density), adding up to 1.
    """

    def __init__(self, forecast: Forecast, interviews: Interviews) -> None:
        self.forecast, self.interviews = forecast, interviews
        before, after = interviews.means()
        treated = interviews.treated
        self.registered: Estimate = ancova(before[None], after[None], treated)
        self.robust: Estimate = robust(before, after, treated)
        others = allocations(treated.size, int(treated.sum()), key_of(forecast.about["seed"], _PURPOSE, 0))
        self.p = randomisation_p(before, after, treated, others)
        whole = interviews.complete
        village = interviews.village[whole]
        self.mixed: Estimate = mixed_model(
            village, interviews.before[whole], interviews.after[whole], treated[village]
        )
        error = np.maximum(forecast.sd, float(self.robust.error[0]))
        # without any error on either side a set foretells one number only
        error = np.maximum(error, 1e-9)
        apart = (float(self.registered.effect[0]) - forecast.mean) / error
        self.plausible: np.ndarray = np.abs(apart) <= REACH
        density = -0.5 * apart**2 - np.log(error)
        weight = np.exp(density - density.max())
        self.weight: np.ndarray = weight / weight.sum()

    @property
    def effect(self) -> float:
        """The registered estimate."""
        return float(self.registered.effect[0])

    @property
    def inside(self) -> bool:
        """Whether the estimate lies where nine of ten trials were foretold."""
        return bool(self.forecast.low <= self.effect <= self.forecast.high)

    def effects(self, *, after: bool) -> tuple[float, float, float]:
        """Return 5th, 50th and 95th percentile of the true effect over sets, before or after the trial."""
        weight = self.weight if after else np.full(self.weight.size, 1 / self.weight.size)
        order = np.argsort(self.forecast.effect, kind="stable")
        reached = np.cumsum(weight[order])
        places = np.searchsorted(reached, np.array([0.05, 0.5, 0.95]) * reached[-1])
        low, median, high = self.forecast.effect[order][np.minimum(places, order.size - 1)].tolist()
        return low, median, high

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return ``reading.csv``, a row an estimator, and ``sets_after.csv``, a row a set."""
        rows = [
            {"estimator": name, "effect": float(each.effect[0]), "error": float(each.error[0]),
             "low": float(each.low[0]), "high": float(each.high[0]), "p": float(each.p[0]),
             "freedom": float(each.freedom)}
            for name, each in (("ancova", self.registered), ("robust", self.robust), ("mixed", self.mixed))
        ]  # fmt: skip
        rows.append({"estimator": "randomisation", "effect": self.effect, "p": self.p})
        known = self.forecast
        after = {
            "set": known.sets, "effect": known.effect, "estimate": known.mean, "estimate_sd": known.sd,
            "plausible": self.plausible, "weight": self.weight,
        }  # fmt: skip
        return {"reading": pd.DataFrame(rows), "sets_after": pd.DataFrame(after)}


def tables_of(reading: Reading, folder: Path) -> dict[Path, str]:
    """Return the tables of a reading as texts, by the file they go into."""
    return {
        folder / f"{name}.csv": frame.to_csv(index=False, lineterminator="\n")
        for name, frame in reading.frames().items()
    }
