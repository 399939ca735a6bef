"""How sure the numbers are, and what went wrong while they were made."""

import numpy as np
import pandas as pd

from simulation.analysis.comparison import replicates_to_halve
from simulation.experiment.replicates import UntilPrecise
from simulation.report.blocks import Bullets, Section, Table
from simulation.report.facts import Facts


def precision(facts: Facts) -> Section:
    """Return the width of the intervals and how many replicates would halve it."""
    words = facts.words
    section = Section("precision", words("precision.title"))
    if not facts.has_intervals:
        section.say(words("precision.one"))
        return section
    if facts.several_sets:
        section.say(words("sets.precision", sets=facts.sets, villages=facts.villages_a_set))
    else:
        needed = words.number(replicates_to_halve(facts.replicates), 0)
        section.say(
            words("precision.about", total=facts.replicates),
            words("precision.halve", total=facts.replicates, needed=needed),
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
    section.add(*_tables(facts))
    return section


def _tables(facts: Facts) -> list[Table]:
    """Return how wide what is told of each outcome is; none if there are no numbers."""
    words, rows = facts.words, []
    for outcome in facts.config.outcomes:
        found = [facts.effect(name, outcome) for name in facts.scenarios.others]
        effects = [effect for effect in found if effect is not None and np.isfinite(effect.edges[0])]
        smallest = facts.smallest(outcome)
        if not effects or smallest is None:
            continue
        facts.show(outcome)
        widths = [high - low for low, high in (effect.edges for effect in effects)]
        if facts.several_sets:
            luck = [effect.luck for effect in effects if np.isfinite(effect.luck)]
            told = [
                words.amount(outcome, max(widths), 3),
                words.percent(float(np.median(luck)) if luck else np.nan),
                words.amount(outcome, max(effect.error for effect in effects), 4),
            ]
        else:
            halves = (float(np.median(widths)) / 2, max(widths) / 2)
            told = [words.amount(outcome, half, 4) for half in halves]
        told += [words.amount(outcome, smallest, 3), str(len(facts.verdicts(outcome, "unsure")))]
        rows.append([words.capital(words.measure(outcome)), facts.when(outcome, facts.last), *told])
    several = ("width", "outcome_luck", "outcome_error")
    middle = (
        [f"sets.{n}" for n in several] if facts.several_sets else ["precision.median", "precision.widest"]
    )
    keys = ["precision.outcome", "precision.when", *middle, "precision.smallest", "precision.unsure"]
    caption = words("sets.precision_caption" if facts.several_sets else "precision.caption")
    return [Table(caption, [words(key) for key in keys], rows, left=(1,))] if rows else []


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
