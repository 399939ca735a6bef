"""A results folder is run again: the same bytes, or what differs and why."""

import json
from pathlib import Path

import pytest

from simulation import Study, rerun
from simulation.files.faults import StudyError
from simulation.interventions import registry
from simulation.interventions.activity import Activity, Session
from simulation.parameters import Dose
from simulation.plugins import plugins
from simulation.running.shard import Shard
from simulation.store.manifest import MANIFEST
from simulation.store.results_folder import ResultsFolder
from tests.command_line import kampung
from tests.finished_folders import Copy


def changed(folder: Path, **fields: object) -> None:
    """Write other words into a manifest."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps(manifest | fields), encoding="utf-8")


def manifest_of(folder: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("kind", ["study", "attribute"])
def test_the_same_versions_leave_the_same_bytes(kind: str, made: dict[str, Path], tmp_path: Path) -> None:
    code, out, errors = kampung(tmp_path, "rerun", made[kind], "--verify", "--out", "again")
    assert code == 0, errors
    assert "the same bytes: all" in out
    assert "other versions" not in out
    assert (tmp_path / "again" / "report.html").exists()


def test_from_python_too(made: dict[str, Path], tmp_path: Path) -> None:
    for kind in ("study", "attribute"):
        found = rerun(made[kind], tmp_path / kind, workers=1)
        assert found.same
        assert found.files >= 3
        assert found.versions == ()


def test_the_command_of_the_manifest_runs_in_the_folder_wherever_it_lies(copy: Copy) -> None:
    for kind, table in (("study", "comparison.csv"), ("attribute", "attribution.csv")):
        folder = copy(kind)
        command = str(manifest_of(folder)["command"]).split()[1:]
        code, _, errors = kampung(folder, *command, "--out", "again")
        assert code == 0, errors
        assert (folder / "again" / table).read_bytes() == (folder / table).read_bytes()


def test_other_versions_are_no_hindrance_and_are_named(copy: Copy, tmp_path: Path) -> None:
    folder = copy("study")
    origin = dict(manifest_of(folder)["origin"]) | {"numba": "0.1", "sources": "of another time"}  # type: ignore[call-overload]
    changed(folder, origin=origin)
    code, out, _ = kampung(tmp_path, "rerun", folder, "--verify", "--out", "again")
    assert code == 0
    assert "the same bytes" in out
    assert "numba: '0.1' in the folder" in out
    assert "sources: 'of another time' in the folder" in out


def test_other_data_are_told_file_by_file_and_end_with_1_where_asked(copy: Copy, tmp_path: Path) -> None:
    folder = copy("study")
    table = folder / "comparison.csv"
    table.write_bytes(table.read_bytes() + b"more\n")
    part = folder / "weekly.parquet" / "part-00000.parquet"
    part.write_bytes(part.read_bytes()[:-1])
    (folder / "mine.csv").write_text("a\n", encoding="utf-8")
    code, out, _ = kampung(tmp_path, "rerun", folder, "--out", "again")
    assert code == 0
    assert "not the same bytes: 3 of 4 files of data" in out
    assert "  comparison.csv: differs\n" in out
    assert "  mine.csv: was not made again\n" in out
    assert "part-00000.parquet: has" in out
    assert "damaged since it was written" in out
    assert "the versions and sources are those of then" in out
    code, _, _ = kampung(tmp_path, "rerun", folder, "--verify", "--out", "once_more")
    assert code == 1


def test_what_is_not_finished_or_no_whole_is_refused_in_one_line(copy: Copy, tmp_path: Path) -> None:
    study, answer = copy("study"), copy("attribute")
    for folder, told in (
        (tmp_path / "nothing", "no results that can be read"),
        (answer / "stage-000", f"holds a stage of an answer; allowed: the folder of the answer, {answer}"),
    ):
        code, _, errors = kampung(tmp_path, "rerun", folder)
        assert (code, len(errors.splitlines())) == (2, 1)
        assert told in errors
    changed(study, state="stopped")
    code, _, errors = kampung(tmp_path, "rerun", study)
    assert (code, errors.strip()) == (
        2, f"{study}: is stopped; allowed: finished results: its command with --resume"
    )  # fmt: skip
    assert not (tmp_path / "results").exists()


def test_a_folder_is_not_run_again_into_itself(copy: Copy, tmp_path: Path) -> None:
    folder = copy("study")
    code, _, errors = kampung(tmp_path, "rerun", folder, "--out", folder, "--resume")
    assert code == 2
    assert "--out: the folder that is run again" in errors


def test_a_shard_is_run_again_as_a_shard(small: Study, tmp_path: Path) -> None:
    experiment = tmp_path / "small.json"
    experiment.write_text(json.dumps(small.config.to_document()), encoding="utf-8")
    code, _, errors = kampung(tmp_path, "run", experiment, "--shard", "2/3", "--out", "part")
    assert code == 0, errors
    assert manifest_of(tmp_path / "part")["command"] == "kampung run experiment/experiment.json --shard 2/3"
    assert rerun(tmp_path / "part", tmp_path / "again").same
    with ResultsFolder(tmp_path / "again", small.config, shard=Shard(2, 3), resume=True) as folder:
        assert folder.finished == 1


class Market(Activity):
    """An activity of a user's own."""

    dose_type = Dose

    def hold(self, session: Session) -> None:
        """Do nothing."""


def test_an_activity_that_is_not_here_is_named(
    small: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "plugins", lambda group: {"market": Market})
    document = small.config.to_document()
    document["scenarios"]["market"] = {"activities": ["market"]}
    config = type(small.config).model_validate(document)
    Study(config).run(out=tmp_path / "own")
    assert rerun(tmp_path / "own", tmp_path / "again").same
    monkeypatch.setattr(registry, "plugins", plugins)
    with pytest.raises(
        StudyError, match="was made with the activity 'market', which is none of Kampung's own"
    ):
        rerun(tmp_path / "own", tmp_path / "once_more")


@pytest.mark.parametrize("kind", ["study", "attribute"])
def test_an_experiment_of_another_version_names_the_version(kind: str, copy: Copy, tmp_path: Path) -> None:
    folder = copy(kind)
    manifest = manifest_of(folder)
    config = dict(manifest["config"]) | {"field_of_then": 1}  # type: ignore[call-overload]
    changed(folder, config=config, versions={"kampung": "0.0.1"}, git_commit="abc")
    with pytest.raises(StudyError, match=r"field_of_then.*allowed: Kampung 0\.0\.1.*commit abc"):
        rerun(folder, tmp_path / "again")
