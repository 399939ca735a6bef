"""`kampung boundary` as its users run it."""

import shlex
import signal
from pathlib import Path

import pandas as pd
import pytest

from simulation import load_study
from tests.command_line import kampung
from tests.reliability.commands import experiment, parts, start, wait_for

RANGES = ("--x", "theta", "--y", "e0", "--x-range", "0.3:0.8", "--y-range", "0.05:0.5")
SMALL = (*RANGES, "--replicates", "5", "--cells", "8", "--points", "40")
TABLES = ("points", "boundary", "crossings", "states", "history", "memory", "staying")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(experiment("small", weeks=30, replicates=6))
    return tmp_path


def test_the_tables_say_what_python_says(folder: Path) -> None:
    code, out, errors = kampung(folder, "boundary", "small.yaml", *SMALL, "--out", "out")
    assert code == 0, errors
    assert "where the village tips: threshold" in out
    assert "points measured, a full grid has 81" in out
    found = load_study(folder / "small.yaml").boundary(
        "threshold", "misreading", x_range=(0.3, 0.8), y_range=(0.05, 0.5), replicates=5, cells=8, points=40
    )
    frames = found.frames()
    assert set(frames) == set(TABLES)
    for name, frame in frames.items():
        pd.testing.assert_frame_equal(pd.read_csv(folder / "out" / f"{name}.csv"), frame, check_dtype=False)


@pytest.mark.long
def test_a_stopped_map_says_how_to_go_on_and_that_command_does(folder: Path) -> None:
    (folder / "long.yaml").write_text(experiment("long", weeks=300, replicates=5))
    process = start(folder, "boundary", "long.yaml", *SMALL, "--out", "out")
    wait_for(lambda: parts(folder / "out" / "stage-001") >= 1, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130, errors
    (line,) = [line for line in errors.splitlines() if line.startswith("go on with: kampung boundary ")]
    code, _, errors = kampung(folder, *shlex.split(line)[4:])
    assert code == 0, errors
    code, _, errors = kampung(folder, "boundary", "long.yaml", *SMALL, "--out", "whole")
    assert code == 0, errors
    for name in TABLES:
        one, two = (folder / place / f"{name}.csv" for place in ("out", "whole"))
        assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("--x", "theta", "--y", "theta"),
            "--y: the same parameter as --x, 'threshold'; allowed: two different",
        ),
        (("--x", "tetha", "--y", "e0"), "--x: unknown parameter 'tetha'; allowed: "),
        ((*RANGES[:4], "--x-range", "0.6:0.4"), "--x-range: found 0.6 to 0.4, an empty range; allowed: "),
    ],
)
def test_what_cannot_be_asked_is_one_line(folder: Path, words: tuple[str, ...], told: str) -> None:
    code, _, errors = kampung(folder, "boundary", "small.yaml", *words, "--out", "out")
    assert code == 2
    assert errors.startswith(told)
    assert len(errors.splitlines()) == 1
    assert not (folder / "out").exists()
