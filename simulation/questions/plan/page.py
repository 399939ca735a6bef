"""What to buy: the plan with its calendar and costs, the front, what more money buys, regret."""

import numpy as np

from simulation.questions.plan.amounts import each_told, interval_told, told
from simulation.questions.plan.answer import EXPERIMENT, MILLION, Plans
from simulation.questions.plan.figures import plot_calendar, plot_front, plot_held, plot_money
from simulation.questions.plan.regret import regret
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Bullets, Pictures, Section, Table, Warn

LATE = 26
"""Weeks between the last session and the reading below which an effect may be a passing one."""


def sections(facts: AnswerFacts, answer: Plans, album: Album) -> list[Section]:
    """Return the plan, the front, what money buys, and the regret."""
    return [
        _bought(facts, answer, album),
        _front(facts, answer, album),
        _money(facts, answer, album),
        regret(facts, answer),
    ]


def _bought(facts: AnswerFacts, answer: Plans, album: Album) -> Section:
    words, terms, plan = facts.words, answer.terms, answer.bought
    section = Section("bought", words("plan.bought"))
    section.say(_villages(facts, answer))
    given = {"budget": words.rupiah(answer.budget), "week": terms.week, "weeks": terms.weeks}
    if plan == 0:
        section.add(Warn(words("plan.nothing", measure=words.measure(answer.outcomes[0]), **given)))
        return section
    held = answer.calendar(plan).to_dict("records")
    activities = words.all_of([words.activity(row["activity"]) for row in held])
    cost = words.rupiah(answer.costs[plan])
    items = [words("plan.holds", cost=cost, activities=activities, **given)]
    for number, outcome in enumerate(answer.outcomes):
        effect = answer.effect(plan, outcome)
        items.append(
            words(
                "plan.gains" if number == 0 else "plan.also",
                measure=words.capital(words.measure(outcome)),
                size=told(facts, outcome, effect["difference"]),
                interval=interval_told(facts, outcome, effect),
                week=terms.week,
            )
        )
    items += [_ties(facts, answer), _thrifty(facts, answer), _spent(facts, answer), _left_out(facts, answer)]
    items.append(_stretched(facts, answer))
    section.add(Bullets([item for item in items if item]))
    last = max(int(week) for row in held for week in row["weeks"].split())
    if terms.week - last < LATE:
        section.add(Warn(words("plan.late", last=last, week=terms.week, weeks=LATE)))
    text = words("plan.calendar_text", activities=activities)
    picture = album.picture("calendar", plot_calendar(facts, answer), words("plan.calendar"), text)
    section.add(Pictures([picture], words("plan.calendar_caption", week=terms.week), wide=True))
    section.add(_calendar(facts, answer))
    section.say(words("plan.experiment", file=EXPERIMENT))
    return section


def _villages(facts: AnswerFacts, answer: Plans) -> str:
    """Say in which villages plans were tried."""
    words, terms, lots = facts.words, answer.terms, answer.choice.lots
    given = {
        "tried": words.number(len(answer.archive.plans), 0),
        "searched": lots.searched.stop,
        "second": len(answer.doses) - 1,
        "chosen": lots.chosen.stop - lots.chosen.start,
        "told": lots.told.stop - lots.told.start,
        "kinds": lots.kinds,
    }
    if facts.config.points is not None:
        kind = words("plan.villages_posterior", rows=facts.config.points.rows)
    elif terms.kinds_differ:
        kind = words("plan.villages_spread", share=words.percent(terms.spread))
    else:
        kind = words("plan.villages_one")
    return words("plan.villages", **given) + " " + kind


def _ties(facts: AnswerFacts, answer: Plans) -> str:
    words, others = facts.words, [plan for plan in answer.ties if plan != answer.bought]
    if not others:
        return words("plan.no_ties")
    different = list(dict.fromkeys(words.rupiah(answer.costs[plan]) for plan in others))
    costs = words.all_of(different[:3])
    return words("plan.ties", count=len(others), costs=costs)


def _thrifty(facts: AnswerFacts, answer: Plans) -> str:
    words, main, plan = facts.words, answer.outcomes[0], answer.thriftiest
    if plan == answer.bought:
        return ""
    less = abs(answer.more(plan, answer.bought)["difference"])
    return words(
        "plan.thrifty" if plan else "plan.nothing_matters",
        cost=words.rupiah(answer.costs[plan]),
        saved=words.percent(1 - answer.costs[plan] / answer.costs[answer.bought]),
        less=told(facts, main, less).lstrip("+"),
        smallest=told(facts, main, answer.terms.smallest[main]).lstrip("+"),
        activities=words.all_of([words.activity(name) for name in answer.doses[plan]]),
    )


