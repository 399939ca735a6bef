"""How sure the numbers are, and what went wrong while they were made."""

import numpy as np
import pandas as pd

from simulation.analysis.comparison import replicates_to_halve
from simulation.report.blocks import Bullets, Section, Table
from simulation.report.facts import Facts
from simulation.study.replication import UntilPrecise


def precision(facts: Facts) -> Section:
    """Return the width of the intervals and how many replicates would halve it."""
    words = facts.words
    section = Section("precision", words("precision.title"))
    if not facts.has_intervals:
        section.say(words("precision.one"))
        return section
    section.say(
        words("precision.about", total=facts.replicates),
        words(
            "precision.halve",
            total=facts.replicates,
            needed=words.number(replicates_to_halve(facts.replicates), 0),
        ),
        words("precision.model"),
    )
    wanted = facts.config.replicates
    if isinstance(wanted, UntilPrecise):
        target = wanted.until
        reached = facts.manifest.get("half_width")
        section.say(
            words(
                "precision.until",
                total=facts.replicates,
                outcome=words.measure(target.outcome),
                week=target.week,
                target=words.amount(target.outcome, target.half_width, 4),
                reached=words.amount(target.outcome, float(reached), 4) if reached is not None else "?",
            )
        )
    rows = []
    for outcome in facts.config.outcomes:
        effects = [facts.effect(name, outcome) for name in facts.scenarios.others]
        halves = [(e.high - e.low) / 2 for e in effects if e is not None and np.isfinite(e.low)]
        smallest = facts.smallest(outcome)
        if not halves or smallest is None:
            continue
        facts.show(outcome)
        rows.append(
            [
                words.capital(words.measure(outcome)),
                facts.when(outcome, facts.last),
                words.amount(outcome, float(np.median(halves)), 4),
                words.amount(outcome, max(halves), 4),
                words.amount(outcome, smallest, 3),
                str(len(facts.verdicts(outcome, "unsure"))),
            ]
        )
    head = [
        words(f"precision.{name}") for name in ("outcome", "when", "median", "widest", "smallest", "unsure")
    ]
    if rows:
        section.add(Table(words("precision.caption"), head, rows, left=(1,)))
    return section


def failures(facts: Facts, problems: pd.DataFrame | None) -> Section | None:
    """Return which runs failed; None if none did.

    Parameters
    ----------
    facts : Facts
        The study.
    problems : DataFrame or None
        ``failures.csv`` of the folder, where there is one.
    """
    words = facts.words
    missing = np.isnan(facts.table.values("cost", [0])[:, :, 0]).sum(axis=1)
    failed = {name: int(count) for name, count in zip(facts.table.scenarios, missing, strict=True) if count}
    if not failed:
        return None
    section = Section("failures", words("failures.title"))
    section.say(
        words(
            "failures.about", count=sum(failed.values()), total=facts.replicates * len(facts.table.scenarios)
        )
    )
    items = []
    for name, count in failed.items():
        text = words(
            "failures.one", scenario=facts.scenarios.label(name), count=count, total=facts.replicates
        )
        if problems is not None:
            told = problems.loc[problems["scenario"] == name, "error"].astype(str)
            text += "".join(f" {error}" for error in dict.fromkeys(told.head(3)))
        items.append(text)
    section.add(Bullets(items))
    return section
