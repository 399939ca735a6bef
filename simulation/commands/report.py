"""`kampung report`: write the report of a folder of results again, in another language."""

from pathlib import Path
from typing import Annotated, Literal

import typer


def report(
    folder: Annotated[Path, typer.Argument(help="Folder that `kampung run` wrote.")],
    language: Annotated[Literal["id", "en"], typer.Option(help="Language of the report.")] = "id",
) -> None:
    """Write report.html of finished results again."""
    from simulation.api import open_result  # noqa: PLC0415 - --help needs none of this

    print(f"report:  {open_result(folder).report(language)}")
