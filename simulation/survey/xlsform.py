"""The questionnaire as an XLSForm, for phones with ODK Collect, KoboCollect or Enketo."""

import hashlib
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from simulation.files.extra import need
from simulation.files.faults import Fault, StudyError
from simulation.files.table_text import cell_text
from simulation.files.unseen import as_printed
from simulation.parameters import Label
from simulation.survey.instrument import Option
from simulation.survey.phone_rows import OWNERS, Row, say, survey_rows
from simulation.survey.questionnaire import LANGUAGES, Questionnaire
from simulation.survey.roster import Person
from simulation.survey.words import words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

LANGUAGE_NAMES = {"id": "Bahasa Indonesia (id)", "en": "English (en)"}
"""As XLSForm names languages."""
SURVEY = (
    "type", "name", "label", "required", "relevant", "constraint", "constraint_message", "appearance",
    "repeat_count",
)  # fmt: skip
CHOICES = ("list_name", "name", "label")
SETTINGS = ("form_title", "form_id", "version", "default_language")
TRANSLATED = ("label", "constraint_message")
WIDTHS = {"type": 22, "name": 24, "label": 60, "relevant": 30, "constraint": 40, "constraint_message": 40}


def xlsform(asked: Questionnaire, language: str, roster: Sequence[Person] | None = None) -> bytes:
    """Return an XLSForm in both languages.

    Parameters
    ----------
    asked : Questionnaire
        What is asked in the village.
    language : str
        ``en`` or ``id``: that in which the form opens, and of the names of its questions.
    roster : sequence of Person, optional
        Owners to choose from; without it names are written.

    Raises
    ------
    StudyError
        If pyxform finds fault with it.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - the extra 'survey'

    survey = survey_rows(asked, language, roster)
    choices = _choices(asked, language, roster)
    digest = hashlib.sha256(repr((survey, choices)).encode()).hexdigest()
    settings: Row = {
        "form_title": f"{getattr(asked.instrument.title, language)}: {asked.village.name}",
        "form_id": words(language)["phone"]["form_id"],
        "version": digest[:12],
        "default_language": LANGUAGE_NAMES[language],
    }
    book = Workbook()
    book.remove(book.active)
    order = (language, *(each for each in LANGUAGES if each != language))
    sheets = {"survey": (SURVEY, survey), "choices": (CHOICES, choices), "settings": (SETTINGS, [settings])}
    for title, (columns, rows) in sheets.items():
        page = book.create_sheet(title)
        for row in _cells(columns, rows, order):
            page.append(row)
        _made_readable(page)
    stream = io.BytesIO()
    book.save(stream)
    _must_convert(stream.getvalue())
    return stream.getvalue()


def _choices(asked: Questionnaire, language: str, roster: Sequence[Person] | None) -> list[Row]:
    """Return the options of all lists; their names are the codes of the questionnaire."""
    lists: dict[str, list[Option]] = {}
    for sheet in asked.tables.values():
        for column in sheet.columns:
            options = asked.options(column)
            if options:
                lists[column.scale or column.kind] = options
    rows: list[Row] = [
        {"list_name": name, "name": str(option.code), "label": option.label}
        for name, options in lists.items()
        for option in options
    ]
    if roster is not None:
        people = [(each.code, Label(en=each.name, id=each.name)) for each in roster]
        people.append((words(language)["phone"]["other_code"], say("other")))
        rows += [{"list_name": OWNERS, "name": code, "label": label} for code, label in people]
    return rows


def _cells(columns: Sequence[str], rows: Iterable[Row], order: Sequence[str]) -> list[list[object]]:
    """Return the head and the rows of a sheet; what is translated has a column for each language."""
    head: list[object] = []
    for column in columns:
        head += [f"{column}::{LANGUAGE_NAMES[each]}" for each in order] if column in TRANSLATED else [column]
    found = [head]
    for row in rows:
        cells: list[object] = []
        for column in columns:
            value = row.get(column, "")
            if column in TRANSLATED:
                texts = [getattr(value, each) if isinstance(value, Label) else "" for each in order]
                cells += [cell_text(_as_text(text)) or None for text in texts]
            else:
                cells.append(str(value) or None)
        found.append(cells)
    return found


def _as_text(text: str) -> str:
    """Return a label in which nothing is a reference to an answer, whatever a village is called."""
    return as_printed(text).replace("${", "$ {")


def _made_readable(page: "Worksheet") -> None:
    """Let those who look at the form in a spreadsheet see its questions."""
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for place, cell in enumerate(page[1], start=1):
        cell.font = Font(bold=True)
        width = WIDTHS.get(str(cell.value).split("::")[0], 14)
        page.column_dimensions[get_column_letter(place)].width = width
        for row in page.iter_rows(min_row=2, min_col=place, max_col=place):
            row[0].alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "C2"


def _must_convert(data: bytes) -> None:
    """Let the converter that servers use look at the form before anybody else does.

    Raises
    ------
    StudyError
        If it is missing, refuses the form or warns of it.
    """
    place = "kampung survey form --xlsform"
    need(place, "survey", "pyxform")
    from pyxform.errors import PyXFormError  # noqa: PLC0415 - the extra 'survey'
    from pyxform.xls2xform import convert  # noqa: PLC0415

    warnings: list[str] = []
    try:
        convert(io.BytesIO(data), warnings=warnings, file_type=".xlsx")
    except PyXFormError as error:
        raise StudyError([Fault.of(place, "", f"pyxform refuses the form: {error}")]) from None
    if warnings:
        raise StudyError([Fault.of(place, "", f"pyxform warns: {each}") for each in warnings])
