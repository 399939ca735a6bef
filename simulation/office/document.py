"""The document: budget, calendar and invitations as tables of a text, and the places to sign."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from simulation.files.dates import date_in_words
from simulation.office.form import BUDGET_COLUMNS, CALENDAR_COLUMNS, INVITED_COLUMNS, Form

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell

DARK, PALE = "1F4E5F", "EAF2F4"
FONT = "Arial"
BUDGET_WIDTHS = (1.2, 5.6, 2.0, 2.4, 2.8, 3.0)
CALENDAR_WIDTHS = (1.2, 5.3, 1.6, 6.7, 2.2)
INVITED_WIDTHS = (1.2, 3.4, 3.5, 2.4, 2.6, 3.9)
SIGNATURE_WIDTHS = (5.0, 5.6, 6.4)
"""Centimetres of the columns: 17 in all, between margins of 2 on A4."""


def document(form: Form) -> bytes:
    """Return the document of a form, as the bytes of a .docx file."""
    import docx  # noqa: PLC0415 - the extra 'office'

    text = docx.Document()
    _set_page(text, form)
    text.add_heading(form.title, level=0)
    for name, value in form.facts():
        line = text.add_paragraph()
        line.paragraph_format.space_after = 0
        line.add_run(f"{name}: ").bold = True
        line.add_run(value)
    about = text.add_paragraph(form.about())
    about.paragraph_format.space_before = about.paragraph_format.space_after = _points(8)
    text.add_heading(f"1. {form.words('office.budget')}", level=1)
    _budget(text, form)
    _notes(text, form, form.budget_notes())
    text.add_heading(f"2. {form.words('office.calendar')}", level=1)
    _calendar(text, form)
    _notes(text, form, [form.words("office.note.dates")])
    text.add_heading(f"3. {form.words('office.invited')}", level=1)
    _invited(text, form)
    _notes(text, form, [form.words("office.note.names")], keep=True)
    _signatures(text, form)
    stream = BytesIO()
    text.save(stream)
    return stream.getvalue()


def _set_page(text: "Document", form: Form) -> None:
    """Set paper, letters and what the file says of itself."""
    from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415 - the extra 'office'

    page = text.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    _number_pages(page.footer.paragraphs[0])
    for name, size in (("Normal", 10.5), ("Title", 20), ("Heading 1", 13)):
        style: Any = text.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        if name != "Normal":
            style.font.color.rgb = RGBColor.from_string(DARK)
            _drop_theme_font(style)
    about = text.core_properties
    about.title, about.subject, about.author = form.title, form.label, "Kampung"
    about.created = about.modified = datetime.combine(form.start, datetime.min.time())
    about.comments = ""
    about.language = form.language


def _budget(text: "Document", form: Form) -> None:
    """Add the budget."""
    words, estimate = form.words, form.estimate
    rows = 2 + sum(len(part.items) + 2 for part in estimate.parts)
    table = _table(text, form.head(BUDGET_COLUMNS), rows, BUDGET_WIDTHS)
    lines = iter(table.rows[1:])
    for place, part in enumerate(estimate.parts, start=1):
        label = form.activity(part.activity)
        number, *rest = next(lines).cells
        _fill(number, str(place), bold=True, align="center", shade=PALE, keep=True)
        _fill(rest[0].merge(rest[-1]), label, bold=True, shade=PALE, keep=True)
        for count, item in enumerate(part.items, start=1):
            cells = next(lines).cells
            _fill(cells[0], f"{place}.{count}", align="center", keep=True)
            _fill(cells[1], form.item(item))
            _fill(cells[2], form.plain(item.volume), align="right")
            _fill(cells[3], form.unit(item), align="center")
            _fill(cells[4], form.price(item.price), align="right")
            _fill(cells[5], words.number(item.amount, 0), align="right")
        _sum(next(lines).cells, words("office.subtotal", activity=label), words.number(part.subtotal, 0))
    _sum(next(lines).cells, words("office.total"), words.number(estimate.total, 0), shade=PALE, keep=True)
    cells = next(lines).cells
    spelt = f"{words('office.spelt')}: {form.spelt(estimate.total)}"
    _fill(cells[0].merge(cells[-1]), spelt, italic=True)


def _sum(cells: Sequence["_Cell"], label: str, amount: str, **how: Any) -> None:
    """Fill a line of the budget with a sum."""
    _fill(cells[-1], amount, bold=True, align="right", **how)
    _fill(cells[0].merge(cells[-2]), label, bold=True, align="right", **how)


def _calendar(text: "Document", form: Form) -> None:
    """Add the sessions."""
    table = _table(text, form.head(CALENDAR_COLUMNS), len(form.calendar), CALENDAR_WIDTHS)
    for number, (row, each) in enumerate(zip(table.rows[1:], form.calendar, strict=True), start=1):
        cells = row.cells
        _fill(cells[0], str(number), align="center")
        _fill(cells[1], date_in_words(each.day, form.language, weekday=True))
        _fill(cells[2], form.words.number(each.week, 0), align="center")
        _fill(cells[3], form.activity(each.activity))
        _fill(cells[4], form.session(each), align="center")


def _invited(text: "Document", form: Form) -> None:
    """Add who is invited."""
    invitations = form.invitations()
    table = _table(text, form.head(INVITED_COLUMNS), len(invitations), INVITED_WIDTHS)
    for number, (row, each) in enumerate(zip(table.rows[1:], invitations, strict=True), start=1):
        cells = row.cells
        # so that no page holds signatures alone
        _fill(cells[0], str(number), align="center", keep=number == len(invitations))
        _fill(cells[1], form.activity(each.activity))
        _fill(cells[2], each.who)
        _fill(cells[3], form.words.number(each.people, 0), align="right")
        _fill(cells[4], form.plain(each.coming), align="right")
        _fill(cells[5], " ".join(each.remarks))


def _signatures(text: "Document", form: Form) -> None:
    """Add the places to sign, side by side and on one page."""
    place = text.add_paragraph(form.place_and_date())
    place.alignment = _alignment("right")
    place.paragraph_format.space_before = _points(12)
    place.paragraph_format.keep_with_next = True
    signatures = form.signatures()
    table = text.add_table(rows=4, cols=len(signatures))
    _set_widths(table, SIGNATURE_WIDTHS)
    for column, each in enumerate(signatures):
        for row, line in enumerate((each.verb, each.office, "\n\n", each.name)):
            _fill(table.rows[row].cells[column], line, align="center", keep=row < 3)


def _notes(text: "Document", form: Form, notes: list[str], *, keep: bool = False) -> None:
    """Add notes in small letters; ``keep`` keeps them on the page of what follows."""
    for number, note in enumerate(notes):
        line = text.add_paragraph()
        line.paragraph_format.space_before = _points(6 if number == 0 else 0)
        line.paragraph_format.space_after = _points(2)
        line.paragraph_format.keep_with_next = keep
        run = line.add_run((f"{form.words('office.notes')}: " if number == 0 else "") + note)
        run.font.size = _points(9)


def _table(text: "Document", head: list[str], rows: int, widths: Sequence[float]) -> "Table":
    """Add a table with its header, which is repeated on every page."""
    table = text.add_table(rows=rows + 1, cols=len(head))
    table.style = "Table Grid"
    _set_widths(table, widths)
    for cell, name in zip(table.rows[0].cells, head, strict=True):
        _fill(cell, name, bold=True, align="center", shade=DARK, colour="FFFFFF")
    _set_flag(table.rows[0], "w:tblHeader")
    for row in table.rows:
        _set_flag(row, "w:cantSplit")
    return table


def _set_widths(table: "Table", widths: Sequence[float]) -> None:
    """Set the widths of columns, in each cell too: programs differ in which of the two they read."""
    from docx.shared import Cm  # noqa: PLC0415 - the extra 'office'

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)


def _fill(
    cell: "_Cell",
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    align: str = "left",
    shade: str | None = None,
    colour: str | None = None,
    keep: bool = False,
) -> None:
    """Write into a cell; ``keep`` keeps its row on the page of the next one."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - the extra 'office'
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import RGBColor  # noqa: PLC0415

    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    line = cell.paragraphs[0]
    line.paragraph_format.space_after = line.paragraph_format.space_before = _points(1.5)
    line.paragraph_format.keep_with_next = keep
    line.alignment = _alignment(align)
    run = line.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, _points(9.5)
    if colour is not None:
        run.font.color.rgb = RGBColor.from_string(colour)
    if shade is not None:
        shading = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", shade)):
            shading.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shading)


def _set_flag(row: Any, name: str) -> None:
    """Set a property of a row that is either there or not."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - the extra 'office'

    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _number_pages(line: Any) -> None:
    """Write the number of the page into a footer."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - the extra 'office'
    from docx.oxml.ns import qn  # noqa: PLC0415

    line.alignment = _alignment("right")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)


def _drop_theme_font(style: Any) -> None:
    """Let a heading have the letters it names, instead of those of the theme."""
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]


def _alignment(name: str) -> Any:
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - the extra 'office'

    return getattr(WD_ALIGN_PARAGRAPH, name.upper())


def _points(size: float) -> Any:
    from docx.shared import Pt  # noqa: PLC0415 - the extra 'office'

    return Pt(size)
