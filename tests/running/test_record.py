"""Owners, ties and events of a study, and measures of a user's own: they are what the weekly table says."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation import Result, Study, Village, load_study, open_result
from simulation.files.faults import StudyError
from simulation.measures.events import EVENT_COLUMNS
from simulation.measures.owners import OWNER_COLUMNS, PARTS, weights
from simulation.measures.ties import TIE_COLUMNS
from simulation.plugins import plugins
from simulation.repeating.recipe import recipe_of
from simulation.result import merge_shards
from simulation.running.run import run_study
from simulation.running.shard import Shard
from simulation.store.merge import Shards
from simulation.store.results_folder import ResultsFolder
from tests.installed import installed

EXPERIMENT = """
name: kept
village:
  name: Kept
  owners: 30
  groups: [{name: a, share: 0.6}, {name: b, share: 0.3}, {name: c, share: 0.1}]
  sectors: [{name: food, share: 0.5}, {name: craft, share: 0.5}]
behaviour: {exit_rate: 0.4}
weeks: 12
burn_in: 30
replicates: 4
seed: 5
reference: none
outcomes: {trust_other: {smallest_effect: 0.02}, income: {smallest_effect: 20000}}
compare_weeks: [12]
record: {owners: [0, 12], ties: {from: 0, to: 12, every: 6}, events: {from: 3, to: 5}}
scenarios:
  none: {}
  forum: {activities: [forum]}
  later: {activities: [forum], set: {forum.first: 5}}
