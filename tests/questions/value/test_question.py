"""The value of information in a small village whose sets differ."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulation.analysis.question import ask
from simulation.api import Study
from simulation.experiment.config import StudyConfig
from simulation.files.faults import StudyError
from simulation.questions.value.answer import Information
from simulation.questions.value.decisions import expected
from simulation.questions.value.question import ValueQuestion
from simulation.questions.value.villages import Villages
from tests.report.questions import UNSURE, answered
from tests.report.studies import config


@pytest.fixture(scope="module")
def unsure() -> StudyConfig:
    return config(**UNSURE)


@pytest.fixture(scope="module")
def found() -> Information:
    answer = answered("value")[1]
    assert isinstance(answer, Information)
    return answer


def test_all_that_could_be_known_has_a_value(found: Information) -> None:
    kinds = found.value["kind"].value_counts()
    assert (kinds["perfect"], kinds["parameter"], kinds["pilot"]) == (1, 2, 4)
    assert {"belief", "gotong_royong", "gotong_royong_1", "questionnaire", "disputes"} <= set(
        found.value.loc[found.value["kind"] == "item", "of"]
    )
    valued = found.value[found.value["kind"] != "not_valued"]
    assert valued[["value", "error", "floor", "changes_choice"]].notna().all(axis=None)
    assert (valued["error"] >= 0).all() and (valued["floor"] >= 0).all()
    assert valued["changes_choice"].between(0, 1).all()
    # skills are no weekly measure: named, not dropped
    assert set(found.value.loc[found.value["kind"] == "not_valued", "of"]) >= {"conflict", "communication"}


def test_no_pilot_is_worth_more_than_the_set(found: Information) -> None:
    (perfect,) = found.of("perfect")
    assert all(row["value"] <= perfect["value"] + 1e-12 for row in found.of("pilot"))
    assert perfect["least"] <= perfect["value"] <= perfect["most"]


def test_the_best_decision_is_first_and_shares_of_sets_add_up(found: Information) -> None:
    assert found.decisions["gain"].is_monotonic_decreasing
    assert found.decisions["best"].sum() == pytest.approx(1.0)
    assert set(found.decisions["scenario"]) == {"forum", "mentoring", "shared_vision"}
    assert (found.decisions["cost"] > 0).all()


def test_less_is_better_where_the_outcome_says_so(unsure: StudyConfig) -> None:
    answer = ask(ValueQuestion(unsure, decision="none,forum", outcome="unresolved"), workers=2)
    assert isinstance(answer, Information)
    more = {row["scenario"]: row["gain"] for row in answer.decisions.to_dict("records")}
    result = Study(unsure).run(workers=2).comparison()
    (difference,) = result.query("scenario == 'forum' and outcome == 'unresolved' and week == 30")[
        "difference"
    ]
    assert np.sign(more["forum"]) == -np.sign(difference)
    assert more["none"] == 0.0


def test_results_that_are_there_give_the_same_answer_without_a_run(
    unsure: StudyConfig, tmp_path: Path
) -> None:
    Study(unsure).run(out=tmp_path / "runs", workers=2)
    done: list[int] = []
    answer = Study(unsure).value(
        "forum,mentoring", runs=tmp_path / "runs", done=done.append, out=tmp_path / "a"
    )
    Study(unsure).value(["forum", "mentoring"], out=tmp_path / "b")
    assert not done
    for name in answer.frames():
        assert (tmp_path / "a" / f"{name}.csv").read_bytes() == (tmp_path / "b" / f"{name}.csv").read_bytes()
    parts = [sorted((tmp_path / each).rglob("part-*.parquet")) for each in "ab"]
    assert [path.read_bytes() for path in parts[0]] == [path.read_bytes() for path in parts[1]] != []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"decision": "forum"}, r"--decision: found 1 scenario; allowed: at least two"),
        ({"decision": "forum,mentring"}, r"unknown scenario 'mentring'.*did you mean 'mentoring'\?"),
        ({"outcome": "trust_othr"}, r"unknown outcome 'trust_othr'.*did you mean 'trust_other'\?"),
        (
            {"decision": "forum,all", "budget": 1000},
            r"--budget: Rp 1,000 leaves 0 of 2 decisions; allowed: at least",
        ),
        ({"budget": "many"}, r"^--budget: .*; allowed: rupiah above 0$"),
        ({"interviews": 25}, r"--interviews: found 25; allowed: a whole number from 2 to 24"),
        ({"reliability": 0}, r"--reliability: found 0; allowed: a share above 0"),
        ({"week": 99}, r"--week: found 99; allowed: a week from 1 to 30"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(
    unsure: StudyConfig, asked: dict[str, Any], told: str
) -> None:
    with pytest.raises(StudyError, match=told) as caught:
        ValueQuestion(unsure, **asked)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, r"all villages live with one set of values; allowed: behaviour: plausible"),
        (UNSURE | {"replicates": 20}, r"10 sets of values are used; allowed: at least 20: --replicates 40"),
        (UNSURE | {"replicates": 24, "villages_per_set": 1}, r"one village lives with each set"),
    ],
)
def test_an_experiment_that_knows_too_little_of_what_is_not_known_is_refused(
    changes: dict[str, Any], told: str
) -> None:
    with pytest.raises(StudyError, match=told):
        ValueQuestion(config(**changes))


def test_a_budget_leaves_what_is_expected_to_cost_no_more(unsure: StudyConfig) -> None:
    programmes = unsure.programmes()
    costs = {name: expected(unsure, doses) for name, doses in programmes.items()}
    middle = sorted(costs.values())[4]
    question = ValueQuestion(unsure, budget=middle)
    assert set(question.decisions) == {name for name, cost in costs.items() if cost <= middle}
    assert len(question.decisions) < len(programmes)


def test_a_set_that_lacks_a_village_is_left_out() -> None:
    study = config(**UNSURE)
    gains = np.arange(48.0)[:, None] * [1.0, 2.0]
    gains[5] = np.nan
    found = Villages.of(study, gains, {"degree": np.arange(48.0)})
    assert found.gains.shape == (23, 2, 2)
    assert 4.0 not in found.before["degree"]
    thresholds = np.delete(study.points.columns["threshold"], 2) if study.points else []
    assert found.parameters["threshold"] == pytest.approx(thresholds)
