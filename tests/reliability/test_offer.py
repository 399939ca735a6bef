"""The same command again offers to go on with what it left."""

import os
import pty
from pathlib import Path

import pytest

from tests.command_line import kampung
from tests.reliability.commands import KAMPUNG, REPLICATES, data, parts, start, wait_for
from tests.reliability.conftest import Whole

RUN = ("run", "steady.yaml")


def leave_unfinished(folder: Path) -> Path:
    """Kill a run when its first part has landed; return its folder."""
    process = start(folder, *RUN)
    study = folder / "results" / "steady"
    wait_for(lambda: any(parts(each) for each in study.glob("*")), process)
    process.kill()
    process.communicate()
    (left,) = study.glob("*")
    return left


def in_a_terminal(folder: Path, answer: str) -> str:
    """Run the command in a terminal, answer its first question, and return all it said."""
    child, terminal = pty.fork()
    if child == 0:  # the copy of this process becomes the command
        os.chdir(folder)
        os.execv(KAMPUNG[0], [*KAMPUNG, *RUN])
    said = ""
    answered = False
    while True:
        try:
            chunk = os.read(terminal, 4096).decode(errors="replace")
        except OSError:  # how a terminal tells that its program has ended
            break
        if not chunk:
            break
        said += chunk
        if "?" in said and not answered:
            answered = True
            os.write(terminal, f"{answer}\n".encode())
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0, said
    return said


def test_somebody_at_a_terminal_is_asked_and_yes_goes_on(folder: Path, whole: Whole) -> None:
    left = leave_unfinished(folder)
    said = in_a_terminal(folder, "y")
    assert "holds an unfinished run of this study. Go on with it?" in " ".join(said.split())
    assert [left] == list((folder / "results" / "steady").glob("*"))
    assert data(left) == whole.data


def test_nobody_at_a_terminal_is_told_and_a_new_run_begins(folder: Path) -> None:
    left = leave_unfinished(folder)
    before = parts(left)
    process = start(folder, *RUN)
    wait_for(lambda: len(list(left.parent.glob("*"))) == 2, process)
    process.kill()
    _, errors = process.communicate()
    assert f"{left.relative_to(folder)} holds an unfinished run of this study: --resume goes on" in errors
    assert parts(left) == before


@pytest.mark.long
def test_another_number_of_replicates_is_no_offer_but_more_are(folder: Path, whole: Whole) -> None:
    left = leave_unfinished(folder)
    code, _, errors = kampung(folder, *RUN, "--replicates", "1", "--resume", "--out", str(left))
    assert code == 2
    assert f"replicates: {REPLICATES} in the folder, 1 now" in errors
    code, _, errors = kampung(folder, *RUN, "--resume")
    assert code == 0, errors
    assert data(left) == whole.data
