"""The form as a workbook: one sheet a table, with lists and bounds, and a code book."""

import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from simulation.files.table_text import cell_text
from simulation.files.unseen import as_printed
from simulation.survey.codebook import allowed, choice_lists, list_name, write_choices, write_codebook
from simulation.survey.instrument import Column
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.sheet_style import write_head
from simulation.survey.words import words

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation
    from openpyxl.worksheet.worksheet import Worksheet

Filled = Mapping[str, Sequence[Sequence[object]]]
"""Rows of answers by table, in the order of its columns."""
INTERVIEWS = 1000
"""Interviews for which the workbook knows what may be answered."""
LONGEST_TITLE, LONGEST_PROMPT = 32, 250
"""Characters that a spreadsheet shows beside a cell."""


def form_workbook(asked: Questionnaire, language: str, filled: Filled | None = None, note: str = "") -> bytes:
    """Return a workbook to enter interviews into.

    Parameters
    ----------
    asked : Questionnaire
        What is asked in the village.
    language : str
        ``en`` or ``id``.
    filled : mapping of str to rows, optional
        Answers that stand in it already.
    note : str
        A line above every table.
    """
    from openpyxl import Workbook  # noqa: PLC0415 - the extra 'survey'

    book = Workbook()
    book.remove(book.active)
    told = words(language)
    for name, sheet in asked.tables.items():
        page = book.create_sheet(getattr(sheet.sheet, language))
        first = _answers(page, name, asked, language, note)
        for row, cells in enumerate((filled or {}).get(name, ()), start=first):
            for place, value in enumerate(cells, start=1):
                page.cell(row, place, cell_text(value))
    write_codebook(book.create_sheet(told["codebook"]), asked, language, note)
    write_choices(book.create_sheet(told["choices"]), asked, language, note)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _answers(page: "Worksheet", name: str, asked: Questionnaire, language: str, note: str) -> int:
    """Write the header of a table and what its cells allow; return the first row for answers."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet = asked.tables[name]
    lists = choice_lists(asked, language)
    first = write_head(page, [getattr(column.header, language) for column in sheet.columns], note)
    last = first - 1 + INTERVIEWS * (sheet.most or 1)
    for place, column in enumerate(sheet.columns, start=1):
        letter = get_column_letter(place)
        page.column_dimensions[letter].width = _width(column, lists, language)
        rule = _rule(column, lists, language, 1 if not note else 2)
        rule.allow_blank = True
        rule.promptTitle = rule.errorTitle = getattr(column.header, language)[:LONGEST_TITLE]
        rule.prompt = as_printed(getattr(column.text, language))[:LONGEST_PROMPT]
        # the stop comes from the form alone: what is pasted in is caught by the check
        rule.showInputMessage, rule.showErrorMessage = True, column.kind != "person"
        rule.error = as_printed(allowed(asked, column, language))[:LONGEST_PROMPT]
        rule.add(f"{letter}{first}:{letter}{last}")
        page.add_data_validation(rule)
    page.freeze_panes = f"B{first}"
    return first


def _rule(column: Column, lists: dict[str, list[str]], language: str, head: int) -> "DataValidation":
    """Return what a cell allows; choices come from the sheet of choices, below its header."""
    from openpyxl.utils import get_column_letter, quote_sheetname  # noqa: PLC0415
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    if column.kind == "person":
        return DataValidation()
    if column.kind == "number":
        low, high = f"{column.low:g}", f"{column.high:g}"
        return DataValidation(type="decimal", operator="between", formula1=low, formula2=high)
    name = list_name(column)
    letter = get_column_letter(list(lists).index(name) + 1)
    cells = f"${letter}${head + 1}:${letter}${head + len(lists[name])}"
    return DataValidation(type="list", formula1=f"{quote_sheetname(words(language)['choices'])}!{cells}")


def _width(column: Column, lists: dict[str, list[str]], language: str) -> float:
    head = len(getattr(column.header, language)) + 3
    if column.kind == "person":
        return 28
    if column.kind == "number":
        return max(head, 10)
    return min(30, max(head, 3 + max(len(option) for option in lists[list_name(column)])))
