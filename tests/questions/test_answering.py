"""Arguments that a question does not know are refused, not swallowed."""

import pytest

from simulation import Study
from simulation.files.faults import InputError, StudyError
from tests.report.studies import config


@pytest.mark.parametrize(
    ("named", "line"),
    [
        ({"bogus": 1}, "sweep: unknown argument 'bogus'; allowed: sweep, each, scenarios, outcome, seed, "
                       "workers, executor, done, out, resume, language"),
        ({"wrokers": 2}, "sweep: unknown argument 'wrokers'; allowed: sweep, each, scenarios, outcome, seed, "
                         "workers, executor, done, out, resume, language; did you mean 'workers'?"),
        ({"model": object}, "sweep: no question takes model; allowed: only a study is run with it: "
                            "study.run(model=...)"),
        ({"measures": {}}, "sweep: no question takes measures; allowed: only a study is run with it: "
                           "study.run(measures=...)"),
    ],
)  # fmt: skip
def test_an_argument_no_question_has_is_refused_before_anything_is_run(named: dict, line: str) -> None:
    with pytest.raises(StudyError) as error:
        Study(config()).sweep({"threshold": [0.4]}, each=1, **named)
    assert str(error.value) == line
    assert isinstance(error.value, InputError)
