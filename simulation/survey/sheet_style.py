"""How the sheets of the workbook look."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

DARK, PALE, WARNING = "FF1F4E5F", "FFEAF2F4", "FF9C1C1C"


def write_head(page: "Worksheet", titles: list[str], note: str) -> int:
    """Write the header, below a note if there is one; return the row below it."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - the extra 'survey'

    row = write_note(page, note)
    for place, title in enumerate(titles, start=1):
        cell = page.cell(row, place, title)
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", start_color=DARK)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    page.row_dimensions[row].height = 32
    return row + 1


def write_note(page: "Worksheet", note: str) -> int:
    """Write a note into the first row; return the row below it, the first one without a note."""
    from openpyxl.styles import Font  # noqa: PLC0415

    if not note:
        return 1
    page.cell(1, 1, note).font = Font(bold=True, color=WARNING)
    return 2
