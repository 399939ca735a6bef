"""A study that is killed, stopped or interrupted goes on to the bytes of one that never was."""

import json
import random
import shlex
import signal
import time
from pathlib import Path

import pytest

from tests.command_line import kampung
from tests.reliability.commands import assert_intact, data, leftovers, parts, start, wait_for
from tests.reliability.conftest import Whole

RUN = ("run", "steady.yaml", "--out", "out")


def kill_and_resume(folder: Path, whole: Whole, number: int, words: tuple[str, ...] = RUN) -> None:
    """Kill a run at a moment drawn over the whole time it takes, its finishing too; then go on."""
    moment = random.Random(number).uniform(0, whole.seconds)
    process = start(folder, *words)
    time.sleep(moment)
    process.kill()
    process.communicate()
    results = folder / "out"
    if results.exists():
        assert_intact(results)
    code, _, errors = kampung(folder, *words, "--resume")
    assert code == 0, (moment, errors)
    assert data(results) == whole.data, moment
    assert leftovers(results) == []
    assert json.loads((results / "manifest.json").read_text())["state"] == "finished"


@pytest.mark.parametrize("number", [0])
def test_a_study_killed_at_a_random_moment_goes_on(folder: Path, whole: Whole, number: int) -> None:
    kill_and_resume(folder, whole, number)


@pytest.mark.long
@pytest.mark.parametrize("number", range(1, 20))
def test_a_study_killed_at_any_other_random_moment_goes_on(folder: Path, whole: Whole, number: int) -> None:
    """With its stages under other assumptions, which a kill may hit too."""
    kill_and_resume(folder, whole, number, ("run", "steady.yaml", "--out", "out"))


@pytest.mark.parametrize(
    "milliseconds", [1, *(pytest.param(each, marks=pytest.mark.long) for each in (0, 2, 4, 8, 16))]
)
def test_a_study_killed_while_it_makes_its_folder_goes_on(
    folder: Path, whole: Whole, milliseconds: int
) -> None:
    process = start(folder, *RUN)
    wait_for((folder / "out").exists, process, every=0.0)
    time.sleep(milliseconds / 1000)
    process.kill()
    process.communicate()
    code, _, errors = kampung(folder, *RUN, "--resume")
    assert code == 0, errors
    assert data(folder / "out") == whole.data
    assert leftovers(folder / "out") == []


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        pytest.param(signal.SIGTERM, 143, id="SIGTERM", marks=pytest.mark.long),
        pytest.param(signal.SIGINT, 130, id="Ctrl-C"),
    ],
)
def test_a_stopped_study_says_how_to_go_on_and_that_command_does(
    folder: Path, whole: Whole, sent: int, expected: int
) -> None:
    process = start(folder, *RUN)
    wait_for(lambda: parts(folder / "out") >= 2, process)
    process.send_signal(sent)
    _, errors = process.communicate()
    assert process.returncode == expected, errors
    assert json.loads((folder / "out" / "manifest.json").read_text())["state"] == "stopped"
    assert_intact(folder / "out")
    kept = parts(folder / "out")
    first = (folder / "out" / "weekly.parquet" / "part-00000.parquet").stat().st_ino
    (line,) = [line for line in errors.splitlines() if line.startswith("go on with: kampung ")]
    code, _, errors = kampung(folder, *shlex.split(line)[4:])
    assert code == 0, errors
    assert data(folder / "out") == whole.data
    assert kept >= 2
    assert (
        folder / "out" / "weekly.parquet" / "part-00000.parquet"
    ).stat().st_ino == first  # not written again


@pytest.mark.long
def test_a_study_killed_again_and_again_comes_to_its_end(folder: Path, whole: Whole) -> None:
    """Each time a part more has landed it is killed: nothing that landed is lost."""
    for landed in (1, 2, 4):
        process = start(folder, *RUN, "--resume")
        wait_for(lambda landed=landed: parts(folder / "out") >= landed, process)
        process.kill()
        process.communicate()
        assert parts(folder / "out") >= landed
    code, _, errors = kampung(folder, *RUN, "--resume")
    assert code == 0, errors
    assert data(folder / "out") == whole.data
