"""What an experiment may sweep, how it is written, and what is told of a sweep that cannot be."""

import json

import pytest
from pydantic import ValidationError

from simulation.experiment.config import StudyConfig
from simulation.experiment.sweep import Sweep
from tests.experiment.files import VALID, Folder, told

MECHANISM = "mechanisms: {gossip: {strength: 0.2}}\n"


def swept(lines: str) -> str:
    return VALID + MECHANISM + "sweep:\n  " + lines.replace("\n", "\n  ") + "\n"


def test_a_grid_is_every_combination_and_the_last_parameter_changes_fastest() -> None:
    sweep = Sweep.model_validate({"parameters": {"threshold": [0.4, 0.5], "forum.every": [1, 2, 4]}})
    assert sweep.number == 6
    assert [tuple(row.values()) for row in sweep.rows()][:4] == [(0.4, 1), (0.4, 2), (0.4, 4), (0.5, 1)]


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ({"from": 0.35, "to": 0.5, "step": 0.05}, [0.35, 0.4, 0.45, 0.5]),
        ({"from": 0.35, "to": 0.49, "step": 0.05}, [0.35, 0.4, 0.45]),
        ({"from": 1, "to": 4, "step": 1}, [1, 2, 3, 4]),
        ({"from": 0, "to": 1, "number": 5}, [0, 0.25, 0.5, 0.75, 1]),
    ],
)
def test_steps_are_the_numbers_people_write(written: dict[str, float], values: list[float]) -> None:
    found = Sweep.model_validate({"parameters": {"x": written}}).values("x")
    assert found == values
    assert all(isinstance(value, int) for value in found) == all(float(v).is_integer() for v in values)


