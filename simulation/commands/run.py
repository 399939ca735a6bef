"""`kampung run`: simulate a study and leave tables, figures and a report."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.commands.options import File, Language, Out, Replicates, Resume, Scheduler, Seed, Workers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from simulation.commands.conduct import Conductor
    from simulation.study.config import StudyConfig
    from simulation.study.folder import ResultsFolder
    from simulation.study.replicate import Failure
    from simulation.study.run import Outcome
    from simulation.study.shard import Shard


def run(
    file: File,
    replicates: Replicates = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    shard: Annotated[
        str | None, typer.Option(help="Only a share of the replicates, as 3/40; then kampung merge.")
    ] = None,
    scheduler: Scheduler = None,
    robust: Annotated[
        bool,
        typer.Option(
            "--robustness/--no-robustness", help="Say whether findings hold under other assumptions."
        ),
    ] = True,
    language: Language = "id",
) -> None:
    """Simulate every scenario many times in paired runs and write the results."""
    from simulation.study.config import read_study  # noqa: PLC0415 - --help needs none of this

    config = read_study(file)
    from simulation.commands.conduct import conduct  # noqa: PLC0415
    from simulation.study.command_line import words_of  # noqa: PLC0415
    from simulation.study.run import changed  # noqa: PLC0415
    from simulation.study.shard import WHOLE, read_shard  # noqa: PLC0415

    config = changed(config, replicates, seed)
    share = WHOLE if shard is None else read_shard(shard, config.replicates)

    def work(folder: "ResultsFolder", conductor: "Conductor") -> "Sequence[Failure]":
        outcome = conductor.simulate(folder)
        if robust and share == WHOLE:
            _write_robustness(folder, conductor)
        _finish(folder, outcome, language)
        return outcome.failures

    options = {"replicates": replicates, "seed": seed, "shard": shard, "scheduler": scheduler}
    options |= {"no_robustness": not robust, "language": language}
    conduct(
        lambda console: _opened(config, share, out, resume, console),
        work,
        words_of("run", file, options),
        activities=[name for doses in config.programmes().values() for name in doses],
        workers=workers,
        scheduler=scheduler,
    )


def _opened(
    config: "StudyConfig", share: "Shard", out: Path | None, resume: bool, console: "Console"
) -> "ResultsFolder":
    from simulation.commands.place import place_of  # noqa: PLC0415 - see above
    from simulation.study.folder import ResultsFolder, same_study  # noqa: PLC0415
    from simulation.study.locked_folder import stamped  # noqa: PLC0415
    from simulation.study.manifest import read_manifest  # noqa: PLC0415
    from simulation.study.shard import WHOLE  # noqa: PLC0415

    path, resume = place_of(
        config.name,
        stamped(config.hash()) + ("" if share == WHOLE else f"-shard-{share.number}-of-{share.of}"),
        lambda path: read_manifest(path).get("shard") == str(share),
        lambda path: not same_study(path, read_manifest(path), config),
        out=out,
        resume=resume,
        console=console,
    )
    return ResultsFolder(path, config, shard=share, resume=resume)


def _write_robustness(folder: "ResultsFolder", conductor: "Conductor") -> None:
    """Run every scenario under other assumptions, in a folder below."""
    from simulation.analysis.robustness import robustness  # noqa: PLC0415 - see above
    from simulation.study.stages import Stages  # noqa: PLC0415

    stages = Stages(folder.path / "robustness")
    found = robustness(
        folder.config,
        lambda design, doing: stages.run(design, lambda stage: conductor.simulate(stage, doing)),
    )
    folder.write_frame("robustness.csv", found)


def _finish(folder: "ResultsFolder", outcome: "Outcome", language: str) -> None:
    """Write what belongs to the measures, and say where all is."""
    from simulation.result import finish  # noqa: PLC0415 - see above
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
