"""Folders of results: found below the base folder, read by their tables, refused outside of it."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from simulation.api import Study
from simulation.dashboard.state import result_folders
from simulation.dashboard.state.result_folders import ResultFolders, Trouble
from simulation.questions.answering import put
from simulation.questions.attribution.question import Attribute
from simulation.questions.plan.question import Plan
from simulation.store.manifest import MANIFEST
from tests.report.studies import config

VILLAGE = {
    "name": "Kampung Kecil",
    "owners": 16,
    "groups": [{"name": "valley", "share": 0.5}, {"name": "hill", "share": 0.5}],
    "sectors": [{"name": "food", "share": 1.0}],
}
SMALL: dict[str, Any] = {
    "village": VILLAGE,
    "scenarios": {
        "none": {},
        "forum": {"activities": ["forum"]},
        "both": {"activities": ["forum", "mentoring"]},
    },
    "panels": {},
    "assumed": {},
    "weeks": 12,
    "burn_in": 10,
    "replicates": 4,
    "compare_weeks": [6, 12],
    "network_weeks": [],
}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study, an attribution and a plan, really run."""
    base = tmp_path_factory.mktemp("base")
    study = config(**SMALL)
    Study(study).run(out=base / "small" / "one", workers=1).report("en")
    put(Attribute(study), out=base / "shares", workers=1)
    put(Plan(study, budget=12e6, replicates=8, evaluations=40), out=base / "plan", workers=1)
    return base


@pytest.fixture
def base(made: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    return Path(shutil.copytree(made, tmp_path / "results"))


def trouble(base: Path, name: str) -> str:
    with pytest.raises(Trouble) as caught:
        ResultFolders(base).open(name)
    return caught.value.key


def change(folder: Path, **entries: Any) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(manifest | entries))


def test_the_list_says_of_each_folder_what_it_is_and_how_large(made: Path) -> None:
    found = {entry.name: entry for entry in ResultFolders(made).all()}
    assert set(found) == {"small/one", "shares", "plan"}  # stages are no results of their own
    told = {name: (entry.kind, entry.scenarios, entry.replicates) for name, entry in found.items()}
    assert told == {"small/one": ("study", 3, 4), "shares": ("attribute", 3, 4), "plan": ("plan", 3, 8)}
    assert {entry.trouble for entry in found.values()} == {""}
    assert found["plan"].title is not None
    assert found["plan"].title.en == "What helps?"


def test_the_newest_folder_stands_first(base: Path) -> None:
    change(base / "shares", written="2030-01-01T00:00:00+00:00")
    assert ResultFolders(base).all()[0].name == "shares"


def test_a_study_shows_the_comparison_that_its_run_wrote(made: Path) -> None:
    opened = ResultFolders(made).open("small/one")
    written = pd.read_csv(made / "small" / "one" / "comparison.csv")
    pd.testing.assert_frame_equal(opened.tables["comparison.csv"], written)
    assert opened.files == ("codebook.csv", "comparison.csv", "report.html")
    assert opened.config.reference == "none"


def test_answers_have_their_own_tables_and_all_are_offered(made: Path) -> None:
    shares, plan = (ResultFolders(made).open(name) for name in ("shares", "plan"))
    assert set(shares.tables["attribution.csv"]["activity"]) == {"forum", "mentoring"}
    assert {"interactions.csv"} <= set(shares.sheets)
    assert plan.options["budget"] == 12_000_000
    assert {"bought"} <= set(plan.tables["front.csv"]["verdict"])
    assert {"regret.csv", "tried.csv"} <= set(plan.sheets)


def test_a_download_is_the_file_itself(made: Path) -> None:
    folders = ResultFolders(made)
    for file in ("comparison.csv", "report.html"):
        assert folders.file("small/one", file) == (made / "small" / "one" / file).read_bytes()


def test_no_weekly_measures_are_read(base: Path) -> None:
    shutil.rmtree(base / "small" / "one" / "weekly.parquet")
    assert len(ResultFolders(base).open("small/one").tables["comparison.csv"]) > 0


def test_of_a_long_table_one_row_more_than_is_shown_is_read(made: Path) -> None:
    assert len(ResultFolders(made).table("plan", "tried.csv", 5)) == 6


@pytest.mark.parametrize(
    "name",
    ["..", "../secret", "small/../../secret", "small/../small/one", "/etc", "//etc", "", "a\0b", "nowhere",
     "small/one/weekly.parquet/x/y", "..\\secret", "C:/", "small/one/manifest.json"],
)  # fmt: skip
def test_a_name_that_leaves_the_base_folder_or_names_none_is_refused(base: Path, name: str) -> None:
    shutil.copytree(base / "small" / "one", base.parent / "secret")
    assert trouble(base, name) == "outside"
    with pytest.raises(Trouble, match="outside"):
        ResultFolders(base).file(name, "comparison.csv")


def test_the_absolute_path_of_a_folder_below_the_base_is_refused_as_well(base: Path) -> None:
    assert trouble(base, str(base / "small" / "one")) == "outside"


@pytest.mark.parametrize(
    "file", ["../plan/plan.csv", "/etc/passwd", "manifest.json", "..", "", "a/b.csv", ".x.csv"]
)
def test_only_tables_and_reports_of_the_folder_itself_are_given(made: Path, file: str) -> None:
    with pytest.raises(Trouble, match="damaged"):
        ResultFolders(made).file("shares", file)


def test_a_link_that_leaves_the_base_folder_is_neither_listed_nor_followed(base: Path) -> None:
    secret = Path(shutil.copytree(base / "small" / "one", base.parent / "secret"))
    (base / "link").symlink_to(secret)
    (base / "deep").mkdir()
    (base / "deep" / "link").symlink_to(base.parent)
    names = {entry.name for entry in ResultFolders(base).all()}
    assert not any("link" in name for name in names)
    for name in ("link", "deep/link", "deep/link/secret"):
        assert trouble(base, name) == "outside"


