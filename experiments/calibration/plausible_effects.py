"""Effects on trust in the other group: version 1 beside all plausible villages, for docs/ensemble.md.

``python experiments/calibration/plausible_effects.py FOLDER`` prints it from results of the shipped
experiment (``kampung run experiments/kaloran_brimob.yaml --out FOLDER``); version 1's effects are those of
docs/calibration.md.
"""

import re
import sys
from pathlib import Path

from simulation.analysis.houses import in_houses
from simulation.result import open_result

PAGE = Path(__file__).parents[2] / "docs" / "calibration.md"
OUTCOME = "trust_other"


def version_1() -> dict[str, str]:
    """Return the effects of version 1, with their computing error, by scenario."""
    text = PAGE.read_text(encoding="utf-8")
    section = text[text.index(f"### `{OUTCOME}`") :].partition("\n### ")[0]
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", section, flags=re.MULTILINE))


def table(folder: Path) -> list[str]:
    """Return the lines of the table."""
    result = open_result(folder)
    week = max(result.config.compare_weeks)
    before = version_1()
    lines = [
        "| scenario | version 1: one set, computing error | plausible villages: median (5 to 95 %) "
        "| of 20: helps, little, harms | luck |",
        "|---|---|---|---|---|",
    ]
    frame = result.comparison()
    rows = frame[(frame["outcome"] == OUTCOME) & (frame["week"] == week) & frame["difference"].notna()]
    for row in rows.to_dict("records"):
        counts = ", ".join(map(str, in_houses([row["helps"], row["little"], row["harms"]])))
        ends = f"{row['difference']:+.3f} ({row['low']:+.3f} to {row['high']:+.3f})"
        cells = (f"`{row['scenario']}`", before.get(row["scenario"], ""), ends, counts, f"{row['luck']:.0%}")
        lines.append(f"| {' | '.join(cells)} |")
    return lines


if __name__ == "__main__":
    print("\n".join(table(Path(sys.argv[1]))))
