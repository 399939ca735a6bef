"""An answer is what the study floor gives for the same villages, scenarios and weeks."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.comparison import Terms, compare, verdict
from simulation.analysis.windows import values_at
from simulation.dashboard.state.answer import Answer
from simulation.dashboard.state.question import NONE, Question
from simulation.dashboard.state.starting_point import Start
from simulation.experiment.window import Window
from simulation.mechanisms.registry import mechanisms_of
from simulation.parameters import Dose
from simulation.report.ledger import balances
from simulation.running.run import run_study
from simulation.running.sink import Memory
from simulation.running.weekly_table import WeeklyTable
from tests.dashboard.small_questions import Ask, answered

STOCKS = ("trust_other", "trust_own", "bridging", "gotong_royong", "cost")
"""Measures that compare takes as they stand in a week."""


def studied(start: Start, question: Question) -> WeeklyTable:
    """Return the same as a study, run as ``kampung run`` does."""
    scenarios = {NONE: start.config.scenarios["none"], "all": start.config.scenarios["all"]}
    config = start.config.model_copy(
        update={
            "scenarios": scenarios, "replicates": question.replicates, "weeks": question.weeks,
            "burn_in": question.burn_in, "seed": question.seed, "behaviour": question.behaviour,
            "points": question.points,
        }
    )  # fmt: skip
    memory = Memory(config)
    run_study(config, memory, workers=1)
    return memory.table()


@pytest.fixture(scope="module")
def question(ask: Ask) -> Question:
    return ask()


@pytest.fixture(scope="module")
def answer(question: Question) -> Answer:
    return answered(question)


@pytest.fixture(scope="module")
def table(start: Start, question: Question) -> WeeklyTable:
    return studied(start, question)


def test_the_comparison_is_that_of_a_study(question: Question, answer: Answer, table: WeeklyTable) -> None:
    outcomes = list(question.smallest)
    assert len(outcomes) > 2
    terms = Terms(NONE, Window(), np.zeros(question.replicates, dtype=int), question.smallest)
    expected = compare(table, terms, outcomes, question.compare_weeks)
    # of a single set computing error is what is shown
    expected[["low", "high"]] = expected[["error_low", "error_high"]]
    found = answer.comparison.drop(columns="verdict")
    pd.testing.assert_frame_equal(found.reset_index(drop=True), expected)


def test_a_measure_of_single_weeks_is_compared_by_its_recent_mean(
    question: Question, answer: Answer, table: WeeklyTable
) -> None:
    last = question.weeks
    mean = values_at(table, ["unresolved"], [last], Window())["unresolved"][1, :, 0].mean()
    assert answer.effect("all", "unresolved")["mean"] == pytest.approx(mean)
    assert mean != pytest.approx(table.values("unresolved", [last])[1, :, 0].mean())


def test_courses_and_bands_are_those_of_a_study(
    question: Question, answer: Answer, table: WeeklyTable
) -> None:
    for measure in question.shown:
        values = table.values(measure)
        for place, name in enumerate((NONE, "all")):
            mean, low, high = answer.courses[name, measure]
            np.testing.assert_allclose(mean, values[place].mean(axis=0), rtol=1e-12)
            np.testing.assert_allclose(low, np.quantile(values[place], 0.025, axis=0), rtol=1e-9)
            np.testing.assert_allclose(high, np.quantile(values[place], 0.975, axis=0), rtol=1e-9)


def test_differences_are_paired(answer: Answer, table: WeeklyTable) -> None:
    values = table.values("trust_other")
    mean, low, high = answer.differences["all", "trust_other"]
    np.testing.assert_allclose(mean, (values[1] - values[0]).mean(axis=0), rtol=1e-12, atol=1e-15)
    assert (high - low)[-1] > 0


def test_the_ledger_is_that_of_a_study(answer: Answer, table: WeeklyTable) -> None:
    assert answer.balances["all"] == balances(table, "all", NONE)
    assert len(answer.balances["all"]) == 2


def test_the_reference_has_no_effect(answer: Answer) -> None:
    own = answer.comparison[answer.comparison["scenario"] == NONE]
    assert own["difference"].isna().all()
    assert set(own["verdict"]) == {""}
    assert (answer.differences[NONE, "trust_other"][0] == 0).all()


def test_a_programme_of_nothing_changes_nothing(ask: Ask) -> None:
    answer = answered(ask({"nothing": {}}))
    effect = answer.effect("nothing", "trust_other")
    assert (effect["difference"], effect["low"], effect["high"]) == (0.0, 0.0, 0.0)
    assert effect["verdict"] in {"same"}
    assert answer.courses["nothing", "cost"][0][-1] == 0.0


def test_verdicts_follow_the_smallest_difference_that_matters(question: Question, answer: Answer) -> None:
    rows = answer.comparison[answer.comparison["scenario"] == "all"].to_dict("records")
    assert len(rows) == 2 * len(question.smallest)
    for row in rows:
        ends = {end: float(row[end]) for end in ("low", "high")}
        assert row["verdict"] == verdict(ends, question.smallest[str(row["outcome"])])


def test_prices_reach_the_cost_and_nothing_else(start: Start, ask: Ask) -> None:
    # a forum costs hours and heads only; other activities have sums of their own, which no price changes
    forum = start.config.programmes()["forum"]
    dear = {name: 2.0 * value for name, value in start.config.prices.model_dump().items()}
    once, twice = answered(ask({"forum": forum})), answered(ask({"forum": forum}, prices=dear))
    spent = once.courses["forum", "cost"][0][-1]
    assert spent > 0
    assert twice.courses["forum", "cost"][0][-1] == pytest.approx(2 * spent)
    assert (twice.courses["forum", "trust_other"][0] == once.courses["forum", "trust_other"][0]).all()


def test_programmes_may_be_compared_with_one_of_them(start: Start, ask: Ask) -> None:
    forum, every = (start.config.programmes()[name] for name in ("forum", "all"))
    answer = answered(ask({"forum": forum, "all": every}, reference="forum"))
    one, two = (answer.courses[name, "trust_other"][0] for name in ("all", "forum"))
    np.testing.assert_allclose(answer.differences["all", "trust_other"][0], one - two, atol=1e-12)
    own = answer.comparison[answer.comparison["scenario"] == "forum"]
    assert own["difference"].isna().all()


def test_the_key_names_all_that_changes_an_answer(start: Start, ask: Ask) -> None:
    forum = start.config.programmes()["forum"]
    rarely: dict[str, Dose] = {"forum": forum["forum"].model_copy(update={"every": 9})}
    price = next(iter(type(start.config.prices).model_fields))
    questions = [
        ask({"p": forum}), ask({"q": forum}), ask({"p": rarely}), ask({"p": forum, "q": {}}),
        ask({"p": forum}, seed=8), ask({"p": forum}, replicates=4), ask({"p": forum}, weeks=31),
        ask({"p": forum}, village={"owners": 61.0}), ask({"p": forum}, village={"misreading": 0.21}),
        ask({"p": forum}, prices={price: 1.0}), ask({"p": forum}, reference="p"),
    ]  # fmt: skip
    assert len({question.key for question in questions}) == len(questions)
    assert ask({"p": forum}).key == questions[0].key


def test_villages_without_activities_are_the_same_whatever_the_prices(start: Start, ask: Ask) -> None:
    price = next(iter(type(start.config.prices).model_fields))
    dear = ask(prices={price: 1.0})
    assert dear.courses[NONE] == ask().courses[NONE]
    assert dear.courses["all"] != ask().courses["all"]
    assert dear.courses[NONE] != ask(village={"misreading": 0.21}).courses[NONE]


def test_mechanisms_are_part_of_what_is_asked(question: Question) -> None:
    other = replace(question, mechanisms=mechanisms_of({"gossip": {"strength": 0.2}}))
    stronger = replace(question, mechanisms=mechanisms_of({"gossip": {"strength": 0.4}}))
    assert len({each.past for each in (question, other, stronger)}) == 3
    assert len({each.key for each in (question, other, stronger)}) == 3
    assert list(other.found(0).mechanisms) == ["gossip"]
    assert question.found(0).mechanisms == {}


def test_the_villages_of_a_visitor_are_spread_over_the_sets(start: Start, question: Question) -> None:
    points = start.resolve(start.settings()).points
    assert points is not None and points.rows > 50
    question = replace(question, points=points, replicates=50)
    assert question.sets.tolist() == list(range(50))
    assert question.sketch().sets.tolist() == list(range(10))
    thresholds = {question.case(number).behaviour.threshold for number in range(50)}
    assert len(thresholds) > 40
