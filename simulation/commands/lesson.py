"""``kampung lesson``: the lessons of the dashboard, listed or as files for a USB stick."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from simulation.commands.dashboard import EXTRA

lesson = typer.Typer(help="Lessons for a class: list them, or write them as files.", no_args_is_help=True)
Languages = Annotated[Literal["id", "en", "both"], typer.Option(help="Language of the files.")]


@lesson.command("list")
def list_lessons(
    language: Annotated[Literal["id", "en"], typer.Option(help="Of the titles.")] = "id",
) -> None:
    """List the lessons."""
    from simulation.dashboard.lessons.lesson import read_lessons  # noqa: PLC0415 - --help needs none of this

    for name, found in read_lessons().items():
        print(f"{name}: {getattr(found.title, language)}")


@lesson.command("export")
def export(
    out: Annotated[Path, typer.Option(help="Folder to write into; new or empty.")],
    language: Languages = "id",
) -> None:
    """Write each lesson as one HTML file that needs neither server nor internet."""
    from importlib.util import find_spec  # noqa: PLC0415 - --help needs none of this

    from simulation.files.faults import Fault, StudyError  # noqa: PLC0415

    if find_spec("babel") is None:
        told = "babel is not installed"
        raise StudyError([Fault.of("lesson", "", told, f"the extra 'dashboard': {EXTRA}")])
    from simulation.dashboard.lessons.html_file import exported, must_be_free, write_lessons  # noqa: PLC0415

    must_be_free(out)  # told at once, not after the simulations
    languages = ["id", "en"] if language == "both" else [language]
    for path in write_lessons(exported(languages), out):
        print(path)
