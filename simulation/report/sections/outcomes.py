"""Sections that show one or more outcomes as a forest plot: sentences, figure, table."""

from collections.abc import Sequence

import numpy as np

from simulation.report.album import Album
from simulation.report.blocks import Bullets, Pictures, Section, Table
from simulation.report.effects import Effect
from simulation.report.facts import Facts
from simulation.report.forest import Column, Difference, plot_forest

PERCENT = ("income",)
"""Outcomes shown in per cent of the reference: their level is the user's own guess."""

TINY = 0.0005
"""A difference that is written as zero is not told."""


def column(facts: Facts, outcome: str, week: int, *, dated: bool = True) -> Column:
    """Return a column of a forest plot; ``dated``: its title says when."""
    words = facts.words
    factor, smallest = 1.0, facts.smallest(outcome)
    unit = ""
    if outcome in PERCENT:
        base = facts.effects.get(facts.scenarios.reference, outcome, week)
        factor = 100.0 / base.mean if base is not None and base.mean else np.nan
        unit = words("outcomes.percent", reference=facts.reference)
    found = {}
    for name in facts.scenarios.others:
        effect = facts.effect(name, outcome, week)
        parts = (
            (np.nan,) * 5 if effect is None else (effect.difference, *effect.edges, effect.least, effect.most)
        )
        found[name] = Difference(*(part * factor for part in parts))
    title = words.capital(
        f"{words.measure(outcome)}{unit}" + (f", {facts.when(outcome, week)}" if dated else "")
    )
    return Column(title, found, None if smallest is None else smallest * factor, outcome)


def forest(facts: Facts, album: Album, name: str, columns: Sequence[tuple[str, int]], text: str) -> Pictures:
    """Return a forest plot of (outcome, week) from left to right."""
    words = facts.words
    whens = {facts.when(outcome, week) for outcome, week in columns}
    drawn = [column(facts, outcome, week, dated=len(whens) > 1) for outcome, week in columns]
    figure = plot_forest(drawn, facts.scenarios.panels(), facts.scenarios)
    title = words("forest.title", measures="; ".join(each.title for each in drawn), reference=facts.reference)
    caption = words.capital(f"{whens.pop()}. ") if len(whens) == 1 else ""
    caption += words("forest.caption", reference=facts.reference)
    if facts.has_intervals:
        caption += " " + thick_line(facts)
    if any(each.smallest is not None for each in drawn):
        caption += " " + words("forest.zone")
    picture = album.picture(name, figure, title, text or title)
    return Pictures([picture], caption, wide=True)


def thick_line(facts: Facts) -> str:
    """Say what the thick lines of a forest plot are."""
    key = "forest" if facts.several_sets else "forest_one"
    return facts.words(f"sets.{key}", sets=facts.sets)


def told(facts: Facts, outcome: str) -> str:
    """Return what is most worth saying of an outcome in the last week compared."""
    words, scenarios = facts.words, facts.scenarios
    ranked = facts.ranked(outcome)
    if not ranked:
        return ""
    measure, when = words.measure(outcome), facts.when(outcome, facts.last)
    (top, most), (bottom, least) = ranked[0], ranked[-1]
    same = facts.verdicts(outcome, "same") if facts.has_intervals else []
    if len(same) == len(ranked):
        return words(
            "outcomes.all_same", measure=words.capital(measure), when=when, reference=facts.reference,
            smallest=words.amount(outcome, facts.smallest(outcome) or 0.0),
        )  # fmt: skip
    parts = [words("outcomes.head", measure=words.capital(measure), when=when)]
    if most.difference >= TINY and top not in same:
        parts.append(words("outcomes.most", scenario=scenarios.label(top), size=_size(facts, outcome, most)))
    if least.difference <= -TINY and bottom not in same:
        parts.append(
            words("outcomes.least", scenario=scenarios.label(bottom), size=_size(facts, outcome, least))
        )
    if same:
        parts.append(words("outcomes.same", count=len(same), total=len(ranked), reference=facts.reference))
    return " ".join(parts)


