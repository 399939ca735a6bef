"""``kampung survey``: the questionnaire, and the village that its answers describe."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from simulation.parameters import VillageProfile

survey = typer.Typer(
    help="A survey of a real village: print the form, check the answers, read the village.",
    no_args_is_help=True,
)
FORM = {"en": "kampung_survey", "id": "survei_kampung"}
Data = Annotated[
    Path,
    typer.Argument(help="Answers: a workbook, CSV or zip, entered or exported (KoboToolbox, ODK, Google)."),
]
Village = Annotated[
    Path | None,
    typer.Option(
        help="Village file or experiment whose groups and sectors are asked for. Default: Kaloran Brimob."
    ),
]


@survey.command("form")
def form(
    out: Annotated[Path, typer.Option(help="Folder to write into.")],
    language: Annotated[Literal["id", "en"], typer.Option(help="Language of the form.")] = "id",
    village: Village = None,
    xlsform: Annotated[
        bool,
        typer.Option("--xlsform", help="For phones instead (ODK, KoboToolbox): an XLSForm, both languages."),
    ] = False,
    roster: Annotated[
        Path | None,
        typer.Option(
            help="With --xlsform: owners to choose from, CSV of names or of numbers, or a first key."
        ),
    ] = None,
) -> None:
    """Write the questionnaire: a workbook to enter answers into, and a page to print (extra 'survey')."""
    from simulation.files.faults import Fault, StudyError  # noqa: PLC0415 - --help needs none of this
    from simulation.survey.extra import need_workbooks  # noqa: PLC0415

    need_workbooks()
    from simulation.survey.form_page import form_page  # noqa: PLC0415
    from simulation.survey.form_workbook import form_workbook  # noqa: PLC0415
    from simulation.survey.landing import write_all  # noqa: PLC0415
    from simulation.survey.questionnaire import Questionnaire  # noqa: PLC0415
    from simulation.survey.roster import read_roster  # noqa: PLC0415
    from simulation.survey.xlsform import xlsform as phone_form  # noqa: PLC0415

    if roster is not None and not xlsform:
        told = "a list of owners without a form on a phone"
        raise StudyError([Fault.of("--roster", "", told, "with --xlsform")])
    asked = Questionnaire.of(_village(village))
    if xlsform:
        people = None if roster is None else read_roster(roster, asked)
        files = {out / f"{FORM[language]}_xlsform.xlsx": phone_form(asked, language, people)}
    else:
        files = {
            out / f"{FORM[language]}.xlsx": form_workbook(asked, language),
            out / f"{FORM[language]}.html": form_page(asked, language).encode(),
        }
    write_all(files)
    for path in files:
        typer.echo(path)


@survey.command("check")
def check(data: Data, village: Village = None) -> None:
    """Tell what is wrong in the answers, one line each: file, row, column, value, what is allowed.

    Shows names, and writes nothing. Exit code 2 if there is anything to mend.
    """
    from simulation.files.faults import StudyError  # noqa: PLC0415 - --help needs none of this
    from simulation.survey.findings import gathered  # noqa: PLC0415
    from simulation.survey.questionnaire import Questionnaire  # noqa: PLC0415
    from simulation.survey.reading import read_wave  # noqa: PLC0415

    wave = read_wave(data, Questionnaire.of(_village(village)))
    told_once = gathered(wave.findings)
    for finding in told_once:
        if not finding.is_fault:
            typer.echo(f"note: {finding.fault(data)}")
    faults = [finding.fault(data) for finding in told_once if finding.is_fault]
    told = f"{wave.owners} interviews can be used, {len(wave.nominations)} contacts"
    typer.echo(f"{data}: {told}; faults: {len(faults)}")
    if faults:
        raise StudyError(faults)


@survey.command("read")
def read(
    data: Data,
    out: Annotated[Path, typer.Option(help="Village file to write, as experiments/villages/NAME.yaml.")],
    after: Annotated[
        Path | None, typer.Option(help="Answers after the programme: targets and differences as well.")
    ] = None,
    week: Annotated[int, typer.Option(min=1, help="Week of the programme in which they were given.")] = 104,
    population: Annotated[
        int | None, typer.Option(min=2, help="Owners in the village, asked or not; default: unknown.")
    ] = None,
    sample: Annotated[
        bool,
        typer.Option(
            "--sample",
            help="Not everybody was asked: draw the rest of the population anew in each simulated village.",
        ),
    ] = False,
    key: Annotated[
        Path | None, typer.Option(help="Where the key (who is which number) goes; default: beside the data.")
    ] = None,
    language: Annotated[Literal["id", "en"], typer.Option(help="Language of the data report.")] = "id",
    village: Village = None,
) -> None:
    """Turn answers into a village to simulate: profile, owners, ties, and a report of the data.

    No name is in what is written, except in the key, which stays with you.
    """
    from simulation.survey.handover import Handover  # noqa: PLC0415 - --help needs none of this
    from simulation.survey.questionnaire import Questionnaire  # noqa: PLC0415
    from simulation.survey.reading import read_wave  # noqa: PLC0415

    asked = Questionnaire.of(_village(village))
    before = read_wave(data, asked)
    later = None if after is None else read_wave(after, asked)
    handover = Handover(before, later, week=week, population=population, language=language, sample=sample)
    written, private = handover.write(data, out, key)
    for path in written:
        typer.echo(path)
    typer.echo(f"{private}: who is which number. Keep it safe; it is the only file with names.")
    for wave, file in ((before, data), (later, after)):
        faults = 0 if wave is None else sum(finding.is_fault for finding in wave.findings)
        if faults:
            typer.echo(
                f"{file}: {faults} faults, dealt with as the report tells; kampung survey check shows them"
            )


def _village(path: Path | None) -> "VillageProfile":
    """Return the village that is asked for; by default the one that comes with the dashboard."""
    from simulation.dashboard.state.starting_point import read_start  # noqa: PLC0415 - --help needs none of this
    from simulation.survey.questionnaire import village_of  # noqa: PLC0415

    return read_start(None).config.village if path is None else village_of(path)
