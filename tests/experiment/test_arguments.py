"""Arguments of questions: a name alone is not gone through letter by letter."""

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.question import Question
from simulation.experiment.arguments import listed
from simulation.files.faults import StudyError
from simulation.questions.discovery.question import Discover
from simulation.questions.plan.question import Plan
from simulation.questions.sensitivity.question import SensitivityQuestion
from tests.report.studies import config


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, []),
        ("threshold", ["threshold"]),
        (("threshold", "memory"), ["threshold", "memory"]),
        (np.array(["threshold"]), ["threshold"]),
        (pd.Index(["memory"]), ["memory"]),
        ((name for name in ["memory"]), ["memory"]),
    ],
)
def test_one_name_alone_is_one_name(given, expected):
    assert listed(given) == expected


@pytest.mark.parametrize(
    ("question", "options"),
    [
        (SensitivityQuestion, {"parameter": "treshold"}),
        (Discover, {"parameters": "treshold"}),
        (Discover, {"programmes": "treshold"}),
        (Plan, {"budget": 1e7, "outcome": "treshold"}),
        (Plan, {"budget": 1e7, "activity": "treshold"}),
    ],
)
def test_a_wrong_name_alone_is_one_fault(question: type[Question], options: dict[str, object]) -> None:
    pytest.importorskip("pymoo")
    with pytest.raises(StudyError) as told:
        question(config(), **options)
    (fault,) = told.value.faults
    assert "treshold" in fault.found
