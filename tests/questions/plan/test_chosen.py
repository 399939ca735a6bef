"""The programmes of a finished plan are read back from its tables."""

import json
from pathlib import Path

import pytest

from simulation.experiment.config import StudyConfig
from simulation.files.faults import StudyError
from simulation.office.estimate import estimate_of
from simulation.parameters import Label
from simulation.questions.plan.chosen import programme_in
from simulation.report.words import GAP
from simulation.store.manifest import about
from tests.office.programmes import VILLAGE

CONFIG = StudyConfig.model_validate(
    {
        "name": "small", "village": VILLAGE.model_dump(), "weeks": 30, "reference": "none",
        "outcomes": {"trust_other": {"smallest_effect": 0.02}},
        "scenarios": {
            "none": {}, "forum": {"activities": ["forum"], "set": {"forum.attendance": 0.5}},
            "both": {"activities": ["forum", "mentoring"]},
        },
    }
)  # fmt: skip
HEAD = "activity,sessions,first,every,places,weeks,per_session,rupiah\n"
FORUM = "forum,5,25,1,,25 26 27 28 29,1995000.0,9975000.0\n"
FEW = "forum,2,13,2,6,13 15,1820000.0,3640000.0\n"
MENTORING = "mentoring,1,1,1,,1,2550000.0,2550000.0\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a plan for twelve and a half million, as far as it is read."""
    write(tmp_path, kind="plan", options={"budget": 12_500_000})
    (tmp_path / "plan.csv").write_text(HEAD + FORUM)
    rows = [("plan_1", FEW), ("plan_2", FORUM), ("plan_3", FEW), ("plan_3", MENTORING)]
    (tmp_path / "doses.csv").write_text("plan," + HEAD + "".join(f"{name},{row}" for name, row in rows))
    return tmp_path


def write(folder: Path, **more: object) -> None:
    manifest = {**about(CONFIG, "finished", {}), **more}
    (folder / "manifest.json").write_text(json.dumps(manifest))


def test_the_plan_for_the_budget_is_taken_without_a_name(folder: Path) -> None:
    found = programme_in(folder)
    assert found.held() == {"forum": [25, 26, 27, 28, 29]}
    assert found.label == Label(
        en=f"Plan for Rp{GAP}12.5{GAP}million", id=f"Rencana untuk Rp{GAP}12,5{GAP}juta"
    )
    # who comes is that of the first scenario that holds it, as the plan has it
    assert estimate_of(found).expected == 9_975_000


def test_any_plan_of_the_tables_has_its_name(folder: Path) -> None:
    found = programme_in(folder, "plan_3")
    assert found.held() == {"forum": [13, 15], "mentoring": [1]}
    assert found.doses["forum"].capacity == 6
    assert estimate_of(found).expected == 3_640_000 + 2_550_000
    assert found.label is not None and found.label.en.startswith("Plan 3 for")


def test_the_scenarios_of_the_experiment_are_there_too(folder: Path) -> None:
    assert programme_in(folder, "both").held()["mentoring"] == [12, 16, 20, 24, 28]


def test_a_folder_of_other_results_has_its_scenarios(tmp_path: Path) -> None:
    write(tmp_path)
    assert list(programme_in(tmp_path, "forum").held()) == ["forum"]
    with pytest.raises(
        StudyError, match=r"no scenario is named, and 2 of them hold activities; allowed: forum, both"
    ):
        programme_in(tmp_path)


def test_what_is_not_there_is_told(folder: Path) -> None:
    with pytest.raises(StudyError, match=r"unknown scenario 'plan_33'; .* did you mean 'plan_3'"):
        programme_in(folder, "plan_33")
    (folder / "plan.csv").write_text(HEAD)
    with pytest.raises(
        StudyError, match=r"the plan for this budget holds no activity; allowed: one of plan_1, plan_2"
    ):
        programme_in(folder)
    with pytest.raises(StudyError, match=r"no results that can be read"):
        programme_in(folder / "nowhere")
