"""The form as a page to print: A4, one interview a form."""

from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined

from simulation.files.unseen import printed
from simulation.survey.instrument import Column
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.words import words

OWN = "own"
"""Source of what this project words itself."""


def form_page(asked: Questionnaire, language: str) -> str:
    """Return the questionnaire as one HTML page that needs nothing else.

    Parameters
    ----------
    asked : Questionnaire
        What is asked in the village.
    language : str
        ``en`` or ``id``.
    """
    environment = Environment(
        loader=PackageLoader("simulation.survey", ""),
        autoescape=True,
        finalize=printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    owners = [column for column in asked.tables["owners"].columns if column.name not in ("name", "consent")]
    blocks = [(scale, list(columns), asked.options(first)) for scale, first, columns in _blocks(owners)]
    return environment.get_template("form.html.j2").render(
        asked=asked,
        blocks=blocks,
        sources=[text for name, text in asked.instrument.sources.items() if name != OWN],
        language=language,
        words=words(language),
        say=lambda label: getattr(label, language),
        style=(files("simulation.survey") / "form.css").read_text(encoding="utf-8"),
    )


def _blocks(columns: list[Column]) -> list[tuple[str, Column, list[Column]]]:
    """Return questions that follow one another on a scale of agreement or extent as one grid."""
    found = []
    for scale, part in groupby(columns, key=_grid):
        members = list(part)
        found.append((scale, members[0], members))
    return found


def _grid(column: Column) -> str:
    """Return the scale of a grid; empty for a question that stands alone."""
    return column.scale if column.scale in ("extent", "agreement") else ""
