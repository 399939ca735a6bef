"""A study: the same bytes however it is run, failures as rows, nothing half-written."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation import Study, load_study, open_result
from simulation.files.faults import StudyError
from simulation.interventions import registry
from simulation.interventions.activity import Activity, Session
from simulation.parameters import Dose
from simulation.plugins import plugins

EXPERIMENT = """
name: small
village:
  name: Small
  owners: 20
  groups: [{name: a, share: 0.5}, {name: b, share: 0.5}]
  sectors: [{name: food, share: 0.5}, {name: craft, share: 0.5}]
weeks: 20
burn_in: 10
replicates: 6
seed: 5
reference: none
outcomes: {trust_other: {smallest_effect: 0.02}, income: {smallest_effect: 20000}}
compare_weeks: [10, 20]
scenarios:
  none: {}
  forum: {activities: [forum]}
  trained: {activities: [communication_training, conflict_training]}
  absent: {from: trained, set: {communication_training.attendance: 0, conflict_training.attendance: 0}}
"""


@pytest.fixture
def study(tmp_path: Path) -> Study:
    path = tmp_path / "small.yaml"
    path.write_text(EXPERIMENT)
    return load_study(path)


def data(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((folder / "weekly.parquet").iterdir()))


def test_one_worker_and_two_leave_the_same_bytes(study: Study, tmp_path: Path) -> None:
    study.run(workers=1, out=tmp_path / "one")
    study.run(workers=2, out=tmp_path / "two")
    assert data(tmp_path / "one") == data(tmp_path / "two")
    comparison = (tmp_path / "one" / "comparison.csv").read_bytes()
    assert comparison == (tmp_path / "two" / "comparison.csv").read_bytes()


def test_another_seed_leaves_other_bytes(study: Study) -> None:
    assert not study.run().weekly().equals(study.run(seed=6).weekly())


def test_more_replicates_begin_with_the_same_ones(study: Study) -> None:
    few, many = study.run(replicates=2).weekly(), study.run(replicates=4).weekly()
    pd.testing.assert_frame_equal(few, many[many["replicate"] < 2].reset_index(drop=True))


def test_the_executor_may_be_any(study: Study) -> None:
    with ThreadPoolExecutor(3) as pool:
        assert study.run(executor=pool).weekly().equals(study.run(workers=1).weekly())


def test_weekly_has_a_row_for_each_week_of_each_run_and_the_documented_columns(study: Study) -> None:
    frame = study.run().weekly()
    assert list(frame.columns[:3]) == ["scenario", "replicate", "week"]
    assert len(frame) == 4 * 6 * 21
    for _, run in frame.groupby(["scenario", "replicate"], observed=True):
        assert run["week"].tolist() == list(range(21))


def test_scenarios_of_a_replicate_share_week_0(study: Study) -> None:
    start = study.run().weekly().query("week == 0").drop(columns=["scenario", "week"])
    for _, rows in start.groupby("replicate"):
        assert len(rows) == 4 and len(rows.drop_duplicates()) == 1


def test_training_that_nobody_attends_changes_nothing_but_its_cost(study: Study) -> None:
    frame = study.run().weekly()
    same = [name for name in frame if name not in ("scenario", "cost") and not name.startswith("attendance")]
    none, absent = (
        frame[frame["scenario"] == name][same].reset_index(drop=True) for name in ("none", "absent")
    )
    pd.testing.assert_frame_equal(none, absent, check_exact=True)
    assert frame[(frame["scenario"] == "absent") & (frame["week"] == 20)]["cost"].gt(0).all()


def test_results_are_reopened_as_they_were(study: Study, tmp_path: Path) -> None:
    first = study.run(out=tmp_path / "out")
    again = open_result(tmp_path / "out")
    pd.testing.assert_frame_equal(first.comparison(), again.comparison())
    assert again.config.hash() == first.config.hash()
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert manifest["replicates_finished"] == 6
    assert manifest["state"] == "finished"
    assert manifest["config_hash"] == first.config.hash()
    assert manifest["versions"]["numpy"] == np.__version__


def test_a_folder_with_something_in_it_is_refused(study: Study, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(StudyError, match="something in it"):
        study.run(out=tmp_path / "full")
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_no_result(tmp_path: Path) -> None:
    with pytest.raises(StudyError, match="no results"):
        open_result(tmp_path)


class Broken(Activity):
    """An activity with a bug in week 3 of every other replicate."""

    def hold(self, session: Session) -> np.ndarray:
        if session.week == 3 and session.seed % 2:
            raise ZeroDivisionError("a bug")
        return session.present


def test_a_run_that_raises_is_a_row_and_the_study_goes_on(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simulation.model.draws import replicate_seed

    monkeypatch.setitem(plugins(registry.GROUP), "broken", Broken)
    path = tmp_path / "broken.yaml"
    path.write_text(EXPERIMENT + "  buggy: {activities: [broken], set: {broken.sessions: 5}}\n")
    result = load_study(path).run(out=tmp_path / "out")
    odd = [number for number in range(6) if replicate_seed(5, number) % 2]
    assert odd and len(odd) < 6
    assert [(it.scenario, it.replicate, it.week) for it in result.failures] == [("buggy", n, 3) for n in odd]
    failed = pd.read_csv(tmp_path / "out" / "failures.csv")
    assert failed["error"].eq("ZeroDivisionError: a bug").all()
    weekly = result.weekly()
    kept = weekly[weekly["scenario"] == "buggy"]["replicate"].unique()
    assert sorted(kept) == [number for number in range(6) if number not in odd]
    assert (weekly["scenario"] == "forum").sum() == 6 * 21


def test_a_ctrl_c_keeps_what_is_finished(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simulation.running import run as module
    from simulation.store.results_folder import ResultsFolder

    real = module.run_replicates

    def interrupted(*arguments: object) -> object:
        for replicate in real(*arguments):
            if replicate.number == 4:
                raise KeyboardInterrupt
            yield replicate

    monkeypatch.setattr(module, "run_replicates", interrupted)
    with ResultsFolder(tmp_path / "out", study.config) as folder:
        outcome = module.run_study(study.config, folder)
        assert outcome.interrupted
        assert outcome.finished == 4
        assert sorted(folder.table().frame()["replicate"].unique()) == [0, 1, 2, 3]


def test_a_bounded_number_of_replicates_is_submitted(study: Study) -> None:
    from concurrent.futures import Future

    from simulation.running.executor import run_replicates

    class Counting(ThreadPoolExecutor):
        waiting = most = 0

        def submit(self, *arguments: object, **more: object) -> Future:
            self.waiting += 1
            self.most = max(self.most, self.waiting)
            return super().submit(*arguments, **more)

    with Counting(2) as pool:
        for _ in run_replicates(study.config, range(40), pool, 2):
            pool.waiting -= 1
    assert pool.most <= 5


def test_dose_types_know_registered_activities(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(plugins(registry.GROUP), "broken", Broken)
    assert registry.dose_types()["broken"] is Dose
