"""What an experiment says of its behaviour: sets by name or file, and what stands in every set."""

import json
from pathlib import Path

import pytest

from simulation.experiment.experiment_file import read_study, study_of
from simulation.experiment.points import Points
from simulation.experiment.posterior import write_posterior
from simulation.files.faults import Problems, StudyError
from simulation.parameters import (
    Behaviour,
    Group,
    ObservedOwners,
    ObservedTies,
    Sector,
    Start,
    VillageProfile,
)
from tests.experiment.files import Folder

WRITTEN = "behaviour: {rivalry: 0.8}"
COLUMNS = {"threshold": [0.41, 0.45, 0.47], "misreading": [0.1, 0.2, 0.3]}


@pytest.fixture
def sets(folder: Folder) -> Folder:
    write_posterior(
        folder.path / "sets.parquet", Behaviour(rivalry=0.7, memory=0.95), Points(columns=COLUMNS), {}
    )
    return folder


def test_what_is_written_beside_the_sets_stands_in_every_set(sets: Folder) -> None:
    study = sets.changed(WRITTEN, "behaviour: {from: sets.parquet, misreading: 0.15, rivalry: 0.8}")
    assert study.points == Points(columns={"threshold": COLUMNS["threshold"]})
    assert study.behaviour == Behaviour(rivalry=0.8, memory=0.95, misreading=0.15)
    assert study.case(5).behaviour.threshold == 0.47 and study.case(5).behaviour.misreading == 0.15
    (sets.path / "again.yaml").write_text(json.dumps(study.to_document()))
    assert read_study(sets.path / "again.yaml").hash() == study.hash()


def test_sets_leave_what_was_observed_of_every_owner(tmp_path: Path) -> None:
    owners = ObservedOwners(
        group=["a", "b"] * 10, commitment=[0.5] * 20, conflict=[0.5] * 19 + [None], belief={"a": [0.4] * 20}
    )
    ties = ObservedTies(first=[0] * 19, second=list(range(1, 20)), strength=[0.5] * 19)
    village = VillageProfile(
        name="Seen",
        owners=20,
        groups=[Group(name="a", share=0.5), Group(name="b", share=0.5)],
        sectors=[Sector(name="food", share=1.0)],
        start=Start(owners=owners, ties=ties),
    )
    study = study_of(
        {"name": "seen", "village": village, "behaviour": "plausible", "weeks": 20, "replicates": 4,
         "scenarios": {"none": {}}, "reference": "none", "outcomes": {"degree": {"smallest_effect": 0.1}}}
    )  # fmt: skip
    assert study.points is not None
    assert "commitment" not in study.points.columns  # known of everybody
    assert {"conflict", "belief_own", "belief_other"} <= study.points.columns.keys()  # of some, of one group
    # somebody has nineteen ties: whoever lives there keeps as many in mind
    assert min(study.points.columns["acquaintances"]) >= 19


def test_single_values_beside_the_plausible_sets_are_the_defaults(folder: Folder) -> None:
    study = folder.changed(WRITTEN, "behaviour: {from: plausible, income: 750_000}")
    assert study.points is not None and study.points.rows > 1
    assert study.behaviour == Behaviour(income=750_000)


def test_where_all_that_differs_is_written_there_is_one_set(sets: Folder) -> None:
    study = sets.changed(WRITTEN, "behaviour: {from: sets.parquet, misreading: 0.15, threshold: 0.4}")
    assert study.points is None and study.villages_per_set == 1
    assert study.behaviour == Behaviour(rivalry=0.7, memory=0.95, misreading=0.15, threshold=0.4)


@pytest.mark.parametrize(
    "written", ["behaviour: defaults", "behaviour: {from: defaults, rivalry: 0.8}", "behaviour: {}"]
)
def test_defaults_are_one_set(folder: Folder, written: str) -> None:
    study = folder.changed(WRITTEN, written)
    assert study.points is None
    assert study.behaviour == Behaviour(**({"rivalry": 0.8} if "0.8" in written else {}))


def test_how_many_villages_live_with_a_set_may_be_said(sets: Folder) -> None:
    study = sets.changed(WRITTEN, "villages_per_set: 8\nbehaviour: sets.parquet")
    assert [study.set_of(number) for number in (0, 7, 8, 23, 24)] == [0, 0, 1, 2, 0]


