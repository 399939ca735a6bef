"""The form as a workbook: one sheet a table, with lists and bounds, and a code book."""

import io
from typing import TYPE_CHECKING

from simulation.survey.instrument import Column, Sheet
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.words import words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

FIRST, LAST = 2, 1001
"""Rows for answers: a thousand interviews, or contacts of a hundred."""
ROWS = {"owners": 1, "contacts": 10, "attendance": 1}
"""Rows an owner may fill."""
LONGEST_TITLE, LONGEST_PROMPT = 32, 250
"""Characters that a spreadsheet shows beside a cell."""
DARK, PALE = "FF1F4E5F", "FFEAF2F4"


def form_workbook(asked: Questionnaire, language: str) -> bytes:
    """Return an empty workbook to enter interviews into.

    Parameters
    ----------
    asked : Questionnaire
        What is asked in the village.
    language : str
        ``en`` or ``id``.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - the extra 'survey'

    book = Workbook()
    book.remove(book.active)
    for name, sheet in asked.tables.items():
        _answers(book.create_sheet(getattr(sheet.sheet, language)), name, asked, language)
    _codebook(book.create_sheet(words(language)["codebook"]), asked, language)
    _choices(book.create_sheet(words(language)["choices"]), asked, language)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def choice_lists(asked: Questionnaire, language: str) -> dict[str, list[str]]:
    """Return what the lists of the workbook offer, by the name of the list: ``1 yes``, ``2 no``."""
    found = {}
    for sheet in asked.tables.values():
        for column in sheet.columns:
            options = asked.options(column)
            if options:
                told = [f"{option.code} {getattr(option, language)}" for option in options]
                found[_list_name(column)] = told
    return found


def _list_name(column: Column) -> str:
    return column.scale or column.kind


def _answers(page: "Worksheet", name: str, asked: Questionnaire, language: str) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    sheet = asked.tables[name]
    lists = choice_lists(asked, language)
    last = FIRST - 1 + (LAST - FIRST + 1) * ROWS[name]
    _head(page, [getattr(column.header, language) for column in sheet.columns])
    for place, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = _width(column, lists, language)
        if column.kind == "number":
            rule = DataValidation(
                type="decimal", operator="between", formula1=f"{column.low:g}", formula2=f"{column.high:g}"
            )
        elif column.kind == "person":
            rule = DataValidation()
        else:
            rule = DataValidation(
                type="list", formula1=_range_of(_list_name(column), lists, words(language)["choices"])
            )
        rule.allow_blank = True
        rule.promptTitle = rule.errorTitle = getattr(column.header, language)[:LONGEST_TITLE]
        rule.prompt = getattr(column.text, language)[:LONGEST_PROMPT]
        # the stop comes from the form alone: what is pasted in is caught by the check
        rule.showErrorMessage, rule.errorTitle = (
            column.kind != "person",
            getattr(column.header, language)[:32],
        )
        rule.error = _allowed(asked, column, language)[:LONGEST_PROMPT]
        rule.add(f"{letter}{FIRST}:{letter}{last}")
        page.add_data_validation(rule)
    page.freeze_panes = "B2"
    page.sheet_view.zoomScale = 110


def _head(page: "Worksheet", titles: list[str]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    for place, title in enumerate(titles, start=1):
        cell = page.cell(1, place, title)
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", start_color=DARK)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    page.row_dimensions[1].height = 32


def _width(column: Column, lists: dict[str, list[str]], language: str) -> float:
    head = len(getattr(column.header, language)) + 3
    if column.kind == "person":
        return 28
    if column.kind == "number":
        return max(head, 10)
    return min(30, max(head, 3 + max(len(option) for option in lists[_list_name(column)])))


def _allowed(asked: Questionnaire, column: Column, language: str) -> str:
    told = words(language)
    if column.kind == "person":
        return str(told["person_answer"])
    if column.kind == "number":
        return str(told["from_to"]).format(low=f"{column.low:g}", high=f"{column.high:g}")
    return "; ".join(f"{option.code} {getattr(option, language)}" for option in asked.options(column))


def _range_of(name: str, lists: dict[str, list[str]], sheet: str) -> str:
    from openpyxl.utils import get_column_letter, quote_sheetname  # noqa: PLC0415

    letter = get_column_letter(list(lists).index(name) + 1)
    return f"{quote_sheetname(sheet)}!${letter}$2:${letter}${len(lists[name]) + 1}"


def _choices(page: "Worksheet", asked: Questionnaire, language: str) -> None:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    lists = choice_lists(asked, language)
    _head(page, list(lists))
    for place, (name, options) in enumerate(lists.items(), start=1):
        page.column_dimensions[get_column_letter(place)].width = max(map(len, [name, *options])) + 3
        for row, option in enumerate(options, start=2):
            page.cell(row, place, option)
    page.freeze_panes = "A2"


def _codebook(page: "Worksheet", asked: Questionnaire, language: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415

    told = words(language)
    _head(page, list(told["head"].values()))
    row = 2
    for sheet in asked.tables.values():
        title = page.cell(row, 1, getattr(sheet.title, language))
        title.font = Font(bold=True)
        for place in range(1, len(told["head"]) + 1):
            page.cell(row, place).fill = PatternFill("solid", start_color=PALE)
        row += 1
        for column in sheet.columns:
            for place, text in enumerate(_explained(asked, sheet, column, language), start=1):
                cell = page.cell(row, place, text)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
            row += 1
    for letter, width in zip("ABCDEFGHI", (12, 24, 52, 40, 26, 18, 40, 10, 60), strict=True):
        page.column_dimensions[letter].width = width
    page.cell(row + 1, 1, told["example"])
    page.freeze_panes = "C2"


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
        _allowed(asked, column, language),
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
