"""`kampung run`: simulate a study and leave tables, figures and a report."""

import os
import shlex
import signal
import sys
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, NoReturn

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

if TYPE_CHECKING:
    from simulation.study.cluster import Cluster
    from simulation.study.folder import ResultsFolder
    from simulation.study.run import Outcome

EXIT_FAILED_RUNS = 3
EXIT_UNFINISHED = 4
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


def run(
    file: Annotated[Path, typer.Argument(help="Experiment file (YAML).")],
    replicates: Annotated[int | None, typer.Option(min=1, help="Instead of the experiment's.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Instead of the experiment's.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Replicates at once; default: all processors.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the results; default: results/STUDY/TIME-HASH.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped.")] = False,
    shard: Annotated[
        str | None, typer.Option(help="Only a share of the replicates, as 3/40; then kampung merge.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(help="Run on a Dask cluster: tcp://HOST:PORT (extra 'cluster').")
    ] = None,
    language: Annotated[Literal["id", "en"], typer.Option(help="Language of the report.")] = "id",
) -> None:
    """Simulate every scenario many times in paired runs and write the results."""
    from simulation.study.config import read_study  # noqa: PLC0415 - --help needs none of this

    config = read_study(file)
    from simulation.commands.place import results_folder  # noqa: PLC0415
    from simulation.study.cluster import ClusterLost, cluster  # noqa: PLC0415
    from simulation.study.run import changed  # noqa: PLC0415
    from simulation.study.shard import WHOLE, read_shard  # noqa: PLC0415

    config = changed(config, replicates, seed)
    share = WHOLE if shard is None else read_shard(shard, config.replicates)
    stop = _Stop()
    again = _again(file, replicates, seed, shard, scheduler)
    signal.signal(signal.SIGTERM, stop.terminate)
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    activities = sorted(set().union(*config.programmes().values()))
    connected = nullcontext() if scheduler is None else cluster(scheduler, activities)
    try:
        # a cluster that cannot be used leaves no folder
        with connected as workplace, results_folder(config, share, out, resume, console) as folder:
            for note in folder.notes:
                console.print(f"damaged: {note}")
            try:
                outcome = _simulate(folder, workers, workplace, console)
                if outcome.interrupted:
                    raise KeyboardInterrupt
                _finish(folder, outcome, language)
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


def _again(
    file: Path, replicates: int | None, seed: int | None, shard: str | None, scheduler: str | None
) -> list[str]:
    """Return the words of a command that decide what is computed and where."""
    given = {"--replicates": replicates, "--seed": seed, "--shard": shard, "--scheduler": scheduler}
    options = [word for name, value in given.items() if value is not None for word in (name, str(value))]
    return [str(file), *options]


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


def _finish(folder: "ResultsFolder", outcome: "Outcome", language: str) -> None:
    """Write what belongs to the measures, and say where all is and what failed."""
    from simulation.api import finish  # noqa: PLC0415 - see above
    from simulation.study.run import failure_lines  # noqa: PLC0415
    from simulation.study.shard import WHOLE  # noqa: PLC0415

    scenarios = len(folder.scenarios)
    runs = outcome.finished * scenarios - len(outcome.failures)
    if folder.shard == WHOLE:
        page = finish(folder.config, folder, outcome).report(language)
        print(
            f"{scenarios} scenarios x {outcome.finished} replicates: {runs:,} runs in {outcome.seconds:.1f} s"
        )
        if outcome.half_width is not None:
            print(f"widest half interval after {outcome.finished} replicates: {outcome.half_width:.4g}")
        print(f"results: {folder.path}")
        print(f"report:  {page}")
    else:
        folder.write_manifest(outcome)
        folder.write_failures()
        print(f"shard {folder.shard}: {scenarios} scenarios x {outcome.finished} replicates, {runs:,} runs")
        print(f"results: {folder.path}; when all shards are there: kampung merge DIR...")
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
    command = shlex.join(["kampung", "run", *again, "--out", str(folder.path), "--resume"])
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
