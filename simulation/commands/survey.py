"""``kampung survey``: the questionnaire, and the village that its answers describe."""

from pathlib import Path
from typing import Annotated, Literal

import typer

survey = typer.Typer(
    help="A survey of a real village: print the form, check the answers, read the village.",
    no_args_is_help=True,
)
FORM = {"en": "kampung_survey", "id": "survei_kampung"}
Village = Annotated[
    Path, typer.Option(help="Village file or experiment whose groups and sectors are asked for.")
]
KALORAN_BRIMOB = Path("experiments/villages/kaloran_brimob.yaml")


@survey.command("form")
def form(
    out: Annotated[Path, typer.Option(help="Folder to write into.")],
    language: Annotated[Literal["id", "en"], typer.Option(help="Language of the form.")] = "id",
    village: Village = KALORAN_BRIMOB,
) -> None:
    """Write the questionnaire: a workbook to enter answers into, and a page to print (extra 'survey')."""
    from simulation.survey.extra import need_workbooks  # noqa: PLC0415 - --help needs none of this

    need_workbooks()
    from simulation.survey.form_page import form_page  # noqa: PLC0415
    from simulation.survey.form_workbook import form_workbook  # noqa: PLC0415
    from simulation.survey.landing import write_all  # noqa: PLC0415
    from simulation.survey.questionnaire import Questionnaire, village_of  # noqa: PLC0415

    asked = Questionnaire.of(village_of(village))
    files = {
        out / f"{FORM[language]}.xlsx": form_workbook(asked, language),
        out / f"{FORM[language]}.html": form_page(asked, language).encode(),
    }
    write_all(files)
    for path in files:
        typer.echo(path)
