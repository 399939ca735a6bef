"""Which parameters fit what was observed: what is known, what is not, and what it makes of the programme."""

from collections.abc import Hashable, Mapping
from typing import Any

import numpy as np

from simulation.questions.calibration.answer import POSTERIOR, Calibrated
from simulation.questions.calibration.figures import (
    MOST_POINTS,
    end_of,
    label_of,
    plot_pairs,
    plot_predictive,
)
from simulation.questions.calibration.identification import IDENTIFIED, TIED, WEAKLY
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Code, Pictures, Section, Table, Warn

Row = Mapping[Hashable, Any]


def sections(facts: AnswerFacts, answer: Calibrated, album: Album) -> list[Section]:
    """Return what is known of the parameters, whether the survey is met, and what follows."""
    return [
        _known(facts, answer, album),
        _met(facts, answer, album),
        _effect(facts, answer),
        _use(facts, answer),
    ]


def _known(facts: AnswerFacts, answer: Calibrated, album: Album) -> Section:
    words = facts.words
    section = Section("known", words("calibrate.known"))
    section.say(words("calibrate.reading", count=len(answer.ranges), targets=len(answer.observed)))
    rows = answer.posterior.to_dict("records")
    items = []
    for verdict in ("identified", "weakly", "not"):
        found = [row for row in rows if row["verdict"] == verdict]
        told = [f"{label_of(facts, row['parameter'])} ({_between(facts, row)})" for row in found]
        if told:
            items.append(words(f"calibrate.{verdict}", parameters=words.all_of(told)))
    tied = [row for row in answer.pairs.to_dict("records") if abs(row["correlation"]) >= TIED]
    items += [
        words(
            _tie(row),
            first=label_of(facts, row["first"]),
            second=label_of(facts, row["second"]),
            correlation=words.number(row["correlation"], 2, sign=True),
        )
        for row in tied
    ]
    if not tied:
        items.append(words("calibrate.no_pairs", limit=words.number(TIED, 1)))
    section.add(Bullets(items))
    if len(answer.ranges) > 1:
        figure = plot_pairs(facts, answer)
        text = words("calibrate.pairs_alternative", count=len(answer.ranges))
        picture = album.picture("posterior", figure, words("calibrate.known"), text)
        section.add(
            Pictures(
                [picture],
                words("calibrate.pairs_caption", draws=min(MOST_POINTS, len(answer.draws))),
                wide=True,
            )
        )
    rule = words("calibrate.rule", identified=words.percent(IDENTIFIED), weakly=words.percent(WEAKLY))
    section.add(_posterior_table(facts, rows))
    section.say(rule)
    return section


def _tie(row: Row) -> str:
    """Return the sentence for a pair: what cannot be told apart, or is only tied; its direction."""
    kind = "tied" if row["told_apart"] else "apart"
    return f"calibrate.{kind}" + ("" if row["correlation"] < 0 else "_same")


def _between(facts: AnswerFacts, row: Row) -> str:
    return facts.words("interval", low=end_of(facts, row["q05"]), high=end_of(facts, row["q95"]))


def _posterior_table(facts: AnswerFacts, rows: list[dict[Hashable, Any]]) -> Table:
    words = facts.words
    columns = ("parameter", "prior", "experiment", "median", "most", "contraction", "says")
    cells = [
        [
            label_of(facts, row["parameter"]),
            words("interval", low=end_of(facts, row["prior_low"]), high=end_of(facts, row["prior_high"])),
            end_of(facts, row["experiment"]),
            end_of(facts, row["median"]),
            _between(facts, row),
            words.percent(max(0.0, row["contraction"])),
            words(f"calibrate.verdict.{row['verdict']}"),
        ]
        for row in rows
    ]
    return Table(words("calibrate.table"), [words(f"calibrate.{name}") for name in columns], cells, left=(6,))


