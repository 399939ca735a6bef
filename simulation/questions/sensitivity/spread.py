"""Spread: between what an outcome and an effect lie over many kinds of villages, and how much is luck."""

from typing import Any

import numpy as np
import pandas as pd

from simulation.experiment.config import StudyConfig
from simulation.questions.sensitivity.indices import luck_variance

LEVEL, EFFECT = "level", "effect"
"""What is explained: an outcome without the programme, and the paired difference the programme makes."""
Values = dict[tuple[str, str], np.ndarray]
"""By outcome and ``level`` or ``effect``: shape (points, villages)."""


def spread(values: Values, config: StudyConfig) -> pd.DataFrame:
    """Return how outcomes and effects spread over the points of the screening.

    Returns
    -------
    DataFrame
        One row an outcome, level and effect: ``mean``, ``low``, ``middle``, ``high`` (percentiles 2.5, 50,
        97.5 of the points' means), ``luck``, the share of their variance that is luck; ``above``,
        ``below``, the shares of points beyond the smallest effect of interest (effects only);
        ``undefined``, runs without a value, of ``runs``.
    """
    rows = []
    for (outcome, what), found in values.items():
        missing = np.isnan(found)
        means = np.array(
            [row[~gone].mean() for row, gone in zip(found, missing, strict=True) if not gone.all()]
        )
        row: dict[str, Any] = {"outcome": outcome, "of": what}
        if means.size:
            low, middle, high = np.percentile(means, [2.5, 50.0, 97.5])
            row |= {"mean": means.mean(), "low": low, "middle": middle, "high": high}
            row["luck"] = min(1.0, luck_variance(found) / means.var()) if means.var() > 0 else np.nan
        if means.size and what == EFFECT:
            smallest = config.outcomes[outcome].smallest_effect
            row |= {"above": np.mean(means > smallest), "below": np.mean(means < -smallest)}
        rows.append(row | {"undefined": int(missing.sum()), "runs": found.size})
    columns = [
        "outcome",
        "of",
        "mean",
        "low",
        "middle",
        "high",
        "luck",
        "above",
        "below",
        "undefined",
        "runs",
    ]
    return pd.DataFrame(rows, columns=columns)
