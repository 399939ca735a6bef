"""What a calibration found: the posterior, whether it meets the survey, what it makes of the programme."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.analysis.question import Answer
from simulation.analysis.windows import values_at
from simulation.experiment.config import StudyConfig
from simulation.experiment.points import Points
from simulation.experiment.posterior import write_posterior
from simulation.experiment.targets import Target
from simulation.experiment.varied import own_value
from simulation.questions.calibration.fit import Fit
from simulation.questions.calibration.identification import pairs, summary
from simulation.questions.calibration.prior import Prior
from simulation.running.weekly_table import WeeklyTable

POSTERIOR = "posterior.parquet"
SURVEY_TABLE = "survey"
"""Name of the table of what was observed; as a file it can be read again."""
INTERVAL = (0.05, 0.95)
SURPRISING = 0.05
"""A target is missed if the model gives a number so far off, either way, less often than this."""


@dataclass(frozen=True)
class Programmes:
    """Villages of prior and posterior, with and without the programme.

    Attributes
    ----------
    reference, programme : str
        Scenarios.
    prior, posterior : WeeklyTable
        One village a draw.
    """

    reference: str
    programme: str
    prior: WeeklyTable
    posterior: WeeklyTable


class Calibrated(Answer):
    """What a calibration found.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    prior : Prior
        Where the particles came from.
    before : ndarray of float, shape (draws, columns)
        Draws of it.
    found : Fit
        Draws of the posterior.
    targets : sequence of Target
        What was observed.
    seen : ndarray of float, shape (draws, targets)
        What surveys of villages of the posterior would observe.
    programmes : Programmes
        What the programme does in villages of prior and posterior.

    Attributes
    ----------
    ranges : dict of str to (low, high)
        The parameters that are fitted, and from where to where.
    before : DataFrame
        Draws of the prior of these parameters.
    draws : DataFrame
        One column a parameter, one row an equally weighted draw: those that are fitted, then, where the
        prior are sets, all others of each draw's set.
    posterior : DataFrame
        One row a parameter (:func:`simulation.questions.calibration.identification.summary`).
    pairs : DataFrame
        Which parameters hang together (:func:`simulation.questions.calibration.identification.pairs`).
    predictive : DataFrame
        One row a target: what was observed with its ``standard_error``; ``median``, ``low``, ``high`` of
        what surveys in villages of the posterior would observe (90 %); ``tail``, how often they would be
        at least as far off as the observed one, both sides counted; ``met``, that it is no surprise.
    effects : DataFrame
        One row an outcome and week: the paired effect of the programme in a village, its median and 90 %
        interval over the prior (``prior_``) and over the posterior (``posterior_``). Effects are no targets.
    rounds : DataFrame
        How ABC-SMC went (:class:`simulation.questions.calibration.fit.Fit`).
    """

    def __init__(
        self,
        config: StudyConfig,
        prior: Prior,
        before: np.ndarray,
        found: Fit,
        targets: Sequence[Target],
        seen: np.ndarray,
        programmes: Programmes,
    ) -> None:
        ranges = self.ranges = dict(prior.ranges)
        self.config, self.draws, self.rounds = config, found.draws, found.rounds
        self.before = pd.DataFrame(before[:, : len(ranges)], columns=list(ranges))
        self.programme = programmes.programme
        self.observed = list(targets)
        used = {name: own_value(name, config) for name in ranges}
        fitted = found.draws[list(ranges)]
        self.posterior = summary(fitted, ranges, used, prior.spread())
        self.pairs = pairs(fitted)
        self.predictive = pd.DataFrame(
            [_predicted(target, seen[:, place]) for place, target in enumerate(targets)]
        )
        self.effects = _effects(config, programmes)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables."""
        return {
            SURVEY_TABLE: pd.DataFrame([target.model_dump() for target in self.observed]),
            "posterior": self.posterior,
            "pairs": self.pairs,
            "predictive": self.predictive,
            "effects": self.effects,
            "populations": self.rounds,
        }

    def write(self, folder: Path) -> None:
        """Write the draws into ``posterior.parquet``, which experiments take as their behaviour."""
        targets = [target.model_dump() for target in self.observed]
        canonical = json.dumps(targets, sort_keys=True, separators=(",", ":"))
        notes = {
            "ranges": {name: list(ends) for name, ends in self.ranges.items()},
            "targets": hashlib.sha256(canonical.encode()).hexdigest(),
            "experiment": self.config.hash(),
            "seed": self.config.seed,
        }
        columns = {str(name): self.draws[name].tolist() for name in self.draws}
        write_posterior(folder / POSTERIOR, self.config.behaviour, Points.drawn(columns), notes)


def _predicted(target: Target, seen: np.ndarray) -> dict[str, object]:
    """Return a target beside what surveys of simulated villages would observe."""
    seen = seen[np.isfinite(seen)]
    row: dict[str, object] = target.model_dump()
    if seen.size == 0:
        return row | dict.fromkeys(("median", "low", "high"), np.nan) | {"tail": 0.0, "met": False}
    low, high = np.quantile(seen, INTERVAL)
    # the observed one is counted with them: nothing is impossible after a few hundred villages
    beyond = min((seen <= target.value).sum(), (seen >= target.value).sum()) + 1
    tail = min(1.0, 2.0 * float(beyond) / (seen.size + 1))
    return row | {
        "median": np.median(seen),
        "low": low,
        "high": high,
        "tail": tail,
        "met": tail >= SURPRISING,
    }


def _effects(config: StudyConfig, programmes: Programmes) -> pd.DataFrame:
    """Return the paired effect of the programme before and after the survey."""
    rows = []
    differences = {}
    for name, table in (("prior", programmes.prior), ("posterior", programmes.posterior)):
        found = values_at(table, list(config.outcomes), config.compare_weeks, config.window)
        one, two = (table.scenarios.index(each) for each in (programmes.programme, programmes.reference))
        differences[name] = {outcome: values[one] - values[two] for outcome, values in found.items()}
    for outcome in config.outcomes:
        for place, week in enumerate(config.compare_weeks):
            row: dict[str, object] = {"outcome": outcome, "week": week}
            for name, found in differences.items():
                values = found[outcome][:, place]
                values = values[np.isfinite(values)]
                shares = np.quantile(values, (0.5, *INTERVAL)) if values.size else np.full(3, np.nan)
                told = zip(("median", "low", "high"), shares, strict=True)
                row |= {f"{name}_{what}": value for what, value in told}
                row[f"{name}_raised"] = float(np.mean(values > 0)) if values.size else np.nan
            rows.append(row)
    return pd.DataFrame(rows)
