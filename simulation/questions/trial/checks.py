"""Three estimators on the same trials: whether they agree, and find what is not there."""

import numpy as np
import pandas as pd

from simulation.analysis.draw_rows import key_of
from simulation.analysis.proportion import wilson
from simulation.questions.trial.ancova import ancova
from simulation.questions.trial.designs import true_effect
from simulation.questions.trial.estimate import LEVEL, Estimate
from simulation.questions.trial.mixed import mixed_model
from simulation.questions.trial.pool import Pool
from simulation.questions.trial.randomisation import allocations, randomisation_p
from simulation.questions.trial.sample import Sample
from simulation.questions.trial.terms import PARALLEL, Terms

CHECKED = 60
"""Trials: a mixed model takes a twentieth of a second."""
USUAL = 8
"""Villages of an arm in these trials, where so many are asked about: mixed models are in doubt with few."""
_PURPOSE = 500


def side_by_side(pool: Pool, terms: Terms, arm: int, seed: int) -> pd.DataFrame:
    """Return what three estimators find in the same trials of villages that differ as the sets do.

    Only with parallel arms; else there are no rows.

    Returns
    -------
    DataFrame
        One row an estimator: ``power``, ``type_one`` with its binomial interval, and ``same_verdict``, the
        share of trials (with and without an effect) in which it says what the village means say.
    """
    if terms.plan != PARALLEL:
        return pd.DataFrame()
    villages = min(terms.villages, key=lambda number: abs(number - USUAL))
    owners = terms.owners[0]
    sample = Sample(pool.mixed, terms, CHECKED, 2 * villages, owners, seed, _PURPOSE, arm)
    treated = np.arange(2 * villages) < villages
    before = sample.score(0, 0)
    others = allocations(2 * villages, villages, key_of(seed, _PURPOSE, 99))
    verdicts: dict[str, list[np.ndarray]] = {"ancova": [], "randomisation": [], "mixed": []}
    effect = true_effect(pool.mixed, terms, arm)
    for place in (arm, 0):
        waves = range(1, len(terms.waves))
        with_, without = (
            np.mean([sample.score(each, wave, shift=shift) for wave in waves], axis=0)
            for each, shift in ((place, terms.desired), (0, 0.0))
        )
        after = np.where(treated[:, None], with_, without)
        found = [_three(before[k], after[k], treated, others) for k in range(CHECKED)]
        for name, p in zip(verdicts, np.array(found).T, strict=True):
            verdicts[name].append(p < LEVEL)
    rows = []
    for name, (seen, null) in verdicts.items():
        low, high = wilson(null.sum(), CHECKED)
        same = [mine == first for mine, first in zip((seen, null), verdicts["ancova"], strict=True)]
        rows.append(
            {
                "arm": terms.arms[arm], "estimator": name, "per_arm": villages, "owners": owners,
                "effect": effect, "trials": CHECKED, "found": seen.mean(), "type_one": null.mean(),
                "type_one_low": float(low), "type_one_high": float(high),
                "same_verdict": float(np.mean(same)),
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def _three(
    before: np.ndarray, after: np.ndarray, treated: np.ndarray, others: np.ndarray
) -> tuple[float, float, float]:
    """Return p of the village means, of randomisation and of the mixed model in one trial."""
    there = np.isfinite(after)
    if not there.any(axis=1).all():
        return (np.nan,) * 3
    one, two = (
        np.array([each[here].mean() for each, here in zip(values, there, strict=True)])
        for values in (before, after)
    )
    village = np.repeat(np.arange(len(treated)), there.sum(axis=1))
    model: Estimate = mixed_model(village, before[there], after[there], treated[village])
    means = ancova(one[None], two[None], treated)
    return float(means.p[0]), randomisation_p(one, two, treated, others), float(model.p[0])
