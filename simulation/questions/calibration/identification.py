"""What data identify: how much narrower than the prior a posterior is, and which parameters hang together."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd

IDENTIFIED, WEAKLY = 0.5, 0.2
"""Contraction from which on a parameter is identified, and weakly identified."""
TIED, SAME = 0.5, 0.9
"""Correlation from which on, either way, two parameters are tied, and cannot be told apart.

Beyond .9 what one leaves open of the other is less than half (sqrt(1 - .9**2) = .44) of its whole spread.
"""
LEVELS = {"q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95}


def verdict_of(contraction: float) -> str:
    """Return ``identified``, ``weakly`` or ``not``: the rule is that of the constants above."""
    if contraction >= IDENTIFIED:
        return "identified"
    return "weakly" if contraction >= WEAKLY else "not"


def summary(
    draws: pd.DataFrame,
    ranges: Mapping[str, tuple[float, float]],
    used: Mapping[str, float],
    spread: Sequence[float] | np.ndarray,
) -> pd.DataFrame:
    """Return what a posterior says of each parameter.

    Parameters
    ----------
    draws : DataFrame
        One column a parameter, one row an equally weighted draw.
    ranges : mapping of str to (low, high)
        From where to where each was looked for.
    used : mapping of str to float
        Their values in the experiment.
    spread : sequence of float
        The standard deviation of each under the prior.

    Returns
    -------
    DataFrame
        One row a parameter: ``prior_low``, ``prior_high``; ``experiment``, the value without a fit;
        ``mean``, ``sd``, ``median``, ``q25`` to ``q75`` (half of the posterior), ``q05`` to ``q95`` (90 %);
        ``contraction``, 1 - sd/sd of the prior: 0 nothing learnt, 1 known; ``verdict``; ``tied_to``, the
        parameter it is most correlated with, and that ``correlation``.
    """
    found = np.corrcoef(draws.to_numpy(), rowvar=False).reshape(len(ranges), len(ranges))
    rows = []
    for place, (name, (low, high)) in enumerate(ranges.items()):
        values = draws[name].to_numpy()
        contraction = 1.0 - values.std(ddof=1) / spread[place]
        others = np.delete(found[place], place)
        nearest = int(np.argmax(np.abs(others))) if others.size else -1
        row = {
            "parameter": name,
            "prior_low": low,
            "prior_high": high,
            "experiment": used[name],
            "mean": values.mean(),
            "sd": values.std(ddof=1),
            **{level: np.quantile(values, share) for level, share in LEVELS.items()},
            "contraction": contraction,
            "verdict": verdict_of(contraction),
            "tied_to": np.delete(list(ranges), place)[nearest] if others.size else "",
            "correlation": others[nearest] if others.size else np.nan,
        }
        rows.append(row)
    return pd.DataFrame(rows)


def pairs(draws: pd.DataFrame) -> pd.DataFrame:
    """Return the correlation of each pair in the posterior, the strongest first.

    Returns
    -------
    DataFrame
        ``first``, ``second``, ``correlation``, ``told_apart``: False where it is so strong that the
        data know a combination of the two rather than each of them.
    """
    found = draws.corr().to_numpy()
    rows = [
        {
            "first": draws.columns[one],
            "second": draws.columns[two],
            "correlation": found[one, two],
            "told_apart": abs(found[one, two]) < SAME,
        }
        for one, two in combinations(range(draws.shape[1]), 2)
    ]
    frame = pd.DataFrame(rows, columns=["first", "second", "correlation", "told_apart"])
    return frame.sort_values("correlation", key=np.abs, ascending=False, kind="stable", ignore_index=True)
