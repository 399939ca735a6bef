"""The figure of the README, from a folder of results: ``python experiments/readme_figure.py FOLDER``."""

import sys
from pathlib import Path

from simulation import open_result
from simulation.analysis.houses import in_houses
from simulation.report.drawing import png_file
from simulation.report.houses import Row, plot_houses
from simulation.report.words import Words

TARGET = Path(__file__).parents[1] / "docs" / "figures" / "houses.png"
SCENARIOS = ("all", "conflict_training", "forum", "forum_unfacilitated")
OUTCOME = "trust_other"

result = open_result(sys.argv[1])
words = Words("en", result.config.village)
frame = result.comparison()
last = frame[(frame["outcome"] == OUTCOME) & (frame["week"] == max(result.config.compare_weeks))]
rows = []
for row in (
    last[last["scenario"].isin(SCENARIOS)].sort_values("difference", ascending=False).to_dict("records")
):
    label = words.label(result.config.scenarios[row["scenario"]].label, row["scenario"])
    rows.append(Row(words.capital(label), in_houses([row["helps"], row["little"], row["harms"]])))
kinds = [words(f"summary.{kind}") for kind in ("helps", "little", "harms")]
TARGET.write_bytes(png_file(plot_houses(rows, kinds)))
print(TARGET, TARGET.stat().st_size)
