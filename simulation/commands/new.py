"""``kampung new NAME``."""

from pathlib import Path
from typing import Annotated

import typer


def new(
    name: Annotated[str, typer.Argument(help="Name of the experiment: small letters, digits and _.")],
    out: Annotated[Path | None, typer.Option(help="File to write; NAME.yaml if not given.")] = None,
) -> None:
    """Write a commented experiment to start from."""
    from simulation.experiment.template import write_new  # noqa: PLC0415 - --help needs none of this

    path = out if out is not None else Path(f"{name}.yaml")
    write_new(name, path)
    typer.echo(f"{path} written. Change it, then: kampung check {path}")
