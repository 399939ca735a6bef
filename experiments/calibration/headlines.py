"""Headline effects of programmes: paired differences from no programme at week 104."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from pattern_table import cell
from versions import Version

from simulation.model.engine import Engine
from simulation.parameters import Dose
from simulation.running.executor import default_workers

OUTCOMES = ("trust_other", "bridging", "unresolved", "income")
WEEK = 104


def effects(
    version: Version, programmes: Sequence[Mapping[str, Dose]], outcomes: Sequence[str], seeds: range
) -> np.ndarray:
    """Return the paired differences from no programme; those of income as a share of the mean without.

    Returns
    -------
    ndarray of float, shape (seeds, programmes, outcomes)
    """
    study = version.study
    windows = [study.window.weeks(outcome, WEEK) for outcome in outcomes]
    first = min(window.start for window in windows)

    def one(seed: int) -> list[list[float]]:
        past = Engine(study.village, version.behaviour, seed, prices=study.prices)
        past.advance(0)
        columns = [past.columns.index(outcome) for outcome in outcomes]
        ends = []
        for doses in ({}, *programmes):
            rows = np.empty((WEEK - first + 1, len(past.columns)))
            run = past.branch(doses)
            run.advance(first - 1)
            run.advance(WEEK, rows)
            ends.append(
                [
                    rows[window.start - first :, column].mean()
                    for window, column in zip(windows, columns, strict=True)
                ]
            )
        return ends

    with ThreadPoolExecutor(default_workers()) as pool:
        ends = np.array(list(pool.map(one, seeds)))
    differences: np.ndarray = ends[:, 1:] - ends[:, :1]
    for place, outcome in enumerate(outcomes):
        if outcome == "income":
            differences[:, :, place] /= ends[:, 0, place].mean()
    return differences


def section(versions: Mapping[str, Version], seeds: range) -> list[str]:
    """Return the effects of the shipped scenarios under both versions as lines of the page."""
    found, names = {}, []
    for name, version in versions.items():
        programmes = version.study.programmes()
        programmes.pop(version.study.reference)
        names = list(programmes)
        found[name] = effects(version, list(programmes.values()), OUTCOMES, seeds)
    lines = [
        "## Headline effects of the shipped scenarios",
        "",
        f"Paired differences from no programme at week {WEEK}, each a mean over the weeks that end there as",
        "in every study, with the 95 % interval of their mean; income in shares of the mean income without a",
        "programme. The intervals are computing error: more villages make them smaller, and they do not say",
        "how uncertain the numbers of a version are.",
    ]
    for place, outcome in enumerate(OUTCOMES):
        lines += ["", f"### `{outcome}`", "", "| scenario | " + " | ".join(versions) + " |"]
        lines.append("|---" * (len(versions) + 1) + "|")
        for row, scenario in enumerate(names):
            cells = [cell(found[name][:, row, place], "+.3f") for name in versions]
            lines.append(f"| `{scenario}` | " + " | ".join(cells) + " |")
    return lines
