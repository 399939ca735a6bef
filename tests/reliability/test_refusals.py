"""Two runs in one folder, or another experiment than was begun: refused, and nothing is lost."""

from pathlib import Path

from tests.command_line import kampung
from tests.reliability.commands import EXPERIMENT, data, parts, start, wait_for
from tests.reliability.conftest import Whole

RUN = ("run", "steady.yaml", "--out", "out")


def test_a_second_process_on_the_same_folder_is_told_who_writes_there(folder: Path, whole: Whole) -> None:
    first = start(folder, *RUN)
    wait_for(lambda: parts(folder / "out") >= 1, first)
    code, _, errors = kampung(folder, *RUN, "--resume")
    assert code == 2, errors
    assert f"is being written by process {first.pid} on " in errors
    assert first.wait() == 0
    assert data(folder / "out") == whole.data


def test_an_experiment_that_was_changed_is_refused_with_what_differs(folder: Path) -> None:
    process = start(folder, *RUN)
    wait_for(lambda: parts(folder / "out") >= 1, process)
    process.terminate()
    process.communicate()
    before = {path: path.read_bytes() for path in (folder / "out" / "weekly.parquet").iterdir()}
    (folder / "steady.yaml").write_text(EXPERIMENT.replace("activities: [forum]", "activities: [mentoring]"))
    code, _, errors = kampung(folder, *RUN, "--resume")
    assert code == 2, errors
    assert "scenarios.forum" in errors
    assert "mentoring" in errors
    assert {path: path.read_bytes() for path in (folder / "out" / "weekly.parquet").iterdir()} == before
