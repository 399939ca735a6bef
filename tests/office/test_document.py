"""The document holds what the workbook holds, and places to sign."""

import io
from datetime import date
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm

from simulation.office.document import document
from simulation.office.form import Form
from tests.office.programmes import small


def opened(language: str) -> Any:
    return docx.Document(io.BytesIO(document(Form(small(), date(2027, 1, 4), language))))


@pytest.fixture(scope="module")
def indonesian() -> Any:
    return opened("id")


def rows(table: Any) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_it_says_in_a_sentence_what_it_holds(indonesian: Any) -> None:
    told = [line.text.replace("\N{NO-BREAK SPACE}", " ") for line in indonesian.paragraphs]
    assert (
        "RAB ini memuat kegiatan program “Rintisan” di Sukamaju: 4 sesi dalam 2 kegiatan, dengan biaya "
        "seluruhnya Rp 8.860.000 (delapan juta delapan ratus enam puluh ribu rupiah)."
    ) in told


def test_the_budget_is_that_of_the_workbook(indonesian: Any) -> None:
    budget = rows(indonesian.tables[0])
    assert budget[0] == ["No.", "Uraian", "Volume", "Satuan", "Harga satuan (Rp)", "Jumlah (Rp)"]
    assert budget[3] == ["1.2", "Kudapan (2 sesi × 13,6 orang)", "28", "orang-kali", "20.000", "560.000"]  # noqa: RUF001
    assert [row[-1] for row in budget if row[0].startswith("Jumlah")] == [
        "7.360.000",
        "1.500.000",
        "8.860.000",
    ]
    assert budget[-1][0] == "Terbilang: Delapan juta delapan ratus enam puluh ribu rupiah"


def test_the_calendar_has_its_days_in_words(indonesian: Any) -> None:
    assert rows(indonesian.tables[1])[1] == [
        "1", "Senin, 18 Januari 2027", "3", "Pelatihan manajemen konflik", "1 dari 2",
    ]  # fmt: skip
    assert rows(opened("en").tables[1])[1][1] == "Monday, 18 January 2027"


def test_three_sign_with_place_and_date(indonesian: Any) -> None:
    *_, signatures = indonesian.tables
    assert rows(signatures)[:2] == [
        ["Disusun oleh", "Diketahui oleh", "Disetujui oleh"],
        ["Pelaksana Kegiatan", "Kepala Desa/Lurah", "(jabatan) ..........................."],
    ]
    assert all(name.startswith("(...") for name in rows(signatures)[-1])
    assert any(line.text.startswith("Sukamaju, tanggal ....") for line in indonesian.paragraphs)


def test_it_is_a4_and_its_tables_repeat_their_head(indonesian: Any) -> None:
    page = indonesian.sections[0]
    assert abs(page.page_width - Cm(21)) < Cm(0.01) and abs(page.page_height - Cm(29.7)) < Cm(0.01)
    for table in indonesian.tables[:3]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
