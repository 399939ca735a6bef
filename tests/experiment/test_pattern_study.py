"""A study of patterns: one row a village, at every set the same villages."""

import json

import numpy as np
import pytest

from simulation.experiment.pattern_study import PatternStudy
from simulation.experiment.points import Points
from simulation.model.draws import replicate_seed
from simulation.parameters import Behaviour
from simulation.parameters.programme import Forum
from simulation.patterns.catalogue import PATTERNS
from simulation.patterns.measure import observe
from simulation.patterns.pattern import Pattern
from simulation.running.run import run_study
from simulation.running.sink import Memory
from tests.report.studies import config

BY_NAME = {pattern.name: pattern for pattern in PATTERNS}
POINTS = Points(columns={"threshold": [0.40, 0.47], "forum.talk": [0.2, 2.0], "acquaintances": [14.0, 20.0]})
CHOSEN = [BY_NAME[name] for name in ("P1 degree", "P8 stays", "P15", "P23")]


def study(patterns: list[Pattern] = CHOSEN, each: int = 3) -> PatternStudy:
    return PatternStudy.at(config(), POINTS, patterns, each, 11)


def said(design: PatternStudy, workers: int = 2) -> dict[str, np.ndarray]:
    memory = Memory(design)
    assert run_study(design, memory, workers=workers).failures == []
    found = memory.table().many(design.columns(), [0])
    return {p.name: v for p, v in design.said({name: values[0, :, 0] for name, values in found.items()})}


def test_villages_say_what_they_say_when_measured_one_by_one() -> None:
    found = said(study())
    seeds = [replicate_seed(11, luck) for luck in range(3)]
    study_config = config()
    for place, (threshold, talk, most) in enumerate([(0.40, 0.2, 14), (0.47, 2.0, 20)]):
        behaviour = study_config.behaviour.model_copy(update={"threshold": threshold, "acquaintances": most})
        doses = {"forum": Forum(talk=talk)}
        expected = observe(study_config.village, behaviour, seeds, CHOSEN, doses)
        for name, villages in expected.items():
            np.testing.assert_array_equal(found[name][place], villages)


def test_workers_change_nothing() -> None:
    one, two = said(study(), 1), said(study(), 2)
    assert all(np.array_equal(one[name], two[name]) for name in one)


def test_a_number_each_for_what_villages_make_together() -> None:
    assert study().columns() == [
        "P1 degree", "P8 stays", "P8 stays, part 2", "P15", "P23", "P23, part 2", "P23, part 3",
    ]  # fmt: skip
    assert {name: villages.shape for name, villages in said(study()).items()} == {
        "P1 degree": (2, 3, 1), "P8 stays": (2, 3, 2), "P15": (2, 3, 1), "P23": (2, 3, 3),
    }  # fmt: skip


def test_it_is_the_same_study_after_it_was_written_and_read() -> None:
    again = PatternStudy.model_validate_json(json.dumps(study().to_document()))
    assert again == study() and again.hash() == study().hash()


def test_a_village_that_raises_is_a_failure_and_the_others_are_measured(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def raising(life: object) -> float:
        if life.behaviour.threshold == 0.47:  # type: ignore[attr-defined]
            raise ZeroDivisionError("nobody is left")
        return 1.0

    broken = Pattern("P15", "x", "x", 0, 1, "made up", raising)
    monkeypatch.setattr("simulation.experiment.pattern_study._BY_NAME", {"P15": broken})
    design = study([broken])
    memory = Memory(design)
    outcome = run_study(design, memory, workers=2)
    assert [(each.replicate, each.error) for each in outcome.failures] == [
        (number, "ZeroDivisionError: nobody is left") for number in (3, 4, 5)
    ]
    values = memory.table().values("P15", [0])[0, :, 0]
    assert values[:3].tolist() == [1, 1, 1] and np.isnan(values[3:]).all()


def test_a_point_that_names_no_dose_leaves_doses_as_they_ship() -> None:
    points = Points(columns={"threshold": [0.45]})
    design = PatternStudy.at(config(), points, [BY_NAME["P12 unresolved"]], 2, 3)
    village, behaviour = config().village, config().behaviour.model_copy(update={"threshold": 0.45})
    assert isinstance(behaviour, Behaviour)
    expected = observe(village, behaviour, [replicate_seed(3, 0), replicate_seed(3, 1)], design.chosen())
    np.testing.assert_array_equal(said(design)["P12 unresolved"][0], expected["P12 unresolved"])