def _met(facts: AnswerFacts, answer: Calibrated, album: Album) -> Section:
    words = facts.words
    section = Section("met", words("calibrate.met"))
    rows = answer.predictive.to_dict("records")
    missed = [row for row in rows if not row["met"]]
    if missed:
        told = [f"{words.measure(row['measure'])} ({words('when.week', week=row['week'])})" for row in missed]
        section.add(
            Warn(words("calibrate.missed", count=len(missed), total=len(rows), measures=words.all_of(told)))
        )
    else:
        section.say(words("calibrate.all_met", total=len(rows)))
    figure = plot_predictive(facts, answer)
    picture = album.picture(
        "predictive", figure, words("calibrate.met"), words("calibrate.met_alternative", count=len(rows))
    )
    section.add(Pictures([picture], words("calibrate.met_caption"), wide=True))
    columns = ("measure", "week", "observed", "error", "predicted", "most", "tail")
    cells = [
        [
            words.measure(row["measure"]),
            str(row["week"]),
            words.amount(row["measure"], row["value"], 3),
            words.amount(row["measure"], row["standard_error"], 3),
            words.amount(row["measure"], row["median"], 3),
            words(
                "interval",
                low=words.amount(row["measure"], row["low"], 3),
                high=words.amount(row["measure"], row["high"], 3),
            ),
            words.percent(row["tail"]),
        ]
        for row in rows
    ]
    head = [words(f"calibrate.{name}") for name in columns]
    section.add(Table(words("calibrate.met_table"), head, cells, folded=True))
    return section


def _effect(facts: AnswerFacts, answer: Calibrated) -> Section:
    words, week = facts.words, facts.config.compare_weeks[-1]
    section = Section("effect", words("calibrate.effect"))
    section.say(words("calibrate.effect_reading", scenario=facts.scenarios.label(answer.programme)))
    rows = answer.effects[answer.effects["week"] == week].to_dict("records")
    main = rows[0]
    outcome = main["outcome"]
    widths = [main[f"{name}_high"] - main[f"{name}_low"] for name in ("prior", "posterior")]
    section.say(
        words(
            "calibrate.effect_found",
            measure=words.capital(words.measure(outcome)),
            week=week,
            median=facts.by(outcome, main["posterior_median"]),
            interval=facts.interval(outcome, main["posterior_low"], main["posterior_high"]),
            raised=words.percent(main["posterior_raised"]),
            before=facts.interval(outcome, main["prior_low"], main["prior_high"]),
        )
    )
    if widths[0] > 0 and np.isfinite(widths).all():
        change = 1.0 - widths[1] / widths[0]
        key = "calibrate.narrower" if change > 0 else "calibrate.no_narrower"
        section.say(words(key, share=words.percent(abs(change))))
    cells = [
        [
            words.measure(row["outcome"]),
            facts.by(row["outcome"], row["prior_median"]),
            facts.interval(row["outcome"], row["prior_low"], row["prior_high"]),
            facts.by(row["outcome"], row["posterior_median"]),
            facts.interval(row["outcome"], row["posterior_low"], row["posterior_high"]),
        ]
        for row in rows
    ]
    columns = ("measure", "before", "before_most", "after", "after_most")
    head = [words(f"calibrate.{name}") for name in columns]
    section.add(Table(words("calibrate.effect_table", week=week), head, cells, folded=True))
    return section


def _use(facts: AnswerFacts, answer: Calibrated) -> Section:
    words = facts.words
    section = Section("use", words("calibrate.use"))
    section.say(words("calibrate.use_reading", draws=words.number(len(answer.draws), 0)))
    section.add(Code(f"behaviour: {POSTERIOR}"))
    rounds = answer.rounds.to_dict("records")
    last = rounds[-1]
    section.say(
        words(
            "calibrate.rounds_reading",
            simulations=words.number(answer.rounds["simulations"].sum(), 0),
            effective=words.number(last["effective"], 0),
        )
    )
    cells = [
        [
            str(row["population"]),
            words.number(row["tolerance"], 2),
            words.number(row["simulations"], 0),
            words.percent(row["accepted"]),
            words.number(row["effective"], 0),
        ]
        for row in rounds
    ]
    columns = ("population", "tolerance", "simulations", "accepted", "effective")
    head = [words(f"calibrate.{name}") for name in columns]
    section.add(Table(words("calibrate.rounds"), head, cells, folded=True))
    return section
