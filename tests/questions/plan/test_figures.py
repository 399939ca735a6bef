"""The figures of a plan show the numbers of its tables."""

import numpy as np
import pytest

from simulation.questions.plan.answer import Plans
from simulation.questions.plan.figures import plot_calendar, plot_front, plot_held, plot_money
from simulation.report.answer_facts import AnswerFacts
from tests.report.questions import answered


@pytest.fixture(scope="module")
def plans() -> Plans:
    answer = answered("plan")[1]
    assert isinstance(answer, Plans)
    return answer


@pytest.fixture(scope="module")
def facts() -> AnswerFacts:
    return AnswerFacts(answered("plan")[0], {}, "id")


def test_the_calendar_has_a_mark_a_session_and_tells_the_rupiah(facts: AnswerFacts, plans: Plans) -> None:
    axes = plot_calendar(facts, plans).axes[0]
    rows = plans.calendar(plans.bought).to_dict("records")
    assert [len(part.get_segments()) for part in axes.collections] == [row["sessions"] for row in rows]
    told = [text.get_text() for text in axes.texts]
    sums = [(row["sessions"], facts.words.rupiah(row["rupiah"])) for row in rows]
    assert told == [facts.words("plan.sum", count=count, rupiah=rupiah) for count, rupiah in sums]


def test_the_front_shows_every_plan_tried_and_the_one_that_is_bought(
    facts: AnswerFacts, plans: Plans
) -> None:
    figure = plot_front(facts, plans)
    assert len(figure.axes) == len(plans.outcomes)
    for axes, outcome in zip(figure.axes, plans.outcomes, strict=True):
        scale = 100 if outcome == "income" else 1
        tried, *_, star = (np.asarray(part.get_offsets()) for part in axes.collections)
        assert len(tried) == len(plans.archive.plans)
        effect = plans.effect(plans.bought, outcome)["difference"]
        assert star[0] == pytest.approx([plans.costs[plans.bought] / 1e6, scale * effect])


def test_the_curve_of_money_is_its_table(facts: AnswerFacts, plans: Plans) -> None:
    curve = plot_money(facts, plans).axes[0].lines[0]
    table = plans.money()
    assert curve.get_xdata() == pytest.approx(table["budget"].to_numpy() / 1e6)
    assert curve.get_ydata() == pytest.approx(table["gain"].to_numpy())


def test_what_the_best_plans_hold_is_told_in_sessions(facts: AnswerFacts, plans: Plans) -> None:
    axes = plot_held(facts, plans).axes[0]
    shown = list(dict.fromkeys(plans.choice.best(budget) for budget in plans.money()["budget"]))
    sessions = [plans.calendar(plan)["sessions"].sum() for plan in shown if plan]
    assert sum(int(text.get_text()) for text in axes.texts) == sum(sessions)
    labels = [label.get_text() for label in axes.get_xticklabels()]
    assert labels == [facts.words.number(plans.costs[plan] / 1e6, 1) for plan in shown if plan]
