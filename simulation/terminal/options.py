"""The options that several commands have."""

from pathlib import Path
from typing import Annotated, Literal

import typer

File = Annotated[Path, typer.Argument(help="Experiment file (YAML).")]
Replicates = Annotated[int | None, typer.Option(min=1, help="Instead of the experiment's.")]
Seed = Annotated[int | None, typer.Option(min=0, help="Instead of the experiment's.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Replicates at once; default: all processors.")]
Out = Annotated[Path | None, typer.Option(help="Folder of the results; default: a new one below results.")]
Resume = Annotated[bool, typer.Option("--resume", help="Go on with a run that was stopped.")]
Share = Annotated[
    str | None, typer.Option("--shard", help="Only a share of the replicates, as 3/40; then kampung merge.")
]
Scheduler = Annotated[
    str | None, typer.Option(help="Run on a Dask cluster: tcp://HOST:PORT (extra 'cluster').")
]
Language = Annotated[Literal["id", "en"], typer.Option(help="Language of the report.")]


def rupiah(text: str) -> float:
    """Return an amount of money, as people write it."""
    from simulation.files.money import read_rupiah  # noqa: PLC0415 - --help needs none of this
    from simulation.files.numbers import NoNumberError  # noqa: PLC0415

    try:
        return read_rupiah(text)
    except NoNumberError as error:
        raise typer.BadParameter("; allowed: ".join(filter(None, (error.found, error.allowed)))) from None
