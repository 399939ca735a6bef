"""A machine that lacks memory, open files or threads: one line, and the study goes on where there is more."""

import os
import pkgutil
import resource
import shlex
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.commands import assert_intact, data, parts, run, start, wait_for
from tests.reliability.conftest import Whole
from tests.reliability.test_failing_calls import COMMANDS, Command, place, undisturbed
from tests.reliability.test_failing_calls import data as all_data

__all__ = ["place"]

RUN = COMMANDS["run"]


def fails_at(real: Callable[..., Any], number: int, error: BaseException) -> Callable[..., Any]:
    """Return a function whose n-th call raises."""
    calls = iter(range(1, 1_000_000))

    def failing(*given: Any, **named: Any) -> Any:
        if next(calls) == number:
            raise error
        return real(*given, **named)

    return failing


NO_THREAD = RuntimeError("can't start new thread")


@pytest.mark.parametrize(
    ("where", "number", "error"),
    [
        ("simulation.running.replicate.Engine.advance", 1, MemoryError()),
        # in a scenario: it is no failed run
        ("simulation.running.replicate.Engine.branch", 4, MemoryError("Unable to allocate 8. GiB")),
        ("concurrent.futures.ThreadPoolExecutor.submit", 3, NO_THREAD),
        ("simulation.store.part_file.part_table", 2, MemoryError()),
        ("simulation.analysis.comparison.spread", 1, MemoryError()),
        ("simulation.report.page.render", 1, ImportError("x.so: failed to map segment from shared object")),
    ],
)
def test_a_lack_is_told_and_no_run_is_held_to_have_failed(
    place: Path, kampung: Command, where: str, number: int, error: Exception
) -> None:
    whole, _ = undisturbed(place, lambda out: kampung(*RUN, "--out", out))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(where, fails_at(pkgutil.resolve_name(where), number, error))
        code, _, errors = kampung(*RUN, "--out", "out")
    assert code == 4, errors
    told, line = errors.splitlines()
    assert ("out of memory" if isinstance(error, MemoryError) else str(error)) in told
    code, _, errors = kampung(*shlex.split(line)[4:])
    assert code == 0, errors
    assert all_data(place / "out") == whole


@contextmanager
def few_files(free: int) -> Iterator[None]:
    """Let this process open only so many files more."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    # the numbers of new files are the lowest that are free
    taken = [os.open(os.devnull, os.O_RDONLY) for _ in range(40)]
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(taken) + 1, before[1]))
    for each in sorted(taken)[len(taken) - free :]:
        os.close(each)
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)
        for each in sorted(taken)[: len(taken) - free]:
            os.close(each)


def test_few_open_files_are_enough_or_told(place: Path, kampung: Command) -> None:
    whole, _ = undisturbed(place, lambda out: kampung(*RUN, "--out", out))
    codes = []
    for free in (0, 1, 2, 3, 4, 8):
        out = f"out-{free}"
        with few_files(free):
            code, _, errors = kampung(*RUN, "--out", out)
        codes.append(code)
        if code:
            # without a single one the experiment cannot be read
            assert code == (2 if free == 0 else 4), errors
            assert "Too many open files" in errors.splitlines()[0]
            code, _, errors = kampung(*RUN, "--out", out, "--resume")
        assert code == 0, errors
        assert all_data(place / out) == whole
    assert 4 in codes
    assert codes[-1] == 0


@pytest.mark.long
@pytest.mark.parametrize("megabytes", range(600, 1500, 100))
def test_a_limit_of_memory_costs_nothing_that_has_landed(folder: Path, whole: Whole, megabytes: int) -> None:
    size = megabytes * 1024**2
    process = start(
        folder,
        *("run", "steady.yaml", "--out", "out"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (size, size)),
    )
    try:
        _, errors = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        # Python waits for ever for a thread that had no memory to begin with; whoever waits kills it
        process.kill()
        _, errors = process.communicate()
    else:
        if process.returncode in (0, 4):
            assert "Traceback" not in errors
        else:  # a library of numbers, or Python itself, ends the process
            told = ("alloc", "memory", "fatal python error")
            assert any(words in errors.lower() for words in told), errors
    if (folder / "out").exists():
        assert_intact(folder / "out")
    code, _, errors = run(folder, "run", "steady.yaml", "--out", "out", "--resume")
    assert code == 0, errors
    assert data(folder / "out") == whole.data


@pytest.mark.parametrize("seconds", [1, pytest.param(60, marks=pytest.mark.long)])
def test_a_process_that_was_halted_goes_on(folder: Path, whole: Whole, seconds: int) -> None:
    process = start(folder, "run", "steady.yaml", "--out", "out")
    wait_for(lambda: parts(folder / "out") >= 1, process)
    process.send_signal(signal.SIGSTOP)
    time.sleep(0.2)
    landed = parts(folder / "out")
    time.sleep(seconds)
    assert parts(folder / "out") == landed
    process.send_signal(signal.SIGCONT)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    assert data(folder / "out") == whole.data
