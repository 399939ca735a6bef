"""A study that stops loses nothing: it resumes, its shards merge, damage is seen and mended."""

import json
from pathlib import Path

import pytest

from simulation import Study, load_study, open_result
from simulation.files.faults import StudyError
from simulation.result import merge_shards
from simulation.running import part as parts
from simulation.running.replicate import Replicate
from simulation.running.run import changed, run_study
from simulation.running.shard import Shard
from simulation.store.merge import Shards
from simulation.store.results_folder import ResultsFolder
from tests.running.test_run import EXPERIMENT, data

NAMES = ("comparison.csv",)


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulation.running.part.WEEKS_PER_PART", 2 * 4 * 21)  # two replicates


@pytest.fixture
def study(tmp_path: Path) -> Study:
    path = tmp_path / "small.yaml"
    path.write_text(EXPERIMENT)
    return load_study(path)


@pytest.fixture
def whole(study: Study, tmp_path: Path) -> Path:
    study.run(replicates=7, out=tmp_path / "whole")
    return tmp_path / "whole"


def same(one: Path, two: Path) -> bool:
    return data(one) == data(two) and all(
        (one / name).read_bytes() == (two / name).read_bytes() for name in NAMES
    )


def stop_after(study: Study, folder: Path, replicates: int) -> None:
    """Run a study of seven replicates and stop it by Ctrl-C once so many are there."""

    class Impatient(ResultsFolder):
        def write(self, part: parts.Part, batch: list[Replicate]) -> None:
            super().write(part, batch[: max(0, replicates - part.first)])
            if part.last > replicates:
                raise KeyboardInterrupt

    config = changed(study.config, replicates=7)
    with Impatient(folder, config) as results:
        outcome = run_study(config, results, workers=1)
        results.write_manifest(outcome)
        assert outcome.interrupted and outcome.finished == replicates


@pytest.mark.parametrize("replicates", [1, 2, 3, 6])
def test_a_stopped_study_goes_on_to_the_same_bytes(
    study: Study, whole: Path, tmp_path: Path, replicates: int
) -> None:
    stop_after(study, tmp_path / "out", replicates)
    assert open_result(tmp_path / "out").table.replicates == replicates
    study.run(replicates=7, out=tmp_path / "out", resume=True)
    assert same(tmp_path / "out", whole)


def test_more_replicates_go_on_from_fewer_and_fewer_are_refused(
    study: Study, whole: Path, tmp_path: Path
) -> None:
    study.run(replicates=3, out=tmp_path / "out")
    study.run(replicates=7, out=tmp_path / "out", resume=True)
    assert same(tmp_path / "out", whole)
    with pytest.raises(StudyError, match="replicates: 7 in the folder, 3 now"):
        study.run(replicates=3, out=tmp_path / "out", resume=True)


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda folder: flip(folder / "weekly.parquet" / "part-00001.parquet"), "checksum"),
        (lambda folder: flip(folder / "checksums" / "part-00001.json"), "damaged record"),
        (lambda folder: (folder / "checksums" / "part-00001.json").unlink(), "not finished"),
        (lambda folder: (folder / "weekly.parquet" / "part-00001.parquet").unlink(), "missing"),
        (lambda folder: (folder / "weekly.parquet" / "part-00001.parquet").write_bytes(b"PAR1"), "4 bytes"),
    ],
)
def test_damage_is_seen_said_and_mended_and_the_rest_is_left_alone(
    study: Study, whole: Path, tmp_path: Path, harm: object, told: str
) -> None:
    out = tmp_path / "out"
    study.run(replicates=7, out=out)
    intact = out / "weekly.parquet" / "part-00000.parquet"
    before = intact.stat().st_ino
    harm(out)
    with pytest.raises(StudyError, match=f"part-00001 .*{told}.*--resume"):
        open_result(out)
    config = changed(study.config, replicates=7)
    with ResultsFolder(out, config, resume=True) as folder:
        assert [note for note in folder.notes if "part-00001" in note and told in note]
    study.run(replicates=7, out=out, resume=True)
    assert same(out, whole)
    assert intact.stat().st_ino == before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("share: 0.5}, {name: b, share: 0.5}]\n  sectors", "share: 0.25}, {name: b, share: 0.75}]\n  sectors",
         "village.groups[0].share: 0.5 in the folder, 0.25 now"),
        ("seed: 5", "seed: 6", "seed: 5 in the folder, 6 now"),
        ("income: {smallest_effect: 20000}", "income: {smallest_effect: 100}",
         "outcomes.income.smallest_effect: 20000.0 in the folder, 100.0 now"),
        ("  forum: {activities: [forum]}\n", "  forum: {activities: [forum], set: {forum.every: 2}}\n",
         "scenarios.forum.set.forum.every"),
    ],
)  # fmt: skip
def test_a_changed_experiment_is_refused_with_the_field(
    study: Study, tmp_path: Path, old: str, new: str, told: str
) -> None:
    stop_after(study, tmp_path / "out", 3)
    path = tmp_path / "changed.yaml"
    assert old in EXPERIMENT
    path.write_text(EXPERIMENT.replace(old, new))
    with pytest.raises(StudyError) as refused:
        load_study(path).run(replicates=7, out=tmp_path / "out", resume=True)
    assert any(told in str(fault) for fault in refused.value.faults), refused.value


