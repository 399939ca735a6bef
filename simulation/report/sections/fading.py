"""What fades after the programme: scenarios whose sessions end before the weeks do."""

import numpy as np
from matplotlib.figure import Figure

from simulation.report.album import Album
from simulation.report.blocks import Bullets, Picture, Pictures, Section, Table
from simulation.report.drawing import NARROW, QUIET, drawing_rules, inches, lines_of, new_figure
from simulation.report.effects import judged
from simulation.report.facts import Facts
from simulation.report.trajectories import (
    ABOVE,
    AXES,
    BELOW,
    LEFT,
    LINE,
    RIGHT,
    TITLE,
    Summary,
    draw_weeks,
    dress,
    legend_lines,
    limits,
    summary,
)

AFTER = 12
"""Weeks that must be left after the last session."""
LATER = (26, 52)
"""Weeks after the last session at which the effect is looked at again."""
MOST_LINES = 8


def ends(facts: Facts) -> dict[str, int]:
    """Return the week of the last session of each scenario that ends early enough to see what is left."""
    weeks = facts.config.weeks
    found = {}
    for name in facts.scenarios.others:
        doses = facts.scenarios.programmes[name].values()
        held = [week for dose in doses for week in dose.weeks(weeks)]
        goes_on = any(dose.next_week(weeks + 1) is not None for dose in doses)
        if held and not goes_on and max(held) <= weeks - AFTER:
            found[name] = max(held)
    return found


def fading(facts: Facts, album: Album) -> Section:
    """Return the effect at the end of the activities and later."""
    words, scenarios = facts.words, facts.scenarios
    section = Section("fading", words("fading.title"))
    ended = ends(facts)
    endless = [name for name in scenarios.others if name not in ended and scenarios.programmes[name]]
    if not ended:
        section.say(words("fading.nothing"))
        return section
    section.say(words("fading.about"))
    outcomes = [facts.main, *(["bridging"] if facts.several_groups else ["degree"])]
    base = scenarios.names.index(scenarios.reference)
    differences = {name: values - values[base] for name, values in facts.table.many(outcomes).items()}
    told: list[str] = []
    for outcome in outcomes:
        facts.show(outcome)
        told += _told(facts, outcome, differences[outcome], ended)
    section.add(Bullets(told) if told else None)
    pictures = [_picture(facts, album, outcome, differences[outcome], ended) for outcome in outcomes]
    section.add(Pictures(pictures, words("fading.caption", reference=facts.reference, most=MOST_LINES)))
    section.add(_table(facts, outcomes, differences, ended))
    if endless:
        section.say(words("fading.endless", count=len(endless)))
    return section


def _at(facts: Facts, differences: np.ndarray, name: str, week: int) -> tuple[float, float, float]:
    return judged(differences[facts.scenarios.names.index(name), :, week], facts.effects.terms.sets)


def _largest(facts: Facts, differences: np.ndarray, ended: dict[str, int]) -> list[str]:
    """Return the ended scenarios, the largest effect at the end first."""
    size = {name: abs(_at(facts, differences, name, week)[0]) for name, week in ended.items()}
    return sorted((name for name in ended if np.isfinite(size[name])), key=lambda name: -size[name])


def _told(facts: Facts, outcome: str, differences: np.ndarray, ended: dict[str, int]) -> list[str]:
    """Say how much of the largest effects is left at the end of the weeks."""
    words, smallest = facts.words, facts.smallest(outcome) or 0.0
    told = []
    for name in _largest(facts, differences, ended)[:2]:
        end = ended[name]
        before, after = (_at(facts, differences, name, week)[0] for week in (end, facts.config.weeks))
        if abs(before) <= smallest:
            continue
        share = after / before
        key = "fading.kept" if share >= 0.9 else "fading.partly" if share > 0.1 else "fading.gone"
        told.append(
            words(
                key, scenario=words.capital(facts.scenarios.label(name)), end=end, week=facts.config.weeks,
                before=facts.by(outcome, before), after=facts.by(outcome, after), share=words.percent(share),
                measure=words.measure(outcome),
            )
        )  # fmt: skip
    return told


def _picture(
    facts: Facts, album: Album, outcome: str, differences: np.ndarray, ended: dict[str, int]
) -> Picture:
    words, scenarios = facts.words, facts.scenarios
    largest = _largest(facts, differences, ended)[:MOST_LINES]
    found = {name: summary(differences[scenarios.names.index(name)]) for name in largest}
    figure = plot_fading(facts, outcome, found, ended)
    title = words("fading.axis", measure=words.measure(outcome), reference=facts.reference)
    values = [
        words(
            "fading.text", scenario=scenarios.label(name), end=ended[name], week=facts.config.weeks,
            before=facts.by(outcome, float(found[name][0][ended[name]])),
            after=facts.by(outcome, float(found[name][0][-1])),
        )
        for name in largest
    ]  # fmt: skip
    return album.picture(f"fading-{outcome}", figure, words.capital(title), " ".join(values))


def plot_fading(facts: Facts, outcome: str, found: dict[str, Summary], ended: dict[str, int]) -> Figure:
    """Return differences from the reference over the weeks; a bar marks the last session."""
    scenarios, words = facts.scenarios, facts.words
    names = list(found)
    title = words("fading.axis", measure=words.measure(outcome), reference=facts.reference)
    below = BELOW + legend_lines(names, scenarios, sign=True) * LINE + 0.1
    height = ABOVE + AXES + below
    with drawing_rules():
        figure = new_figure(NARROW, height)
        axes = inches(figure, LEFT, below, NARROW - LEFT - RIGHT, AXES)
        entries = draw_weeks(axes, names, found, scenarios, sign=True)
        low, high = limits(found)
        axes.set_ylim(min(low, 0.0), max(high, 0.0))
        axes.axhline(0.0, color=QUIET, linewidth=0.8, zorder=1)
        for name in names:
            at = ended[name]
            axes.plot(
                [at], [found[name][0][at]], marker="|", markersize=14, markeredgewidth=2.2,
                color=scenarios.styles[name].colour, zorder=4,
            )  # fmt: skip
        dress(axes, scenarios, entries)
        axes.set_title(lines_of(words.capital(title), 40, 2), x=TITLE, pad=6)
    return figure


def _table(
    facts: Facts, outcomes: list[str], differences: dict[str, np.ndarray], ended: dict[str, int]
) -> Table:
    words, weeks = facts.words, facts.config.weeks
    head = [words("table.scenario"), words("table.measure"), words("fading.end"), words("fading.at_end")]
    head += [words("fading.later", weeks=later) for later in LATER] + [
        words("fading.last", week=weeks),
        words("fading.left"),
    ]
    rows = []
    for outcome in outcomes:
        smallest = facts.smallest(outcome) or 0.0
        for name, end in ended.items():
            moments = [end, *(end + later for later in LATER), weeks]
            cells = []
            for week in moments:
                value, low, high = (
                    _at(facts, differences[outcome], name, week) if week <= weeks else (np.nan,) * 3
                )
                cells.append(facts.with_interval(outcome, value, low, high))
            before = _at(facts, differences[outcome], name, end)[0]
            share = (
                _at(facts, differences[outcome], name, weeks)[0] / before
                if abs(before) > smallest
                else np.nan
            )
            rows.append(
                [facts.scenarios.label(name), words.measure(outcome), str(end), *cells, words.percent(share)]
            )
    return Table(words("fading.table"), head, rows, folded=True, left=(1,))
