"""The code book of the workbook: what may be answered, and which number of the model it becomes."""

from typing import TYPE_CHECKING

from simulation.files.table_text import cell_text
from simulation.survey.instrument import Column, Sheet
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.sheet_style import PALE, set_height, write_head
from simulation.survey.words import words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = (12, 24, 52, 40, 26, 18, 40, 10, 60)
"""Of the columns of the code book, in characters."""


def choice_lists(asked: Questionnaire, language: str) -> dict[str, list[str]]:
    """Return what the lists of the workbook offer, by the name of the list: ``1 yes``, ``2 no``."""
    found = {}
    for sheet in asked.tables.values():
        for column in sheet.columns:
            options = asked.options(column)
            if options:
                told = [f"{option.code} {getattr(option, language)}" for option in options]
                found[list_name(column)] = told
    return found


def list_name(column: Column) -> str:
    """Return the name of the list that a column offers."""
    return column.scale or column.kind


def allowed(asked: Questionnaire, column: Column, language: str) -> str:
    """Return what may be answered, in words."""
    told = words(language)
    if column.kind == "person":
        return str(told["person_answer"])
    if column.kind == "number":
        return str(told["from_to"]).format(low=f"{column.low:g}", high=f"{column.high:g}")
    return "; ".join(f"{option.code} {getattr(option, language)}" for option in asked.options(column))


def write_choices(page: "Worksheet", asked: Questionnaire, language: str, note: str) -> None:
    """Write what the lists of the other sheets offer."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    lists = choice_lists(asked, language)
    first = write_head(page, list(lists), note)
    for place, (name, options) in enumerate(lists.items(), start=1):
        page.column_dimensions[get_column_letter(place)].width = max(map(len, [name, *options])) + 3
        for row, option in enumerate(options, start=first):
            page.cell(row, place, cell_text(option))
    page.freeze_panes = f"A{first}"


def write_codebook(page: "Worksheet", asked: Questionnaire, language: str, note: str) -> None:
    """Write what every column is, allows and measures."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    told = words(language)
    row = first = write_head(page, list(told["head"].values()), note)
    for sheet in asked.tables.values():
        title = page.cell(row, 1, cell_text(getattr(sheet.title, language)))
        title.font = Font(bold=True)
        for place in range(1, len(told["head"]) + 1):
            page.cell(row, place).fill = PatternFill("solid", start_color=PALE)
        row += 1
        for column in sheet.columns:
            texts = _explained(asked, sheet, column, language)
            set_height(page, row, texts, WIDTHS)
            for place, text in enumerate(texts, start=1):
                cell = page.cell(row, place, cell_text(text))
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            row += 1
    for letter, width in zip("ABCDEFGHI", WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    page.cell(row + 1, 1, told["example"])
    page.freeze_panes = f"C{first}"


def _explained(asked: Questionnaire, sheet: Sheet, column: Column, language: str) -> list[str]:
    told = words(language)
    values = [
        f"{option.code} = {option.value:,.12g}"
        for option in asked.options(column)
        if option.value is not None
    ]
    if column.reversed:
        scale = asked.instrument.scales[str(column.scale)]
        values = [f"{o.code} = {scale.value(o.code, turned=True):,.12g}" for o in scale.options]
    return [
        getattr(sheet.sheet, language),
        getattr(column.header, language) + (f" ({told['needed']})" if column.needed else ""),
        " ".join(filter(None, [_asked_of_all(sheet, column, language), getattr(column.text, language)])),
        allowed(asked, column, language),
        "; ".join(values),
        column.quantity or "",
        getattr(column.how, language),
        told["yes"] if column.reversed else "",
        asked.instrument.cited(column),
    ]


def _asked_of_all(sheet: Sheet, column: Column, language: str) -> str:
    if sheet.question is None or column.name == "owner":
        return ""
    text: str = getattr(sheet.question, language)
    return text
