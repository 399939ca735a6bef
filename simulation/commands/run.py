"""`kampung run`: simulate a study and leave tables, figures and a report."""

from pathlib import Path
from typing import TYPE_CHECKING

from simulation.terminal.options import (
    File,
    Language,
    Out,
    Replicates,
    Resume,
    Scheduler,
    Seed,
    Share,
    Workers,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from simulation.experiment.config import StudyConfig
    from simulation.running.replicate import Failure
    from simulation.running.run import Outcome
    from simulation.running.shard import Shard
    from simulation.store.results_folder import ResultsFolder
    from simulation.terminal.conductor import Conductor


def run(
    file: File,
    replicates: Replicates = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    shard: Share = None,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Simulate every scenario many times in paired runs and write the results."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this

    config = read_study(file)
    from simulation.experiment.span import sets_line  # noqa: PLC0415
    from simulation.report.command_line import words_of  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415
    from simulation.running.shard import WHOLE, share_of  # noqa: PLC0415
    from simulation.terminal.conductor import conduct  # noqa: PLC0415

    config = changed(config, replicates, seed)
    if told := sets_line(config):
        print(told)
    share = WHOLE if shard is None else share_of(shard, config.replicates)

    def work(folder: "ResultsFolder", conductor: "Conductor") -> "Sequence[Failure]":
        return simulated(folder, conductor, language)

    options = {"replicates": replicates, "seed": seed, "shard": shard, "scheduler": scheduler}
    options |= {"language": language}
    conduct(
        lambda console: opened(config, share, out, resume, console),
        work,
        words_of(["run"], file, options),
        parts=config.parts(),
        workers=workers,
        scheduler=scheduler,
    )


def simulated(folder: "ResultsFolder", conductor: "Conductor", language: str) -> "Sequence[Failure]":
    """Simulate what a folder does not hold yet and write what belongs to it; return the runs that raised."""
    outcome = conductor.simulate(folder)
    _finish(folder, outcome, language)
    return outcome.failures


def opened(
    config: "StudyConfig", share: "Shard", out: Path | None, resume: bool, console: "Console"
) -> "ResultsFolder":
    """Open the folder of the command's results, as :func:`simulation.terminal.place.place_of` finds it."""
    from simulation.store.locked_folder import stamped  # noqa: PLC0415
    from simulation.store.manifest import is_of_shard, read_manifest  # noqa: PLC0415
    from simulation.store.results_folder import ResultsFolder, same_study  # noqa: PLC0415
    from simulation.terminal.place import place_of  # noqa: PLC0415 - see above

    path, resume = place_of(
        config.name,
        stamped(config.hash()) + share.ending,
        lambda path: is_of_shard(read_manifest(path), share),
        lambda path: not same_study(path, read_manifest(path), config),
        out=out,
        resume=resume,
        console=console,
    )
    return ResultsFolder(path, config, shard=share, resume=resume)


def _finish(folder: "ResultsFolder", outcome: "Outcome", language: str) -> None:
    """Write what belongs to the measures, and say where all is."""
    from simulation.result import finish, finish_shard  # noqa: PLC0415 - see above
    from simulation.running.optional import attempted  # noqa: PLC0415
    from simulation.running.shard import WHOLE  # noqa: PLC0415

    scenarios = len(folder.scenarios)
    runs = outcome.finished * scenarios - len(outcome.failures)
    if folder.shard == WHOLE:
        result = finish(folder.config, folder, outcome)
        page = attempted("report", lambda: result.report(language))
        print(
            f"{scenarios} scenarios x {outcome.finished} replicates: {runs:,} runs in {outcome.seconds:.1f} s"
        )
        if outcome.half_width is not None:
            print(f"widest half interval after {outcome.finished} replicates: {outcome.half_width:.4g}")
        print(f"results: {folder.path}")
        if page is not None:
            print(f"report:  {page}")
    else:
        finish_shard(folder, outcome)
        print(f"shard {folder.shard}: {scenarios} scenarios x {outcome.finished} replicates, {runs:,} runs")
        print(f"results: {folder.path}; when all shards are there: kampung merge DIR...")
