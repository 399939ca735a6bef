"""The workbook calculates, and shows its numbers where nothing is calculated."""

import io
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from simulation.office.form import Form
from simulation.office.workbook import workbook
from simulation.parameters import Label
from tests.office.programmes import VILLAGE, dose, programme, small

START = date(2027, 1, 4)


def opened(form: Form, values: bool) -> Any:
    return load_workbook(io.BytesIO(workbook(form)), data_only=values)


def cells(sheet: Any) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.fixture(scope="module")
def form() -> Form:
    return Form(small(), START, "id")


def test_the_budget_has_a_line_an_item_and_shows_its_values(form: Form) -> None:
    rows = cells(opened(form, True)["RAB"])
    assert rows[0][0] == "Rencana Anggaran Biaya (RAB)"
    assert rows[1][0] == "Program: Rintisan"
    assert rows[3][0] == "Pelaksanaan: Senin, 18 Januari 2027 sampai Senin, 19 April 2027"
    table = rows[rows.index(next(row for row in rows if row[0] == "No.")) :]
    assert table[:11] == [
        ["No.", "Uraian", "Volume", "Satuan", "Harga satuan (Rp)", "Jumlah (Rp)"],
        [1, "Pelatihan manajemen konflik", None, None, None, None],
        ["1.1", "Honor narasumber (2 sesi × 3 jam)", 6, "orang-jam", 900_000, 5_400_000],  # noqa: RUF001
        ["1.2", "Kudapan (2 sesi × 13,6 orang)", 28, "orang-kali", 20_000, 560_000],  # noqa: RUF001
        ["1.3", "Uang transpor (2 sesi × 13,6 orang)", 28, "orang-kali", 50_000, 1_400_000],  # noqa: RUF001
        ["Jumlah Pelatihan manajemen konflik", None, None, None, None, 7_360_000],
        [2, "Pendampingan", None, None, None, None],
        ["2.1", "Biaya per orang (2 sesi × 5 orang)", 10, "orang-kali", 150_000, 1_500_000],  # noqa: RUF001
        ["Jumlah Pendampingan", None, None, None, None, 1_500_000],
        ["Jumlah seluruhnya", None, None, None, None, 8_860_000],
        ["Terbilang: Delapan juta delapan ratus enam puluh ribu rupiah", None, None, None, None, None],
    ]


def test_amounts_and_sums_are_formulas(form: Form) -> None:
    column = [row[5] for row in cells(opened(form, False)["RAB"]) if str(row[5]).startswith("=")]
    assert column == [
        "=ROUND(C8*E8,0)", "=ROUND(C9*E9,0)", "=ROUND(C10*E10,0)", "=SUM(F8:F10)",
        "=ROUND(C13*E13,0)", "=SUM(F13:F13)", "=F11+F14",
    ]  # fmt: skip


def test_notes_say_what_is_counted_and_how_the_simulation_differs(form: Form) -> None:
    texts = [str(row[0]).replace("\N{NO-BREAK SPACE}", " ") for row in cells(opened(form, True)["RAB"])]
    notes = [text for text in texts if text[:3] in ("2. ", "3. ")]
    assert notes == [
        "2. Simulasi memperkirakan Rp 8.804.000; RAB ini Rp 56.000 lebih besar "
        "karena orang dibulatkan ke atas.",
        "3. Bila semua yang diundang hadir (sebatas tempat yang ada), biayanya Rp 9.280.000.",
    ]


def test_the_calendar_follows_its_start_date(form: Form) -> None:
    formulas, values = (opened(form, known)["Kalender"] for known in (False, True))
    assert values["D6"].value == datetime(2027, 1, 4)
    rows = [row for row in cells(values) if isinstance(row[1], datetime)]
    assert rows[0] == [1, datetime(2027, 1, 18), 3, "Pelatihan manajemen konflik", "1 dari 2"]
    assert rows[-1] == [4, datetime(2027, 4, 19), 16, "Pendampingan", "2 dari 2"]
    assert formulas["B9"].value == "=$D$6+7*(C9-1)"
    assert formulas["B9"].number_format == "[$-421]dddd, d mmmm yyyy"


def test_the_invited_are_numbers(form: Form) -> None:
    rows = cells(opened(form, True)["Undangan"])
    assert [2, "Pendampingan", "5 pelaku UMKM yang paling sedikit hubungan usahanya", 5, 5] in [
        row[:5] for row in rows
    ]


def test_it_is_printed_on_a4_across_with_its_head_on_every_page(form: Form) -> None:
    for sheet in opened(form, False):
        assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        (head,) = {cell.row for cell in sheet["A"] if cell.value == "No."}
        assert sheet.print_title_rows == f"${head}:${head}"


def test_english_says_the_same_numbers() -> None:
    book = opened(Form(small(), START, "en"), True)
    assert book.sheetnames == ["Budget", "Calendar", "Invited"]
    amounts = {row[0]: row[5] for row in cells(book["Budget"])}
    assert amounts["Total"] == 8_860_000
    assert book["Calendar"]["B9"].number_format == "[$-409]dddd, d mmmm yyyy"


def test_the_same_programme_makes_the_same_file(form: Form) -> None:
    assert workbook(form) == workbook(Form(small(), START, "id"))


def test_names_are_text_whatever_they_hold() -> None:
    village = VILLAGE.model_copy(update={"name": "=1+1\x07"})
    held = programme(forum=dose("forum"))
    named = type(held)(
        "x", Label(en="@x", id='=HYPERLINK("x")'), held.doses, village, held.prices, held.weeks
    )
    sheet = opened(Form(named, START, "id"), False)["RAB"]
    assert sheet["A2"].value == 'Program: =HYPERLINK("x")'
    assert sheet["A3"].value == "Kampung: =1+1 (17 pelaku UMKM)"
    assert sheet["A2"].data_type == sheet["A3"].data_type == "s"
