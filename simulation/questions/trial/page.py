"""How many villages a trial needs, in words."""

from collections.abc import Hashable, Mapping

import numpy as np
import pandas as pd

from simulation.questions.trial.answer import ALIKE, BAND, DIFFERENT, WORLDS, TrialSize
from simulation.questions.trial.estimate import AIM
from simulation.questions.trial.figures import plot_power, plot_sets
from simulation.questions.trial.terms import WEDGE
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Pictures, Section, Table

HEAD = ("villages", "owners", "alike", "different", "detectable", "wrong_sign", "rupiah")


def sections(facts: AnswerFacts, answer: TrialSize, album: Album) -> list[Section]:
    """Return the sizes of each arm, what decides them, and whether the numbers can be trusted."""
    arms = list(dict.fromkeys(answer.trial["arm"]))
    found = [_asked(facts, answer)]
    for arm in arms:
        found += [_size(facts, answer, arm, album), _sets(facts, answer, arm, album)]
    return [*found, _checks(facts, answer, arms), _next(facts)]


def _asked(facts: AnswerFacts, answer: TrialSize) -> Section:
    words, terms = facts.words, answer.terms
    section = Section("asked", words("trial.terms"))
    items = [
        words(f"trial.plan.{terms.plan}", groups=terms.steps),
        words("trial.measured", outcome=words.measure(terms.outcome), first=terms.waves[0],
              weeks=words.all_of([str(week) for week in terms.waves[1:]])),
        words("trial.items", items=terms.items, single=words.number(terms.reliability),
              scale=words.number(answer.reliability)) if terms.items else words("trial.exact"),
        words("trial.exits", loss=words.percent(terms.loss)),
    ]  # fmt: skip
    items += [words("trial.loss_by_trust")] if terms.loss and terms.loss_by_trust else []
    items += [words("trial.desired", shift=words.number(terms.desired))] if terms.desired else []
    share = words.percent(terms.contamination)
    items += [words("trial.contamination", share=share)] if terms.contamination else []
    section.add(Bullets(items))
    section.say(
        words("trial.worlds", villages=words.number(answer.pool.villages, 0),
              sets=words.number(len(answer.pool.worlds), 0)),
        words("trial.two_worlds", alike=words.number(answer.icc[ALIKE], 3),
              different=words.number(answer.icc[DIFFERENT], 3), low=words.number(BAND[0]),
              high=words.number(BAND[1])),
    )  # fmt: skip
    return section


def _size(facts: AnswerFacts, answer: TrialSize, arm: str, album: Album) -> Section:
    words, plan = facts.words, answer.terms.plan
    label = facts.scenarios.label(arm)
    section = Section(f"size_{arm}", words("trial.size", programme=label))
    cheapest = answer.cheapest(arm)
    if cheapest is None:
        section.say(words("trial.none_enough", aim=words.percent(AIM),
                          most=words.number(answer.terms.villages[-1], 0)))  # fmt: skip
    else:
        (villages, owners), rupiah = cheapest
        section.say(words("trial.enough", aim=words.percent(AIM), villages=words.number(villages, 0),
                          all=words.number(villages * answer.terms.steps, 0),
                          owners=words.number(owners, 0), rupiah=words.rupiah(rupiah)))  # fmt: skip
    section.add(
        Bullets([_needed(facts, row) for row in answer.needed.to_dict("records") if row["arm"] == arm])
    )
    title = words("trial.size", programme=label)
    caption = words("trial.power_caption", most=words.number(answer.terms.owners[-1], 0))
    picture = album.picture(f"power_{arm}", plot_power(facts, answer, arm), title, caption)
    section.add(Pictures([picture], caption, wide=True))
    rows = []
    for owners in answer.terms.owners:
        alike, different = (answer.of(arm, world, owners) for world in WORLDS)
        for one, two in zip(alike.to_dict("records"), different.to_dict("records"), strict=True):
            rows.append(
                [
                    words.number(one["per_arm"], 0), words.number(owners, 0), words.percent(one["assurance"]),
                    words.percent(two["assurance"]), words.number(two["detectable"], 3),
                    words.percent(one["wrong_sign"]), words.rupiah(one["rupiah"]),
                ]
            )  # fmt: skip
    head = [words(f"trial.villages_axis.{plan}"), *(words(f"trial.head.{name}") for name in HEAD[1:])]
    section.add(Table(words("trial.table"), head, rows))
    return section


