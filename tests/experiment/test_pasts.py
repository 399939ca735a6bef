"""Scenarios that change the owners' rules or the village have a past of their own."""

import json

import numpy as np
import pytest

from simulation.analysis.choices import chosen_programme
from simulation.experiment.config import StudyConfig
from simulation.experiment.pasts import single_changes
from simulation.experiment.points import Points
from simulation.files.faults import StudyError
from simulation.running.run import run_study
from simulation.running.sink import Memory
from tests.experiment.files import VALID, Folder

SMALL = (
    VALID.replace("weeks: 104", "weeks: 20\nburn_in: 10")
    .replace("[26, 104]", "[20]")
    .replace("owners: 60", "owners: 20")
    .replace("replicates: 10", "replicates: 3")
)
CHANGED = SMALL.replace(
    "reference: none",
    """\
  wary: {from: forum, behaviour: {threshold: 0.50}}
  crowded: {village: {owners: 40, share_newcomer: 0.5}}
  both: {from: wary, village: {owners: 40}, behaviour: {memory: 0.95}}
reference: none""",
)


def measured(config: StudyConfig) -> dict[str, bytes]:
    """Return the bytes of all measures of every scenario."""
    memory = Memory(config)
    run_study(config, memory, workers=2)
    table = memory.table()
    values = np.stack([table.values(column) for column in table.columns], axis=-1)
    return {name: values[place].tobytes() for place, name in enumerate(table.scenarios)}


def test_what_a_scenario_builds_on_it_takes_over_and_may_change_again(folder: Folder) -> None:
    config = folder.study(CHANGED)
    assert single_changes("both", config.scenarios) == {"threshold": 0.5, "owners": 40, "memory": 0.95}
    assert single_changes("weekly", config.scenarios) == {}
    assert config.pasts().of == {"none": 0, "forum": 0, "weekly": 0, "wary": 1, "crowded": 2, "both": 3}


def test_it_is_the_study_of_such_a_village_and_the_others_stay_to_the_bit(folder: Folder) -> None:
    whole = measured(folder.study(CHANGED))
    plain = measured(folder.study(SMALL))
    assert {name: whole[name] for name in plain} == plain
    wary = folder.study(SMALL.replace("rivalry: 0.8", "rivalry: 0.8, threshold: 0.50"))
    assert whole["wary"] == measured(wary)["forum"] != whole["forum"]
    crowded = SMALL.replace("owners: 20", "owners: 40").replace("share: 0.6", "share: 0.5")
    assert whole["crowded"] == measured(folder.study(crowded.replace("share: 0.4", "share: 0.5")))["none"]


def test_it_stands_in_every_set(folder: Folder) -> None:
    points = Points(columns={"threshold": [0.40, 0.44, 0.48], "memory": [0.95, 0.96, 0.97]})
    sets = folder.study(CHANGED).model_copy(update={"points": points})
    alone = sets.model_copy(
        update={"points": Points(columns={"threshold": [0.50] * 3, "memory": [0.95, 0.96, 0.97]})}
    )
    assert measured(sets)["wary"] == measured(alone)["forum"]


def test_the_resolved_experiment_says_it_and_is_the_same_experiment(folder: Folder) -> None:
    config = folder.study(CHANGED)
    again = StudyConfig.model_validate_json(json.dumps(config.to_document()))
    assert again.hash() == config.hash() != folder.study(SMALL).hash()
    assert again.pasts() == config.pasts()


@pytest.mark.parametrize(
    ("written", "line"),
    [
        ("behaviour: {treshold: 0.5}", "unknown parameter 'treshold'"),
        ("behaviour: {owners: 40}", "unknown parameter 'owners'"),
        ("village: {threshold: 0.5}", "unknown parameter 'threshold'"),
        ("behaviour: {threshold: 1.5}", "found 1.5; allowed: values from 0 to 1"),
        ("village: {owners: 40.5}", "found 40.5; allowed: whole numbers"),
        ("village: {share_local: 0.5, share_newcomer: 0.5}", "the shares of all 2 groups"),
        ("behaviour: {tie_start: 0.1}", "tie_start (0.1) must not be below tie_minimum"),
        ("behaviour: [0.5]", "allowed: "),
    ],
)
def test_what_cannot_be_is_told_with_its_line(folder: Folder, written: str, line: str) -> None:
    text = CHANGED.replace("behaviour: {threshold: 0.50}", written)
    (fault,) = folder.faults(text)
    assert line in str(fault)
    assert "scenarios.wary" in fault.path or fault.path == "scenarios.wary"
    assert (
        fault.line == text.splitlines().index(next(each for each in text.splitlines() if "wary" in each)) + 1
    )


@pytest.mark.parametrize("reference", ["wary", "both", "crowded"])
def test_the_reference_lives_in_the_experiments_own_village(folder: Folder, reference: str) -> None:
    (fault,) = folder.faults(CHANGED.replace("reference: none", f"reference: {reference}"))
    assert (fault.path, fault.found) == (
        "reference", "the reference changes the owners' rules or the village"
    )  # fmt: skip


def test_a_question_about_programmes_does_not_take_it_for_one(folder: Folder) -> None:
    config = folder.study(CHANGED)
    assert chosen_programme(config) == "forum"
    with pytest.raises(StudyError, match="also changes the owners' rules or the village"):
        chosen_programme(config, "wary")
