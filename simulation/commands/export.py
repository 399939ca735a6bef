"""`kampung export`: the tables of a results folder for another program."""

from pathlib import Path
from typing import Annotated, Literal

import typer


def export(
    folder: Annotated[Path, typer.Argument(help="Folder of finished results: of a study or a question.")],
    program: Annotated[
        Literal["csv", "stata", "spss", "r"],
        typer.Option("--format", help="stata and spss need the extra 'export'."),
    ],
    out: Annotated[
        Path | None, typer.Option(help="A new folder; default: export/FORMAT in the folder of results.")
    ] = None,
    language: Annotated[Literal["id", "en"], typer.Option(help="Language of the labels.")] = "id",
) -> None:
    """Write the tables of finished results for R, Stata or SPSS: labels, and a script that reads them."""
    from simulation.exporting.export import export as written  # noqa: PLC0415 - --help needs none of this

    paths = written(folder, program, out, language)
    print(f"{len(paths)} files: {paths[0].parent}: {', '.join(path.name for path in paths)}")