def _needed(facts: AnswerFacts, row: Mapping[Hashable, object]) -> str:
    words = facts.words
    world = words(f"trial.world.{row['villages_are']}")
    owners = words.number(float(str(row["owners"])), 0)
    number = float(str(row["per_arm"]))
    if np.isnan(number):
        return words("trial.needs_more", world=words.capital(world), owners=owners,
                     most=words.number(float(str(row["most_tried"])), 0),
                     assurance=words.percent(float(str(row["assurance_of_most"]))))  # fmt: skip
    return words("trial.needs", world=words.capital(world), owners=owners, villages=words.number(number, 0))


def _sets(facts: AnswerFacts, answer: TrialSize, arm: str, album: Album) -> Section:
    words, outcome = facts.words, answer.terms.outcome
    section = Section(f"sets_{arm}", words("trial.decides", programme=facts.scenarios.label(arm)))
    cheapest = answer.cheapest(arm)
    size = (answer.terms.villages[-1], answer.terms.owners[-1]) if cheapest is None else cheapest[0]
    rows = answer.by_set[answer.by_set["arm"] == arm]
    rows = rows[(rows["per_arm"] == size[0]) & (rows["owners"] == size[1])]
    low, middle, high = (float(each) for each in np.quantile(rows["effect"], [0.05, 0.5, 0.95]))
    section.say(
        words("trial.effects", sets=words.number(len(rows), 0), measure=words.measure(outcome),
              effect=facts.by(outcome, middle), range=facts.interval(outcome, low, high)),
        words("trial.sets_enough", enough=words.number(float((rows["power"] >= AIM).sum()), 0),
              sets=words.number(len(rows), 0), villages=words.number(size[0], 0),
              owners=words.number(size[1], 0), aim=words.percent(AIM)),
    )  # fmt: skip
    caption = words("trial.sets_caption", villages=words.number(size[0], 0), owners=words.number(size[1], 0))
    title = words("trial.decides", programme=facts.scenarios.label(arm))
    picture = album.picture(f"sets_{arm}", plot_sets(facts, answer, arm, size), title, caption)
    section.add(Pictures([picture], caption, wide=True))
    return section


def _checks(facts: AnswerFacts, answer: TrialSize, arms: list[str]) -> Section:
    words = facts.words
    section = Section("checks", words("trial.checks"))
    trial = answer.trial
    inside = (trial["type_one_low"] <= 0.05) & (trial["type_one_high"] >= 0.05)
    section.say(
        words("trial.type_one", inside=words.number(float(inside.sum()), 0), rows=words.number(len(trial), 0),
              low=words.percent(float(trial["type_one"].min()), 1),
              high=words.percent(float(trial["type_one"].max()), 1)),
        words("trial.biased") if answer.terms.desired else "",
    )  # fmt: skip
    checked = [_check_row(facts, answer.trial[answer.trial["arm"] == arm], arm, world)
            for arm in arms for world in WORLDS]  # fmt: skip
    head = [words(f"trial.head.{name}") for name in ("arm", "world", "type_one", "coverage", "seen")]
    section.add(Table(words("trial.check_table"), head, checked, left=(1,)))
    section.say(words("trial.seen"), words("trial.wedge") if answer.terms.plan == WEDGE else "")
    if not answer.estimators.empty:
        estimators = answer.estimators.to_dict("records")
        first = estimators[0]
        section.say(words("trial.three", trials=first["trials"], villages=words.number(first["per_arm"], 0),
                          owners=words.number(first["owners"], 0)))  # fmt: skip
        rows = [
            [words(f"trial.estimator.{row['estimator']}"), words.percent(row["found"]),
             words.percent(row["type_one"]), words.percent(row["same_verdict"])]
            for row in estimators
        ]  # fmt: skip
        names = ("estimator", "found", "false", "same")
        section.add(
            Table(
                words("trial.three_table"), [words(f"trial.head.{name}") for name in names], rows, left=(1,)
            )
        )
    return section


def _check_row(facts: AnswerFacts, rows: pd.DataFrame, arm: str, world: str) -> list[str]:
    words = facts.words
    rows = rows[rows["villages_are"] == world]

    def ends(name: str) -> str:
        low, high = (words.percent(float(each)) for each in (rows[name].min(), rows[name].max()))
        return words("interval", low=low, high=high)

    return [facts.scenarios.label(arm), words(f"trial.world.{world}"), ends("type_one"), ends("coverage"),
            ends("seen_of_effect")]  # fmt: skip


def _next(facts: AnswerFacts) -> Section:
    section = Section("next", facts.words("trial.next"))
    section.say(facts.words("trial.plan_files"))
    return section
