"""`kampung run`: simulate a study and leave tables, figures and a report."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from simulation.study.folder import ResultsFolder
    from simulation.study.run import Outcome


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
    from simulation.commands.conduct import conduct, words_of  # noqa: PLC0415
    from simulation.study.run import changed  # noqa: PLC0415
    from simulation.study.shard import WHOLE, read_shard  # noqa: PLC0415

    config = changed(config, replicates, seed)
    share = WHOLE if shard is None else read_shard(shard, config.replicates)

    def finish(folder: "ResultsFolder", outcome: "Outcome") -> None:
        _finish(folder, outcome, language)

    again = words_of("run", file, replicates=replicates, seed=seed, shard=shard, scheduler=scheduler)
    conduct(config, finish, again, share=share, out=out, resume=resume, workers=workers, scheduler=scheduler)


def _finish(folder: "ResultsFolder", outcome: "Outcome", language: str) -> None:
    """Write what belongs to the measures, and say where all is."""
    from simulation.api import finish  # noqa: PLC0415 - see above
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
