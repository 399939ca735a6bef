"""A sweep is the experiment with other values, point by point, in the same villages."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulation import lhs, load_study, sobol
from simulation.analysis.question import ask
from simulation.api import Study
from simulation.experiment.design import Design
from simulation.experiment.points import Points
from simulation.experiment.sweep import Sweep
from simulation.files.faults import StudyError
from simulation.model.draws import replicate_seed
from simulation.parameters import DOSES
from simulation.questions.sweep.question import SweepQuestion
from simulation.running.run import run_study
from simulation.running.sink import Memory
from tests.experiment.files import VALID

SMALL = (
    VALID.replace("weeks: 104", "weeks: 20\nburn_in: 10")
    .replace("[26, 104]", "[10, 20]")
    .replace("owners: 60", "owners: 20")
)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    file = tmp_path / "x.yaml"
    file.write_text(SMALL)
    return load_study(file)


def outcomes(study: Study, **changes: Any) -> np.ndarray:
    """Return trust in the other group by scenario, village and compared week of an ordinary study."""
    config = study.config.model_copy(update={"replicates": 4} | changes)
    memory = Memory(config)
    run_study(config, memory, workers=2)
    table = memory.table()
    weeks = [config.window.weeks("trust_other", week) for week in config.compare_weeks]
    parts = [table.values("trust_other", list(window)).mean(axis=2) for window in weeks]
    return np.stack(parts, axis=2)


def at(frame: pd.DataFrame, **values: object) -> np.ndarray:
    """Return trust in the other group of the runs at one point."""
    for name, value in values.items():
        frame = frame[frame[name.replace("__", ".")] == value]
    return frame["trust_other"].to_numpy().reshape(3, -1, 2)


def changed(study: Study, scenarios: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the study's scenarios with further changes of doses."""
    every = study.config.scenarios
    return {
        "scenarios": {
            name: each.model_copy(update={"set": {**each.set, **scenarios.get(name, {})}})
            for name, each in every.items()
        }
    }


def test_a_point_is_the_study_with_its_values_to_the_bit(study: Study) -> None:
    runs = study.sweep({"threshold": [0.40, 0.48], "forum.every": [2, 5]}, each=4).runs
    behaviour = study.config.behaviour.model_copy(update={"threshold": 0.48})
    doses = changed(study, {"forum": {"forum.every": 5}, "weekly": {"forum.every": 5}})
    alone = outcomes(study, behaviour=behaviour, **doses)
    assert np.array_equal(at(runs, threshold=0.48, forum__every=5), alone)
    assert not np.array_equal(at(runs, threshold=0.40, forum__every=5), alone)