@pytest.mark.parametrize("file", [MANIFEST, "comparison.csv"])
def test_a_linked_file_is_not_read(base: Path, file: str) -> None:
    target = base / "small" / "one" / file
    target.rename(base.parent / file)
    target.symlink_to(base.parent / file)
    assert trouble(base, "small/one") == "damaged"


def test_a_linked_report_is_not_offered(base: Path) -> None:
    report = base / "shares" / "report.html"
    report.unlink()
    report.symlink_to("/etc/hostname")
    assert "report.html" not in ResultFolders(base).open("shares").files
    with pytest.raises(Trouble):
        ResultFolders(base).file("shares", "report.html")


def test_a_base_folder_may_itself_be_reached_by_a_link(made: Path, tmp_path: Path) -> None:
    (tmp_path / "here").symlink_to(made)
    assert ResultFolders(tmp_path / "here").open("shares").found.kind == "attribute"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_does_not_make_the_server_wait(base: Path) -> None:
    (base / "pipe").mkdir()
    os.mkfifo(base / "pipe" / MANIFEST)
    assert trouble(base, "pipe") == "damaged"


SPOILT: dict[str, Callable[[Path], Any]] = {
    "empty": lambda folder: (shutil.rmtree(folder), folder.mkdir()),
    "nothing": lambda folder: (shutil.rmtree(folder), folder.mkdir(), (folder / "a.txt").touch()),
    "running": lambda folder: change(folder, state="running"),
    "stopped": lambda folder: change(folder, state="stopped"),
    "shard": lambda folder: change(folder, shard="1/2"),
    "stage": lambda folder: change(folder, config={"record_weeks": [1]}),
    "version": lambda folder: change(folder, kind="prophecy"),
}


@pytest.mark.parametrize("key", SPOILT)
def test_a_folder_that_cannot_be_shown_is_listed_with_the_reason(base: Path, key: str) -> None:
    SPOILT[key](base / "shares")
    assert trouble(base, "shares") == key
    (entry,) = (entry for entry in ResultFolders(base).all() if entry.name == "shares")
    assert entry.trouble == key


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"config": 1}', '{"config": {}}', "[" * 100_000, "\udcff"]
)
def test_a_damaged_manifest_is_told(base: Path, text: str) -> None:
    (base / "shares" / MANIFEST).write_bytes(text.encode("utf-8", errors="surrogateescape"))
    assert trouble(base, "shares") == "damaged"
    assert len(ResultFolders(base).all()) == 3


@pytest.mark.parametrize(
    "text",
    ["", "a\n1\n", '"', "\0\0", "scenario,outcome,week\nnone,trust_other,x\n",
     "<html>", "\udcff\udcfe"],
)  # fmt: skip
def test_a_damaged_table_is_told(base: Path, text: str) -> None:
    (base / "small" / "one" / "comparison.csv").write_bytes(text.encode("utf-8", errors="surrogateescape"))
    assert trouble(base, "small/one") == "damaged"


def test_a_table_of_other_scenarios_or_of_words_instead_of_numbers_is_damaged(base: Path) -> None:
    path = base / "small" / "one" / "comparison.csv"
    text = path.read_text()
    path.write_text(text.replace("forum,", "prayer,", 1))
    assert trouble(base, "small/one") == "damaged"
    frame = pd.read_csv(base.parent / "results" / "shares" / "attribution.csv").astype({"shapley": object})
    frame.loc[0, "shapley"] = "much"
    frame.to_csv(base / "shares" / "attribution.csv", index=False)
    assert trouble(base, "shares") == "damaged"


def test_an_experiment_that_this_version_does_not_know_is_of_another_version(base: Path) -> None:
    manifest = json.loads((base / "shares" / MANIFEST).read_text())
    old = {"config": manifest["config"] | {"weather": "dry"}}
    change(base / "shares", **old, versions={"kampung": "0.0.1"})
    assert trouble(base, "shares") == "version"
    change(base / "shares", versions=manifest["versions"])
    assert trouble(base, "shares") == "damaged"


def test_another_version_is_said_where_its_tables_can_be_read(base: Path) -> None:
    change(base / "shares", versions={"kampung": "0.0.1"})
    opened = ResultFolders(base).open("shares")
    assert opened.found.foreign
    assert opened.found.version == "0.0.1"
    assert not ResultFolders(base).open("plan").found.foreign


def test_what_is_too_large_is_told_and_not_read(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(result_folders, "LARGEST", 200_000)
    with (base / "shares" / "interactions.csv").open("ab") as file:
        file.truncate(200_001)
    with pytest.raises(Trouble, match="large"):
        ResultFolders(base).file("shares", "interactions.csv")


def test_a_base_folder_that_is_not_there_or_empty_holds_nothing(tmp_path: Path) -> None:
    assert ResultFolders(tmp_path / "none").all() == []
    assert ResultFolders(tmp_path).all() == []
    assert trouble(tmp_path / "none", "x") == "outside"


def test_a_base_folder_may_be_a_folder_of_results_itself(made: Path) -> None:
    folders = ResultFolders(made / "plan")
    assert [entry.name for entry in folders.all()] == ["."]
    assert folders.open(".").found.kind == "plan"


def test_the_base_folder_comes_from_the_server_alone(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_RESULTS", str(made))
    assert result_folders.result_folders().base == made.resolve()
    monkeypatch.delenv("KAMPUNG_RESULTS")
    assert result_folders.result_folders().base == Path("results").resolve()
