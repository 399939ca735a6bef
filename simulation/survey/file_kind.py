"""What a file is, by its content: its name may say anything."""

import io
import zipfile

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS = (
    (b"\x09\x08", "an old Excel workbook (.xls)"),
    (b"\x09\x04", "an old Excel workbook (.xls)"),
    (b"\x09\x02", "an old Excel workbook (.xls)"),
    (b"\x09\x00", "an old Excel workbook (.xls)"),
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a packed file (.gz)"),
    (b"7z\xbc\xaf", "a packed file (.7z)"),
    (b"Rar!", "a packed file (.rar)"),
    (b"\xff\xd8\xff", "a photograph"),
    (b"\x89PNG", "a picture"),
    (b"{\\rtf", "a text document (.rtf)"),
)
_PARTS = (
    ("xl/workbook.bin", "a binary Excel workbook (.xlsb)"),
    ("index/document.iwa", "a Numbers document"),
    ("index.zip", "a Numbers document"),
    ("word/document.xml", "a Word document"),
    ("ppt/presentation.xml", "a PowerPoint document"),
)
_MIMETYPES = (
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)"),
    (b"opendocument", "an OpenDocument file that is no spreadsheet"),
)
_MARKUP = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", "an Excel 2003 XML spreadsheet"),
    (b"urn:oasis:names:tc:opendocument", "an OpenDocument spreadsheet (.fods)"),
    (b"<html", "a web page"),
    (b"<!doctype html", "a web page"),
    (b"<table", "a web page"),
    (b"<?xml", "an XML file"),
)


def kind_of(data: bytes) -> str | None:
    """Return what a file is that is neither an Excel workbook (.xlsx) nor text in columns; None if it is one.

    A package that cannot be opened is left to the reader of workbooks, which tells the damage.
    """
    if not data.strip():
        return "the file is empty"
    if data.startswith(_OLE):
        return _ole(data)
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if data.startswith(b"PK"):
        return _package(data)
    head = data[:4_000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return next((kind for part, kind in _MARKUP if part in head), None) if head.startswith(b"<") else None


def is_text(data: bytes) -> bool:
    """Tell whether a file may be text in columns: it is no package."""
    return not data.startswith(b"PK")


def _ole(data: bytes) -> str:
    """Return what an OLE container holds, by the names of its streams."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        return "a workbook with a password"
    if any(f"{stream}\0".encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        return "an old Excel workbook (.xls)"
    if "WordDocument".encode("utf-16-le") in data:
        return "an old Word document (.doc)"
    return "an old Excel workbook (.xls), or one with a password"


def _package(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {part.filename.lower() for part in package.infolist()}
            if "xl/workbook.bin" not in names and any(name.startswith("xl/") for name in names):
                return None
            if any(part.flag_bits & 1 for part in package.infolist()):
                return "a zip archive with a password"
            for name, kind in _PARTS:
                if name in names:
                    return kind
            mimetype = package.open("mimetype").read(200) if "mimetype" in names else b""
    except Exception:
        # a damaged package fails anywhere in zipfile or zlib, with any kind of error
        return None
    return next((kind for part, kind in _MIMETYPES if part in mimetype), "a zip archive that is no workbook")