def test_so_it_is_of_size_composition_and_mechanisms(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(SMALL + "mechanisms: {gossip: {}}\n")
    study = load_study(file)
    runs = study.sweep(
        {"owners": [20, 30], "share_local": [0.3, 0.6], "gossip.chance": [0.1, 0.9]}, each=4
    ).runs
    config = study.config
    groups = [
        group.model_copy(update={"share": share})
        for group, share in zip(config.village.groups, (0.3, 0.7), strict=True)
    ]
    village = config.village.model_copy(update={"owners": 30, "groups": groups})
    alone = outcomes(study, village=village, mechanisms={"gossip": {"chance": 0.9}})
    assert np.array_equal(at(runs, owners=30, share_local=0.3, gossip__chance=0.9), alone)


def test_points_share_luck_and_sets_so_that_equal_points_are_equal_to_the_bit(study: Study) -> None:
    points = Points(columns={"memory": [0.93, 0.97], "forum.talk": [0.2, 1.8]})
    sets = Study(study.config.model_copy(update={"points": points, "villages_per_set": 2}))
    answer = sets.sweep({"table": {"threshold": [0.44, 0.44, 0.45]}}, each=4)
    first, second, third = (at(part) for _, part in answer.runs.groupby("point"))
    assert np.array_equal(first, second) and not np.array_equal(first, third)
    assert answer.runs["set"].unique().tolist() == [0, 1]
    assert np.array_equal(
        first, outcomes(sets, behaviour=sets.config.behaviour.model_copy(update={"threshold": 0.44}))
    )


def test_a_dose_that_is_swept_stands_in_every_set_even_where_it_is_the_shipped_one(study: Study) -> None:
    talk = DOSES["forum"]().talk  # type: ignore[attr-defined]
    points = Points(columns={"forum.talk": [0.2, 1.8]})
    sets = Study(study.config.model_copy(update={"points": points, "villages_per_set": 2}))
    swept = at(sets.sweep({"forum.talk": [talk]}, each=4).runs)
    assert np.array_equal(swept, outcomes(study))
    assert not np.array_equal(swept, outcomes(sets))


def test_what_a_scenario_changes_of_the_owners_stands_at_every_point(tmp_path: Path) -> None:
    text = SMALL.replace("set: {forum.every: 1}", "behaviour: {threshold: 0.5}")
    file = tmp_path / "x.yaml"
    file.write_text(text)
    study = load_study(file)
    runs = study.sweep({"threshold": [0.40, 0.44]}, each=4).runs
    one, other = (at(runs, threshold=value) for value in (0.40, 0.44))
    assert np.array_equal(one[2], other[2]) and not np.array_equal(one[1], other[1])


def test_effects_are_the_paired_comparison_of_each_point(study: Study) -> None:
    answer = study.sweep({"threshold": [0.40, 0.48]}, each=4)
    for point, value in enumerate((0.40, 0.48)):
        alone = Study(
            study.config.model_copy(
                update={"behaviour": study.config.behaviour.model_copy(update={"threshold": value})}
            )
        )
        expected = alone.run(replicates=4, workers=2).comparison()
        found = answer.effects[answer.effects["point"] == point].reset_index(drop=True)
        pd.testing.assert_frame_equal(found[list(expected.columns)], expected)
        assert (found["threshold"] == value).all()


def test_the_reference_is_run_anyway_and_others_only_where_they_are_asked_for(study: Study) -> None:
    answer = study.sweep({"threshold": [0.44]}, each=2, scenarios=["weekly"])
    assert answer.runs["scenario"].unique().tolist() == ["none", "weekly"]
    assert np.array_equal(
        answer.runs["trust_other"],
        study.sweep({"threshold": [0.44]}, each=2).runs.query("scenario != 'forum'")["trust_other"],
    )


@pytest.mark.parametrize("design", ["latin_hypercube", "sobol"])
def test_designs_spread_evenly_over_the_range_of_every_parameter(study: Study, design: str) -> None:
    asked = {"design": design, "points": 32, "each": 1, "parameters":
             {"threshold": [0.4, 0.5], "acquaintances": "plausible", "forum.every": [1, 8]}}  # fmt: skip
    question = SweepQuestion(study.config, sweep=asked)
    frame = pd.DataFrame(question.rows)
    assert len(frame) == 32
    for name, (low, high) in {
        "threshold": (0.4, 0.5),
        "acquaintances": (12, 60),
        "forum.every": (1, 8),
    }.items():
        assert frame[name].between(low, high).all()
        # a quarter of the points in each quarter of the range, a few more or less where values are rounded
        counts = np.histogram(frame[name], 4, (low, high))[0]
        assert (np.abs(counts - 8) <= (0 if name == "threshold" else 3)).all()
    assert {type(value) for row in question.rows for value in (row["acquaintances"], row["forum.every"])} == {
        int
    }
    assert SweepQuestion(study.config, sweep=asked).rows == question.rows
    other = study.config.model_copy(update={"seed": 99})
    assert SweepQuestion(other, sweep=asked).rows != question.rows


def test_a_whole_field_inside_a_field_is_drawn_whole(study: Study) -> None:
    asked = lhs(8, {"forum.who.number": (5, 20), "forum.cost.moderator_hours": (0, 4)})
    weekly = study.config.scenarios["weekly"]
    some = {"forum.who": {"select": "random", "number": 5}}
    kept = {"weekly": weekly.model_copy(update={"set": some}), "none": study.config.scenarios["none"]}
    kept["weekly"] = kept["weekly"].model_copy(update={"base": None, "activities": ["forum"]})
    config = study.config.model_copy(update={"scenarios": kept})
    rows = SweepQuestion(config, sweep=asked).rows
    assert {type(row["forum.who.number"]) for row in rows} == {int}
    assert {type(row["forum.cost.moderator_hours"]) for row in rows} == {float}


def test_designs_ranges_and_arrays_are_written_in_short(study: Study) -> None:
    wide = {"threshold": (0.4, 0.5)}
    for short, design in ((lhs(8, wide), "latin_hypercube"), (sobol(8, wide), "sobol")):
        long = {"design": design, "points": 8, "parameters": {"threshold": [0.4, 0.5]}}
        rows = [SweepQuestion(study.config, sweep=given).rows for given in (short, long)]
        assert rows[0] == rows[1] and len(rows[0]) == 8
    plain = SweepQuestion(study.config, sweep={"threshold": [0.25, 0.5], "forum.every": [1, 2]}).rows
    short = {"threshold": np.linspace(0.25, 0.5, 2), "forum.every": range(1, 3)}
    assert SweepQuestion(study.config, sweep=short).rows == plain


def test_a_design_without_parameters_spreads_all_of_the_owners_rules(study: Study) -> None:
    question = SweepQuestion(study.config, sweep=Sweep(design="latin_hypercube", points=3, each=1))
    assert {"threshold", "memory", "tie_decay"} <= set(question.names) and len(question.names) > 40


def test_a_frame_and_a_file_are_tables_of_points(study: Study, tmp_path: Path) -> None:
    frame = pd.DataFrame({"threshold": [0.40, 0.48], "forum.every": [2, 5]})
    frame.to_csv(tmp_path / "points.csv", index=False)
    tables = [
        study.sweep(given, each=2).runs
        for given in (
            frame,
            str(tmp_path / "points.csv"),
            tmp_path / "points.csv",
            {"table": frame.to_dict("list")},
        )
    ]
    for table in tables[1:]:
        pd.testing.assert_frame_equal(table, tables[0])


def test_a_point_gets_as_many_villages_as_its_intervals_take(study: Study) -> None:
    until = {"outcome": "trust_other", "week": 20, "half_width": 0.004}
    answer = study.sweep(
        {"threshold": [0.40, 0.48], "forum.every": [2, 10]},
        each={"until": until, "at_least": 30, "at_most": 150},
    )
    villages = answer.runs.groupby("point")["replicate"].max() + 1
    assert villages.min() < villages.max() and set(villages) <= {30, 60, 120, 150}
    for point, number in villages.items():
        there = answer.effects[(answer.effects["point"] == point) & (answer.effects["week"] == 20)]
        rows = there[there["scenario"] != "none"]
        width = float(((rows["error_high"] - rows["error_low"]) / 2).max())
        assert width <= 0.004 or number == 150
    again = study.sweep({"threshold": [0.40, 0.48], "forum.every": [2, 10]}, each=30)
    first = answer.runs[answer.runs["replicate"] < 30].reset_index(drop=True)
    pd.testing.assert_frame_equal(first, again.runs)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"treshold": [0.4]}, "sweep: parameters.treshold: unknown parameter 'treshold'"),
        ({"threshold": [0.4, 1.4]}, "found 1.4; allowed: values from 0 to 1"),
        (
            {"tie_start": [0.2], "tie_minimum": [0.3]},
            "point 0: tie_start (0.2) must not be below tie_minimum (0.3)",
        ),
        ({"threshold": 0.4}, "sweep: parameters.threshold: found 0.4"),
        ({"parameters": {"threshold": [0.4]}, "each": 10**6}, "each: found 1000000"),
        ({"design": "sobol", "points": 4, "parameters": {"forum.every": "plausible"}}, "nobody has said"),
        (None, "says nothing to sweep"),
        ("nowhere.csv", "nowhere.csv"),
    ],
)
def test_what_cannot_be_swept_is_told_in_a_line(study: Study, given: Any, said: str) -> None:
    with pytest.raises(StudyError) as caught:
        study.sweep(given)
    assert said in str(caught.value)


def test_it_takes_another_scenario_than_the_reference(study: Study) -> None:
    with pytest.raises(StudyError, match="the reference 'none' alone"):
        study.sweep({"threshold": [0.4]}, scenarios=["none"])


def test_its_stage_is_a_design_that_can_be_read_again(study: Study) -> None:
    question = SweepQuestion(study.config, sweep={"threshold": [0.4], "forum.every": [2]}, each=2)
    design = question.design([0], 0, 2)
    assert isinstance(design, Design) and type(design).model_validate(design.to_document()) == design
    assert ask(question).runs["threshold"].unique().tolist() == [0.4]  # type: ignore[attr-defined]
    assert design.case(1).luck == 1 and replicate_seed(design.seed, 1) != replicate_seed(design.seed, 0)
