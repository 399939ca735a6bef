"""`kampung merge`: put the shards of a study together."""

from pathlib import Path
from typing import Annotated

import typer

from simulation.terminal.options import Language, Out


def merge(
    folders: Annotated[list[Path], typer.Argument(help="Folders of all shards, in any order.")],
    out: Out = None,
    language: Language = "id",
) -> None:
    """Put the shards of a study together: the same bytes as from one run."""
    from simulation.result import merge_shards  # noqa: PLC0415 - --help needs none of this
    from simulation.store.locked_folder import stamped  # noqa: PLC0415
    from simulation.store.merge import Shards  # noqa: PLC0415
    from simulation.terminal.place import BASE  # noqa: PLC0415

    shards = Shards(folders)
    result = merge_shards(shards, out or BASE / shards.config.name / stamped(shards.config.hash()))
    page = result.report(language)
    table = result.table
    print(f"{len(folders)} shards: {len(table.scenarios)} scenarios x {table.replicates} replicates")
    print(f"results: {result.folder}")
    print(f"report:  {page}")
