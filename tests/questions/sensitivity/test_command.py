"""`kampung sensitivity` as its users run it."""

import json
import re
import shlex
import signal
from pathlib import Path

import pandas as pd
import pytest

from simulation import load_study
from tests.command_line import kampung
from tests.reliability.commands import assert_intact, experiment, parts, start, wait_for

WORDS = ("--parameter", "threshold", "--parameter", "misreading", "--keep", "1")
SMALL = (*WORDS, "--trajectories", "2", "--replicates", "2", "--samples", "4", "--sample-replicates", "2")
TABLES = ("morris.csv", "sobol.csv", "spread.csv", "alternatives.csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(experiment("small", weeks=30, replicates=6))
    return tmp_path


def test_the_tables_say_what_python_says_and_its_report_can_be_written_again(folder: Path) -> None:
    code, out, errors = kampung(folder, "sensitivity", "small.yaml", *SMALL, "--out", "out")
    assert code == 0, errors
    # 2 trajectories of 3 points, then 4 base points of 3, then 5 structures: two villages each
    for number, villages in enumerate((2 * 3 * 2, 4 * 3 * 2, 5 * 2)):
        manifest = (folder / "out" / f"stage-{number:03d}" / "manifest.json").read_text(encoding="utf-8")
        assert json.loads(manifest)["replicates"] == villages
    assert "trust_other, effect of the programme: change over the whole range of a parameter (Morris)" in out
    answer = load_study(folder / "small.yaml").sensitivity(
        parameter=["threshold", "misreading"], keep=1, trajectories=2, replicates=2, samples=4,
        sample_replicates=2,
    )  # fmt: skip
    for name, frame in answer.frames().items():
        pd.testing.assert_frame_equal(pd.read_csv(folder / "out" / f"{name}.csv"), frame, check_dtype=False)
    assert f"results: out: {', '.join(TABLES)}" in out
    assert '<html lang="id">' in (folder / "out" / "report.html").read_text(encoding="utf-8")
    code, _, errors = kampung(folder, "report", "out", "--language", "en")
    assert code == 0, errors
    assert '<html lang="en">' in (folder / "out" / "report.html").read_text(encoding="utf-8")


@pytest.mark.long
def test_a_stopped_one_says_how_to_go_on_and_ends_in_the_same_bytes(folder: Path) -> None:
    (folder / "long.yaml").write_text(experiment("long", weeks=800, replicates=2))
    words = (*WORDS, "--trajectories", "4", "--replicates", "12", "--samples", "4")
    process = start(folder, "sensitivity", "long.yaml", *words, "--out", "out")
    wait_for(lambda: parts(folder / "out" / "stage-000") >= 2, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130, errors
    assert_intact(folder / "out" / "stage-000")
    (line,) = [line for line in errors.splitlines() if line.startswith("go on with: kampung sensitivity ")]
    code, _, errors = kampung(folder, *shlex.split(line)[4:])
    assert code == 0, errors
    code, _, errors = kampung(folder, "sensitivity", "long.yaml", *words, "--out", "whole")
    assert code == 0, errors
    for name in TABLES:
        assert (folder / "out" / name).read_bytes() == (folder / "whole" / name).read_bytes()


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--parameter", "treshold", "unknown parameter 'treshold'; .* did you mean 'threshold'[?]"),
        ("--outcome", "trust", "unknown outcome 'trust'; .* did you mean 'trust_other'[?]"),
        ("--samples", "100", "found 100; allowed: a power of 2, such as 128, 256, 512: .*"),
    ],
)
def test_a_fault_is_one_line_and_leaves_no_folder(folder: Path, option: str, value: str, told: str) -> None:
    code, _, errors = kampung(folder, "sensitivity", "small.yaml", option, value, "--out", "out")
    assert code == 2
    assert re.fullmatch(f"{option}: {told}\n", errors)
    assert not (folder / "out").exists()


def test_an_empty_range_is_told_at_its_place(folder: Path) -> None:
    text = experiment("small", weeks=30, replicates=6) + "ranges:\n  threshold: [0.5, 0.5]\n"
    (folder / "empty.yaml").write_text(text)
    code, _, errors = kampung(folder, "sensitivity", "empty.yaml")
    assert code == 2
    (line,) = errors.splitlines()
    assert line.startswith("empty.yaml:") and "ranges.threshold: found 0.5 to 0.5, an empty range" in line
