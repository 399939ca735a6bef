"""The workbook: budget with formulas, calendar that follows its start date, list of the invited."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

from simulation.office.form import BUDGET_COLUMNS, CALENDAR_COLUMNS, INVITED_COLUMNS, Form

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

A4 = 9
DARK, PALE, LINE = "#1F4E5F", "#EAF2F4", "#9AA5A9"
LANGUAGE = {"id": "421", "en": "409"}
"""Of numbers and dates in cells, as number formats name it."""
LONGEST = 250
"""Characters of a text within a formula; Excel takes 255."""
LINE_HEIGHT = 15
BUDGET_WIDTHS = (5, 62, 11, 14, 20, 22)
CALENDAR_WIDTHS = (5, 34, 10, 62, 14)
INVITED_WIDTHS = (5, 34, 40, 12, 16, 46)


def workbook(form: Form) -> bytes:
    """Return the workbook of a form, as the bytes of an .xlsx file.

    Formulas carry their values, so that it shows numbers where nothing is calculated.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - the extra 'office'

    stream = BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        # the same programme makes the same file
        made = datetime.combine(form.start, datetime.min.time())
        book.set_properties(
            {"title": form.title, "subject": form.label, "author": "Kampung", "created": made}
        )
        styles = _Styles(book, form.language)
        _budget(book.add_worksheet(form.words("office.sheet.budget")), form, styles)
        _calendar(book.add_worksheet(form.words("office.sheet.calendar")), form, styles)
        _invited(book.add_worksheet(form.words("office.sheet.invited")), form, styles)
    return stream.getvalue()


class _Styles:
    """The formats of cells."""

    def __init__(self, book: "Workbook", language: str) -> None:
        code = LANGUAGE[language]
        # _) leaves a gap on the right, alike in all programs
        rupiah = {"num_format": f'[$-{code}]"Rp" #,##0_)', "align": "right"}
        day = {"num_format": f"[$-{code}]dddd, d mmmm yyyy", "align": "left", "indent": 1}
        line = {"border": 1, "border_color": LINE, "valign": "vcenter"}
        left = {"align": "left", "indent": 1}
        bold = {"bold": True}

        def style(*parts: dict[str, Any]) -> Any:
            return book.add_format(
                {"font_name": "Arial", "font_size": 10} | {k: v for p in parts for k, v in p.items()}
            )

        self.title = style(bold, {"font_size": 16})
        self.label, self.text = style(bold), style({"valign": "top"})
        self.wrapped = style({"text_wrap": True, "valign": "top"})
        self.head = style(
            line, bold, {"bg_color": DARK, "font_color": "white", "text_wrap": True, "align": "center"}
        )
        self.cell, self.centred = style(line, left, {"text_wrap": True}), style(line, {"align": "center"})
        self.number = style(line, {"num_format": f"[$-{code}]#,##0_)", "align": "right"})
        self.fraction = style(line, {"num_format": f"[$-{code}]#,##0.0#_)", "align": "right"})
        self.price = style(line, rupiah)
        self.price_of_sen = style(line, rupiah, {"num_format": f'[$-{code}]"Rp" #,##0.00_)'})
        self.part = style(line, bold, left, {"bg_color": PALE})
        self.part_number = style(line, bold, {"bg_color": PALE, "align": "center"})
        self.sum = style(line, bold, rupiah)
        self.sum_label = style(line, bold, {"align": "right", "indent": 1})
        self.total = style(line, bold, rupiah, {"bg_color": PALE})
        self.total_label = style(line, bold, {"align": "right", "indent": 1, "bg_color": PALE})
        self.spelt = style(line, left, {"italic": True, "text_wrap": True})
        self.day, self.input_day = style(line, day), style(line, day, bold, {"bg_color": "#FFF8DC"})
        self.signed = style({"align": "center", "valign": "top", "text_wrap": True})

    def of_number(self, value: float) -> Any:
        """Return the style of a volume."""
        return self.number if value == int(value) else self.fraction

    def of_price(self, value: float) -> Any:
        """Return the style of a price."""
        return self.price if value == int(value) else self.price_of_sen