@pytest.mark.parametrize(
    ("written", "path", "found"),
    [
        ("behaviour: plausble", "behaviour", "did you mean plausible?"),
        ("behaviour: {from: default, rivalry: 0.8}", "behaviour.from", "did you mean defaults?"),
        ("behaviour: {from: other.parquet}", "behaviour.from", "there is no such file"),
    ],
)
def test_sets_that_are_not_there_are_told_at_their_name(
    folder: Folder, written: str, path: str, found: str
) -> None:
    fault = folder.fault_when(WRITTEN, written)
    assert fault.path == path and fault.line > 0
    assert found in fault.found


def test_a_name_that_is_no_text_is_told(folder: Folder) -> None:
    assert folder.fault_when(WRITTEN, "behaviour: {from: 3}").path == "behaviour.from"


def test_a_wrong_value_beside_the_sets_is_told_at_its_place(sets: Folder) -> None:
    fault = sets.fault_when(WRITTEN, "behaviour: {from: sets.parquet, rivalry: -1}")
    assert fault.path == "behaviour.rivalry"


def test_points_beside_sets_are_a_fault_at_their_line(sets: Folder) -> None:
    for named in ("plausible", "{from: sets.parquet, rivalry: 0.8}"):
        fault = sets.fault_when(
            WRITTEN, f"behaviour: {named}\npoints: {{columns: {{threshold: [0.4, 0.5]}}}}"
        )
        assert (fault.line, fault.path) == (12, "points")
        assert fault.found == "points beside the sets that behaviour names"


def test_a_value_beside_points_of_the_same_parameter_is_a_fault(folder: Folder) -> None:
    written = "behaviour: {threshold: 0.5}\npoints: {columns: {threshold: [0.4, 0.5], memory: [0.9, 0.95]}}"
    fault = folder.fault_when(WRITTEN, written)
    assert (fault.line, fault.path) == (11, "behaviour.threshold")
    assert fault.allowed == "one of the two: points.columns.threshold or behaviour.threshold"


def test_plain_data_hold_what_a_file_would(sets: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    file = sets.changed(WRITTEN, "behaviour: {from: sets.parquet, misreading: 0.15}")
    document = file.to_document()
    (sets.path / "village.yaml").write_text(json.dumps(document["village"]))
    del document["points"], document["villages_per_set"]
    monkeypatch.chdir(sets.path)
    document |= {"village": "village.yaml", "behaviour": {"from": "sets.parquet", "misreading": 0.15}}
    assert study_of(document).hash() == file.hash()
    assert study_of(document | {"behaviour": "defaults"}).points is None
    assert study_of(file) is file


def test_a_value_changed_in_plain_data_beside_points_is_told(sets: Folder) -> None:
    document = sets.changed(WRITTEN, "behaviour: sets.parquet").to_document()
    assert study_of(document).points is not None
    document["behaviour"]["threshold"] = 0.5
    with pytest.raises(Problems, match=r"^config: behaviour.threshold: found 0.5 beside points of every set"):
        study_of(document)
    with pytest.raises(StudyError, match=r"no_such.parquet: there is no such file"):
        study_of({"behaviour": "no_such.parquet"})


def test_what_is_written_of_a_mechanism_stands_in_every_set_and_is_not_said_twice(folder: Folder) -> None:
    columns = {"gossip.strength": [0.1, 0.6], "gossip.chance": [0.2, 0.8]}
    write_posterior(folder.path / "sets.parquet", Behaviour(), Points(columns=columns), {})
    written = "mechanisms: {gossip: {strength: 0.4}}"
    study = folder.changed(WRITTEN, f"behaviour: sets.parquet\n{written}")
    assert study.points == Points(columns={"gossip.chance": columns["gossip.chance"]})
    acting = study.case(3).acting(study.active_mechanisms())["gossip"]
    assert acting.strengths() == [0.4, 0.8]
    fault = folder.fault_when(WRITTEN, f"{written}\npoints: {{columns: {{gossip.strength: [0.1, 0.6]}}}}")
    assert (fault.line, fault.path) == (11, "mechanisms.gossip.strength")
    assert fault.allowed == "one of the two: points.columns.gossip.strength or mechanisms.gossip.strength"
