"""The figure of the README, from a folder of results: ``python experiments/readme_figure.py FOLDER``."""

import sys
from pathlib import Path

from simulation import open_result
from simulation.report.trajectories import plot_outcome

TARGET = Path(__file__).parents[1] / "docs" / "figures" / "trust_other.png"
PANELS = 3

result = open_result(sys.argv[1])
panels = dict(list(result.config.panels.items())[:PANELS])
shown = {name for panel in panels.values() for name in panel.scenarios}
scenarios = {name: each for name, each in result.config.scenarios.items() if name in shown}
config = result.config.model_copy(update={"panels": panels, "scenarios": scenarios})
TARGET.parent.mkdir(exist_ok=True)
plot_outcome(result.table.only(list(scenarios)), config, "trust_other", "en").savefig(
    TARGET, dpi=100, bbox_inches="tight"
)
print(TARGET, TARGET.stat().st_size)
