"""Whether an answer to the questionnaire would change the choice between the scenarios of the first page."""

from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np

from simulation.analysis.direction import sign
from simulation.analysis.information import FEWEST_SETS, Known, curved, is_worth, noise_floor, worth
from simulation.analysis.set_blocks import blocks_of
from simulation.analysis.windows import values_at
from simulation.report.facts import Facts

TOLD = 3
"""Measures that are told."""


def choice(facts: Facts, shown: Sequence[str], asked: Sequence[str]) -> str:
    """Return in words which answers to a survey before the programme would change the choice.

    Nothing where too few sets were run to learn it, or scikit-learn (extra ``value``) is not installed.

    Parameters
    ----------
    facts : Facts
    shown : sequence of str
        Scenarios; one chooses between them and the reference.
    asked : sequence of str
        Measures of week 0 that a survey finds out, here without its errors.
    """
    words, terms, table = facts.words, facts.effects.terms, facts.table
    decisions = list(dict.fromkeys([terms.reference, *shown]))
    if find_spec("sklearn") is None or len(decisions) < 2:
        return ""
    values = values_at(table, [facts.main], [facts.last], terms.window)[facts.main][:, :, 0]
    gains = sign(facts.main) * values[[table.scenarios.index(name) for name in decisions]].T
    sets, rows = blocks_of(terms.sets, np.isfinite(gains).all(axis=1))
    if sets.size < FEWEST_SETS or rows.shape[1] < 2:
        return ""
    villages, numbers = rows.reshape(-1), np.repeat(np.arange(sets.size), rows.shape[1])
    place = table.scenarios.index(terms.reference)
    before = {
        name: found[place, villages, 0]
        for name, found in table.many([name for name in asked if name in table.columns], [0]).items()
    }
    family = {
        name: Known(curved(found), gains[villages], numbers)
        for name, found in before.items()
        if np.isfinite(found).all()
    }
    seed = facts.config.seed
    floor = noise_floor(family, seed)
    found = {name: worth(known, seed) for name, known in family.items()}
    worthy = sorted(
        (name for name in found if is_worth(found[name], floor)), key=lambda name: -found[name].value
    )
    named = facts.scenarios.labels(decisions)
    if not worthy:
        best = decisions[int(gains[villages].mean(axis=0).argmax())]
        return words("summary.choice_stays", scenarios=named, best=facts.scenarios.label(best))
    told = [
        words("summary.choice_by", measure=words.measure(name), size=facts.by(facts.main, found[name].value))
        for name in worthy[:TOLD]
    ]
    return words("summary.choice_changes", scenarios=named, measures=words.all_of(told))
