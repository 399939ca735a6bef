"""What a cluster hands over: every task comes to an end, whatever becomes of the connection."""

import asyncio
from collections.abc import Generator
from concurrent.futures import CancelledError, Future
from typing import Any

import pytest

from simulation.running.cluster import _hand_over, _NoAnswer


class Task:
    """A task of a cluster that has come to an end of one kind."""

    def __init__(self, status: str, end: object) -> None:
        self.status = status
        self._end = end

    def __await__(self) -> Generator[Any, None, object]:
        yield from ()
        if isinstance(self._end, BaseException):
            raise self._end
        return self._end


def handed(task: Task) -> Future[Any]:
    here: Future[Any] = Future()
    asyncio.run(_hand_over(task, here))  # type: ignore[arg-type]
    return here


def test_a_result_is_handed_over() -> None:
    assert handed(Task("finished", 7)).result(0) == 7


def test_what_a_task_raised_is_raised_here() -> None:
    with pytest.raises(ZeroDivisionError):
        handed(Task("error", ZeroDivisionError())).result(0)


@pytest.mark.parametrize("broken", [ConnectionResetError(104, "reset by peer"), OSError("closed")])
def test_a_connection_that_breaks_while_a_result_is_on_the_way_leaves_nobody_waiting(broken: OSError) -> None:
    with pytest.raises(_NoAnswer) as told:
        handed(Task("finished", broken)).result(0)
    assert told.value.__cause__ is broken


def test_a_task_the_scheduler_lost_leaves_nobody_waiting() -> None:
    with pytest.raises(_NoAnswer):
        handed(Task("cancelled", CancelledError())).result(0)


def test_what_nobody_waits_for_is_dropped() -> None:
    here: Future[Any] = Future()
    assert here.cancel()
    asyncio.run(_hand_over(Task("finished", 7), here))  # type: ignore[arg-type]
    assert here.cancelled()
