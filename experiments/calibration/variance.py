"""What pairing buys where firms close: variance ratios of paired differences with exits and without."""

from versions import Version

from simulation.analysis.pairing import variance_ratios
from simulation.running.executor import default_workers

OUTCOMES = ("trust_other", "degree", "income")
WEEKS = (26, 104)
EXITS = (0.0, 0.08)
"""Firms that close in a year: none, and what McKenzie & Paffhausen 2019 found."""


def section(version: Version, replicates: int) -> list[str]:
    """Return the ratios of the shipped scenarios as lines of the page."""
    lines = [
        "## What pairing buys where firms close",
        "",
        "Variance of the difference from no programme with independent seeds over that with paired ones",
        f"([pairing](pairing.md)), {replicates} villages; median over the shipped scenarios, and the lowest",
        "and highest of them.",
        "",
        "| outcome | week | "
        + " | ".join(f"{exits * 100:.0f} % of firms close a year" for exits in EXITS)
        + " |",
        "|---" * (2 + len(EXITS)) + "|",
    ]
    frames = [
        variance_ratios(version.but(exit_rate=exits).study, replicates, OUTCOMES, WEEKS, default_workers())
        for exits in EXITS
    ]
    for outcome in OUTCOMES:
        for week in WEEKS:
            cells = []
            for frame in frames:
                there = (frame["outcome"] == outcome) & (frame["week"] == week) & (frame["paired"] > 0)
                ratios = frame.loc[there, "ratio"]
                cells.append(f"{ratios.median():.1f} ({ratios.min():.1f} to {ratios.max():.1f})")
            lines.append(f"| `{outcome}` | {week} | " + " | ".join(cells) + " |")
    return lines
