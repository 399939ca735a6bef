"""Folders with any name, folders that were moved, and a clock that is set back."""

import itertools
import json
import shlex
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulation.store import locked_folder
from tests.reliability.test_failing_calls import COMMANDS, Command, data, place, undisturbed

__all__ = ["place"]

RUN = COMMANDS["run"]
NAMES = [
    "my results",
    "desa \u1b33\u1b2b \u6751 \u0434\u0435\u0440\u0435\u0432\u043d\u044f",
    'it\'s "best" `of` $HOME; rm *',
    "\U0001f3d8\ufe0f hasil",
    "[bold]hasil[/bold] [/x] :house:",
    "-out",
    "a\\b",
    "two\nlines",
    "e\u0301cole",
]


def stop_in(patch: pytest.MonkeyPatch, part: int) -> None:
    """Let a study stop by Ctrl-C when it writes a part."""
    from simulation.store.results_folder import ResultsFolder

    write = ResultsFolder.write

    def stopping(self: ResultsFolder, this: object, batch: list[object]) -> None:
        if this.number == part:  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        write(self, this, batch)  # type: ignore[arg-type]

    patch.setattr(ResultsFolder, "write", stopping)


@pytest.mark.parametrize("name", NAMES)
def test_the_command_that_goes_on_can_be_pasted(place: Path, kampung: Command, name: str) -> None:
    """A shell takes its words apart; the file has a strange name as well."""
    file = name.replace("/", "") + ".yaml"
    shutil.copy(place / "tiny.yaml", place / file)
    words = ["run", f"./{file}", "--language", "en"]
    with pytest.MonkeyPatch.context() as patch:
        stop_in(patch, 1)
        code, _, errors = kampung(*words, "--out", name)
    assert code == 130, errors
    command = errors.partition("go on with: ")[2].removesuffix("\n")
    show = [sys.executable, "-c", "import json, sys; print(json.dumps(sys.argv[1:]))"]
    pasted = subprocess.run(
        ["bash", "-c", command.replace("kampung", shlex.join(show), 1)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    again = json.loads(pasted.stdout)
    assert again[-3:] == ["--out", name, "--resume"]
    code, _, errors = kampung(*again)
    assert code == 0, errors
    whole, _ = undisturbed(place, lambda out: kampung(*words, "--out", out))
    assert data(place / name) == whole


@pytest.mark.parametrize("command", COMMANDS)
def test_a_stopped_folder_goes_on_where_it_was_moved_to(place: Path, kampung: Command, command: str) -> None:
    words = COMMANDS[command]
    whole, _ = undisturbed(place, lambda out: kampung(*words, "--out", out))
    with pytest.MonkeyPatch.context() as patch:
        stop_in(patch, 1 if command == "run" else 0)
        assert kampung(*words, "--out", "here")[0] == 130
    (place / "else where").mkdir()
    shutil.move(place / "here", place / "else where" / "there")
    code, _, errors = kampung(*words, "--out", "else where/there", "--resume")
    assert code == 0, errors
    assert data(place / "else where" / "there") == whole
    assert not (place / "here").exists()


def test_a_folder_moved_under_a_running_study_is_told(place: Path, kampung: Command) -> None:
    from simulation.store.results_folder import ResultsFolder

    write = ResultsFolder.write

    def moving(self: ResultsFolder, part: object, batch: list[object]) -> None:
        if (place / "here").exists() and self.written:
            shutil.move(place / "here", place / "there")
        write(self, part, batch)  # type: ignore[arg-type]

    whole, _ = undisturbed(place, lambda out: kampung(*RUN, "--out", out))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ResultsFolder, "write", moving)
        code, _, errors = kampung(*RUN, "--out", "here")
    assert code == 4
    assert "No such file or directory: here/weekly.parquet/part-00001.parquet" in errors.splitlines()[0]
    assert not (place / "here").exists()
    assert kampung(*RUN, "--out", "there", "--resume")[0] == 0
    assert data(place / "there") == whole


@pytest.fixture
def backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that is set back by an hour each time somebody looks at it."""
    hours = itertools.count()

    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(2026, 1, 1, tzinfo=UTC) - timedelta(hours=next(hours))

    monkeypatch.setattr(time, "time", lambda: 1.7e9 - 3600 * next(hours))
    for module in ("locked_folder", "lock", "manifest"):
        monkeypatch.setattr(f"simulation.store.{module}.datetime", Clock)


def test_a_clock_that_is_set_back_changes_nothing(place: Path, kampung: Command, backwards: None) -> None:
    whole, _ = undisturbed(place, lambda out: kampung(*RUN, "--out", out))
    with pytest.MonkeyPatch.context() as patch:
        stop_in(patch, 1)
        assert kampung(*RUN)[0] == 130
    (stopped,) = (place / "results" / "tiny").iterdir()
    code, _, errors = kampung(*RUN, "--resume")
    assert code == 0, errors
    assert data(stopped) == whole


def test_two_runs_of_one_second_have_two_folders(
    place: Path, kampung: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime(2026, 1, 1, tzinfo=UTC)

    monkeypatch.setattr(locked_folder, "datetime", Clock)
    for _ in range(2):
        code, _, errors = kampung(*RUN)
        assert code == 0, errors
    one, two = sorted((place / "results" / "tiny").iterdir())
    assert data(one) == data(two)
