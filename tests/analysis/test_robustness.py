"""Robustness: the same comparison under other assumptions, on villages that are paired across them."""

import pytest

from simulation.analysis.alternatives import ALTERNATIVES, AS_IS
from simulation.analysis.question import Run
from simulation.analysis.robustness import RANGES, headlines, robustness
from simulation.analysis.windows import values_at
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design
from simulation.experiment.points import Points
from simulation.parameters import Behaviour
from simulation.running.run import run_study
from simulation.running.sink import Memory
from simulation.running.weekly_table import WeeklyTable
from tests.report.studies import config


@pytest.fixture(scope="module")
def study() -> StudyConfig:
    return config(replicates=3)


def in_memory() -> tuple[Run, list[Design]]:
    designs: list[Design] = []

    def run(design: Design, _: str) -> WeeklyTable:
        designs.append(design)
        memory = Memory(design)
        run_study(design, memory, workers=2)
        return memory.table()

    return run, designs


def test_as_it_is_the_effects_are_those_of_the_study(study: StudyConfig) -> None:
    run, _ = in_memory()
    found = robustness(study, run, ["forum", "all"])
    memory = Memory(study)
    run_study(study, memory, workers=2)
    names = list(study.programmes())
    last = [study.compare_weeks[-1]]
    values = values_at(memory.table(), ["trust_other"], last, study.window)["trust_other"][..., 0]
    for name in ("forum", "all"):
        rows = found[(found["scenario"] == name) & (found["assumption"] == AS_IS)]
        (row,) = rows[rows["outcome"] == "trust_other"].to_dict("records")
        expected = values[names.index(name)] - values[names.index(study.reference)]
        assert row["difference"] == pytest.approx(expected.mean(), abs=1e-12)
        assert row["villages"] == 3


def test_each_alternative_is_simulated_with_its_mechanism_taken_out_on_the_same_villages(
    study: StudyConfig,
) -> None:
    run, designs = in_memory()
    found = robustness(study, run, ["forum"])
    assert list(found["assumption"].unique()) == [AS_IS, *ALTERNATIVES, RANGES]
    alternatives = designs[0]
    cases = [alternatives.case(number) for number in range(alternatives.most_replicates)]
    for place, changes in enumerate([{}, *(each.changes for each in ALTERNATIVES.values())]):
        mine = cases[3 * place : 3 * place + 3]
        assert [case.luck for case in mine] == [0, 1, 2]
        for case in mine:
            assert case.behaviour == Behaviour(**(study.behaviour.model_dump() | changes))


def test_the_ranges_are_those_of_the_experiment_or_its_posterior(study: StudyConfig) -> None:
    run, designs = in_memory()
    robustness(study.model_copy(update={"ranges": {"threshold": [0.41, 0.42]}}), run, ["forum"])
    points = designs[1].points
    assert points is not None and points.rows == 15
    assert all(0.41 <= value <= 0.42 for value in points.columns["threshold"])
    assert "memory" in points.columns
    fitted = Points(columns={"threshold": [0.40, 0.43, 0.46, 0.47]})
    robustness(study.model_copy(update={"points": fitted}), run, ["forum"])
    assert designs[3].points == fitted


def test_headlines_are_the_whole_programme_and_its_activities_alone(study: StudyConfig) -> None:
    names = headlines(study)
    assert names[0] == "all"
    assert set(names) == {"all", "forum", "mentoring", "shared_vision"}
