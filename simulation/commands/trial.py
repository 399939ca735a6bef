"""``kampung trial``: how many villages a trial needs, what it will find, what it has found."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from simulation.terminal.options import Language

ITSELF = "size"
"""The word that may be left out: `kampung trial FILE`."""


class _Trial(TyperGroup):
    """A group whose first command need not be named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the word in where none of the group's commands is named."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [ITSELF, *args]
        found: list[str] = super().parse_args(ctx, args)
        return found


trial = typer.Typer(
    cls=_Trial,
    help="How many villages? `kampung trial FILE` is short for `kampung trial size FILE`.",
    no_args_is_help=True,
)


@trial.command("read")
def read(
    sealed: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder that `kampung trial seal` has written.")
    ],
    data: Annotated[
        Path, typer.Option(help="Interviews (CSV): village, arm, week, owner; then item_1, ... or value.")
    ],
    hash_: Annotated[
        str | None, typer.Option("--hash", help="The SHA-256 that was published; the forecast must have it.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder to write into; default: `reading` in that of the forecast.")
    ] = None,
    language: Language = "id",
) -> None:
    """Hold a trial against its sealed forecast: the estimate, and which sets are still plausible."""
    from simulation.questions.trial.mixed import ready  # noqa: PLC0415 - --help needs none of this

    ready("kampung trial read")
    from rich.console import Console  # noqa: PLC0415

    from simulation.files.faults import Fault, StudyError, shown  # noqa: PLC0415
    from simulation.files.new_files import write_new  # noqa: PLC0415
    from simulation.questions.trial_seal.forecast import FORECAST, read_forecast  # noqa: PLC0415
    from simulation.questions.trial_seal.interviews import read_interviews  # noqa: PLC0415
    from simulation.questions.trial_seal.reading import Reading, tables_of  # noqa: PLC0415
    from simulation.questions.trial_seal.reading_page import reading_page  # noqa: PLC0415
    from simulation.terminal.tables import Sheet, print_table  # noqa: PLC0415

    forecast, digest = read_forecast(sealed)
    if hash_ is not None and hash_.strip().lower() != digest:
        told = f"{FORECAST} has the hash {digest}"
        raise StudyError([Fault.of("--hash", "", f"found {shown(hash_)}", f"the published one; {told}")])
    reading = Reading(forecast, read_interviews(data, forecast.terms))
    folder = sealed / "reading" if out is None else out
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "report.html"
    write_new(tables_of(reading, folder) | {page: reading_page(reading, digest, language)})
    rows = [
        (
            str(row["estimator"]),
            f"{row['effect']:+.3f}",
            f"{row['low']:+.3f} to {row['high']:+.3f}".replace("+nan to +nan", "").replace("nan to nan", ""),
            f"{row['p']:.3f}",
        )
        for row in reading.frames()["reading"].to_dict("records")
    ]
    notes = [
        f"sealed on {forecast.about['sealed']}, SHA-256 {digest}",
        f"forecast: {forecast.median:+.3f} (nine of ten trials: {forecast.low:+.3f} to {forecast.high:+.3f})",
        f"still plausible: {int(reading.plausible.sum())} of {reading.plausible.size} sets",
    ]
    print_table(
        Console(),
        Sheet("The trial and its forecast", ("estimator", "estimate", "interval", "p"), rows, notes),
    )
    print(f"report:  {page}")
