"""How the sheets of the workbook look."""

from typing import TYPE_CHECKING

from simulation.files.table_text import cell_text

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

DARK, PALE, WARNING = "FF1F4E5F", "FFEAF2F4", "FF9C1C1C"


def write_head(page: "Worksheet", titles: list[str], note: str) -> int:
    """Write the header, below a note if there is one; return the row below it."""
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415 - the extra 'survey'

    row = write_note(page, note)
    for place, title in enumerate(titles, start=1):
        cell = page.cell(row, place, cell_text(title))
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", start_color=DARK)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    page.row_dimensions[row].height = 32
    _print_across(page, row)
    return row + 1


def _print_across(page: "Worksheet", head: int) -> None:
    """Print all columns on one page of A4, each page with the header."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToHeight = 0
    page.print_title_rows = f"{head}:{head}"


def set_height(page: "Worksheet", row: int, texts: list[str], widths: tuple[float, ...]) -> None:
    """Make a row as high as its wrapped texts need: not every program finds that out itself."""
    lines = (-(-len(text) // int(0.9 * width)) for text, width in zip(texts, widths, strict=True))
    page.row_dimensions[row].height = 15 * max(1, *lines)


def write_note(page: "Worksheet", note: str) -> int:
    """Write a note into the first row; return the row below it, the first one without a note."""
    from openpyxl.styles import Font  # noqa: PLC0415

    if not note:
        return 1
    page.cell(1, 1, cell_text(note)).font = Font(bold=True, color=WARNING)
    return 2
