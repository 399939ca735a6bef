"""Conducting a study from a command: progress, stops, and how to go on."""

import os
import shlex
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from simulation.files.machine import is_lack, lack_in_words

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from simulation.running.cluster import Cluster
    from simulation.running.replicate import Failure
    from simulation.running.run import Outcome
    from simulation.store.results_folder import ResultsFolder

EXIT_FAILED_RUNS = 3
EXIT_UNFINISHED = 4
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


class Stoppable(Protocol):
    """A folder of results that can be left and gone on with."""

    path: Path

    def stop(self) -> None:
        """Note that it was stopped."""

    def held(self) -> str:
        """Return in words how much is there."""


Folder = TypeVar("Folder", bound=Stoppable)


class Conductor:
    """Runs studies where the user wants them, and shows how far they are.

    Parameters
    ----------
    workers : int or None
        Replicates at once.
    cluster : Cluster or None
        Where they run instead of this machine.
    console : Console
        Where to tell.
    """

    def __init__(self, workers: int | None, cluster: "Cluster | None", console: Console) -> None:
        self.workers = workers
        self.cluster = cluster
        self.console = console

    def simulate(self, folder: "ResultsFolder", doing: str = "simulating") -> "Outcome":
        """Run what a folder does not hold yet.

        Raises
        ------
        KeyboardInterrupt
            If it was stopped; what is finished is kept.
        """
        from simulation.running.run import run_study  # noqa: PLC0415 - --help needs none of this

        for note in folder.notes:
            self.console.print(f"damaged: {note}")
        scenarios = len(folder.scenarios)
        with _progress(self.console) as progress:
            last = folder.plan[-1].last - folder.first
            task = progress.add_task(_first_doing(), total=last, completed=folder.finished, rate="")

            def done(_: int) -> None:
                progress.advance(task)
                speed = (progress.tasks[0].speed or 0.0) * scenarios
                progress.update(task, description=doing, rate=f"{speed:,.0f} runs/s" if speed else "")

            if self.cluster is None:
                outcome = run_study(folder.config, folder, workers=self.workers, done=done)
            else:
                outcome = self.cluster.run(folder.config, folder, done)
        if outcome.interrupted:
            raise KeyboardInterrupt
        return outcome


def conduct(
    opened: "Callable[[Console], AbstractContextManager[Folder]]",
    work: "Callable[[Folder, Conductor], Sequence[Failure]]",
    again: list[str],
    *,
    parts: Sequence[str],
    workers: int | None = None,
    scheduler: str | None = None,
) -> None:
    """Do the work of a command in a folder; a stop says what is kept and how to go on.

    Parameters
    ----------
    opened : callable
        Opens the folder, once everything else that can fail at once is there.
    work : callable
        Runs the studies, writes what belongs to them, and says where all is; returns the runs that raised.
    again : list of str
        Words of the command, without ``kampung``, that decide what is computed and where.
    parts : sequence of str
        Activities and mechanisms that workers of a cluster must know.
    workers, scheduler
        As the options of the commands.
    """
    from simulation.running.cluster import cluster  # noqa: PLC0415 - --help needs none of this

    stop = _Stop()
    signal.signal(signal.SIGTERM, stop.terminate)
    # names of folders are no markup
    console = Console(stderr=True, highlight=False, soft_wrap=True, markup=False, emoji=False)
    connected = nullcontext() if scheduler is None else cluster(scheduler, sorted(set(parts)))
    try:
        # a cluster that cannot be used leaves no folder
        with connected as workplace, opened(console) as folder:
            try:
                _tell_failures(folder, work(folder, Conductor(workers, workplace, console)))
            except KeyboardInterrupt:
                _leave(folder, "stopped", again, console)
                # a thread may be compiling for seconds yet: nothing of its work is kept
                os._exit(stop.code)
            except BrokenPipeError:
                # nobody reads what is told; the results are none the worse
                raise
            except Exception as error:
                why = _why(error)
                if why is None:
                    raise
                _leave(folder, why, again, console)
                os._exit(EXIT_UNFINISHED)
    except KeyboardInterrupt:
        raise typer.Exit(stop.code) from None
    except Exception as error:
        why = _why(error)
        if why is None:
            raise
        console.print(f"{why}: nothing was computed")
        raise typer.Exit(EXIT_UNFINISHED) from None


class _Stop:
    """With which code a stopped run ends."""

    def __init__(self) -> None:
        self.code = EXIT_INTERRUPTED

    def terminate(self, *_: object) -> NoReturn:
        """End as by Ctrl-C, but with the code of SIGTERM."""
        self.code = EXIT_TERMINATED
        raise KeyboardInterrupt


def _tell_failures(folder: Stoppable, failures: "Sequence[Failure]") -> None:
    """Say which runs failed, and end with the code for it."""
    from simulation.files.unseen import as_printed  # noqa: PLC0415
    from simulation.running.run import failure_lines  # noqa: PLC0415 - see above

    if failures:
        for line in failure_lines(failures[:10]):
            print(as_printed(line), file=sys.stderr)
        print(f"{len(failures)} runs failed: see {folder.path / 'failures.csv'}", file=sys.stderr)
        raise typer.Exit(EXIT_FAILED_RUNS)


def _why(error: Exception) -> str | None:
    """Return in words why nothing more can be done here; None if the error is of another kind."""
    from simulation.running.cluster import ClusterLost  # noqa: PLC0415 - see above

    if isinstance(error, ClusterLost):
        return f"the cluster is gone ({error})"
    if isinstance(error, OSError) or is_lack(error):
        return f"cannot go on ({lack_in_words(error)})"
    return None


def _leave(folder: Stoppable, why: str, again: list[str], console: Console) -> None:
    """Note in the folder that the study stopped, and say what is kept and how to go on."""
    # on a full disk the manifest of the beginning stands: it says the same
    with suppress(OSError, MemoryError):
        folder.stop()
    console.print(f"{why}: {folder.held()} are kept in {folder.path}")
    command = shlex.join(["kampung", *again, "--out", str(folder.path), "--resume"])
    console.print(f"go on with: {command}")


def _first_doing() -> str:
    """Return what happens before the first replicate is done."""
    from simulation.model.engine import LAST_COMPILED  # noqa: PLC0415 - --help needs none of this
    from simulation.second_compiler import is_kept  # noqa: PLC0415 - see above

    if is_kept(LAST_COMPILED):
        return "starting"
    return "compiling the model once, usually half a minute to two minutes"


def _progress(console: Console) -> Progress:
    """Return one bar with rate and time left; silent when nobody watches."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("replicates  {task.fields[rate]}"),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
