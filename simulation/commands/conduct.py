"""Conducting a study from a command: progress, stops, and how to go on."""

import os
import shlex
import signal
import sys
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from simulation.study.cluster import Cluster
    from simulation.study.config import StudyConfig
    from simulation.study.folder import ResultsFolder
    from simulation.study.run import Outcome
    from simulation.study.shard import Shard

EXIT_FAILED_RUNS = 3
EXIT_UNFINISHED = 4
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


def conduct(
    config: "StudyConfig",
    finish: Callable[["ResultsFolder", "Outcome"], None],
    again: list[str],
    *,
    share: "Shard | None" = None,
    out: Path | None = None,
    resume: bool = False,
    workers: int | None = None,
    scheduler: str | None = None,
) -> None:
    """Run a study into a folder; a stop says what is kept and how to go on.

    Parameters
    ----------
    config : StudyConfig
        The study.
    finish : callable
        Writes what belongs to the measures and says where all is.
    again : list of str
        Words of the command, without ``kampung``, that decide what is computed and where.
    share, out, resume, workers, scheduler
        As the options of the commands; by default the whole study in a new folder on this machine.
    """
    from simulation.commands.place import results_folder  # noqa: PLC0415 - --help needs none of this
    from simulation.study.cluster import ClusterLost, cluster  # noqa: PLC0415
    from simulation.study.shard import WHOLE  # noqa: PLC0415

    stop = _Stop()
    signal.signal(signal.SIGTERM, stop.terminate)
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    activities = sorted(set().union(*config.programmes().values()))
    connected = nullcontext() if scheduler is None else cluster(scheduler, activities)
    try:
        # a cluster that cannot be used leaves no folder
        with connected as workplace, results_folder(config, share or WHOLE, out, resume, console) as folder:
            for note in folder.notes:
                console.print(f"damaged: {note}")
            try:
                outcome = _simulate(folder, workers, workplace, console)
                if outcome.interrupted:
                    raise KeyboardInterrupt
                finish(folder, outcome)
                _tell_failures(folder, outcome)
            except KeyboardInterrupt:
                _leave(folder, "stopped", again, console)
                # a thread may be compiling for seconds yet: nothing of its work is kept
                os._exit(stop.code)
            except (OSError, ClusterLost) as error:
                told = "the cluster is gone" if isinstance(error, ClusterLost) else "cannot write"
                _leave(folder, f"{told} ({error})", again, console)
                os._exit(EXIT_UNFINISHED)
    except KeyboardInterrupt:
        raise typer.Exit(stop.code) from None


def words_of(command: str, file: Path, **options: object) -> list[str]:
    """Return the words of a command that decide what is computed and where; None is no option."""
    given = [(f"--{name}", str(value)) for name, value in options.items() if value is not None]
    return [command, str(file), *(word for pair in given for word in pair)]


class _Stop:
    """With which code a stopped run ends."""

    def __init__(self) -> None:
        self.code = EXIT_INTERRUPTED

    def terminate(self, *_: object) -> NoReturn:
        """End as by Ctrl-C, but with the code of SIGTERM."""
        self.code = EXIT_TERMINATED
        raise KeyboardInterrupt


def _simulate(
    folder: "ResultsFolder", workers: int | None, workplace: "Cluster | None", console: Console
) -> "Outcome":
    from simulation.study.run import run_study  # noqa: PLC0415

    config = folder.config
    scenarios = len(folder.scenarios)
    with _progress(console) as progress:
        last = folder.plan[-1].last - folder.first
        task = progress.add_task("compiling once", total=last, completed=folder.finished, rate="")

        def done(_: int) -> None:
            progress.advance(task)
            speed = (progress.tasks[0].speed or 0.0) * scenarios
            progress.update(task, description="simulating", rate=f"{speed:,.0f} runs/s" if speed else "")

        if workplace is None:
            return run_study(config, folder, workers=workers, done=done)
        return workplace.run(config, folder, done)


def _tell_failures(folder: "ResultsFolder", outcome: "Outcome") -> None:
    """Say which runs failed, and end with the code for it."""
    from simulation.study.run import failure_lines  # noqa: PLC0415 - see above

    if outcome.failures:
        for line in failure_lines(outcome.failures[:10]):
            print(line, file=sys.stderr)
        print(f"{len(outcome.failures)} runs failed: see {folder.path / 'failures.csv'}", file=sys.stderr)
        raise typer.Exit(EXIT_FAILED_RUNS)


def _leave(folder: "ResultsFolder", why: str, again: list[str], console: Console) -> None:
    """Note in the folder that the study stopped, and say what is kept and how to go on."""
    from simulation.study.run import Outcome  # noqa: PLC0415 - see above

    # on a full disk the manifest of the beginning stands: it says the same
    with suppress(OSError):
        folder.write_manifest(Outcome(interrupted=True))
        folder.write_failures()
    total = folder.plan[-1].last - folder.first
    console.print(f"{why}: {folder.finished} of {total} replicates are kept in {folder.path}")
    command = shlex.join(["kampung", *again, "--out", str(folder.path), "--resume"])
    console.print(f"go on with: {command}")


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
