"""What a sweep found, in words."""

from collections.abc import Mapping
from typing import Any

from simulation.questions.sweep.answer import SweepAnswer
from simulation.questions.sweep.figures import MOST_LINES, plot_lines, plot_map
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Pictures, Section, Table
from simulation.report.parameters import ParameterLabels

MOST_MAPS = 4
"""Scenarios of which a map is drawn."""
MOST_FIELDS = 2500
MOST_VALUES = 12
"""Values of a parameter that are listed."""
SHOWN = 40
"""Points that the table shows; all stand in effects.csv."""


def sections(facts: AnswerFacts, answer: SweepAnswer, album: Album) -> list[Section]:
    """Return what was swept, what becomes of the effects, and the points one by one."""
    labels = ParameterLabels(facts.words, facts.config)
    found = [_swept(facts, answer, labels), _along(facts, answer, labels, album)]
    moving = [name for name in answer.terms.names if len(answer.distinct(name)) > 1]
    if len(moving) > 1 and not _sampled(answer, moving):
        found.append(_over(facts, answer, labels, album, moving[:2]))
    return [*found, _points(facts, answer, labels)]


def _label(labels: ParameterLabels, name: str) -> str:
    return labels.label(name) or name


def _sampled(answer: SweepAnswer, moving: list[str]) -> bool:
    """Tell whether hardly two points share a value, so that a map of two parameters would be empty."""
    fields = len(answer.distinct(moving[0])) * len(answer.distinct(moving[1]))
    return fields > max(len(answer.points), 1) or fields > MOST_FIELDS


def _swept(facts: AnswerFacts, answer: SweepAnswer, labels: ParameterLabels) -> Section:
    words, terms = facts.words, answer.terms
    section = Section("swept", words("sweep.swept"))
    villages = answer.runs.groupby("point")["replicate"].max() + 1
    fewest, most = int(villages.min()), int(villages.max())
    each = words.number(fewest, 0) if fewest == most else f"{words.number(fewest, 0)}-{words.number(most, 0)}"
    section.say(
        words("sweep.points", points=words.number(len(terms.rows), 0), each=each, week=terms.week,
              scenarios=len(terms.scenarios), reference=facts.scenarios.label(facts.config.reference)),
        words("sweep.shared"),
    )  # fmt: skip
    head = [words(f"sweep.head.{name}") for name in ("parameter", "unit", "values")]
    rows = [[_label(labels, name), labels.unit(name), _values(answer, labels, name)] for name in terms.names]
    section.add(Table(words("sweep.swept_table"), head, rows, left=(1, 2), foreign=(1,)))
    return section


def _values(answer: SweepAnswer, labels: ParameterLabels, name: str) -> str:
    known = [labels.value(value) for value in answer.distinct(name)]
    return "; ".join(known) if len(known) <= MOST_VALUES else f"{known[0]} … {known[-1]} ({len(known)})"


def _along(facts: AnswerFacts, answer: SweepAnswer, labels: ParameterLabels, album: Album) -> Section:
    words, outcome = facts.words, answer.terms.outcome
    section = Section("along", words("sweep.along", measure=words.measure(outcome)))
    items = []
    for programme in answer.terms.programmes:
        frame = answer.effect(programme).dropna(subset=["difference"])
        if frame.empty:
            continue
        ordered = frame.sort_values("difference").to_dict("records")
        least, most = ordered[0], ordered[-1]
        items.append(
            words(
                "sweep.from_to",
                programme=words.capital(facts.scenarios.label(programme)),
                low=facts.by(outcome, float(least["difference"])),
                high=facts.by(outcome, float(most["difference"])),
                at_low=_where(answer, labels, least),
                at_high=_where(answer, labels, most),
            )
        )
    section.add(Bullets(items))
    if any(len(answer.distinct(name)) > 1 for name in answer.terms.names):
        title = words("sweep.along", measure=words.measure(outcome))
        picture = album.picture("lines", plot_lines(facts, answer, labels), title, " ".join(items))
        several = sum(len(answer.distinct(name)) > 1 for name in answer.terms.names) > 1
        caption = words("sweep.lines_caption_several" if several else "sweep.lines_caption_one")
        if len(answer.terms.programmes) > MOST_LINES:
            caption += " " + words("sweep.first_lines", shown=MOST_LINES)
        section.add(Pictures([picture], caption, wide=True))
    return section


def _where(answer: SweepAnswer, labels: ParameterLabels, row: Mapping[Any, Any]) -> str:
    """Return the values of a point in words."""
    return ", ".join(f"{_label(labels, name)} {labels.value(row[name])}" for name in answer.terms.names)


def _over(
    facts: AnswerFacts, answer: SweepAnswer, labels: ParameterLabels, album: Album, names: list[str]
) -> Section:
    words, outcome = facts.words, answer.terms.outcome
    across, up = names
    section = Section("over", words("sweep.over"))
    for programme in answer.terms.programmes[:MOST_MAPS]:
        label = facts.scenarios.label(programme)
        title = words("sweep.map_title", programme=label, measure=words.measure(outcome))
        figure = plot_map(facts, answer, labels, programme, across, up)
        picture = album.picture(f"map_{programme}", figure, title, words("sweep.map_caption"))
        section.add(Pictures([picture], f"{title}. {words('sweep.map_caption')}", wide=True))
    return section


def _points(facts: AnswerFacts, answer: SweepAnswer, labels: ParameterLabels) -> Section:
    words, terms = facts.words, answer.terms
    section = Section("points", words("sweep.every_point"))
    head = [_label(labels, name) for name in terms.names]
    head += [facts.scenarios.label(programme) for programme in terms.programmes[:MOST_LINES]]
    frames = [answer.effect(programme) for programme in terms.programmes[:MOST_LINES]]
    rows = []
    for point in range(min(SHOWN, len(terms.rows))):
        row = [labels.value(terms.rows[point][name]) for name in terms.names]
        for frame in frames:
            found = frame.iloc[point]
            effect = facts.by(terms.outcome, float(found["difference"]))
            known = found["low"] == found["low"]
            ends = facts.interval(terms.outcome, float(found["low"]), float(found["high"])) if known else ""
            row.append(f"{effect} ({ends})" if ends else effect)
        rows.append(row)
    caption = words("sweep.points_table", measure=words.measure(terms.outcome), week=terms.week)
    if len(terms.rows) > SHOWN:
        caption += " " + words("sweep.first_points", shown=SHOWN, points=words.number(len(terms.rows), 0))
    section.add(Table(caption, head, rows))
    section.say(words("sweep.tables"))
    return section
