"""`kampung attribute`: which activity did how much of it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from simulation.analysis.attribution import Attribution
    from simulation.commands.tables import Sheet


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
    language: Annotated[Literal["id", "en"], typer.Option(help="Language of the report.")] = "id",
) -> None:
    """Divide what a programme reaches among its activities (Shapley), and say who needs whom."""
    from simulation.study.config import read_study  # noqa: PLC0415 - --help needs none of this

    config = read_study(file)
    from simulation.analysis.attribution import Attribute  # noqa: PLC0415
    from simulation.commands.ask import put  # noqa: PLC0415
    from simulation.study.run import changed  # noqa: PLC0415

    put(
        Attribute(changed(config, replicates, seed), programme=programme),
        _sheets,
        file,
        {"programme": programme, "replicates": replicates, "seed": seed, "scheduler": scheduler},
        out=out,
        resume=resume,
        workers=workers,
        scheduler=scheduler,
        language=language,
    )


def _sheets(found: "Attribution") -> "list[Sheet]":
    """Return the last week of the first outcome."""
    from simulation.commands.tables import Sheet  # noqa: PLC0415 - see above

    last = found.whole.drop_duplicates("outcome", keep="last").iloc[0]
    rows = found.shapley[
        (found.shapley["outcome"] == last["outcome"]) & (found.shapley["week"] == last["week"])
    ].sort_values("shapley", ascending=False, kind="stable")
    sheet = Sheet(
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
    return [sheet]
