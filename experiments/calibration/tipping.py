"""Where the village tips: its state without a programme over theta and e0."""

import numpy as np

from simulation.model.engine import Engine
from simulation.parameters import Behaviour, VillageProfile

SEEDS = range(1, 21)
MISREADINGS = (0.05, 0.20, 0.35, 0.50)
THRESHOLDS = (0.35, 0.40, 0.44, 0.47, 0.50, 0.53, 0.56)


def section(profile: VillageProfile) -> list[str]:
    """Return the map as lines of the page."""
    lines = [
        "## Where the village tips",
        "",
        "A known danger: where cooperation needs more trust (theta) and acts are misread more often (e0),",
        "the village without a programme glides into a broken state, with hardly any tie or cooperation;",
        "[boundary](boundary.md) maps it and asks whether it is a second stable state.",
        "Mean degree at the end of the burn-in, and in brackets the share of acts that cooperate",
        f"({len(SEEDS)} seeds); the defaults stand at theta = {Behaviour().threshold:.2f}, "
        f"e0 = {Behaviour().misreading:.2f}.",
        "",
        "| theta | " + " | ".join(f"e0 = {e0:.2f}" for e0 in MISREADINGS) + " |",
        "|---" * (len(MISREADINGS) + 1) + "|",
    ]
    for theta in THRESHOLDS:
        cells = [_state(profile, theta, e0) for e0 in MISREADINGS]
        lines.append(f"| {theta:.2f} | " + " | ".join(cells) + " |")
    return lines


def _state(profile: VillageProfile, theta: float, e0: float) -> str:
    states = []
    for seed in SEEDS:
        engine = Engine(profile, Behaviour(threshold=theta, misreading=e0), seed)
        engine.advance(-12)
        rows = np.empty((12, len(engine.columns)))
        engine.advance(0, rows)
        acts = rows[:, engine.columns.index("cooperation")]
        states.append((rows[-1, engine.columns.index("degree")], acts.mean()))
    degree, cooperation = np.mean(states, axis=0)
    return f"{degree:.1f} ({cooperation:.2f})"
