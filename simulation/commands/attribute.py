"""`kampung attribute`: which activity did how much of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from simulation.analysis.attribution import Attribution
    from simulation.commands.tables import Sheet
    from simulation.study.folder import ResultsFolder
    from simulation.study.run import Outcome


def attribute(
    file: Annotated[Path, typer.Argument(help="Experiment file (YAML).")],
    programme: Annotated[
        str | None, typer.Option(help="Scenario to divide up; default: the one of most activities.")
    ] = None,
    replicates: Annotated[int | None, typer.Option(min=1, help="Instead of the experiment's.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Instead of the experiment's.")] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Replicates at once; default: all processors.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the results; default: results/STUDY_attribute/TIME-HASH.")
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped.")] = False,
    scheduler: Annotated[
        str | None, typer.Option(help="Run on a Dask cluster: tcp://HOST:PORT (extra 'cluster').")
    ] = None,
) -> None:
    """Divide what a programme reaches among its activities (Shapley), and say who needs whom."""
    from simulation.study.config import read_study  # noqa: PLC0415 - --help needs none of this

    config = read_study(file)
    from simulation.analysis.attribution import attribution_design  # noqa: PLC0415
    from simulation.commands.conduct import conduct, words_of  # noqa: PLC0415
    from simulation.study.run import changed  # noqa: PLC0415

    design = attribution_design(changed(config, replicates, seed), programme)
    again = words_of(
        "attribute", file, programme=programme, replicates=replicates, seed=seed, scheduler=scheduler
    )
    conduct(design, _finish, again, out=out, resume=resume, workers=workers, scheduler=scheduler)


def _finish(folder: "ResultsFolder", outcome: "Outcome") -> None:
    """Write the tables, and print the last week of the first outcome."""
    from rich.console import Console  # noqa: PLC0415 - see above

    from simulation.api import finish_attribution  # noqa: PLC0415
    from simulation.commands.tables import print_table  # noqa: PLC0415

    found = finish_attribution(folder, outcome)
    runs = outcome.finished * len(folder.scenarios) - len(outcome.failures)
    print_table(Console(), _sheet(found))
    print(
        f"{len(folder.scenarios)} programmes x {outcome.finished} replicates: "
        f"{runs:,} runs in {outcome.seconds:.1f} s"
    )
    print(f"results: {folder.path}: attribution.csv, interactions.csv, programme.csv")


def _sheet(found: "Attribution") -> "Sheet":
    from simulation.commands.tables import Sheet  # noqa: PLC0415 - see above

    last = found.whole.drop_duplicates("outcome", keep="last").iloc[0]
    rows = found.shapley[
        (found.shapley["outcome"] == last["outcome"]) & (found.shapley["week"] == last["week"])
    ].sort_values("shapley", ascending=False, kind="stable")
    return Sheet(
        f"{last['outcome']}, week {last['week']}: the whole programme {last['effect']:+.4g}",
        ("activity", "share of it", "95 % interval", "alone", "missed without it"),
        [
            (
                row["activity"],
                f"{row['shapley']:+.4g}",
                f"{row['low']:+.4g} to {row['high']:+.4g}",
                f"{row['alone']:+.4g}",
                f"{row['missed']:+.4g}",
            )
            for row in rows.to_dict("records")
        ],
    )