def test_of_a_sampled_design_a_range_has_only_ends() -> None:
    for written in ({"from": 0.4, "to": 0.5}, {"from": 0.4, "to": 0.5, "step": 0.01}, [0.4, 0.5]):
        sweep = Sweep.model_validate({"parameters": {"x": written}, "design": "sobol", "points": 4})
        assert sweep.values("x") == [0.4, 0.5]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({}, "nothing to vary"),
        ({"parameters": {"threshold": []}}, "parameters.threshold: an empty list"),
        ({"parameters": {"threshold": "plausible"}}, "parameters.threshold: found plausible"),
        ({"parameters": {"threshold": [0.5, 0.4]}, "design": "sobol", "points": 4}, "found no range"),
        ({"parameters": {"threshold": [0.4, 0.5]}, "design": "sobol"}, "points: no number of points"),
        ({"parameters": {"threshold": [0.4, 0.5]}, "points": 4}, "points: found 4"),
        ({"table": {"threshold": [0.4, 0.5], "owners": [30]}}, "table: columns of 1 and 2 values"),
        ({"table": {"threshold": [0.4]}, "parameters": {"owners": [30]}}, "table: beside parameters"),
        ({"parameters": {"threshold": {"from": 0, "to": 1, "step": 1e-7}}}, "more than 100,000 steps"),
        ({"parameters": {name: list(range(200)) for name in "abc"}}, "8,000,000 points"),
        ({"parameters": {"threshold": [float("nan")]}}, "finite"),
        ({"parameters": {"threshold": {"from": 0.4, "to": 0.5}}}, "threshold: from and to alone"),
        ({"parameters": {"x": {"from": 0, "to": 1, "step": 0.1, "number": 3}}}, "not both"),
    ],
)
def test_what_is_no_sweep_is_refused(written: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        Sweep.model_validate(written)


def test_any_parameter_of_owners_village_doses_and_mechanisms_can_be_swept(folder: Folder) -> None:
    config = folder.study(
        swept("parameters: {threshold: [0.4], owners: {from: 30, to: 60, step: 10}, share_local: [0.3],\n"
              "  forum.every: [1, 2], forum.seating: [mixed, by_group],\n"
              "  forum.cost.moderator_hours: [0, 2.5], gossip.chance: [0.1, 0.9]}\neach: 4")
    )  # fmt: skip
    assert config.sweep is not None and config.sweep.number == 4 * 2 * 2 * 2 * 2
    again = StudyConfig.model_validate_json(json.dumps(config.to_document()))
    assert again.hash() == config.hash() and again.sweep == config.sweep


def test_an_experiment_without_one_is_written_as_ever(folder: Folder) -> None:
    assert "sweep" not in folder.study(VALID).to_document()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("parameters: {treshold: [0.4]}", "unknown parameter 'treshold'"),
        ("parameters: {threshold: [0.4, 1.5]}", "threshold: found 1.5; allowed: values from 0 to 1"),
        ("parameters: {threshold: [low]}", "threshold: found 'low'; allowed: numbers from 0 to 1"),
        ("parameters: {owners: [30.5]}", "owners: found 30.5; allowed: whole numbers"),
        ("parameters: {forum.evry: [1]}", "unknown field 'evry'"),
        ("parameters: {forum.every: [0]}", "forum.every: found 0"),
        ("parameters: {forum.every: [1.5]}", "forum.every: "),
        ("parameters: {forum.seating: [round]}", "found 'round'"),
        ("parameters: {forum.first: [105]}", "'forum' begins in week 105"),
        ("parameters: {mentoring.every: [1]}", "no scenario of the sweep holds the activity 'mentoring'"),
        ("parameters: {fourm.every: [1]}", "did you mean 'forum'?"),
        ("parameters: {gossip.chance: [2]}", "gossip.chance: found 2"),
        ("parameters: {broadcast.brokers: [2]}", "the mechanism 'broadcast' is not in this experiment"),
        ("parameters: {threshold: [0.4]}\nscenarios: [forun]", "unknown scenario 'forun'"),
        ("parameters: {threshold: [0.4]}\neach: 0", "found 0"),
        (
            "parameters: {threshold: [0.4]}\neach: {until: {outcome: trust, week: 104, half_width: 0.01}}",
            "unknown outcome 'trust'",
        ),
        (
            "parameters: {threshold: [0.4]}\n"
            "each: {until: {outcome: trust_other, week: 104, half_width: 0.01}, at_most: 40}",
            "found 40",
        ),
        ("parameters: {threshold: [0.4]}\nvillages: 3", "unknown field 'villages'"),
        ("table: none.csv", "none.csv"),
    ],
)
def test_a_fault_is_told_with_its_line(folder: Folder, lines: str, said: str) -> None:
    faults = folder.faults(swept(lines))
    assert any(said in told(fault) for fault in faults), [told(fault) for fault in faults]
    assert all(fault.line > len(VALID.splitlines()) for fault in faults)


def test_values_that_fit_only_together_are_not_judged_one_by_one(folder: Folder) -> None:
    config = folder.study(swept("parameters: {tie_minimum: [0.3], tie_start: [0.35]}"))
    assert config.sweep is not None


def test_a_table_is_a_file_with_one_row_a_point(folder: Folder) -> None:
    folder.write(
        "# made up\nthreshold;forum.every;forum.seating\n0,40;2;mixed\n0,45;4;by_group\n", "points.csv"
    )
    sweep = folder.study(swept("table: points.csv")).sweep
    assert sweep is not None
    assert sweep.rows() == [
        {"threshold": 0.4, "forum.every": 2, "forum.seating": "mixed"},
        {"threshold": 0.45, "forum.every": 4, "forum.seating": "by_group"},
    ]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("threshold\n", "points.csv: no row below the header"),
        ("threshold,threshold\n0.4,0.4\n", "points.csv:1:11: the column 'threshold' stands twice"),
        ("threshold,owners\n0.4,\n", "points.csv:2:5: owners: an empty cell"),
        ("threshold\n0.4\n0.4 to 0.5\n", "points.csv:3:1: threshold: "),
        ("threshold\n0.4\n1.5\n", "points.csv:3:1: "),
        ("treshold\n0.4\n", "points.csv:1:1: "),
    ],
)
def test_a_cell_that_cannot_be_used_is_told_with_its_place(folder: Folder, table: str, said: str) -> None:
    folder.write(table, "points.csv")
    faults = folder.faults(swept("table: points.csv"))
    assert any(said in told(fault) for fault in faults), [told(fault) for fault in faults]
