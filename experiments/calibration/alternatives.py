"""What the model loses when a mechanism is taken out: patterns, and the headlines."""

from headlines import effects
from pattern_table import cell
from tried import missed_by
from versions import Version

from simulation.patterns.measure import measure
from simulation.running.executor import default_workers

ALTERNATIVES: dict[str, dict[str, float]] = {
    "the model as it is": {},
    "no generalisation (eta = 0)": {"generalisation": 0.0},
    "bad weighs as good (omega = 1)": {"bad_weight": 1.0},
    "norms off (gamma = 0, norms stay)": {"norm_weight": 0.0, "norm_learning": 0.0, "norm_anchor": 0.0},
    "homophily off (h = 0)": {"avoidance": 0.0},
}
HEADLINES = {
    "forum": "forum",
    "forum without facilitator": "forum_unfacilitated",
    "conflict training": "conflict_training",
    "whole programme": "all",
}
"""Columns, and the shipped scenario of each."""
SHOWN = {
    "degree": "P1 degree",
    "E-I": "P2 E-I",
    "d": "P4 d",
    "income": "P8 income",
    "stays": "P8 stays",
    "unresolved": "P12 unresolved",
}


def section(version: Version, seeds: range) -> list[str]:
    """Return the alternatives as lines of the page."""
    lines = [
        "## Structural alternatives",
        "",
        "Which patterns the model loses when a mechanism is taken out, and what becomes of the headlines:",
        "the paired effect on trust in the other group at week 104 (mean and 95 % interval).",
        "",
        "| alternative | patterns missed | " + " | ".join((*SHOWN, *HEADLINES)) + " |",
        "|---" * (2 + len(SHOWN) + len(HEADLINES)) + "|",
    ]
    programmes = version.study.programmes()
    chosen = [programmes[scenario] for scenario in HEADLINES.values()]
    for what, change in ALTERNATIVES.items():
        other = version.but(**change)
        found = measure(
            other.study.village, other.behaviour, seeds, doses=other.doses, workers=default_workers()
        )
        moved = effects(other, chosen, ["trust_other"], seeds)
        cells = [
            what,
            ", ".join(missed_by(found)) or "none",
            *(f"{found[name].mean():.2f}" for name in SHOWN.values()),
            *(cell(moved[:, place, 0], "+.3f") for place in range(len(chosen))),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return lines
