"""Files that are not what they say, or too much: one clear line, within limits."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from simulation.files.faults import StudyError
from simulation.parameters import VillageProfile
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.raw import MOST_BYTES, MOST_ROWS, MOST_UNPACKED
from simulation.survey.reading import read_wave
from simulation.survey.source import Source


@pytest.fixture
def asked(profile: VillageProfile) -> Questionnaire:
    return Questionnaire.of(profile)


def workbook(rows: list[list[object]], title: str = "owners") -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for row in rows:
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def two_sheets(tables: dict[str, str]) -> bytes:
    """Return a workbook of tables written as CSV, by the name of the sheet."""
    book = Workbook()
    book.remove(book.active)
    for title, text in tables.items():
        page = book.create_sheet(title)
        for line in text.splitlines():
            page.append(line.split(","))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a workbook with a part added or exchanged."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package,
    ):
        for part in old.namelist():
            if part != name:
                package.writestr(part, old.read(part))
        package.writestr(name, content)
    return stream.getvalue()


HEADER: list[object] = ["name", "group", "sector", "gotong_royong_1"]
GOOD = workbook([HEADER, ["Ani", 1, 2, 3]])
SHEET = "xl/worksheets/sheet1.xml"
BOMB = b"<worksheet>" + b" " * (MOST_UNPACKED + 1)
ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet>&b;</worksheet>'


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.xlsx", b"", "the file is empty"),
        ("a.xlsx", b"name,group,sector\n", "text, as of a CSV file, and no workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "or one with a password"),
        ("a.xlsx", GOOD[: len(GOOD) // 2], "is no Excel workbook, or a damaged one"),
        ("a.xlsx", with_part(GOOD, SHEET, b"<worksheet><sheetData><row>"), "is damaged"),
        ("a.xlsx", with_part(GOOD, SHEET, BOMB), "unpacks to 60 MB"),
        ("a.xlsx", with_part(GOOD, SHEET, ENTITY), "declares entities"),
        ("a.xlsx", with_part(GOOD, SHEET, "<worksheet/>".encode("utf-16")), "declares entities"),
        ("a.xlsm", with_part(GOOD, "xl/vbaProject.bin", b"Sub"), "holds macros"),
        ("a.xlsx", workbook([["a", "b"]], "x"), "no table of owners among 'x'"),
        ("a.ods", b"x", "text, as of a CSV file"),
        ("answers", b"x\0y", "no kind of spreadsheet that is known"),
        ("a.csv", b"name,group,sector\nAni\xe9,1,1\n", "not UTF-8 text: byte 21 is 0xe9"),
        ("a.csv", "name,group,sector\n".encode("utf-16-le"), "not a text file"),
        ("a.csv", "name,group\n".encode("utf-16"), "no column sector"),
        ("a.csv", b"name,group\0,sector\n", "not a text file"),
        ("a.csv", b'name,group,sector\n"' + b"x" * 200_000 + b'",1,1\n', "cannot be read: field larger"),
        ("a.csv", b"name,group,sector\n" + b"A,1,1\n" * MOST_ROWS, "more than 100,000 rows"),
        ("a.csv", b"x" * (MOST_BYTES + 1), "larger than 20 MB"),
    ],
)  # fmt: skip
def test_it_is_refused_in_one_line(
    tmp_path: Path, asked: Questionnaire, name: str, data: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(StudyError) as refusal:
        read_wave(path, asked)
    line = str(refusal.value)
    assert told in line
    assert str(path) in line
    assert len(line.splitlines()) == 1


def package(*names: str, mimetype: bytes = b"") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name in names:
            zipped.writestr(name, mimetype if name == "mimetype" else b"<x/>")
    return stream.getvalue()


def ole(*streams: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"".join(f"{each}\0".encode("utf-16-le") for each in streams)


STRICT = (
    zipfile.ZipFile(io.BytesIO(GOOD))
    .read("xl/workbook.xml")
    .replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
)
ODS_MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
ODS = package("mimetype", "content.xml", mimetype=ODS_MIMETYPE)


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ""])
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (with_part(GOOD, "xl/workbook.xml", STRICT), "a workbook in Strict Open XML"),
        (ole("Root Entry", "Workbook"), "an old Excel workbook (.xls)"),
        (ole("Root Entry", "EncryptionInfo", "EncryptedPackage"), "a workbook with a password"),
        (b"\x09\x08\x10\0" + bytes(20), "an old Excel workbook (.xls)"),
        (ODS, "an OpenDocument spreadsheet (.ods)"),
        (package("[Content_Types].xml", "xl/workbook.bin"), "a binary Excel workbook (.xlsb)"),
        (package("Index/Document.iwa"), "a Numbers document"),
        (package("Index.zip"), "a Numbers document"),
        (package("[Content_Types].xml", "word/document.xml"), "a Word document"),
        (package("photo.jpg"), "a zip archive that is no workbook"),
        (b"<?xml version='1.0'?><W xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", "Excel 2003 XML"),
        (b"\n<html><table><tr><td>nama</td></tr></table></html>", "a web page"),
        (b"%PDF-1.7", "a PDF document"),
        (b" \n", "the file is empty"),
    ],
)  # fmt: skip
def test_another_kind_of_file_is_called_by_its_name_whatever_its_ending(
    tmp_path: Path, asked: Questionnaire, ending: str, data: bytes, told: str
) -> None:
    path = tmp_path / f"answers{ending}"
    path.write_bytes(data)
    with pytest.raises(StudyError) as refusal:
        read_wave(path, asked)
    assert told in str(refusal.value)
    assert str(refusal.value).endswith("allowed: save as Excel workbook (.xlsx)")


def test_a_workbook_is_read_whatever_its_ending_and_its_library_is_silent(
    tmp_path: Path, asked: Questionnaire, recwarn: pytest.WarningsRecorder
) -> None:
    styles = zipfile.ZipFile(io.BytesIO(GOOD)).read("xl/styles.xml")
    without = re.sub(rb"<cellStyles.*</cellStyles>", b"", styles)
    path = tmp_path / "answers.xls"
    path.write_bytes(with_part(GOOD, "xl/styles.xml", without))
    assert read_wave(path, asked).names == ["Ani"]
    assert not [each for each in recwarn if "openpyxl" in each.filename]


@pytest.mark.parametrize(
    "data", [GOOD, package("mimetype", mimetype=ODS_MIMETYPE)], ids=["workbook", "other"]
)
def test_damage_anywhere_is_one_line_or_does_no_harm(
    tmp_path: Path, asked: Questionnaire, data: bytes
) -> None:
    path = tmp_path / "a.xlsx"
    refusals = 0
    for place in range(0, len(data), max(1, len(data) // 300)):
        broken = bytearray(data)
        broken[place] ^= 0xFF
        path.write_bytes(bytes(broken))
        try:
            read_wave(path, asked)
        except StudyError as refusal:
            assert len(str(refusal).splitlines()) == 1, place
            refusals += 1
    assert refusals > 50


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path, asked: Questionnaire) -> None:
    with pytest.raises(StudyError, match="there is no such file"):
        read_wave(tmp_path / "none.xlsx", asked)


def test_formulas_are_nobodys_answers(tmp_path: Path, asked: Questionnaire) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook([HEADER, ["Ani", 1, 2, "=1+1"], ["=A2", 1, 2, 3], ["Budi", 2, 1, 4]]))
    found = read_wave(path, asked)
    assert found.names == ["Ani", "Budi"]
    told = [(each.kind, each.cell) for each in found.findings if each.row > 1]
    assert told == [("formula", "D2"), ("no_name", "A3")]


def test_a_sheet_that_claims_a_million_columns_is_read_for_what_it_holds(
    tmp_path: Path, asked: Questionnaire
) -> None:
    xml = zipfile.ZipFile(io.BytesIO(GOOD)).read(SHEET).replace(b"A1:D2", b"A1:XFD1048576")
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_part(GOOD, SHEET, xml))
    assert read_wave(path, asked).names == ["Ani"]


def test_a_row_far_below_is_too_far(
    asked: Questionnaire,
) -> None:
    xml = zipfile.ZipFile(io.BytesIO(GOOD)).read(SHEET)
    far = with_part(GOOD, SHEET, xml.replace(b'r="2"', b'r="1000000"').replace(b'2"', b'1000000"'))
    with pytest.raises(StudyError):
        read_wave(Source(Path("a.xlsx"), far, most_rows=1_000), asked)


def test_a_file_of_nothing_but_unknown_names_ends(tmp_path: Path, asked: Questionnaire) -> None:
    owners = "name,group,sector\n" + "".join(f"Person {n} of many,1,1\n" for n in range(500))
    contacts = "name,contact\n" + "".join(f"Person 1 of many,Stranger {n} from far\n" for n in range(20_000))
    (tmp_path / "owners.csv").write_text(owners)
    (tmp_path / "contacts.csv").write_text(contacts)
    found = read_wave(tmp_path, asked)
    assert len(found.nominations) == 20_000
