"""`kampung sweep` as its users run it."""

import shlex
import signal
from pathlib import Path

import pandas as pd
import pytest

from simulation import load_study
from tests.command_line import kampung
from tests.reliability.commands import assert_intact, experiment, parts, start, wait_for

SWEEP = "sweep:\n  parameters: {threshold: [0.40, 0.48], forum.every: {from: 2, to: 4, step: 2}}\n  each: 3\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(experiment("small", weeks=30, replicates=3, burn_in=20) + SWEEP)
    return tmp_path


def test_the_tables_say_what_python_says(folder: Path) -> None:
    code, out, errors = kampung(folder, "sweep", "small.yaml", "--out", "out", "--language", "en")
    assert code == 0, errors
    assert "effect on trust_other, week 30" in out and "forum.every" in out
    assert '<html lang="en">' in (folder / "out" / "report.html").read_text(encoding="utf-8")
    answer = load_study(folder / "small.yaml").sweep()
    for name, frame in answer.frames().items():
        text = frame.to_csv(index=False, lineterminator="\n")
        assert (folder / "out" / f"{name}.csv").read_text() == text
        pd.testing.assert_frame_equal(pd.read_parquet(folder / "out" / f"{name}.parquet"), frame)
    sweep = pd.read_csv(folder / "out" / "sweep.csv")
    assert list(sweep.columns[:3]) == ["point", "threshold", "forum.every"]
    assert len(sweep) == 4 * 3 * sweep["scenario"].nunique() * sweep["week"].nunique()


def test_more_villages_a_point_keep_those_that_were_there(folder: Path) -> None:
    study = load_study(folder / "small.yaml")
    few, more = study.sweep(each=2).runs, study.sweep(each=4).runs
    kept = more[more["replicate"] < 2].reset_index(drop=True)
    pd.testing.assert_frame_equal(kept, few)


def test_without_a_sweep_in_the_file_it_says_what_to_write(folder: Path) -> None:
    (folder / "plain.yaml").write_text(experiment("plain", weeks=30, replicates=3, burn_in=20))
    code, _, errors = kampung(folder, "sweep", "plain.yaml")
    assert code == 2 and "says nothing to sweep; allowed: sweep: {parameters:" in errors


def test_what_cannot_be_swept_is_told_with_its_line(folder: Path) -> None:
    text = (folder / "small.yaml").read_text().replace("0.48]", "1.48]")
    (folder / "small.yaml").write_text(text)
    code, _, errors = kampung(folder, "sweep", "small.yaml")
    line = next(n for n, each in enumerate(text.splitlines(), start=1) if "1.48" in each)
    assert code == 2 and f"small.yaml:{line}:" in errors and "values from 0 to 1" in errors


@pytest.mark.long
def test_a_stopped_sweep_goes_on_to_the_same_bytes(folder: Path) -> None:
    text = experiment("long", weeks=400, replicates=3) + SWEEP.replace("each: 3", "each: 12")
    (folder / "long.yaml").write_text(text)
    process = start(folder, "sweep", "long.yaml", "--out", "out")
    wait_for(lambda: parts(folder / "out" / "stage-000") >= 1, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130, errors
    assert_intact(folder / "out" / "stage-000")
    (line,) = [line for line in errors.splitlines() if line.startswith("go on with: kampung sweep ")]
    code, _, errors = kampung(folder, *shlex.split(line)[4:])
    assert code == 0, errors
    code, _, errors = kampung(folder, "sweep", "long.yaml", "--out", "whole", "--workers", "1")
    assert code == 0, errors
    for name in ("sweep.csv", "effects.csv", "sweep.parquet"):
        assert (folder / "out" / name).read_bytes() == (folder / "whole" / name).read_bytes()
