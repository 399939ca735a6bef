"""`kampung run`: simulate a study and leave tables, figures and a report."""

import os
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

EXIT_FAILED_RUNS = 3
EXIT_INTERRUPTED = 130


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
    language: Annotated[Literal["id", "en"], typer.Option(help="Language of the report.")] = "id",
) -> None:
    """Simulate every scenario many times in paired runs and write the results."""
    from simulation.study.config import read_study  # noqa: PLC0415 - --help needs none of this

    config = read_study(file)
    from simulation.api import finish  # noqa: PLC0415
    from simulation.study.folder import ResultsFolder, new_path  # noqa: PLC0415
    from simulation.study.run import changed, failure_lines, run_study  # noqa: PLC0415

    config = changed(config, replicates, seed)

    console = Console(stderr=True)
    folder = ResultsFolder(out or new_path(Path("results"), config), config)
    scenarios = len(config.scenarios)
    with _progress(console) as progress:
        task = progress.add_task("compiling once", total=config.replicates, rate="")

        def done(_: int) -> None:
            progress.advance(task)
            speed = (progress.tasks[0].speed or 0.0) * scenarios
            progress.update(task, description="simulating", rate=f"{speed:,.0f} runs/s" if speed else "")

        outcome = run_study(config, folder, workers=workers, done=done)
    if outcome.interrupted:
        folder.write_manifest(outcome)
        folder.write_failures(outcome.failures)
        console.print(
            f"stopped: {outcome.finished} of {config.replicates} replicates are kept in {folder.path}",
            highlight=False,
            soft_wrap=True,
        )
        # a thread may be compiling for seconds yet: nothing of its work is kept
        os._exit(EXIT_INTERRUPTED)
    result = finish(config, folder, outcome)
    page = result.report(language)
    runs = outcome.finished * scenarios - len(outcome.failures)
    print(f"{scenarios} scenarios x {outcome.finished} replicates: {runs:,} runs in {outcome.seconds:.1f} s")
    print(f"results: {folder.path}")
    print(f"report:  {page}")
    if outcome.failures:
        for line in failure_lines(outcome.failures[:10]):
            print(line, file=sys.stderr)
        print(f"{len(outcome.failures)} runs failed: see {folder.path / 'failures.csv'}", file=sys.stderr)
        raise typer.Exit(EXIT_FAILED_RUNS)


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