def _spent(facts: AnswerFacts, answer: Plans) -> str:
    """Say what the plan costs as simulated."""
    words, spent = facts.words, answer.spent[answer.bought]
    over = float(np.mean(spent[~np.isnan(spent)] > answer.budget))
    return words(
        "plan.spent",
        spent=words.rupiah(float(np.nanmean(spent))),
        cost=words.rupiah(answer.costs[answer.bought]),
        over=words.percent(over),
    )


def _left_out(facts: AnswerFacts, answer: Plans) -> str:
    words, held = facts.words, answer.doses[answer.bought]
    found = [words.activity(lever.activity) for lever in answer.space.levers if lever.activity not in held]
    return words("plan.left_out", activities=words.all_of(found)) if found else ""


def _stretched(facts: AnswerFacts, answer: Plans) -> str:
    """Say of which activities the plan holds more sessions than the experiment's own dose."""
    words, weeks = facts.words, answer.terms.weeks
    usual = {lever.activity: len(lever.dose.weeks(weeks)) for lever in answer.space.levers}
    found = [
        words("plan.instead", activity=words.activity(name), sessions=dose.sessions, usual=usual[name])
        for name, dose in answer.doses[answer.bought].items()
        if dose.sessions is not None and dose.sessions > usual[name]
    ]
    return words("plan.stretched", activities=words.all_of(found)) if found else ""


def _calendar(facts: AnswerFacts, answer: Plans) -> Table:
    words = facts.words
    rows = [
        [
            words.activity(row["activity"]),
            words.number(row["sessions"], 0),
            ", ".join(row["weeks"].split()),
            words("plan.everybody") if row["places"] < 0 else words.number(row["places"], 0),
            words.rupiah(row["per_session"]),
            words.rupiah(row["rupiah"]),
        ]
        for row in answer.calendar(answer.bought).fillna({"places": -1}).to_dict("records")
    ]
    rows.append([words("plan.total"), "", "", "", "", words.rupiah(answer.costs[answer.bought])])
    heads = ("activity", "sessions", "weeks", "places", "per_session", "rupiah")
    return Table(words("plan.calendar"), [words(f"plan.head_{name}") for name in heads], rows, left=(2,))


def _front(facts: AnswerFacts, answer: Plans, album: Album) -> Section:
    words, main = facts.words, answer.outcomes[0]
    section = Section("front", words("plan.front"))
    found = answer.overstated
    section.say(
        words("plan.front_reading"),
        words(
            "plan.overstated",
            measure=words.measure(main),
            promised=told(facts, main, found["promised"]),
            kept=told(facts, main, found["kept"]),
        ),
    )
    measures = words.all_of([words.measure(outcome) for outcome in answer.outcomes])
    text = words("plan.front_text", count=len(answer.front), measures=measures)
    picture = album.picture("front", plot_front(facts, answer), words("plan.front"), text)
    section.add(Pictures([picture], words("plan.front_caption", week=answer.terms.week), wide=True))
    text = words("plan.held_text")
    picture = album.picture("held", plot_held(facts, answer), words("plan.held"), text)
    section.add(Pictures([picture], words("plan.held_caption", measure=words.measure(main)), wide=True))
    rows = [
        [
            words.rupiah(answer.costs[plan]),
            *(
                told(facts, outcome, effect["difference"]) + f" ({interval_told(facts, outcome, effect)})"
                for outcome in answer.outcomes
                for effect in [answer.effect(plan, outcome)]
            ),
            words.all_of([words.activity(name) for name in answer.doses[plan]]),
        ]
        for plan in answer.front
        if plan
    ]
    head = [words("plan.head_cost"), *map(words.measure, answer.outcomes), words("plan.head_activities")]
    section.add(Table(words("plan.front_table"), head, rows, folded=True, left=(len(head) - 1,)))
    return section


def _money(facts: AnswerFacts, answer: Plans, album: Album) -> Section:
    words, main = facts.words, answer.outcomes[0]
    section = Section("money", words("plan.money"))
    beyond = answer.space.ceiling - answer.budget
    items = []
    for key, more in (("next", MILLION), ("beyond", beyond)):
        found = answer.next_money(more)
        given = {"more": words.rupiah(more), "measure": words.measure(main)}
        if found["plan"] == answer.bought:
            items.append(words(f"plan.{key}_nothing", **given))
            continue
        given |= {
            "size": told(facts, main, found["difference"]),
            "interval": interval_told(facts, main, found),
            "cost": words.rupiah(found["cost"]),
            "each": each_told(facts, main, found["difference"] * MILLION / more),
            "smallest": told(facts, main, answer.terms.smallest[main]).lstrip("+"),
        }
        items.append(words(f"plan.{key}", **given))
    section.add(Bullets(items))
    text = words("plan.money_text")
    picture = album.picture("money", plot_money(facts, answer), words("plan.money"), text)
    section.add(Pictures([picture], words("plan.money_caption", week=answer.terms.week), wide=True))
    return section
