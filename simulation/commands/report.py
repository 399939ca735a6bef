"""`kampung report`: write the report of a folder of results again, in another language."""

from pathlib import Path
from typing import Annotated

import typer

from simulation.terminal.options import Language


def report(
    folder: Annotated[Path, typer.Argument(help="Folder of finished results.")],
    language: Language = "id",
) -> None:
    """Write report.html of finished results again."""
    from simulation.store.manifest import read_manifest  # noqa: PLC0415 - --help needs none of this

    if "kind" in read_manifest(folder):
        from simulation.questions.answering import report_again  # noqa: PLC0415

        page = report_again(folder, language)
    else:
        from simulation.result import open_result  # noqa: PLC0415

        page = open_result(folder).report(language)
    print(f"report:  {page}")
