"""Patterns of a user's own: read with the place of every fault, and measured as they are written."""

from math import inf
from pathlib import Path

import numpy as np
import pytest

from simulation.experiment.points import Points
from simulation.files.faults import StudyError
from simulation.patterns.catalogue import PATTERNS
from simulation.questions.ensemble.funnel import chosen, steps_of
from simulation.questions.ensemble.own_patterns import Observed, OwnPattern, own_study, read_patterns
from simulation.running.run import run_study
from simulation.running.sink import Memory
from tests.report.studies import config

GOOD = """\
patterns:
  - name: trust before
    measure: trust_other
    week: 0
    low: 0.4
    high: 0.5
    source: survey of 2025
  - name: P8 income
    measure: income
    weeks: [20, 30]
    scenario: forum
    low: 0
    source: sales books
"""


def own(**changes: object) -> OwnPattern:
    usual = {"name": "x", "measure": "degree", "week": 10, "low": 1.0, "source": "made up"}
    return OwnPattern.of(Observed.model_validate(usual | changes))


def test_what_is_written_is_what_is_asked(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(GOOD)
    first, second = (
        OwnPattern.of(Observed.model_validate(each))
        for each in read_patterns(tmp_path / "own.yaml", config())
    )
    assert (first.name, first.measure, first.first, first.last, first.scenario) == (
        "trust before", "trust_other", 0, 0, None,
    )  # fmt: skip
    assert (first.low, first.high, first.discrepancy) == (0.4, 0.5, pytest.approx(0.005))
    assert (second.first, second.last, second.scenario) == (20, 30, "forum")
    assert (second.low, second.high, second.discrepancy) == (0, inf, 0)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("measure: trust_other", "measure: trust_othr",
         "own.yaml:3:14: patterns[0].measure: unknown measure 'trust_othr'; allowed: "),
        ("week: 0", "week: 31",
         "own.yaml:4:11: patterns[0].week: found 31; allowed: weeks from 0 to 30, the earlier one first"),
        ("    week: 0\n", "",
         "own.yaml:2:5: patterns[0]: no week; allowed: either week: 52 or weeks: [40, 52]"),
        ("weeks: [20, 30]", "weeks: [30, 20]",
         "own.yaml:10:12: patterns[1].weeks: found 30 to 20; allowed: weeks from 0 to 30, the earlier one "),
        ("scenario: forum", "scenario: fourm",
         "own.yaml:11:15: patterns[1].scenario: unknown scenario 'fourm'; allowed: "),
        ("scenario: forum", "scenario: none",
         "own.yaml:11:15: patterns[1].scenario: the reference itself; allowed: another scenario, or none "),
        ("    low: 0\n", "", "own.yaml:8:5: patterns[1]: neither low nor high; allowed: at least one end"),
        ("low: 0.4", "low: 0.6",
         "own.yaml:5:10: patterns[0].low: found 0.6 to 0.5; allowed: low at most high"),
        ("name: P8 income", "name: trust before",
         "own.yaml:8:11: patterns[1].name: the pattern 'trust before' stands twice; allowed: each name once"),
        ("source: sales books", "sourse: sales books",
         "own.yaml:13:5: patterns[1].sourse: unknown field 'sourse'; allowed: "),
        ("low: 0.4", "low: little",
         "own.yaml:5:10: patterns[0].low: found 'little' (text); allowed: a number"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "own.yaml").write_text(GOOD.replace(old, new, 1))
    with pytest.raises(StudyError) as caught:
        read_patterns(Path("own.yaml"), config())
    assert any(str(fault).startswith(line) for fault in caught.value.faults), str(caught.value)


def test_an_own_pattern_joins_the_shipped_ones_or_takes_the_place_of_its_name() -> None:
    joined = chosen([own(name="mine")], only_own=False)
    assert len(joined) == len(PATTERNS) + 1
    replaced = chosen([own(name="P8 income", measure="income")], only_own=False)
    assert len(replaced) == len(PATTERNS)
    assert [type(each) for each in replaced if each.name == "P8 income"] == [OwnPattern]
    assert chosen([own(name="mine")], only_own=True) == [own(name="mine")]


def test_steps_go_from_cheap_to_dear_and_end_with_everything() -> None:
    steps, dear = steps_of(chosen([own(name="mine"), own(name="paid", measure="income")], only_own=False))
    assert [step.name for step in steps] == [
        "start", "start", "years", "years", "meetings", "mediators", "own", "minorities", "income", "final",
        "final",
    ]  # fmt: skip
    assert [step.name for step in steps[dear:]] == ["minorities", "income", "final", "final"]
    assert [step.villages for step in steps] == [4, 12, 4, 12, 4, 4, 4, 4, 8, 12, 30]
    assert len({step.number for step in steps}) == len(steps)
    by_name = {step.name: step for step in steps}
    assert "paid" in {each.name for each in by_name["income"].patterns}
    assert all("paid" in block.patterns for block in by_name["income"].blocks)
    assert "P23" in {each.name for each in by_name["final"].patterns}
    assert "P23" not in {each.name for each in by_name["final"].judged}


def test_a_level_is_that_of_the_reference_and_a_scenario_the_paired_difference() -> None:
    study = config()
    patterns = [own(weeks=[3, 6], week=None), own(name="y", weeks=[3, 6], week=None, scenario="forum")]
    design = own_study(study, Points(columns={"threshold": [0.42, 0.46]}), patterns, 3, 9)
    memory = Memory(design)
    run_study(design, memory, workers=2)
    table = memory.table()
    values = table.values("degree", [3, 4, 5, 6]).mean(axis=2)
    np.testing.assert_allclose(patterns[0].read(table, "none"), values[0])
    np.testing.assert_allclose(patterns[1].read(table, "none"), values[1] - values[0])
    assert values.shape == (2, 6) and np.abs(values[1] - values[0]).max() > 0


def test_a_costly_measure_is_computed_when_it_is_asked_for() -> None:
    pattern = own(measure="path_length", weeks=[3, 5], week=None)
    design = own_study(config(), Points(columns={"threshold": [0.42]}), [pattern], 2, 9)
    memory = Memory(design)
    run_study(design, memory, workers=1)
    assert np.isfinite(pattern.read(memory.table(), "none")).all()
