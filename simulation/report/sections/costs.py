"""What the scenarios cost, and what a rupiah buys."""

import math

import numpy as np

from simulation.report.album import Album
from simulation.report.blocks import Pictures, Section, Table
from simulation.report.effects import Effect
from simulation.report.facts import Facts
from simulation.report.forest import Column, Difference, plot_forest
from simulation.report.sections.outcomes import thick_line

MILLION = 1e6


def costs(facts: Facts, album: Album) -> Section:
    """Return rupiah by scenario, and the difference for each million of it."""
    words, scenarios = facts.words, facts.scenarios
    section = Section("costs", words("costs.title"))
    found = [(name, facts.effects.get(name, facts.main, facts.last)) for name in scenarios.names]
    paid = [(name, effect) for name, effect in found if effect is not None and np.isfinite(effect.cost)]
    if not any(effect.cost > 0 for _, effect in paid):
        section.say(words("costs.free"))
        return section
    measure = words.measure(facts.main)
    facts.show("cost")
    section.say(words("costs.about", week=facts.last), words("costs.no_figure"))
    worth = [(name, effect) for name, effect in paid if np.isfinite(effect.per_million)]
    digits = _digits([effect.per_million for _, effect in worth])
    # what is too small to matter is no bargain at any price
    mattering = [entry for entry in worth if facts.verdict(entry[1], facts.main) in ("", "higher")]
    best = sorted(mattering, key=lambda entry: -entry[1].per_million)
    if best and best[0][1].per_million > 0:
        name, effect = best[0]
        values = {"scenario": scenarios.label(name), "measure": measure, "cost": words.rupiah(effect.cost)}
        values |= {"value": words.number(effect.per_million, digits, sign=True)}
        section.say(words("costs.best", size=facts.by(facts.main, effect.difference), **values))
        section.say(words("costs.caution"))
    if worth:
        section.add(_picture(facts, album, paid))
    rows = [
        [
            scenarios.label(name),
            words.rupiah(effect.cost),
            facts.by(facts.main, effect.difference),
            words.number(effect.per_million, digits, sign=True),
        ]
        for name, effect in paid
    ]
    head = [words("table.scenario"), words("costs.cost"), words("costs.difference", measure=measure)]
    section.add(Table(words("costs.table", week=facts.last), [*head, words("costs.per_million")], rows))
    return section


def _digits(values: list[float]) -> int:
    """Return how many digits show two figures of the largest value."""
    largest = max((abs(value) for value in values), default=1.0)
    return 2 if largest <= 0 else min(9, max(2, 2 - math.floor(math.log10(largest)) - 1))


def _picture(facts: Facts, album: Album, paid: list[tuple[str, Effect]]) -> Pictures:
    """Return cost and yield side by side."""
    words, measure = facts.words, facts.words.measure(facts.main)
    nothing = Difference(*(np.nan,) * 5)
    spent = {name: Difference(effect.cost / MILLION, *(np.nan,) * 4) for name, effect in paid}
    yields = dict.fromkeys(facts.scenarios.names, nothing)
    base = facts.effects.get(facts.scenarios.reference, facts.main, facts.last)
    for name, effect in paid:
        more = (effect.cost - (base.cost if base else 0.0)) / MILLION
        if np.isfinite(effect.per_million):
            # a tenth of a million would be easier on the eye than so many zeros: per 10 million
            parts = (effect.difference, *effect.edges, effect.least, effect.most)
            yields[name] = Difference(*(10 * part / more for part in parts))
    columns = [
        Column(
            words("costs.millions"),
            {**dict.fromkeys(facts.scenarios.names, nothing), **spent},
            None,
            "cost",
            bars=True,
        ),
        Column(words("costs.per_ten", measure=measure), yields, None, "yield"),
    ]
    figure = plot_forest(columns, facts.scenarios.panels(), facts.scenarios)
    title = words("costs.title")
    text = "; ".join(f"{facts.scenarios.label(name)}: {words.rupiah(effect.cost)}" for name, effect in paid)
    caption = words("costs.caption") + (" " + thick_line(facts) if facts.has_intervals else "")
    return Pictures([album.picture("costs", figure, title, text)], caption, wide=True)
