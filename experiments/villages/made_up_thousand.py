"""Makes up a thousand villages.

``python experiments/villages/made_up_thousand.py`` writes made_up_thousand.csv beside itself.
No village is real. Sizes are spread around the sixty owners of the experiments (a third to about four
times as many), shares and sectors over most of what is thinkable, and what nobody can count is a range.
"""

from pathlib import Path

import numpy as np
from scipy.stats import norm

from simulation.analysis.latin_hypercube import latin_hypercube

VILLAGES = 1000
SEED = 1
MEDIAN, SPREAD = 52, 0.5
"""Owners of the village in the middle, and the spread of their logarithm: sixty owners in the mean."""
LEAST, MOST = 20, 240
SHARES = {"share_newcomer": (0.1, 0.5), "sector_food": (0.15, 0.55)}
RANGES = {"belief_other": "0.42..0.52", "avoidance": "0.55..0.75"}
"""Trust in strangers of the other group, and how much one avoids them: drawn once a village."""
TOLD = (
    "# MADE UP by experiments/villages/made_up_thousand.py: no village is real, nothing was counted.",
    "# A cell such as 0.42..0.52 is a range, from which one value is drawn for the village.",
)


def rows() -> list[str]:
    """Return the lines of the table."""
    drawn = latin_hypercube(SEED, 0, {"owners": (0.0, 1.0)} | SHARES, VILLAGES)
    sizes = np.exp(norm.ppf(drawn["owners"]) * SPREAD) * MEDIAN
    lines = [",".join(["name", "owners", *SHARES, *RANGES])]
    for number in range(VILLAGES):
        owners = round(float(np.clip(sizes[number], LEAST, MOST)))
        shares = [f"{drawn[name][number]:.2f}" for name in SHARES]
        lines.append(",".join([f"Made-up village {number + 1:04d}", str(owners), *shares, *RANGES.values()]))
    return lines


if __name__ == "__main__":
    target = Path(__file__).with_suffix(".csv")
    target.write_text("\n".join([*TOLD, *rows()]) + "\n", encoding="utf-8")
