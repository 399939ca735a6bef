"""`kampung run` as a user meets it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from tests.study.test_run import EXPERIMENT

KAMPUNG = [sys.executable, "-c", "from simulation.cli import main; main()"]


def kampung(*words: str, cwd: Path) -> subprocess.CompletedProcess:
    return subprocess.run(
        [*KAMPUNG, *words], cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(EXPERIMENT)
    return tmp_path


def test_run_leaves_everything_and_says_where(folder: Path) -> None:
    done = kampung("run", "small.yaml", "--replicates", "3", "--language", "en", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "12 runs" in done.stdout
    assert done.stderr == ""  # quiet when nobody watches
    (results,) = (folder / "results" / "small").iterdir()
    assert str(results.relative_to(folder)) in done.stdout
    for name in ("manifest.json", "comparison.csv", "report.html", "weekly.parquet", "figures"):
        assert (results / name).exists(), name
    assert '<html lang="en"' in (results / "report.html").read_text()
    frame = pd.read_csv(results / "comparison.csv")
    assert list(frame.columns) == [
        "scenario", "outcome", "week", "mean", "difference", "low", "high", "boot_low", "boot_high",
        "dz", "sign_share", "p_holm", "cost", "per_million",
    ]  # fmt: skip
    weekly = pd.read_parquet(results / "weekly.parquet")
    assert len(weekly) == 4 * 3 * 21
    again = kampung("report", str(results), "--language", "id", cwd=folder)
    assert again.returncode == 0, again.stderr
    assert '<html lang="id"' in (results / "report.html").read_text()


def test_out_is_the_folder_itself_and_never_one_in_use(folder: Path) -> None:
    first = kampung("run", "small.yaml", "--replicates", "2", "--out", "mine", cwd=folder)
    assert first.returncode == 0, first.stderr
    assert (folder / "mine" / "comparison.csv").exists()
    second = kampung("run", "small.yaml", "--replicates", "2", "--out", "mine", cwd=folder)
    assert second.returncode == 2
    assert "mine: --out: a folder with results in it" in second.stderr


def test_a_faulty_file_runs_nothing_and_writes_nothing(folder: Path) -> None:
    (folder / "small.yaml").write_text(EXPERIMENT.replace("trust_other", "trust_othr"))
    done = kampung("run", "small.yaml", cwd=folder)
    assert done.returncode == 2
    assert "small.yaml:13:" in done.stderr and "trust_other" in done.stderr
    assert not (folder / "results").exists()


def test_a_seed_out_of_range_is_one_line(folder: Path) -> None:
    done = kampung("run", "small.yaml", "--seed", str(2**63), cwd=folder)
    assert done.returncode == 2
    assert "seed" in done.stderr and "Traceback" not in done.stderr


def test_ctrl_c_stops_within_a_second_and_says_what_is_kept(folder: Path) -> None:
    text = EXPERIMENT.replace("replicates: 6", "replicates: 100000")
    (folder / "small.yaml").write_text(text)
    process = subprocess.Popen(
        [*KAMPUNG, "run", "small.yaml", "--out", "mine"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    deadline = time.monotonic() + 120
    while not list(folder.glob("mine/weekly.parquet/part-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert time.monotonic() - begin < 5  # a second on a machine that does nothing else
    assert process.returncode == 130
    assert "stopped:" in told and "of 100000 replicates are kept in mine" in told
    kept = pd.read_parquet(folder / "mine" / "weekly.parquet")
    number = int(told.split("stopped: ")[1].split(" of")[0])
    assert number > 0
    assert kept["replicate"].nunique() == number