"""
PAGE = Path(__file__).parents[2] / "docs" / "record.md"
RUN = ["scenario", "replicate", "week"]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kept") / "kept.yaml"
    path.write_text(EXPERIMENT)
    return path


@pytest.fixture(scope="module")
def study(file: Path) -> Study:
    return load_study(file)


@pytest.fixture(scope="module")
def result(study: Study) -> Result:
    return study.run()


def weekly(result: Result, weeks: list[int]) -> pd.DataFrame:
    frame = result.weekly()
    return frame[frame["week"].isin(weeks)].set_index(RUN).sort_index()


def data(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*.parquet"))
        if path.is_file()
    }


def test_owners_add_up_to_the_weekly_measures(result: Result) -> None:
    owners = result.owners()
    assert list(owners)[3:] == [column.name for column in OWNER_COLUMNS]
    assert len(owners) == 3 * 4 * 2 * 30
    expected = weekly(result, [0, 12])
    for key, rows in owners.groupby(RUN):
        groups = rows["group"].to_numpy(str)
        for name in PARTS:
            counts = weights(name, groups)
            assert rows[name].notna().equals(pd.Series(counts > 0, rows.index))
            found = np.average(rows[name].fillna(0), weights=counts)
            np.testing.assert_allclose(found, expected.loc[key, name], rtol=1e-12, err_msg=name)


def test_studies_results_and_answers_say_in_one_line_what_they_are(study: Study, result: Result) -> None:
    assert repr(study) == "<Study 'kept': 3 scenarios x 4 replicates, 30 owners, 12 weeks>"
    assert repr(result) == (
        "<Result of 'kept': 3 scenarios x 4 replicates, weekly, owners, ties, events, 0 failed runs>"
    )
    answer = study.sweep({"threshold": [0.4, 0.45]}, each=2)
    assert repr(answer) == "<SweepAnswer: sweep (12 rows), effects (12 rows)>"


def test_who_came_after_the_founding_has_a_week_of_arrival(result: Result) -> None:
    owners = result.owners()
    assert owners["arrived"].notna().any() and owners["arrived"].isna().any()
    assert owners["arrived"].dropna().between(-29, 12).all()
    later = owners[(owners["week"] == 12) & (owners["arrived"] > 0)]
    assert len(later) > 0


def test_ties_are_those_that_the_weekly_measures_count(result: Result) -> None:
    ties = result.ties()
    assert list(ties)[3:] == [column.name for column in TIE_COLUMNS]
    assert sorted(ties["week"].unique()) == [0, 6, 12]
    assert (ties["owner"] < ties["partner"]).all()
    counted = ties.groupby(RUN).size()
    degree = weekly(result, [0, 6, 12])["degree"]
    np.testing.assert_allclose(counted.loc[degree.index], degree * 30 / 2)


def test_events_are_the_meetings_and_disputes_that_the_weekly_measures_count(result: Result) -> None:
    events = result.events()
    assert list(events)[3:] == [column.name for column in EVENT_COLUMNS]
    expected = weekly(result, [3, 4, 5])
    met = events[events["initiator_cooperated"].notna()].groupby(RUN).size()
    np.testing.assert_allclose(met.loc[expected.index] * 2 / 30, expected["meetings"])
    disputes = (events[["initiator_dispute", "partner_dispute"]] != "none").sum(axis=1)
    seen = disputes.groupby([events[key] for key in RUN]).sum()
    np.testing.assert_allclose(seen.loc[expected.index] / 30, expected["disputes"])


def test_what_scenarios_share_is_the_same_until_they_part(result: Result) -> None:
    events = result.events()
    shared = events[events["week"] < 5]
    none, later = (
        shared[shared["scenario"] == name].drop(columns="scenario").reset_index(drop=True)
        for name in ("none", "later")
    )
    pd.testing.assert_frame_equal(none, later)
    assert "forum" in set(events[events["scenario"] == "later"]["cause"])


def test_keeping_more_changes_no_weekly_measure(study: Study, result: Result) -> None:
    bare = Study(study.config.model_copy(update={"record": type(study.config.record)()}))
    pd.testing.assert_frame_equal(bare.run().weekly(), result.weekly(), check_exact=True)


def test_a_village_of_a_study_is_the_same_to_the_last_digit(result: Result) -> None:
    village = result.village("later", 2)
    assert isinstance(village, Village) and village.week == 12
    frame = result.weekly()
    rows = frame[(frame["scenario"] == "later") & (frame["replicate"] == 2)].drop(columns=RUN)
    pd.testing.assert_frame_equal(
        village.weekly().reset_index(drop=True), rows.reset_index(drop=True), check_exact=True
    )
    assert result.village("none", 0, week=7).week == 7


def test_a_village_of_a_study_knows_how_a_belief_came_about(result: Result) -> None:
    village = result.village("later", 2)
    assert isinstance(village, Village)
    for group, held in zip(village.profile.groups, village.state.beliefs[0], strict=True):
        history = village.belief_history(0, group.name)
        assert history[["good", "bad"]].sum().tolist() == pytest.approx([held["good"], held["bad"]])


def test_a_village_that_is_not_in_the_study_is_told(result: Result) -> None:
    with pytest.raises(StudyError, match=r"unknown scenario 'forun'.*did you mean 'forum'"):
        result.village("forun", 0)
    with pytest.raises(StudyError, match="replicate: found 4; allowed: a whole number from 0 to 3"):
        result.village("forum", 4)
    with pytest.raises(StudyError, match="week: found 13; allowed: a whole number from 0 to 12"):
        result.village("forum", 0, 13)


def test_a_measure_of_ones_own_is_a_column(study: Study) -> None:
    def oldest(village: Village) -> float:
        """Weeks since the last firm was opened."""
        return float(village.week - village.state.owners["arrived"].max())

    result = study.run(measures={"oldest": oldest, "trust_again": lambda village: village.measure("trust")})
    frame = result.weekly()
    assert list(frame)[-2:] == ["oldest", "trust_again"]
    np.testing.assert_array_equal(frame["trust_again"], frame["trust"])
    for week in (0, 5, 12):
        at = frame[(frame["scenario"] == "forum") & (frame["replicate"] == 1) & (frame["week"] == week)]
        assert at["oldest"].item() == oldest(result.village("forum", 1, week))
    bare = study.run().weekly()
    pd.testing.assert_frame_equal(frame[list(bare)], bare, check_exact=True)


def test_a_measure_that_returns_no_number_is_a_failed_run(study: Study) -> None:
    result = study.run(replicates=1, measures={"nothing": lambda village: None})  # type: ignore[arg-type, return-value]
    assert {failure.scenario for failure in result.failures} == {"none", "forum", "later"}
    assert result.failures[0].error == "TypeError: the measure 'nothing' returned None, which is no number"


def test_folders_hold_the_same_bytes_however_they_were_made(study: Study, tmp_path: Path) -> None:
    whole = study.run(workers=1, out=tmp_path / "one")
    study.run(workers=2, out=tmp_path / "two")
    expected = data(tmp_path / "one")
    assert expected == data(tmp_path / "two")
    assert {name.split("/")[0] for name in expected} == {
        "weekly.parquet", "owners.parquet", "ties.parquet", "events.parquet",
    }  # fmt: skip
    opened = open_result(tmp_path / "one")
    for kind in ("owners", "ties", "events"):
        pd.testing.assert_frame_equal(getattr(opened, kind)(), getattr(whole, kind)())
    assert (tmp_path / "one" / "parts.csv").exists()


def test_a_folder_with_a_damaged_table_is_told_and_mended(study: Study, tmp_path: Path) -> None:
    study.run(out=tmp_path / "out")
    expected = data(tmp_path / "out")
    damaged = next((tmp_path / "out" / "owners.parquet").iterdir())
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"x")
    with pytest.raises(StudyError, match="does not match its checksum"):
        open_result(tmp_path / "out")
    study.run(out=tmp_path / "out", resume=True)
    assert data(tmp_path / "out") == expected


def test_a_study_that_is_extended_keeps_the_tables_it_has(study: Study, tmp_path: Path) -> None:
    study.run(replicates=2, out=tmp_path / "out")
    study.run(replicates=4, out=tmp_path / "out", resume=True)
    study.run(replicates=4, out=tmp_path / "at_once")
    assert data(tmp_path / "out") == data(tmp_path / "at_once")


def test_a_study_with_a_measure_that_is_not_here_is_not_run_again(study: Study, tmp_path: Path) -> None:
    study.run(replicates=1, measures={"nothing": lambda village: 0.0}, out=tmp_path / "out")
    assert open_result(tmp_path / "out").weekly()["nothing"].eq(0).all()
    with pytest.raises(StudyError, match="was made with the measure 'nothing'"):
        recipe_of(tmp_path / "out")


def test_shards_together_have_the_tables_of_the_whole(study: Study, tmp_path: Path) -> None:
    for number in (1, 2):
        place = tmp_path / f"shard-{number}"
        with ResultsFolder(place, study.config, shard=Shard(number, 2)) as folder:
            folder.write_manifest(run_study(study.config, folder))
    merge_shards(Shards([tmp_path / "shard-1", tmp_path / "shard-2"]), tmp_path / "merged")
    study.run(out=tmp_path / "whole")
    assert data(tmp_path / "merged") == data(tmp_path / "whole")


def test_tables_that_were_not_kept_are_told(study: Study) -> None:
    bare = Study(study.config.model_copy(update={"record": type(study.config.record)()})).run(replicates=1)
    with pytest.raises(
        ValueError, match=r"owners were not kept: owners_at=\[...\] of Study.run, or `record:"
    ):
        bare.owners()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"owners_at": [13]}, r"run: owners_at\[0\]: found 13; allowed: weeks from 0 to 12"),
        ({"ties_at": [3, 3]}, r"run: ties_at\[1\]: found 3 after 3; allowed: ascending weeks, each once"),
        ({"events_at": range(3)}, r"run: events_at\[0\]: found 0; allowed: weeks from 1 to 12"),
        ({"owners_at": ["last"]}, r"owners_at"),
        ({"owners_at": 4}, r"owners_at"),
        ({"measures": {"trust": len}}, r"measures\[0\]: the name 'trust' is taken by a measure that ships"),
        ({"measures": {"Gap": len}}, r"measures\[0\]"),
        ({"measures": {"gap": 3}}, r"measures: gap: no function; allowed: a function that takes a village"),
    ],
)
def test_what_cannot_be_kept_is_told(study: Study, arguments: dict[str, object], told: str) -> None:
    with pytest.raises(StudyError, match=told):
        study.run(**arguments)  # type: ignore[arg-type]


def test_weeks_may_come_from_numpy(study: Study) -> None:
    assert set(study.run(replicates=1, owners_at=np.array([0, 3])).owners()["week"]) == {0, 3}


class TestRegistered:
    """The package of docs/record.md, installed as pip would."""

    @pytest.fixture(autouse=True)
    def _installed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        page = PAGE.read_text(encoding="utf-8")
        code, project = (re.findall(rf"```{kind}\n(.*?)```", page, re.DOTALL) for kind in ("python", "toml"))
        package = tmp_path / "package"
        package.mkdir()
        (package / "market_gap.py").write_text(code[0])
        installed(package, tomllib.loads(project[0])["project"])
        monkeypatch.syspath_prepend(package)
        plugins.cache_clear()
        yield
        plugins.cache_clear()
        sys.modules.pop("market_gap", None)

    @pytest.fixture
    def own(self, tmp_path: Path) -> Study:
        text = EXPERIMENT.replace("record: {", "record: {measures: [market_gap], ").replace(
            "income: {smallest_effect: 20000}", "market_gap: {smallest_effect: 0.02}"
        )
        path = tmp_path / "own.yaml"
        path.write_text(text)
        return load_study(path)

    def test_an_experiment_compares_it(self, own: Study, tmp_path: Path) -> None:
        result = own.run(out=tmp_path / "out")
        assert set(result.comparison()["outcome"]) == {"trust_other", "market_gap"}
        assert result.weekly()["market_gap"].between(0.01, 0.9).all()
        assert "measure market_gap" in result.manifest["origin"]
        page = result.report("id").read_text(encoding="utf-8")
        assert "kesenjangan pemasaran" in page and "Siapa yang terjangkau" in page

    def test_every_question_measures_it(self, own: Study) -> None:
        assert "market_gap" in own.sweep({"threshold": [0.4, 0.45]}, each=2).runs


def test_a_measure_that_nobody_registered_is_told_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(EXPERIMENT.replace("record: {", "record: {measures: [rich], "))
    with pytest.raises(StudyError, match=r"own.yaml:16:\d+: record.measures\[0\]: unknown measure 'rich'"):
        load_study(path)


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ("{owners: [0, 99]}", r"record.owners\[1\]: found 99; allowed: weeks from 0 to 12"),
        ("{ties: {from: 8, to: 3}}", "from 8 to 3 is no week"),
        ("{events: {from: 0, to: 3}}", r"record.events.from: found 0; allowed: weeks from 1 to 12"),
        ("{measures: [rich, rich]}", "stands twice"),
        ("{owner: [0]}", "owners"),
    ],
)
def test_faults_of_a_record_are_told_at_their_place(tmp_path: Path, record: str, told: str) -> None:
    path = tmp_path / "kept.yaml"
    lines = [f"record: {record}" if line.startswith("record") else line for line in EXPERIMENT.splitlines()]
    path.write_text("\n".join(lines))
    with pytest.raises(StudyError, match=told):
        load_study(path)
