"""`kampung run` as a user meets it."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pandas as pd
import pytest

from tests.command_line import kampung
from tests.patience import PATIENCE
from tests.reliability.commands import KAMPUNG
from tests.running.test_run import EXPERIMENT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(EXPERIMENT)
    return tmp_path


def test_run_leaves_everything_and_says_where_and_never_into_a_folder_in_use(folder: Path) -> None:
    words = ("run", "small.yaml", "--replicates", "3")
    code, out, errors = kampung(folder, *words, "--language", "en")
    assert code == 0, errors
    assert "12 runs" in out
    assert errors == ""  # quiet when nobody watches
    (results,) = (folder / "results" / "small").iterdir()
    assert str(results.relative_to(folder)) in out
    for name in ("manifest.json", "comparison.csv", "report.html", "weekly.parquet", "figures"):
        assert (results / name).exists(), name
    assert '<html lang="en"' in (results / "report.html").read_text()
    frame = pd.read_csv(results / "comparison.csv")
    assert list(frame.columns) == [
        "scenario", "outcome", "week", "window", "sets", "villages", "mean", "difference", "sign_share",
        "low", "high", "helps", "little", "harms", "best", "regret", "luck", "error", "error_low",
        "error_high", "cost", "per_million",
    ]  # fmt: skip
    weekly = pd.read_parquet(results / "weekly.parquet")
    assert len(weekly) == 4 * 3 * 21
    code, _, errors = kampung(folder, "report", results, "--language", "id")
    assert code == 0, errors
    assert '<html lang="id"' in (results / "report.html").read_text()
    code, _, errors = kampung(folder, *words, "--out", results)
    assert code == 2
    assert f"{results}: --out: a folder with results in it" in errors


def test_out_is_the_folder_itself(folder: Path) -> None:
    short = EXPERIMENT.split("scenarios:")[0] + "scenarios:\n  none: {}\n"
    (folder / "small.yaml").write_text(short)
    code, _, errors = kampung(folder, "run", "small.yaml", "--replicates", "2", "--out", "mine")
    assert code == 0, errors
    assert (folder / "mine" / "comparison.csv").exists()


def test_a_faulty_file_runs_nothing_and_writes_nothing(folder: Path) -> None:
    (folder / "small.yaml").write_text(EXPERIMENT.replace("trust_other", "trust_othr"))
    code, _, errors = kampung(folder, "run", "small.yaml")
    assert code == 2
    assert "small.yaml:13:" in errors and "trust_other" in errors
    assert not (folder / "results").exists()


def test_a_seed_out_of_range_is_one_line(folder: Path) -> None:
    code, _, errors = kampung(folder, "run", "small.yaml", "--seed", str(2**63))
    assert code == 2
    assert "seed" in errors and len(errors.splitlines()) == 1


def test_ctrl_c_stops_it_and_says_what_is_kept(folder: Path) -> None:
    text = EXPERIMENT.replace("replicates: 6", "replicates: 100000")
    (folder / "small.yaml").write_text(text)
    process = subprocess.Popen(
        [*KAMPUNG, "run", "small.yaml", "--out", "mine"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    deadline = time.monotonic() + PATIENCE
    while not list(folder.glob("mine/weekly.parquet/part-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "stopped:" in told and "of 100000 replicates are kept in mine" in told
    kept = pd.read_parquet(folder / "mine" / "weekly.parquet")
    number = int(told.split("stopped: ")[1].split(" of")[0])
    assert 0 < number < 100_000
    assert kept["replicate"].nunique() == number


def test_the_tables_stand_where_the_report_fails(kampung, folder, monkeypatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("a part that breaks")

    monkeypatch.setattr("simulation.report.page.write_report", broken)
    code, out, _ = kampung("run", folder / "small.yaml", "--replicates", 2, "--out", folder / "mine")
    assert code == 0
    assert "report:" not in out
    assert (folder / "mine" / "comparison.csv").exists()
    assert not (folder / "mine" / "report.html").exists()
