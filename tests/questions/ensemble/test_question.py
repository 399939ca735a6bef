"""The ensemble of a small village: what is found, kept, and used as behaviour."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.question import ask
from simulation.experiment.config import StudyConfig
from simulation.experiment.points import Points
from simulation.experiment.posterior import read_notes, read_posterior
from simulation.files.faults import StudyError
from simulation.questions.ensemble.answer import Plausible
from simulation.questions.ensemble.own_patterns import OwnPattern, own_study
from simulation.questions.ensemble.question import Ensemble
from simulation.questions.ensemble.step import LIMIT
from simulation.running.run import run_study
from simulation.running.sink import Memory
from tests.report.questions import OBSERVED, answered
from tests.report.studies import ONE_GROUP, config

SHIPPED = {"sets": 3, "draws": 10, "waves": 1}


@pytest.fixture(scope="module")
def found() -> Plausible:
    answer = answered("ensemble")[1]
    assert isinstance(answer, Plausible)
    return answer


@cache
def none_found() -> tuple[Ensemble, Plausible]:
    """The shipped patterns, and ten sets of a village that none of them is likely to meet."""
    question = Ensemble(config(), **SHIPPED)
    answer = ask(question, workers=2)
    assert isinstance(answer, Plausible)
    return question, answer


def test_no_set_is_ruled_out_by_any_pattern(found: Plausible) -> None:
    assert found.number == 8
    assert (found.sets["implausibility"] <= LIMIT).all()
    for pattern in found.terms.patterns:
        values = found.sets[pattern.name]
        assert ((values > pattern.low - 0.1) & (values < pattern.high + 0.1)).all()
    assert found.sets["medoid"].sum() == 1
    assert (found.sets["worst"] == "").equals(found.sets["implausibility"] == 0)


def test_values_are_those_of_many_villages_measured_anew(found: Plausible) -> None:
    terms = found.terms
    points = Points(columns={name: found.sets[name].tolist() for name in terms.space.names})
    patterns = [pattern for pattern in terms.patterns if isinstance(pattern, OwnPattern)]
    design = own_study(terms.config, points, patterns, terms.steps[-1].villages, terms.village_seed)
    memory = Memory(design)
    run_study(design, memory, workers=2)
    for pattern in patterns:
        anew = np.nanmean(pattern.read(memory.table(), "none").reshape(8, -1), axis=1)
        np.testing.assert_allclose(anew, found.sets[pattern.name], rtol=1e-12)


def test_an_experiment_lives_with_the_ensemble_doses_and_all(found: Plausible, tmp_path: Path) -> None:
    found.write(tmp_path)
    behaviour, columns = read_posterior(tmp_path / "ensemble.parquet")
    assert list(columns) == list(found.terms.space.names)
    lived = config(behaviour=behaviour, points={"columns": columns})
    for number in (0, 3, 11):
        row = found.sets.iloc[number % 8]
        case = lived.case(number)
        assert case.behaviour.threshold == row["threshold"]
        assert case.doses["forum"]["facilitation"] == row["forum.facilitation"]
        acting = case.dosed(lived.programmes()["all"])
        assert acting["mentoring"].knowledge_gain == row["mentoring.knowledge_gain"]
        assert acting["mentoring"].first == 3
    memory = Memory(lived.model_copy(update={"replicates": 3}))
    assert run_study(memory.config, memory, workers=2).failures == []


def test_the_file_says_where_it_comes_from(found: Plausible, tmp_path: Path) -> None:
    found.write(tmp_path)
    notes = read_notes(tmp_path / "ensemble.parquet")
    assert notes["seed"] == found.terms.config.seed
    assert notes["experiment"] == found.terms.config.hash()
    assert notes["villages"] == 30
    assert len(notes["sources"]) == len(notes["ranges"]) == 64
    assert set(notes["discrepancies"]) == {"ties", "peace", "forum"}
    assert "numpy" in notes["versions"]
    kept = pd.read_parquet(tmp_path / "ensemble.parquet")
    pd.testing.assert_frame_equal(kept[list(found.sets.columns)], found.sets)


def test_workers_change_nothing(found: Plausible) -> None:
    again = ask(answered("ensemble")[0], workers=1)
    assert isinstance(again, Plausible)
    for name, frame in found.frames().items():
        pd.testing.assert_frame_equal(frame, again.frames()[name])


def test_an_empty_ensemble_is_an_answer_with_reasons(tmp_path: Path) -> None:
    _, answer = none_found()
    assert answer.number == 0 and answer.sets.empty
    assert answer.patterns["alone"].max() > 0
    assert answer.patterns["median"].isna().all()
    nearest = answer.nearest
    assert len(nearest) == 10
    assert nearest["steps"].is_monotonic_decreasing
    assert (nearest["worst"] != "").all()
    answer.write(tmp_path)
    assert not (tmp_path / "ensemble.parquet").exists()
    assert (tmp_path / "nearest.parquet").exists()


def test_all_shipped_patterns_are_asked_of_unscreened_sets() -> None:
    question, answer = none_found()
    judged = [pattern.name for pattern in question.patterns if pattern.judged]
    assert sorted(answer.found.unscreened.columns) == sorted(judged)
    assert len(answer.found.unscreened) == 10


def test_the_question_can_be_asked_again_from_plain_data() -> None:
    question = answered("ensemble")[0]
    again = Ensemble(config(), **json.loads(json.dumps(question.options)))
    assert again.options == question.options
    assert question.command() == {
        "sets": 8, "draws": 60, "waves": 2, "patterns": "own_patterns.yaml", "only_own": True,
        "seed": config().seed,
    }  # fmt: skip
    assert "patterns" not in Ensemble(config()).command()


def alone() -> StudyConfig:
    trust = {"trust": {"smallest_effect": 0.1}}
    return config(village=ONE_GROUP, outcomes=trust, assumed={}, panels={}, scenarios={"none": {}})


@pytest.mark.parametrize(
    ("study", "options", "told"),
    [
        (config(), {"only_own": True}, "--only-own: there are no patterns of your own"),
        (config(), {"draws": 5}, "--draws: found 5; allowed: a whole number from 10 to 50000"),
        (config(), {"waves": 0}, "--waves: found 0; allowed: a whole number from 1 to 100"),
        (alone(), {}, "village.groups: one group, and the shipped patterns compare groups"),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(
    study: StudyConfig, options: dict[str, Any], told: str
) -> None:
    with pytest.raises(StudyError) as caught:
        Ensemble(study, **options)
    (fault,) = caught.value.faults
    assert told in str(fault)


def test_ranges_that_do_not_go_together_are_told() -> None:
    study = config(ranges={"tie_start": [0.1, 0.4], "tie_minimum": [0.1, 0.3]})
    question = Ensemble(study, patterns=OBSERVED[:1], only_own=True, draws=50)
    with pytest.raises(StudyError, match="not all of these ranges go together"):
        ask(question, workers=1)