def test_other_sources_are_refused(study: Study, tmp_path: Path) -> None:
    stop_after(study, tmp_path / "out", 3)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    manifest["origin"]["numba"] = "0.1"
    (tmp_path / "out" / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(StudyError, match=r"numba: '0\.1' in the folder"):
        study.run(replicates=7, out=tmp_path / "out", resume=True)


def test_a_second_process_is_refused_and_told_who_writes(study: Study, tmp_path: Path) -> None:
    with (
        ResultsFolder(tmp_path / "out", study.config),
        pytest.raises(StudyError, match=r"is being written by process \d+ on .+ since \d{4}-"),
    ):
        ResultsFolder(tmp_path / "out", study.config, resume=True)
    ResultsFolder(tmp_path / "out", study.config, resume=True).close()


def shards(study: Study, tmp_path: Path, of: int) -> list[Path]:
    config = changed(study.config, replicates=7)
    found = []
    for number in range(1, of + 1):
        found.append(tmp_path / f"shard{number}")
        with ResultsFolder(found[-1], config, shard=Shard(number, of)) as folder:
            folder.write_manifest(run_study(config, folder))
    return found


@pytest.mark.parametrize("of", [2, 3, 7])
def test_merged_shards_equal_the_whole_to_the_byte(
    study: Study, whole: Path, tmp_path: Path, of: int
) -> None:
    folders = shards(study, tmp_path, of)
    merge_shards(Shards(folders[::-1]), tmp_path / "merged")
    assert same(tmp_path / "merged", whole)


def test_shards_that_do_not_make_a_whole_are_refused(study: Study, whole: Path, tmp_path: Path) -> None:
    folders = shards(study, tmp_path, 3)
    for given, told in (
        (folders[:2], "missing: shard 3"),
        ([*folders, folders[0]], "given twice"),
        ([folders[0], whole], "is a whole study"),
    ):
        with pytest.raises(StudyError, match=told):
            Shards(given)
    with pytest.raises(StudyError, match="holds shard 1/3"):
        open_result(folders[0])


def test_replicates_are_added_until_the_interval_is_narrow_enough(study: Study, tmp_path: Path) -> None:
    text = EXPERIMENT.replace(
        "replicates: 6",
        "replicates: {until: {outcome: trust_other, week: 20, half_width: 0.003}, at_least: 30, at_most: 90}",
    )
    path = tmp_path / "until.yaml"
    path.write_text(text)
    result = load_study(path).run(out=tmp_path / "until")
    took = result.table.replicates
    assert 30 < took < 90

    def widest(replicates: int) -> float:
        frame = study.run(replicates=replicates).precision().query("outcome == 'trust_other' and week == 20")
        return float(frame["half_width"].iloc[0])

    assert widest(took) <= 0.003 < widest(took - 1)
    assert result.manifest["half_width"] == pytest.approx(widest(took))
    study.run(replicates=took, out=tmp_path / "fixed")
    assert same(tmp_path / "until", tmp_path / "fixed")
    again = load_study(path).run(workers=1, out=tmp_path / "until", resume=True)
    assert again.table.replicates == took
