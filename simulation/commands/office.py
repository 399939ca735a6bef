"""`kampung office`: a programme as a budget (RAB) with calendar, invitations and signatures."""

from pathlib import Path
from typing import Annotated

import typer

from simulation.terminal.options import Language


def office(
    source: Annotated[
        Path, typer.Argument(help="Experiment file, or folder of results such as that of kampung plan.")
    ],
    start: Annotated[
        str, typer.Option(help="Day of week 1: 2027-01-04, '4 Januari 2027' or 04/01/2027 (day first).")
    ],
    out: Annotated[Path, typer.Option(help="Folder to write into; nothing in it is overwritten.")],
    scenario: Annotated[
        str | None,
        typer.Option(help="Scenario, or plan_7 of the tables of a plan; default: the plan for the budget."),
    ] = None,
    language: Language = "id",
) -> None:
    """Write a programme for the village office: workbook with formulas, and document (extra 'office')."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this
    from simulation.office.office import as_day, write_office  # noqa: PLC0415
    from simulation.office.programme import HeldProgramme  # noqa: PLC0415

    day = as_day(start)
    if source.is_dir():
        from simulation.questions.plan.chosen import programme_in  # noqa: PLC0415

        programme = programme_in(source, scenario)
    else:
        programme = HeldProgramme.of(read_study(source), scenario, source)
    for path in write_office(programme, day, out, language, source):
        typer.echo(f"{path} written")
