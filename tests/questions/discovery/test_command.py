"""`kampung discover` as its users run it."""

import shlex
import signal
from pathlib import Path

import pandas as pd
import pytest

from simulation import load_study
from tests.command_line import kampung
from tests.reliability.commands import assert_intact, experiment, parts, start, wait_for

TABLES = ("villages.csv", "findings.csv", "boxes.csv", "trajectory.csv")
VARIED = ("--parameter", "threshold", "--parameter", "bad_weight")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "small.yaml").write_text(experiment("small", weeks=30, replicates=6))
    return tmp_path


def test_the_tables_say_what_python_says(folder: Path) -> None:
    code, out, errors = kampung(
        folder, "discover", "small.yaml", "--villages", "100", *VARIED, "--out", "out", "--language", "en"
    )
    assert code == 0, errors
    assert " runs in " in out
    assert "trust_other, week 30, smallest effect 0.02" in out
    assert '<html lang="en">' in (folder / "out" / "report.html").read_text(encoding="utf-8")
    answer = load_study(folder / "small.yaml").discover(villages=100, parameters=["threshold", "bad_weight"])
    for name, frame in answer.frames().items():
        text = frame.to_csv(index=False, lineterminator="\n")
        assert (folder / "out" / f"{name}.csv").read_text() == text
    villages = pd.read_csv(folder / "out" / "villages.csv")
    assert len(villages) == 100
    assert villages["threshold"].between(0.35, 0.50).all()


@pytest.mark.long
def test_a_stopped_search_goes_on_to_the_same_bytes(folder: Path) -> None:
    (folder / "long.yaml").write_text(experiment("long", weeks=400, replicates=1))
    words = ("discover", "long.yaml", "--villages", "100", "--each", "2", *VARIED)
    process = start(folder, *words, "--out", "out")
    wait_for(lambda: parts(folder / "out" / "stage-000") >= 2, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate()
    assert process.returncode == 130, errors
    assert_intact(folder / "out" / "stage-000")
    (line,) = [line for line in errors.splitlines() if line.startswith("go on with: kampung discover ")]
    code, _, errors = kampung(folder, *shlex.split(line)[4:])
    assert code == 0, errors
    code, _, errors = kampung(folder, *words, "--out", "whole")
    assert code == 0, errors
    for name in TABLES:
        assert (folder / "out" / name).read_bytes() == (folder / "whole" / name).read_bytes()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            ("--programme", "froum"),
            "--programme: unknown scenario 'froum'; allowed: none, forum; did you mean 'forum'?",
        ),
        (
            ("--outcome", "trust"),
            "--outcome: unknown outcome 'trust'; allowed: trust_other; did you mean 'trust_other'?",
        ),
        (("--week", "31"), "--week: found 31; allowed: a week from 1 to 30"),
    ],
)
def test_bad_input_is_one_line(folder: Path, words: tuple[str, ...], told: str) -> None:
    code, out, errors = kampung(folder, "discover", "small.yaml", *words, "--out", "out")
    assert (code, out, errors) == (2, "", told + "\n")
    assert not (folder / "out").exists()


def test_an_empty_range_and_an_unknown_parameter_are_faults_of_the_file(folder: Path) -> None:
    file = folder / "small.yaml"
    file.write_text(file.read_text() + "ranges: {threshold: [0.48, 0.40], memry: [0.9, 0.95]}\n")
    code, _, errors = kampung(folder, "discover", "small.yaml", "--out", "out")
    assert code == 2
    empty, unknown = errors.splitlines()
    assert "ranges.threshold: found 0.48 to 0.4, an empty range" in empty
    assert "ranges.memry: unknown parameter 'memry'" in unknown
    assert "did you mean 'memory'?" in unknown
