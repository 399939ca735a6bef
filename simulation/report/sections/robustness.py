"""Does it hold under other assumptions: the sign of every headline, one mechanism taken out at a time."""

from typing import Protocol

import numpy as np
import pandas as pd

from simulation.analysis.alternatives import ALTERNATIVES, AS_IS
from simulation.analysis.robustness import RANGES
from simulation.report.blocks import Bullets, Section, Table
from simulation.report.scenarios import Scenarios
from simulation.report.words import Words

TURNED, OPEN = "!", "?"
"""Marks of a cell: the interval lies on the other side of zero; it holds zero."""
MOSTLY = 0.9
"""Share of the villages over the ranges from which on a sign is said to hold there."""


class Known(Protocol):
    """What this section needs to know of a study."""

    words: Words
    scenarios: Scenarios

    def smallest(self, outcome: str) -> float | None:
        """Return the smallest effect of interest."""

    def by(self, outcome: str, value: float) -> str:
        """Return a signed difference."""


def robustness_section(facts: Known, found: pd.DataFrame | None) -> Section:
    """Return the section.

    Parameters
    ----------
    facts
        The study.
    found : DataFrame or None
        As :func:`simulation.analysis.robustness.robustness` returns it; None if it was left out.
    """
    words = facts.words
    section = Section("robustness", words("robustness.title"))
    if found is None or found.empty:
        section.say(words("robustness.missing"))
        return section
    outcome = str(found["outcome"].iloc[0])
    found = found[found["outcome"] == outcome]
    week = int(found["week"].iloc[0])
    section.say(words("robustness.about", measure=words.measure(outcome), week=week))
    smallest = facts.smallest(outcome) or 0.0
    rows, keeps, breaks, small = [], [], [], []
    for name, lines in found.groupby("scenario", sort=False):
        by = {str(line["assumption"]): line for line in lines.to_dict("records")}
        as_is, over = by[AS_IS]["difference"], by[RANGES]
        cells = [facts.by(outcome, as_is)]
        lost = []
        for assumption, alternative in ALTERNATIVES.items():
            mark = _mark(by[assumption], as_is)
            cells.append(facts.by(outcome, by[assumption]["difference"]) + (f" {mark}" if mark else ""))
            if mark:
                lost.append(words.label(alternative.label, assumption))
        same = "" if np.isnan(over["same_sign"]) else round(over["same_sign"] * over["villages"])
        cells.append(words("villages", count=same, total=over["villages"]))
        rows.append([facts.scenarios.label(str(name)), *cells])
        if not abs(as_is) >= smallest:
            small.append(str(name))
        elif lost or not over["same_sign"] >= MOSTLY:
            if not over["same_sign"] >= MOSTLY:
                lost.append(words("robustness.over", villages=cells[-1]))
            told = words(
                "robustness.breaks", scenario=facts.scenarios.label(str(name)), where="; ".join(lost)
            )
            breaks.append(words.capital(told))
        else:
            keeps.append(str(name))
    items = list(breaks)
    if keeps:
        items.insert(0, words("robustness.keeps", scenarios=facts.scenarios.labels(keeps)))
    if small:
        values = {"scenarios": facts.scenarios.labels(small), "smallest": words.amount(outcome, smallest)}
        items.append(words("robustness.small", **values))
    section.add(Bullets(items))
    head = [words("table.scenario"), words("robustness.as_is")]
    head += [words.label(each.label, name) for name, each in ALTERNATIVES.items()]
    section.add(Table(words("robustness.caption"), [*head, words("robustness.ranges")], rows))
    section.say(words("robustness.marks"))
    return section


def _mark(line: dict[object, float], as_is: float) -> str:
    """Return what is to be noted of an effect under an alternative; nothing where its sign is the same."""
    if line["low"] > 0 or line["high"] < 0:
        return TURNED if np.sign(line["difference"]) != np.sign(as_is) else ""
    return OPEN
