"""Controls: scenarios that must not look good, held against the scenario they imitate."""

from typing import NamedTuple

import numpy as np

from simulation.analysis.comparison import verdict
from simulation.report.blocks import Bullets, Section, Table
from simulation.report.facts import Facts

PANEL = "controls"
"""Name of the panel of an experiment file that holds them."""
OUTCOMES = ("bridging", "gotong_royong", "unresolved")
"""What they are judged by beside the main outcome."""


class _Gap(NamedTuple):
    """Difference of a control from what it imitates, with the ends that judge it."""

    value: float
    low: float
    high: float


def controls(facts: Facts) -> Section | None:
    """Return how the controls fare; None if the study has none."""
    words, scenarios = facts.words, facts.scenarios
    pairs = _pairs(facts)
    if not pairs:
        return None
    section = Section("controls", words("controls.title"))
    section.say(words("controls.about"))
    if not facts.has_intervals:
        section.say(words("limits.no_verdict"))
    wanted = [facts.main, *(name for name in OUTCOMES if name != facts.main)]
    facts.effects.add(wanted, [facts.last])
    outcomes = [name for name in wanted if facts.effects.has(name, facts.last)]
    facts.show(*outcomes)
    items, rows = [], []
    for control, twin in pairs:
        gaps = {outcome: _gap(facts, control, twin, outcome) for outcome in outcomes}
        more = [f"{words.measure(o)} {facts.by(o, gap.value)}" for o, gap in gaps.items() if o != facts.main]
        told = _told(facts, control, twin, gaps[facts.main])
        items.append(
            " ".join([told, words("controls.more", measures="; ".join(more))] if told and more else [told])
        )
        for outcome, gap in gaps.items():
            rows.append(
                [
                    scenarios.label(control),
                    scenarios.label(twin),
                    words.measure(outcome),
                    facts.when(outcome, facts.last),
                ]
            )
            for name in (control, twin):
                effect = facts.effect(name, outcome)
                rows[-1].append(facts.by(outcome, np.nan if effect is None else effect.difference))
            rows[-1].append(facts.with_interval(outcome, *gap))
    section.add(Bullets([item for item in items if item]))
    head = [
        words(f"controls.{name}")
        for name in ("control", "twin", "measure", "when", "of_control", "of_twin", "gap")
    ]
    section.add(
        Table(words("controls.caption", reference=facts.reference), head, rows, folded=True, left=(1, 2, 3))
    )
    section.say(words("controls.average"))
    return section


def _pairs(facts: Facts) -> list[tuple[str, str]]:
    """Return each control with the first scenario of the same activities that is none."""
    panel = facts.config.panels.get(PANEL)
    programmes = facts.scenarios.programmes
    if panel is None:
        return []
    # what stands in another panel as well is shown beside the controls, it is none
    elsewhere = {name for key, each in facts.config.panels.items() if key != PANEL for name in each.scenarios}
    marked = [name for name in panel.scenarios if name not in elsewhere and programmes.get(name)]
    found = []
    for control in marked:
        twins = [
            name
            for name, doses in programmes.items()
            if name not in marked and doses and set(doses) == set(programmes[control])
        ]
        if twins:
            found.append((control, twins[0]))
    return found


def _gap(facts: Facts, control: str, twin: str, outcome: str) -> _Gap:
    return _Gap(*facts.apart(control, twin, outcome))


def _told(facts: Facts, control: str, twin: str, gap: _Gap) -> str:
    """Say plainly whether the control looks as bad as it should."""
    words, smallest = facts.words, facts.smallest(facts.main)
    effect = facts.effect(control, facts.main)
    if smallest is None or effect is None or not facts.has_intervals:
        return ""
    names = {
        "control": words.capital(facts.scenarios.label(control)),
        "twin": facts.scenarios.label(twin),
        "measure": words.measure(facts.main),
        "gap": facts.by(facts.main, gap.value),
        "reference": facts.reference,
    }
    text = words(f"controls.{verdict(gap._asdict(), smallest)}", **names)
    against = facts.verdict(effect, facts.main)
    if against in ("higher", "lower"):
        text += " " + words(f"controls.still_{against}", **names)
    return text
