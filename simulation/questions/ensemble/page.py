"""The ensemble in words: how many sets are left, what each pattern does, what stays open, how to use it."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np

from simulation.patterns.pattern import Band
from simulation.questions.ensemble.answer import ENSEMBLE, Plausible
from simulation.questions.ensemble.figures import (
    label_of,
    pattern_label,
    plot_funnel,
    plot_parameters,
    plot_patterns,
    step_label,
    what_of,
)
from simulation.questions.ensemble.step import EMULATED, LIMIT
from simulation.questions.ensemble.summary import NARROW
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Code, Pictures, Section, Table, Warn

Row = Mapping[Hashable, Any]
FEW, SHOWN = 5, 20
"""Names in a sentence, and parameters in a figure."""


def sections(facts: AnswerFacts, answer: Plausible, album: Album) -> list[Section]:
    """Return the four parts."""
    return [
        _found(facts, answer, album),
        _patterns(facts, answer, album),
        _parameters(facts, answer, album),
        _use(facts, answer),
    ]


def _found(facts: AnswerFacts, answer: Plausible, album: Album) -> Section:
    words, terms = facts.words, answer.terms
    section = Section("found", words("ensemble.found"))
    drawn = int(answer.funnel.loc[answer.funnel["step"] == EMULATED, "sets"].sum())
    section.say(
        words("ensemble.reading", parameters=len(terms.space.names), drawn=words.number(drawn, 0),
              waves=len(answer.found.waves), patterns=len(terms.patterns), limit=words.number(LIMIT, 0)),
    )  # fmt: skip
    number = words.number(answer.number, 0)
    if answer.number >= terms.wanted:
        section.say(words("ensemble.all_found", number=number))
    elif answer.number:
        told = words("ensemble.fewer_found", number=number, wanted=words.number(terms.wanted, 0))
        section.add(Warn(told))
    else:
        section.add(Warn(words("ensemble.none_found")))
    picture = album.picture(
        "funnel", plot_funnel(facts, answer), section.title, words("ensemble.funnel_alternative")
    )
    section.add(Pictures([picture], words("ensemble.funnel_caption"), wide=True))
    rows = [
        [str(row["wave"]), step_label(facts, row["step"], row["villages"]),
         words.number(row["sets"], 0), words.number(row["left"], 0)]
        for row in answer.funnel.to_dict("records")
    ]  # fmt: skip
    head = [words(f"ensemble.head.{name}") for name in ("wave", "step", "sets", "left")]
    section.add(Table(words("ensemble.funnel_table"), head, rows, folded=True, left=(1,)))
    section.add(_nearest(facts, answer))
    return section


def _nearest(facts: AnswerFacts, answer: Plausible) -> Table | None:
    """Return the sets that came furthest and missed, the best values of which stand in a file."""
    words, looks = facts.words, [(step.name, step.villages) for step in answer.terms.steps]
    rows = [
        [str(row["wave"]), step_label(facts, *looks[row["steps"]]),
         str(row["worst"]), words.number(row["implausibility"], 1)]
        for row in answer.nearest.to_dict("records")
    ]  # fmt: skip
    head = [words(f"ensemble.head.{name}") for name in ("wave", "missed_at", "pattern", "implausibility")]
    return Table(words("ensemble.nearest_table"), head, rows, folded=True, left=(1, 2)) if rows else None


def _patterns(facts: AnswerFacts, answer: Plausible, album: Album) -> Section:
    words, patterns = facts.words, answer.terms.patterns
    section = Section("patterns", words("ensemble.patterns"))
    unscreened = len(answer.found.unscreened)
    section.say(words("ensemble.patterns_reading", sets=words.number(unscreened, 0)))
    rows = answer.patterns.to_dict("records")
    section.add(Bullets(_strongest(facts, rows, patterns)))
    blurred = [str(row["pattern"]) for row in rows if row["blurred"]]
    if blurred:
        number = answer.terms.steps[-1].villages
        section.say(words("ensemble.blurred", patterns=words.all_of(blurred), villages=number))
    section.say(*(_of_ensemble(facts, answer, pattern) for pattern in patterns if not pattern.judged))
    text = words("ensemble.patterns_alternative", count=len(rows))
    picture = album.picture("patterns", plot_patterns(facts, answer), section.title, text)
    section.add(Pictures([picture], words("ensemble.patterns_caption"), wide=True))
    cells = [
        [
            pattern_label(facts, pattern),
            words("interval", low=words.number(row["low"]), high=words.number(row["high"])),
            words.number(pattern.discrepancy, 3),
            words.percent(row["alone"]),
            words.percent(row["only"], 1),
            words.number(row["median"], 3),
            words("interval", low=words.number(row["q05"], 3), high=words.number(row["q95"], 3)),
            words.percent(row["inside"]),
            words.number(row["computing_error"], 3),
            pattern.source,
        ]
        for row, pattern in zip(rows, patterns, strict=True)
    ]
    columns = (
        "pattern",
        "band",
        "discrepancy",
        "alone",
        "only",
        "median",
        "most",
        "inside",
        "error",
        "source",
    )
    head = [words(f"ensemble.head.{name}") for name in columns]
    section.add(Table(words("ensemble.patterns_table"), head, cells, folded=True, left=(9,), foreign=(9,)))
    return section


def _strongest(facts: AnswerFacts, rows: Sequence[Row], patterns: Sequence[Band]) -> list[str]:
    """Say which patterns rule out most, which what no other does, and which all or none."""
    words = facts.words
    told = {row["pattern"]: what_of(facts, pattern) for row, pattern in zip(rows, patterns, strict=True)}
    items = []
    for key, column in (("most_alone", "alone"), ("most_only", "only")):
        strong = sorted((row for row in rows if row[column] > 0), key=lambda row: -row[column])[:FEW]
        named = [
            words("ensemble.ruled_out", what=told[row["pattern"]], pattern=row["pattern"],
                  share=words.percent(row[column], 1))
            for row in strong
        ]  # fmt: skip
        items += [words(f"ensemble.{key}", patterns=words.all_of(named))] if named else []
    for key, share in (("nobody", 1.0), ("idle", 0.0)):
        names = [str(row["pattern"]) for row in rows if row["alone"] == share]
        items += [words(f"ensemble.{key}", patterns=words.all_of(names))] if names else []
    return items


def _of_ensemble(facts: AnswerFacts, answer: Plausible, pattern: Band) -> str:
    """Tell a pattern that no set can meet by itself."""
    words = facts.words
    row = answer.patterns[answer.patterns["pattern"] == pattern.name].iloc[0]
    if np.isnan(row["median"]):
        return ""
    return words(
        "ensemble.of_ensemble",
        pattern=pattern_label(facts, pattern),
        value=words.number(row["median"], 3),
        band=words("interval", low=words.number(pattern.low), high=words.number(pattern.high)),
    )


def _parameters(facts: AnswerFacts, answer: Plausible, album: Album) -> Section:
    words = facts.words
    section = Section("parameters", words("ensemble.parameters"))
    if not answer.number:
        section.say(words("ensemble.no_parameters"))
        return section
    rows = answer.parameters.to_dict("records")
    narrowed = [row for row in rows if row["narrowed"]]
    section.say(words("ensemble.narrow_reading"))
    told = [f"{label_of(facts, row['parameter'])} ({words.percent(row['left'])})" for row in narrowed[:FEW]]
    key = "narrowed" if narrowed else "not_narrowed"
    items = [
        words(f"ensemble.{key}", count=len(narrowed), total=len(rows), share=words.percent(NARROW),
              parameters=words.all_of(told))
    ]  # fmt: skip
    pairs = [row for row in answer.pairs.to_dict("records") if row["tied"]]
    items += [
        words("ensemble.pair", first=label_of(facts, row["first"]), second=label_of(facts, row["second"]),
              correlation=words.number(row["correlation"], sign=True))
        for row in pairs[:FEW]
    ]  # fmt: skip
    if not pairs:
        items.append(words("ensemble.no_pairs"))
    section.add(Bullets(items))
    text = words("ensemble.range_alternative", count=min(SHOWN, len(rows)))
    picture = album.picture("parameters", plot_parameters(facts, answer, SHOWN), section.title, text)
    section.add(Pictures([picture], words("ensemble.range_caption"), wide=True))
    cells = [
        [
            label_of(facts, row["parameter"]),
            words("interval", low=_value(facts, row, "range_low"), high=_value(facts, row, "range_high")),
            _value(facts, row, "experiment"),
            _value(facts, row, "medoid"),
            words("interval", low=_value(facts, row, "q05"), high=_value(facts, row, "q95")),
            words.percent(row["left"]),
        ]
        for row in rows
    ]
    columns = ("parameter", "range", "experiment", "medoid", "most", "range_left")
    head = [words(f"ensemble.head.{name}") for name in columns]
    section.add(Table(words("ensemble.parameters_table"), head, cells, folded=True))
    return section


def _value(facts: AnswerFacts, row: Row, name: str) -> str:
    """Return the value of a parameter with the digits that its range calls for."""
    width = row["range_high"] - row["range_low"]
    digits = 0 if width >= 20 else 1 if width >= 5 else 2 if width >= 0.5 else 3
    return facts.words.number(row[name], digits)


def _use(facts: AnswerFacts, answer: Plausible) -> Section:
    words = facts.words
    section = Section("use", words("ensemble.use"))
    if answer.number:
        section.say(words("ensemble.use_reading", sets=words.number(answer.number, 0)))
        section.add(Code(f"behaviour: {ENSEMBLE}"))
        section.say(words("ensemble.use_medoid"))
    else:
        section.say(words("ensemble.use_none"))
    return section