def _budget(sheet: "Worksheet", form: Form, styles: _Styles) -> None:
    """Write the budget: amount = volume x price, a sum for each activity, and the total."""
    head = _begin(sheet, form, form.title, BUDGET_COLUMNS, BUDGET_WIDTHS, styles)
    row, subtotals = head + 1, []
    for place, part in enumerate(form.estimate.parts, start=1):
        sheet.write_number(row, 0, place, styles.part_number)
        sheet.merge_range(row, 1, row, 5, "", styles.part)
        sheet.write_string(row, 1, form.activity(part.activity), styles.part)
        for number, item in enumerate(part.items, start=1):
            at = row + number
            sheet.write_string(at, 0, f"{place}.{number}", styles.centred)
            sheet.write_string(at, 1, form.item(item), styles.cell)
            sheet.write_number(at, 2, item.volume, styles.of_number(item.volume))
            sheet.write_string(at, 3, form.unit(item), styles.centred)
            sheet.write_number(at, 4, item.price, styles.of_price(item.price))
            sheet.write_formula(at, 5, f"=ROUND(C{at + 1}*E{at + 1},0)", styles.price, item.amount)
        end = row + len(part.items)
        _sum(
            sheet,
            end + 1,
            form.words("office.subtotal", activity=form.activity(part.activity)),
            styles.sum_label,
        )
        sheet.write_formula(end + 1, 5, f"=SUM(F{row + 2}:F{end + 1})", styles.sum, part.subtotal)
        subtotals.append(f"F{end + 2}")
        row = end + 2
    total = form.estimate.total
    _sum(sheet, row, form.words("office.total"), styles.total_label)
    sheet.write_formula(row, 5, f"={'+'.join(subtotals)}", styles.total, total)
    sheet.merge_range(row + 1, 0, row + 1, 5, "", styles.spelt)
    label, spelt = form.words("office.spelt"), form.spelt(total)
    otherwise = _quoted(form.words("office.changed"))
    formula = f"={_quoted(f'{label}: ')}&IF(F{row + 1}={total},{_quoted(spelt)},{otherwise})"
    sheet.write_formula(row + 1, 0, formula, styles.spelt, f"{label}: {spelt}")
    _heighten(sheet, row + 1, f"{label}: {spelt}", sum(BUDGET_WIDTHS))
    row = _notes(sheet, row + 3, form, form.budget_notes(), BUDGET_WIDTHS, styles)
    _signatures(sheet, row + 1, form, styles)


def _sum(sheet: "Worksheet", row: int, text: str, style: Any) -> None:
    """Write the label of a sum across the columns before it."""
    sheet.merge_range(row, 0, row, 4, "", style)
    sheet.write_string(row, 0, text, style)


def _calendar(sheet: "Worksheet", form: Form, styles: _Styles) -> None:
    """Write the sessions; their days follow the start date above them."""
    start = 6
    head = _begin(
        sheet, form, form.words("office.calendar"), CALENDAR_COLUMNS, CALENDAR_WIDTHS, styles, gap=2
    )
    sheet.write_string(start - 1, 0, form.words("office.start"), styles.label)
    sheet.merge_range(start - 1, 3, start - 1, 4, "", styles.input_day)
    _write_day(sheet, start - 1, 3, form.start, styles.input_day)
    for number, each in enumerate(form.calendar, start=1):
        row = head + number
        sheet.write_number(row, 0, number, styles.centred)
        formula = f"=$D${start}+7*(C{row + 1}-1)"
        sheet.write_formula(row, 1, formula, styles.day, _serial(each.day))
        sheet.write_number(row, 2, each.week, styles.centred)
        sheet.write_string(row, 3, form.activity(each.activity), styles.cell)
        sheet.write_string(row, 4, form.session(each), styles.centred)
    _notes(
        sheet, head + len(form.calendar) + 2, form, [form.words("office.note.dates")], CALENDAR_WIDTHS, styles
    )


