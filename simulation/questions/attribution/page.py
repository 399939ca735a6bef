"""Which activity did it: Shapley values with intervals, and who needs whom."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np

from simulation.analysis.comparison import edges, verdict
from simulation.analysis.direction import LESS_IS_BETTER, NEITHER
from simulation.analysis.houses import HOUSES, in_houses
from simulation.questions.attribution.answer import Attribution
from simulation.questions.attribution.figures import plot_interactions, plot_shares
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Pictures, Section, Table

FEW = 3
"""Pairs named in a list."""
MOST_PANELS = 6
"""Outcomes in the figure: the first of the experiment."""


def sections(facts: AnswerFacts, answer: Attribution, album: Album) -> list[Section]:
    """Return the shares of the activities, and their interactions."""
    return [_shares(facts, answer, album), _pairs(facts, answer, album)]


def _verdict(row: Mapping[Any, Any], smallest: float) -> str:
    """Return whether a share surely raises an outcome, lowers it, does neither, or whether that is open."""
    names = {"higher": "raises", "lower": "lowers", "same": "nothing", "unsure": "unsure"}
    return names[verdict(row, smallest)]


def _shares(facts: AnswerFacts, answer: Attribution, album: Album) -> Section:
    words, week = facts.words, facts.config.compare_weeks[-1]
    section = Section("shares", words("attribute.shares"))
    section.say(words("attribute.reading"))
    outcomes = list(facts.config.outcomes)
    main = outcomes[0]
    whole, shares, _ = answer.at(main, week)
    smallest = facts.smallest(main) or 0.0
    items = [
        words(
            "attribute.whole",
            measure=words.capital(words.measure(main)),
            size=facts.by(main, whole["effect"]),
            interval=facts.interval(main, *edges(whole)),
            week=week,
        )
    ]
    rows = shares.to_dict("records")
    for said in ("raises", "nothing", "lowers", "unsure"):
        found = [row for row in rows if _verdict(row, smallest) == said]
        told = [f"{words.activity(row['activity'])} ({facts.by(main, row['shapley'])})" for row in found]
        if told:
            given = {"activities": words.all_of(told), "smallest": words.amount(main, smallest)}
            items.append(words(f"attribute.{said}", **given))
    items += _led(facts, rows) + _elsewhere(facts, answer, outcomes)
    section.add(Bullets(items))
    figure = plot_shares(facts, answer, outcomes[:MOST_PANELS])
    text = words("attribute.alternative", count=len(answer.activities))
    picture = album.picture("shares", figure, words("attribute.shares"), text)
    section.add(Pictures([picture], words("attribute.caption", week=week), wide=True))
    section.add(_table(facts, answer, outcomes))
    return section


def _led(facts: AnswerFacts, rows: Sequence[Mapping[Hashable, Any]]) -> list[str]:
    """Say in how many of twenty plausible villages each activity has the largest share."""
    words = facts.words
    led = [row for row in rows if row["largest"] > 0]
    if not led:
        return []
    counts = in_houses([row["largest"] for row in led])
    told = [
        words("attribute.led_one", activity=words.activity(row["activity"]), count=count)
        for row, count in sorted(zip(led, counts, strict=True), key=lambda entry: -entry[1])
        if count
    ]
    return [words("attribute.led", total=HOUSES, activities=words.all_of(told))]


def _elsewhere(facts: AnswerFacts, answer: Attribution, outcomes: list[str]) -> list[str]:
    """Say which activity surely makes something worse, and which surely moves nothing at all."""
    words, week = facts.words, facts.config.compare_weeks[-1]
    worse: dict[str, list[str]] = {}
    idle = set(answer.activities)
    for outcome in outcomes:
        bad = "raises" if outcome in LESS_IS_BETTER else "lowers"
        for row in answer.at(outcome, week)[1].to_dict("records"):
            said = _verdict(row, facts.smallest(outcome) or 0.0)
            if said != "nothing":
                idle.discard(row["activity"])
            if said == bad and outcome not in NEITHER:
                told = f"{words.measure(outcome)} ({facts.by(outcome, row['shapley'])})"
                worse.setdefault(row["activity"], []).append(told)
    items = [
        words("attribute.worse", activity=words.capital(words.activity(name)), measures=words.all_of(told))
        for name, told in worse.items()
    ]
    if idle:
        found = [words.activity(name) for name in answer.activities if name in idle]
        items.append(words("attribute.idle", activities=words.all_of(found), count=len(outcomes)))
    return items


def _table(facts: AnswerFacts, answer: Attribution, outcomes: list[str]) -> Table:
    words = facts.words
    rows = []
    for outcome in outcomes:
        _, found, _ = answer.at(outcome, facts.config.compare_weeks[-1])
        rows += [
            [
                words.activity(row["activity"]),
                words.measure(outcome),
                facts.by(outcome, row["shapley"]),
                facts.interval(outcome, *edges(row)),
                words.percent(row["largest"]),
                facts.by(outcome, row["alone"]),
                facts.by(outcome, row["missed"]),
            ]
            for row in found.to_dict("records")
        ]
    names = ("activity", "measure", "share", "interval", "largest", "alone", "missed")
    head = [words(f"attribute.{name}") for name in names]
    return Table(words("attribute.table"), head, rows, folded=True, left=(1,))


def _pairs(facts: AnswerFacts, answer: Attribution, album: Album) -> Section:
    words = facts.words
    section = Section("pairs", words("attribute.pairs"))
    section.say(words("attribute.pairs_reading"))
    outcome, week = next(iter(facts.config.outcomes)), facts.config.compare_weeks[-1]
    rows = answer.at(outcome, week)[2].to_dict("records")
    smallest = facts.smallest(outcome) or 0.0
    items = []
    for key, said in (("need", "raises"), ("hinder", "lowers")):
        found = [row for row in rows if _verdict(row, smallest) == said]
        found.sort(key=lambda row: -abs(row["interaction"]))
        items += [
            words(
                f"attribute.{key}",
                first=words.capital(words.activity(row["first"])),
                second=words.activity(row["second"]),
                size=facts.by(outcome, row["interaction"]),
                interval=facts.interval(outcome, *edges(row)),
            )
            for row in found[:FEW]
        ]
    if not items:
        largest = max((abs(row["interaction"]) for row in rows), default=np.nan)
        items = [
            words(
                "attribute.no_pairs",
                smallest=words.amount(outcome, smallest),
                largest=facts.by(outcome, largest).lstrip("+"),
            )
        ]
    section.add(Bullets(items))
    figure = plot_interactions(facts, answer.activities, rows, outcome)
    text = words("attribute.pairs_alternative", measure=words.measure(outcome))
    caption = words("attribute.pairs_caption", measure=words.measure(outcome), week=week)
    section.add(
        Pictures([album.picture("interactions", figure, words("attribute.pairs"), text)], caption, wide=True)
    )
    return section
