"""How much pairing shrinks the variance of a difference; writes docs/pairing.md.

``python experiments/pairing/measure.py`` runs every scenario of Kaloran Brimob in villages that
share everything, only the village, or nothing with the reference.
"""

import argparse
from pathlib import Path

import pandas as pd

from simulation.analysis.pairing import variance_ratios
from simulation.experiment.experiment_file import read_study
from simulation.running.executor import default_workers

HERE = Path(__file__).parent
STUDY = HERE.parent / "kaloran_brimob.yaml"
PAGE = HERE.parents[1] / "docs" / "pairing.md"
OUTCOMES = ["trust_other", "degree", "income"]
WEEKS = [26, 104]
HEAD = """# What pairing buys

Made by `python experiments/pairing/measure.py`. Scenarios of one replicate share every random decision
that the programme did not change. This page measures what that is worth: the variance of the difference
from the reference with independent seeds, over its variance with paired seeds. A ratio of 50 means that
50 times as many replicates would be needed without pairing.

It has two parts, whose product it is: *village*, from sharing the founded village and its burn-in, with
other draws after week 0; and *draws*, from sharing the draws after week 0 as well. *same*: the scenario
did not differ from the reference at all by then.

Variances are those between villages of one set of parameters, averaged over the sets. What differs between
sets no pairing takes away; that is what the [plausible range](answers.md) tells.
"""


def cell(row: pd.Series) -> str:
    """Return ratio = village x draws."""
    if row["paired"] == 0:
        return "same"
    return f"{row['ratio']:.1f} = {row['by_village']:.1f} x {row['by_draws']:.1f}"


def page(frame: pd.DataFrame, told: str) -> str:
    """Return the page in Markdown; ``told`` says what it was measured on."""
    columns = [(outcome, week) for outcome in OUTCOMES for week in WEEKS]
    lines = [HEAD, told, ""]
    lines.append(
        "| scenario | " + " | ".join(f"`{outcome}`, week {week}" for outcome, week in columns) + " |"
    )
    lines.append("|---" * (len(columns) + 1) + "|")
    indexed = frame.set_index(["scenario", "outcome", "week"])
    for scenario in frame["scenario"].unique():
        cells = [cell(indexed.loc[(scenario, outcome, week)]) for outcome, week in columns]
        lines.append(f"| `{scenario}` | " + " | ".join(cells) + " |")
    medians = (
        frame[frame["paired"] > 0].groupby(["outcome", "week"])[["ratio", "by_village", "by_draws"]].median()
    )
    cells = [
        "{ratio:.1f}, {by_village:.1f}, {by_draws:.1f}".format(**medians.loc[(outcome, week)])
        for outcome, week in columns
    ]
    lines += ["| median of each | " + " | ".join(cells) + " |", ""]
    times = [f"{medians.loc[each, 'ratio']:.0f} for `{each[0]}` in week {each[1]}" for each in columns]
    told = "In the median scenario independent seeds would need so many times as many villages"
    lines.append(f"{told}: {'; '.join(times)}.")
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=int, default=50)
    parser.add_argument("--each", type=int, default=10)
    asked = parser.parse_args()
    study = read_study(STUDY).model_copy(update={"villages_per_set": asked.each})
    found = variance_ratios(study, asked.sets * asked.each, OUTCOMES, WEEKS, default_workers())
    PAGE.write_text(page(found, f"{asked.sets} plausible sets, {asked.each} villages of each.") + "\n")
    print(PAGE)