def _invited(sheet: "Worksheet", form: Form, styles: _Styles) -> None:
    """Write who is invited to each activity."""
    head = _begin(sheet, form, form.words("office.invited"), INVITED_COLUMNS, INVITED_WIDTHS, styles)
    invitations = form.invitations()
    for number, each in enumerate(invitations, start=1):
        row, remark = head + number, " ".join(each.remarks)
        sheet.write_number(row, 0, number, styles.centred)
        sheet.write_string(row, 1, form.activity(each.activity), styles.cell)
        sheet.write_string(row, 2, each.who, styles.cell)
        sheet.write_number(row, 3, each.people, styles.number)
        sheet.write_number(row, 4, round(each.coming, 2), styles.of_number(round(each.coming, 2)))
        sheet.write_string(row, 5, remark, styles.cell)
        lines = max(_lines(each.who, INVITED_WIDTHS[2]), _lines(remark, INVITED_WIDTHS[5]))
        sheet.set_row(row, LINE_HEIGHT * lines)
    _notes(
        sheet, head + len(invitations) + 2, form, [form.words("office.note.names")], INVITED_WIDTHS, styles
    )


def _begin(
    sheet: "Worksheet",
    form: Form,
    title: str,
    columns: tuple[str, ...],
    widths: Sequence[int],
    styles: _Styles,
    gap: int = 1,
) -> int:
    """Write title, facts and header, and set how the sheet is printed; return the row of the header."""
    sheet.write_string(0, 0, title, styles.title)
    sheet.set_row(0, 24)
    for row, (name, value) in enumerate(form.facts(), start=1):
        sheet.write_string(row, 0, f"{name}: {value}", styles.text)
    head = len(form.facts()) + 1 + gap
    names = form.head(columns)
    for column, (name, width) in enumerate(zip(names, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(head, column, name, styles.head)
    lines = max(_lines(name, width - 2) for name, width in zip(names, widths, strict=True))
    sheet.set_row(head, LINE_HEIGHT * (1 + lines))
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    sheet.freeze_panes(head + 1, 0)
    sheet.hide_gridlines(2)
    sheet.set_footer("&L&A&R&P / &N")
    return head


def _notes(
    sheet: "Worksheet", row: int, form: Form, notes: list[str], widths: Sequence[int], styles: _Styles
) -> int:
    """Write notes across the sheet; return the row below them."""
    sheet.write_string(row, 0, form.words("office.notes"), styles.label)
    for number, note in enumerate(notes, start=1):
        sheet.merge_range(row + number, 0, row + number, len(widths) - 1, "", styles.wrapped)
        sheet.write_string(row + number, 0, f"{number}. {note}", styles.wrapped)
        _heighten(sheet, row + number, note, sum(widths))
    return row + len(notes) + 1


def _signatures(sheet: "Worksheet", row: int, form: Form, styles: _Styles) -> None:
    """Write the places to sign side by side: one row, which no page ends within."""
    signatures = form.signatures()
    dates = [""] * (len(signatures) - 1) + [form.place_and_date()]
    for (first, last), each, day in zip(((0, 1), (2, 3), (4, 5)), signatures, dates, strict=True):
        sheet.merge_range(row, first, row, last, "", styles.signed)
        text = "\n".join([day, "", each.verb, each.office, "", "", "", "", each.name])
        sheet.write_string(row, first, text, styles.signed)
    sheet.set_row(row, 9.5 * LINE_HEIGHT)


def _write_day(sheet: "Worksheet", row: int, column: int, day: date, style: Any) -> None:
    sheet.write_number(row, column, _serial(day), style)


def _serial(day: date) -> int:
    """Return the number of a day in a workbook, from March 1900 on."""
    return day.toordinal() - date(1899, 12, 30).toordinal()


def _quoted(text: str) -> str:
    """Return text as a formula holds it."""
    pieces = [text[at : at + LONGEST] for at in range(0, len(text), LONGEST)] or [""]
    return "&".join('"' + piece.replace('"', '""') + '"' for piece in pieces)


def _lines(text: str, width: int) -> int:
    return -(-len(text) // int(width))


def _heighten(sheet: "Worksheet", row: int, text: str, width: int) -> None:
    """Make a row as high as its wrapped text needs: merged cells do not find that out themselves."""
    sheet.set_row(row, LINE_HEIGHT * _lines(text, width))
