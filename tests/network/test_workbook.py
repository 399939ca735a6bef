"""A workbook is read as the table on its sheet would be, and nothing of the library reaches the screen."""

import io
import warnings
import zipfile

import openpyxl
import pytest

from simulation.files.faults import StudyError
from simulation.network.hints import hints_of
from tests.network.reading import Reader, weights


@pytest.fixture
def read(tmp_path):
    return Reader(tmp_path, ".xlsx")


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    text = io.BytesIO()
    book.save(text)
    return text.getvalue()


EDGES = [["Source", "Target", "Weight"], ["a", "b", 2.125], ["b", "c", 3]]


def test_an_edge_list_beside_other_sheets_is_found_and_said(read):
    graph = read(workbook(people=[["id", "side"], ["a", "old"]], ties=EDGES))
    assert weights(graph) == [2.125, 3.0]
    assert hints_of(graph) == ["read from the sheet 'ties'; not used: 'people'"]


def test_a_matrix_has_names_and_empty_cells(read):
    graph = read(workbook(m=[[None, "a", "b", "c"], ["b", 1, None, 2], ["a", 0, 1, 0], ["c", 0, 2, 0]]))
    assert list(graph) == ["a", "b", "c"]
    assert {frozenset(tie) for tie in graph.edges()} == {frozenset("ab"), frozenset("bc")}


def test_numbers_are_ids_as_they_would_be_typed(read):
    assert list(read(workbook(ties=[["from", "to"], [1, 2.0], ["003", 1]]))) == ["1", "2", "003"]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (workbook(ties=[*EDGES, ["c", "a", "x"]]), ":4:3: a weight of 'x'; allowed: a number above 0"),
        (workbook(ties=[*EDGES, ["c", "a", "=1+1"]]), ":4:3: a formula without its value"),
        (workbook(one=EDGES, two=EDGES), ": 2 of 2 sheets hold a network; allowed: a workbook in which one"),
        (workbook(people=[["id", "side"], ["a", "old"]]), ":1:1: the header 'id,side'"),
        (workbook(empty=[]), ": a workbook without any table"),
        (b"", ": is no Excel workbook, or a damaged one"),
        (b"PK\x03\x04" + b"\0" * 40, ": is no Excel workbook, or a damaged one"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 40, ": an old .xls workbook, or one with a password"),
    ],
)
def test_what_is_no_network_is_told_with_its_row_and_column(read, data, told):
    assert read.refused(data).startswith(told)


def changed(name: str, change) -> bytes:
    """Return a workbook with one part changed."""
    text = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(ties=EDGES))) as old, zipfile.ZipFile(text, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, change(data) if part == name else data)
    return text.getvalue()


def test_damage_anywhere_is_one_line_or_does_no_harm(read):
    data = workbook(ties=EDGES)
    damaged = 0
    for place in range(0, len(data), len(data) // 200):
        broken = bytearray(data)
        broken[place] ^= 0xFF
        try:
            read(bytes(broken))
        except StudyError as refusal:
            assert len(str(refusal).splitlines()) == 1, place
            damaged += 1
    assert damaged > 50


def test_hostile_and_strict_workbooks_are_refused(read):
    bomb = changed("xl/workbook.xml", lambda xml: b'<!DOCTYPE x [<!ENTITY a "b">]>' + xml)
    assert "xl/workbook.xml declares entities" in read.refused(bomb)
    strict = changed("xl/workbook.xml", lambda xml: xml.replace(
        b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"))  # fmt: skip
    assert ": a workbook in Strict Open XML; allowed: save as Excel workbook (.xlsx)" in read.refused(strict)


@pytest.mark.parametrize("place", range(50, 1500, 100))
def test_a_damaged_workbook_is_one_line(read, place):
    data = bytearray(workbook(ties=EDGES))
    data[place : place + 40] = b"\xff" * 40
    assert "damaged" in read.refused(bytes(data))


def test_no_warning_of_the_library_is_shown(read):
    rules = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    data = changed("xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</worksheet>", rules))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert read(data).number_of_edges() == 2


def test_without_openpyxl_the_extra_is_named(read, monkeypatch):
    monkeypatch.setattr("simulation.files.workbook.find_spec", lambda name: None)
    told = read.refused(workbook(ties=EDGES))
    assert told == ": openpyxl is not installed; allowed: the extra 'network', which reads workbooks: " \
                   "pip install -e .[network]"  # fmt: skip