def _size(facts: Facts, outcome: str, effect: Effect) -> str:
    """Return a difference in words, in per cent where the outcome is shown so."""
    if outcome not in PERCENT:
        return facts.by(outcome, effect.difference)
    return facts.words.percent(effect.difference / (effect.mean - effect.difference), 1, sign=True)


def table(facts: Facts, columns: Sequence[tuple[str, int]]) -> Table:
    """Return the numbers of a forest plot, for those who want them all."""
    words = facts.words
    head = [words(f"table.{name}") for name in ("scenario", "measure", "when", "mean", "difference")]
    several = ("range_head", "counted_head", "best", "regret", "luck", "error_head")
    more = several if facts.several_sets else ("error_head",)
    head += [words(f"sets.{name}") for name in more]
    head += [] if facts.several_sets else [words("table.villages")]
    head.append(words("table.verdict"))
    rows = []
    for outcome, week in columns:
        for name in facts.scenarios.names:
            effect = facts.effects.get(name, outcome, week)
            if effect is None or not np.isfinite(effect.mean):
                continue
            row = [facts.scenarios.label(name), words.measure(outcome), facts.when(outcome, week)]
            row.append(words.amount(outcome, effect.mean, 3))
            if name == facts.scenarios.reference or not np.isfinite(effect.difference):
                rows.append(row + [words.number(np.nan)] * (len(head) - len(row)))
                continue
            row.append(words.amount(outcome, effect.difference, 3, sign=True))
            row += (
                _over_sets(facts, outcome, effect) if facts.several_sets else _of_one(facts, outcome, effect)
            )
            verdict = facts.verdict(effect, outcome) if facts.has_intervals else ""
            rows.append([*row, words(f"verdict.{verdict}") if verdict else words.number(np.nan)])
    return Table(words("table.caption"), head, rows, folded=True, left=(1, 2, len(head) - 1))


def _over_sets(facts: Facts, outcome: str, effect: Effect) -> list[str]:
    words = facts.words
    names = ("helps", "little", "harms")
    counts = dict(zip(names, facts.counted(effect), strict=True)) if np.isfinite(effect.helps) else {}
    return [
        facts.interval(outcome, effect.low, effect.high),
        words("sets.counted", **counts) if counts else words.number(np.nan),
        words.percent(effect.best),
        words.amount(outcome, effect.regret, 3),
        words.percent(effect.luck),
        words.amount(outcome, effect.error, 4),
    ]


def _of_one(facts: Facts, outcome: str, effect: Effect) -> list[str]:
    seen = facts.villages(effect) if np.isfinite(effect.sign_share) else facts.words.number(np.nan)
    return [facts.interval(outcome, *effect.edges), seen]


def outcome_section(
    facts: Facts, album: Album | None, name: str, outcomes: Sequence[str], weeks: Sequence[int] | None = None
) -> Section:
    """Return a section on some outcomes; those without numbers in this study are left out, and it says so.

    Parameters
    ----------
    album : Album or None
        Takes the figure; None: sentences and the table are enough.
    name : str
        Name of the section, of its words and of its figure.
    outcomes : sequence of str
        From left to right.
    weeks : sequence of int, optional
        By default the last week compared.
    """
    words = facts.words
    section = Section(name, words(f"{name}.title"))
    section.say(words(f"{name}.about"))
    at = list(weeks or [facts.last])
    facts.effects.add(outcomes, at)
    shown = [outcome for outcome in outcomes if facts.effects.has(outcome, at[-1])]
    left_out = [words.measure(outcome) for outcome in outcomes if outcome not in shown]
    if left_out:
        section.say(words("outcomes.left_out", measures=words.all_of(left_out)))
    if not shown or not facts.scenarios.others:
        return section
    facts.show(*shown)
    sentences = [told(facts, outcome) for outcome in shown]
    section.add(Bullets(sentences))
    columns = [(outcome, week) for outcome in shown for week in at]
    if album is not None:
        section.add(forest(facts, album, name, columns, " ".join(sentences)))
    section.add(table(facts, columns))
    return section


def further(facts: Facts) -> Section | None:
    """Return a section on the outcomes of the experiment that no section has shown yet, without a figure."""
    left = [name for name in facts.config.outcomes if name not in facts.shown]
    return outcome_section(facts, None, "further", left) if left else None
