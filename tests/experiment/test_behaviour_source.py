"""What an experiment says of its behaviour: sets by name or file, and what stands in every set."""

import json

import pytest

from simulation.experiment.experiment_file import read_study
from simulation.experiment.points import Points
from simulation.experiment.posterior import write_posterior
from simulation.parameters import Behaviour
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
