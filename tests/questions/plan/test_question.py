"""The question of a plan, asked of a small village."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulation.analysis.alternatives import ALTERNATIVES, AS_IS
from simulation.analysis.question import ask
from simulation.analysis.windows import values_at
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design
from simulation.experiment.experiment_file import read_study
from simulation.experiment.window import Window
from simulation.files.faults import StudyError
from simulation.questions.plan.answer import Plans
from simulation.questions.plan.choice import Choice
from simulation.questions.plan.question import Plan
from simulation.questions.plan.space import GENES, SESSIONS, Genes, PlanSpace
from simulation.questions.plan.villages import Lots, village_points
from simulation.running.run import run_study
from simulation.running.sink import Memory
from simulation.running.weekly_table import WeeklyTable
from tests.report.questions import answered
from tests.report.studies import ONE_ALONE, ONE_GROUP, config

SMALL: dict[str, Any] = {"budget": 9e6, "replicates": 4, "evaluations": 80}


@pytest.fixture(scope="module")
def asked() -> Plan:
    question = answered("plan")[0]
    assert isinstance(question, Plan)
    return question


@pytest.fixture(scope="module")
def found() -> Plans:
    answer = answered("plan")[1]
    assert isinstance(answer, Plans)
    return answer


def test_the_plan_is_within_the_budget_and_its_calendar_adds_up(asked: Plan, found: Plans) -> None:
    assert found.bought != 0
    rows = found.calendar(found.bought)
    assert rows["rupiah"].sum() == pytest.approx(found.costs[found.bought])
    assert found.costs[found.bought] <= found.budget
    assert (rows["per_session"] * rows["sessions"]).tolist() == pytest.approx(rows["rupiah"].tolist())
    for row in rows.to_dict("records"):
        weeks = [int(week) for week in row["weeks"].split()]
        assert len(weeks) == row["sessions"]
        assert weeks[0] == row["first"]
        assert weeks[-1] <= asked.weeks


def test_the_plan_as_an_experiment_reaches_what_the_table_says(
    asked: Plan, found: Plans, tmp_path: Path
) -> None:
    """In the villages told from; the experiment itself has the one kind of village of its file."""
    file = tmp_path / "plan.yaml"
    found.write(tmp_path)
    study = read_study(file)
    doses = study.programmes()
    assert list(doses) == ["none", "all", "plan"]
    assert doses["plan"] == found.doses[found.bought]
    assert doses["all"] == asked.config.programmes()["all"]
    lots = found.choice.lots
    points = village_points(asked.config, asked.spread, lots)
    design = asked._design([doses["plan"]], points, lots.number)
    memory = Memory(design)
    run_study(design, memory, workers=2)
    values = values_at(memory.table(), ["trust_other"], [30], Window())["trust_other"][:, :, 0]
    effect = found.effect(found.bought, "trust_other")
    assert (values[1] - values[0])[lots.told].mean() == pytest.approx(effect["difference"], abs=1e-12)


def test_what_it_costs_in_the_villages_is_what_was_expected(found: Plans) -> None:
    """Mediation apart, whose expected heads are an upper bound."""
    plain = [plan for plan, doses in enumerate(found.doses) if doses and "dialogue_mediation" not in doses]
    spent = np.nanmean(found.spent[plain], axis=1)
    assert spent == pytest.approx(found.costs[plain], rel=0.03)


def test_the_second_look_sees_in_the_villages_of_the_search_what_the_search_saw(found: Plans) -> None:
    searched = found.choice.means(found.choice.lots.searched)
    tried = {str(found.space.doses(plan)): place for place, plan in enumerate(found.archive.plans)}
    for number, doses in list(enumerate(found.doses))[1:]:
        assert searched[number] == pytest.approx(found.archive.gains[tried[str(doses)]], abs=1e-12)


def test_income_is_a_share_of_what_it_is_without_a_programme(found: Plans) -> None:
    assert found.outcomes == ["trust_other", "bridging", "income"]
    assert found.terms.smallest["income"] == pytest.approx(20_000 / 1_000_000)
    gains = np.abs(found.choice.gains[:, 2])
    assert 0 < np.nanmax(gains) < 1


def test_tables_agree_with_each_other(found: Plans) -> None:
    frames = found.frames()
    front, regret, money = frames["front"], frames["regret"], frames["money"]
    assert (front["cost"].diff().dropna() >= 0).all()
    assert front.loc[front["verdict"] == "bought", "plan"].tolist() == [found.name(found.bought)]
    assert set(regret["plan"]) == set(front.loc[front["cost"] <= found.budget, "plan"])
    assert (regret["worst_tenth"] >= regret["regret"] - 1e-12).all()
    assert money.loc[money["budget"] == found.budget, "plan"].tolist() == [found.name(found.bought)]
    assert (money["cost"] <= money["budget"]).all()
    assert len(frames["tried"]) >= 80
    assert set(frames["doses"]["plan"]) == set(front["plan"]) - {"none"}
    under = frames["alternatives"]
    assert set(under["alternative"]) == {AS_IS, *ALTERNATIVES}
    assert set(under["outcome"]) == set(found.outcomes)
    assert set(under["scenario"]) == {"plan"}


def test_no_plan_of_a_small_space_is_better_than_the_one_that_is_found() -> None:
    """Enumeration through the same evaluation: all plans of two activities in a few weeks."""
    question = Plan(
        config(weeks=12, compare_weeks=[12], network_weeks=[]),
        budget=4e6, weeks=5, activity=["forum", "mentoring"], outcome=["trust_other"], replicates=4,
        evaluations=500,
    )  # fmt: skip
    answer = ask(question, workers=2)
    assert isinstance(answer, Plans)
    everything = question.space().every_plan()
    assert 30 < len(everything) < 200
    tried = set(answer.archive.plans)
    gains = _evaluated(question, everything)
    costs = np.array([question.space().cost(plan) for plan in everything])
    own = dict(zip(answer.archive.plans, answer.archive.gains[:, 0], strict=True))
    for budget in (1e6, 2e6, 4e6, 5e6):
        best = gains[costs <= budget].max()
        reached = max(gain for plan, gain in own.items() if question.space().cost(plan) <= budget)
        assert reached == pytest.approx(best, abs=1e-12)
    assert tried <= set(everything)


def _evaluated(question: Plan, plans: list[Genes]) -> np.ndarray:
    space: PlanSpace = question.space()
    lots = Lots.of(question.replicates)
    points = village_points(question.config, question.spread, lots)
    design: Design = question._design([space.doses(plan) for plan in plans], points, lots.searched.stop)
    memory = Memory(design)
    run_study(design, memory, workers=2)
    values = values_at(memory.table(), ["trust_other"], [12], Window())["trust_other"][:, :, 0]
    means: np.ndarray = (values - values[0]).mean(axis=1)[1:]
    return means


def test_an_outcome_of_which_less_is_better_is_lowered() -> None:
    question = Plan(
        config(), outcome=["unresolved"], activity=["forum", "mentoring"],
        **SMALL | {"evaluations": 40},
    )  # fmt: skip
    answer = ask(question, workers=2)
    assert isinstance(answer, Plans)
    best = max(range(len(answer.doses)), key=lambda plan: answer.choice.means(slice(None))[plan, 0])
    choice: Choice = answer.choice
    told = choice.means(choice.lots.told)[best, 0]
    assert answer.effect(best, "unresolved")["difference"] == pytest.approx(-told)
    assert choice.means(slice(None))[best, 0] > 0
    assert choice.means(choice.lots.told)[answer.bought, 0] >= 0


def test_plans_hold_only_what_they_may_and_end_when_they_must() -> None:
    question = Plan(config(), weeks=10, activity=["mentoring", "forum"], **SMALL)
    assert question.activities == ["forum", "mentoring"]  # in the order in which they act
    space = question.space()
    for plan in space.beginnings(30, 1):
        assert set(space.doses(plan)) <= {"forum", "mentoring"}
        assert all(dose.weeks(30)[-1] <= 10 for dose in space.doses(plan).values())
    assert question.week == 30
    assert len(space.levels) == 2 * GENES
    assert space.levels[SESSIONS] > 1


def test_it_can_be_asked_again_from_what_a_manifest_holds() -> None:
    """A file's changes of default doses are part of its scenarios there."""
    study = config()
    question = Plan(study, **SMALL)
    resolved = StudyConfig.model_validate(study.to_document())
    again = Plan(resolved, **question.options)
    assert again.options == question.options
    assert [lever.dose for lever in again.space().levers] == [lever.dose for lever in question.space().levers]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"outcome": ["trust_othr"]}, "--outcome: unknown outcome 'trust_othr'; allowed: trust_other, "),
        ({"activity": ["froum"]}, "--activity: unknown activity 'froum'; .*; did you mean 'forum'?"),
        ({"activity": ["dialogue_mediation"]}, "--activity: unknown activity 'dialogue_mediation'"),
        ({"budget": 100_000}, "--budget: found 100,000; allowed: at least 750,000: the cheapest plan is "),
        ({"weeks": 31}, "--weeks: found 31; allowed: a week from 1 to 30, the last of the experiment"),
        ({"spread": 1.5}, "--spread: found 1.5; allowed: a share from 0 to 1"),
        ({"replicates": 1}, "--replicates: found 1; allowed: 2 to 10,000 villages"),
        ({"evaluations": 0}, "--evaluations: found 0; allowed: 1 to 1,000,000 plans"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(StudyError, match=told) as caught:
        Plan(config(), **SMALL | changes)
    assert len(caught.value.faults) == 1


def test_an_experiment_without_activities_has_nothing_to_buy() -> None:
    study = config(scenarios={"none": {}}, panels={}, programme={}, assumed={})
    with pytest.raises(StudyError, match="no scenario of the experiment holds an activity"):
        Plan(study, **SMALL)


def test_the_same_question_has_the_same_answer() -> None:
    question = Plan(config(), **SMALL | {"evaluations": 45, "replicates": 2})
    tables: list[WeeklyTable] = []

    def run(design: Design, _: str) -> WeeklyTable:
        memory = Memory(design)
        run_study(design, memory, workers=1)
        tables.append(memory.table())
        return tables[-1]

    first = question.answer(run)
    replay = iter(tables[:])
    second = question.answer(lambda design, doing: next(replay))
    for name, frame in first.frames().items():
        assert frame.equals(second.frames()[name])


def test_a_village_of_one_group_is_asked_for_what_it_has() -> None:
    outcomes = {name: {"smallest_effect": 0.02} for name in ("trust", "income", "unresolved")}
    own = config(village=ONE_GROUP, assumed={}, outcomes=outcomes)
    assert Plan(own, **SMALL).outcomes == ["trust", "income"]
    alone = config(village=ONE_ALONE, assumed={})
    question = Plan(alone, outcome=["trust_other"], **SMALL | {"evaluations": 5})
    with pytest.raises(StudyError, match="'trust_other' has no value in week 30 of these villages"):
        ask(question, workers=1)


def test_the_smallest_spaces_are_searched_too() -> None:
    for weeks, evaluations in ((1, 1), (1, 100), (2, 3)):
        question = Plan(
            config(replicates=2), budget=750_000, weeks=weeks, activity=["mentoring"], replicates=2,
            evaluations=evaluations,
        )  # fmt: skip
        answer = ask(question, workers=1)
        assert isinstance(answer, Plans)
        assert len(answer.archive.plans) <= len(question.space().every_plan())
        assert answer.frames()["money"]["plan"].isin(answer.frames()["front"]["plan"]).all()


def test_brackets_are_the_plausible_range_over_kinds_with_luck_removed(found: Plans) -> None:
    effect = found.effect(found.bought, "trust_other")
    kinds = found.choice.by_kind()[found.bought]
    low, high = np.quantile(kinds, (0.05, 0.95))
    # means of eight villages lie further apart than the kinds do
    assert low <= effect["low"] < effect["difference"] < effect["high"] <= high
    assert effect["difference"] == pytest.approx(kinds.mean())
    error = found.against(found.bought, 0)
    assert error["low"] < effect["difference"] < error["high"]


def test_a_budget_may_be_written_as_people_write_it() -> None:
    small = config()
    assert Plan(small, budget="30 juta").budget == Plan(small, budget=30_000_000).budget == 30e6
    with pytest.raises(StudyError, match=r"^--budget: found 'banyak' \(write an amount such as 50 juta"):
        Plan(small, budget="banyak")
