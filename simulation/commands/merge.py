"""`kampung merge`: put the shards of a study or of a sweep together."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.terminal.options import Language, Out

if TYPE_CHECKING:
    from simulation.store.merge import Shards


def merge(
    folders: Annotated[list[Path], typer.Argument(help="Folders of all shards, in any order.")],
    out: Out = None,
    language: Language = "id",
) -> None:
    """Put the shards of a study or a sweep together: the same bytes as from one run."""
    from simulation.store.locked_folder import stamped  # noqa: PLC0415 - --help needs none of this
    from simulation.store.merge import Shards  # noqa: PLC0415
    from simulation.terminal.place import BASE  # noqa: PLC0415

    shards = Shards(folders)
    kind = shards.manifest.get("kind")
    home = shards.config.name if kind is None else f"{shards.config.name}_{kind}"
    place = out or BASE / home / stamped(shards.config.hash())
    path, page = (_study if kind is None else _answer)(shards, place, language)
    print(f"results: {path}")
    if page is not None:
        print(f"report:  {page}")


def _study(shards: "Shards", out: Path, language: str) -> tuple[Path, Path | None]:
    from simulation.result import merge_shards  # noqa: PLC0415 - see above

    result = merge_shards(shards, out)
    page = result.report(language)
    table = result.table
    print(f"{len(shards.folders)} shards: {len(table.scenarios)} scenarios x {table.replicates} replicates")
    return out, page


def _answer(shards: "Shards", out: Path, language: str) -> tuple[Path, Path | None]:
    from simulation.questions.answering import merge_answer  # noqa: PLC0415 - see above

    page = merge_answer(shards, out, language)
    print(f"{len(shards.folders)} shards of the question '{shards.manifest['kind']}'")
    return out, page
