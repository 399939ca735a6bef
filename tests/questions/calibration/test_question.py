"""A calibration: one village a particle, near in units of luck and error, and a posterior to go on with."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simulation.analysis.luck import Luck
from simulation.analysis.question import ask, run_in_memory
from simulation.experiment.design import Design
from simulation.experiment.posterior import read_posterior
from simulation.experiment.targets import Target
from simulation.experiment.window import Window
from simulation.files.faults import StudyError
from simulation.parameters import Behaviour
from simulation.questions.calibration import fit
from simulation.questions.calibration.answer import Calibrated
from simulation.questions.calibration.question import MOST_PARAMETERS, PARAMETERS, Calibrate
from simulation.questions.calibration.survey import Survey, unit_of
from simulation.running.weekly_table import WeeklyTable
from tests.report.questions import TARGETS, answered
from tests.report.studies import config


@pytest.fixture(scope="module")
def found() -> Calibrated:
    answer = answered("calibrate")[1]
    assert isinstance(answer, Calibrated)
    return answer


def test_distance_is_in_units_of_luck_and_error_together() -> None:
    luck, errors = Luck(1, 0), np.array([0.3, 0.0, 0.4])
    mixing = np.array([[1.0, 0.8, 0.0], [0.0, 0.5, 0.0], [0.0, 0.0, 0.2]])
    pilot = np.array([luck.normals(3) for _ in range(4000)]) @ mixing
    target = Target(measure="trust", week=0, scenario="all", value=0, standard_error=1)
    survey = Survey([target] * 3, Window())
    assert survey.errors.tolist() == [1, 1, 1]
    others = np.array([luck.normals(3) for _ in range(4000)]) @ mixing
    seen = others + np.array([luck.normals(3) for _ in others]) * errors
    lengths = np.linalg.norm(seen @ unit_of(pilot, errors), axis=1)
    # a chi-square of three degrees of freedom has mean 3 and variance 6
    assert np.mean(lengths**2) == pytest.approx(3.0, abs=4 * np.sqrt(6 / 4000) + 0.1)


def test_villages_without_a_number_do_not_disturb_the_unit() -> None:
    pilot = np.vstack([np.eye(2), -np.eye(2), [[np.nan, 1e9]]])
    assert unit_of(pilot, np.ones(2)) == pytest.approx(unit_of(pilot[:4], np.ones(2)))
    assert unit_of(np.full((5, 2), np.nan), np.array([0.5, 0.1])) == pytest.approx(np.diag([2.0, 10.0]))


def test_every_particle_has_luck_of_its_own() -> None:
    """With the same seeds for all, the posterior would rest on those seeds, and be too sure."""
    lucks: list[tuple[int, int]] = []

    def run(design: Design, doing: str) -> WeeklyTable:
        lucks.extend((design.seed, design.case(number).luck) for number in range(design.most_replicates))
        return run_in_memory(workers=2)(design, doing)

    question = Calibrate(
        config(), targets=TARGETS[:2], parameters=["belief_own"], particles=50, populations=2
    )
    question.fit(run)
    assert len(lucks) > 150
    assert len(set(lucks)) == len(lucks)
    assert config().seed not in {seed for seed, _ in lucks}


def test_a_survey_tells_the_initial_beliefs_and_says_what_it_does_not_tell(found: Calibrated) -> None:
    rows = found.posterior.set_index("parameter")
    assert (rows["q05"] >= rows["prior_low"]).all() and (rows["q95"] <= rows["prior_high"]).all()
    # trust before the programme in other groups was asked twice, and the belief in them is where it begins
    assert rows.loc["belief_other", "contraction"] > rows.loc["generalisation", "contraction"]
    assert rows.loc["generalisation", "experiment"] == Behaviour().generalisation


def test_a_number_that_no_village_reaches_is_missed_and_others_are_met(found: Calibrated) -> None:
    met = found.predictive.set_index("measure")["met"]
    assert not met["gotong_royong"]
    assert met[["trust_own"]].all()
    assert ((found.predictive["tail"] > 0) & (found.predictive["tail"] <= 1)).all()


def test_the_effect_of_the_programme_is_predicted_before_and_after(found: Calibrated) -> None:
    rows = found.effects
    assert set(rows["week"]) == {15, 30}
    for name in ("prior", "posterior"):
        assert (rows[f"{name}_low"] <= rows[f"{name}_median"]).all()
        assert (rows[f"{name}_median"] <= rows[f"{name}_high"]).all()
    assert (rows[rows["outcome"] == "trust_other"]["posterior_raised"] > 0.5).all()


def test_the_same_question_has_the_same_answer_whatever_the_workers(found: Calibrated) -> None:
    again = ask(answered("calibrate")[0], workers=1)
    assert isinstance(again, Calibrated)
    assert found.draws.equals(again.draws)
    assert all(frame.equals(again.frames()[name]) for name, frame in found.frames().items())


def test_an_experiment_lives_with_the_posterior(found: Calibrated, tmp_path: Path) -> None:
    found.write(tmp_path)
    behaviour, columns = read_posterior(tmp_path / "posterior.parquet")
    assert behaviour == found.config.behaviour.model_dump(mode="json")
    assert columns == {name: found.draws[name].tolist() for name in found.ranges}
    lived = config(behaviour=behaviour, points={"columns": columns})
    assert lived.case(3).behaviour.belief_own == found.draws["belief_own"].iloc[3]
    assert lived.case(3).behaviour.memory == 0.95


def asked(**changes: Any) -> Calibrate:
    study = changes.pop("config", None) or config()
    return Calibrate(study, **({"targets": TARGETS} | changes))


def test_by_default_it_fits_what_a_survey_may_tell_and_the_fullest_programme() -> None:
    question = asked()
    assert tuple(question.ranges) == PARAMETERS
    assert question.programme == "all"
    assert question.command()["data"] == "survey.csv"


def test_the_prior_is_that_of_the_experiment() -> None:
    study = config(ranges={"threshold": [0.40, 0.48]})
    assert asked(config=study).ranges["threshold"] == (0.40, 0.48)


POSTERIOR = {"columns": {"threshold": [0.4, 0.45]}}
WIDE = {"tie_start": [0.1, 0.4], "tie_minimum": [0.1, 0.3]}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"parameters": ["treshold"]}, "unknown parameter 'treshold'"),
        ({"parameters": ["threshold", "threshold"]}, "2 parameters, 1 of them different"),
        ({"parameters": list(Behaviour.model_fields)[: MOST_PARAMETERS + 1]}, "13 parameters"),
        ({"programme": "al"}, "unknown scenario 'al'"),
        ({"programme": "none"}, "'none' is the reference"),
        (
            {"config": config(ranges=WIDE), "parameters": list(WIDE)},
            "not all of these ranges go together",
        ),
    ],
)
def test_what_cannot_be_asked_is_told_in_one_line(changes: dict[str, Any], told: str) -> None:
    with pytest.raises(StudyError) as caught:
        asked(**changes)
    (fault,) = caught.value.faults
    assert told in str(fault)


def test_without_pyabc_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, "find_spec", lambda name: None)
    with pytest.raises(StudyError) as caught:
        asked()
    assert str(caught.value) == (
        "calibrate: pyabc is not installed; allowed: the extra 'calibrate': pip install -e .[calibrate]"
    )
