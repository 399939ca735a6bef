"""What a question takes as a number: those of numpy as those of Python, and nothing that is none."""

import inspect
import json
from importlib import import_module
from typing import Any

import numpy as np
import pytest

from simulation.analysis.question import Question
from simulation.api import Study
from simulation.files.faults import StudyError
from simulation.questions import QUESTIONS
from simulation.questions.registry import method_of
from tests.report.questions import NETWORK, UNSURE, VILLAGES
from tests.report.studies import config

NEEDED: dict[str, dict[str, Any]] = {
    "plan": {"budget": 50e6}, "boundary": {"x": "threshold", "y": "belief_other"},
    "sweep": {"sweep": {"threshold": [0.4, 0.5]}}, "network_fit": {"network": NETWORK},
    "trial_seal": {"villages": 8, "owners": 10},
}  # fmt: skip
"""Arguments without a default."""
STUDIES: dict[str, dict[str, Any]] = {
    "villages": {"villages": VILLAGES},
    "value": UNSURE,
    "trial": {"points": {"columns": {"threshold": [0.4, 0.42, 0.44, 0.46, 0.48]}}},
    "trial_seal": {"points": {"columns": {"threshold": [0.4, 0.42, 0.44, 0.46, 0.48]}}},
}
"""What the experiment of a question has beside."""
NUMBERS = [
    (kind, name)
    for kind in QUESTIONS
    for name, parameter in inspect.signature(method_of(kind)).parameters.items()
    if str(parameter.annotation) in ("<class 'int'>", "<class 'float'>", "int | None", "float | None")
]
BAD = ["7", True, [7], {}, 1.5]
GOOD = {
    "budget": 50e6,
    "spread": 0.5,
    "cells": 16,
    "points": 100,
    "particles": 60,
    "villages": 200,
    "samples": 64,
    "draws": 40,
    "trials": 200,
    "reliability": 0.5,
    "desired": 0.25,
    "loss": 0.25,
    "contamination": 0.25,
    "replicates": 48,
}
"""Numbers that can be used; 5 elsewhere."""


@pytest.fixture
def asked(tmp_path, monkeypatch) -> Any:
    """Return what asks a question up to the point where its villages would be simulated."""
    table = tmp_path / "survey.csv"
    table.write_text("measure,week,value,standard_error\ntrust_own,0,0.58,0.03\ntrust_other,0,0.45,0.03\n")
    for name in QUESTIONS.values():
        monkeypatch.setattr(import_module(name.partition(":")[0]), "put", lambda question, **_: question)

    def ask(kind: str, **given: Any) -> Question:
        study = config(**STUDIES.get(kind, {}))
        needed = {"data": table} if kind == "calibrate" else NEEDED.get(kind, {})
        found = getattr(Study(study), kind)(**(needed | given))
        assert isinstance(found, Question)
        return found

    return ask


def test_every_kind_of_question_takes_numbers() -> None:
    assert {kind for kind, _ in NUMBERS} == set(QUESTIONS)
    assert len(NUMBERS) >= 25


@pytest.mark.parametrize(("kind", "name"), NUMBERS)
def test_a_number_of_numpy_asks_the_same(asked: Any, kind: str, name: str) -> None:
    number = GOOD.get(name, 5)
    of_numpy = np.float32(number) if isinstance(number, float) else np.int64(number)
    found, same = asked(kind, **{name: of_numpy}), asked(kind, **{name: number})
    # as the results folder keeps them: JSON knows no numbers of numpy
    kept, expected = (json.dumps([each.options, each.config.to_document()]) for each in (found, same))
    assert kept == expected


@pytest.mark.parametrize("bad", BAD, ids=repr)
@pytest.mark.parametrize(("kind", "name"), NUMBERS)
def test_what_is_no_number_is_refused_in_one_line(asked: Any, kind: str, name: str, bad: Any) -> None:
    if bad == 1.5 and name == "budget":
        pytest.skip("half a rupiah is a number")
    with pytest.raises(StudyError) as caught:
        asked(kind, **{name: bad})
    (line,) = str(caught.value).splitlines()
    assert name.replace("_", "-") in line.replace("_", "-")
    assert "found" in line and "allowed" in line
    # of another kind, not out of a range
    told = {"7": "'7'", True: "true", 1.5: "1.5"}.get(bad if isinstance(bad, str | float) else None, "")
    assert told in line


@pytest.mark.parametrize(
    "ends", [(np.float64(0.3), np.float32(0.5)), np.array([0.3, 0.5]), [0.3, 0.5]], ids=repr
)
def test_the_ends_of_a_map_are_numbers(asked: Any, ends: Any) -> None:
    assert asked("boundary", x_range=ends).options["x_range"] in ("0.3:0.5", "0.3:0.5000000119")


@pytest.mark.parametrize("ends", ["0.3:0.5", 0.3, (0.3,), (0.3, "0.5"), (0.3, 0.5, 0.7)], ids=repr)
def test_what_is_no_pair_of_ends_is_refused_in_one_line(asked: Any, ends: Any) -> None:
    with pytest.raises(StudyError, match=r"^x_range: found .*; allowed: two numbers, \(low, high\)$"):
        asked("boundary", x_range=ends)


@pytest.mark.parametrize("bad", [0, -1, "2", True, 1.5], ids=repr)
def test_workers_are_a_whole_number(bad: Any) -> None:
    with pytest.raises(StudyError, match=r"^workers: found .*; allowed: a whole number from 1 to"):
        Study(config()).run(workers=bad)


@pytest.mark.parametrize(
    ("replicates", "seed"), [("7", None), (None, "7"), (True, None), (None, 1.5), (np.float64(2), None)]
)
def test_a_study_takes_whole_numbers_alone(replicates: Any, seed: Any) -> None:
    with pytest.raises(
        StudyError, match=r"^(seed|replicates): found .*; allowed: a whole number from"
    ) as caught:
        Study(config()).run(replicates=replicates, seed=seed)
    assert len(caught.value.faults) == 1


def test_a_study_runs_with_numbers_of_numpy() -> None:
    study = Study(config())
    found = study.run(replicates=np.int64(2), seed=np.uint8(3), workers=np.int32(1))
    same = study.run(replicates=2, seed=3, workers=1)
    assert found.config == same.config
    assert found.comparison().equals(same.comparison())
