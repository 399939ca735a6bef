"""Tables of a zip archive of CSV files, as ODK Central hands them out; nothing is unpacked to a disk."""

import io
import zipfile
from pathlib import Path, PurePosixPath

from simulation.files.delimited import delimited
from simulation.files.faults import shown
from simulation.survey.raw import MOST_BYTES, RawTable, cut, refused
from simulation.survey.source import Source

MOST_PARTS = 500
ALLOWED = "a zip archive of CSV files, as ODK Central hands it out"
_PACKED = (".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".tgz", ".jar")
_BESIDE = ("__MACOSX",)
"""Folders that computers add."""


def is_archive(data: bytes) -> bool:
    """Tell whether a file is a zip archive that holds CSV files and is no document of an office programme."""
    if not data.startswith(b"PK"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [part.filename.casefold() for part in package.infolist()]
    except Exception:
        # a damaged package fails anywhere in zipfile, with any kind of error
        return False
    if any(name.startswith(("xl/", "word/", "ppt/")) or name == "mimetype" for name in names):
        return False
    return any(name.endswith(".csv") for name in names)


def read_archive(source: Source) -> list[RawTable]:
    """Return the CSV files of an archive.

    Parameters
    ----------
    source : Source
        The archive.

    Raises
    ------
    StudyError
        If it is damaged, locked or too large, holds archives, or leads out of its folder.
    """
    path = source.path
    with zipfile.ZipFile(io.BytesIO(source.data)) as package:
        parts = [part for part in package.infolist() if not _beside(part.filename)]
        _look_at(source, parts)
        tables = [part for part in parts if part.filename.casefold().endswith(".csv")]
        contents = {}
        for part in tables:
            try:
                contents[part.filename] = package.read(part)
            except Exception:
                # so does a damaged part, in zlib too
                told = f"{shown(part.filename)} is damaged and cannot be read"
                raise refused(path, told, ALLOWED, "damaged") from None
    return [_table(source, name, content) for name, content in contents.items() if content.strip()]


def _beside(name: str) -> bool:
    place = PurePosixPath(name)
    return name.endswith("/") or place.parts[0] in _BESIDE or place.name.startswith("._")


def _look_at(source: Source, parts: list[zipfile.ZipInfo]) -> None:
    """Refuse what no archive of answers holds; no more is ever unpacked of a part than it claims."""
    path, most = source.path, source.most_unpacked
    size = sum(part.file_size for part in parts if part.filename.casefold().endswith(".csv"))
    if len(parts) > MOST_PARTS or size > most:
        told = f"unpacks to {size / 1e6:,.0f} MB in {len(parts)} parts"
        raise refused(path, told, f"at most {most / 1e6:,.0f} MB in {MOST_PARTS} parts", "unpacked")
    for part in parts:
        name = part.filename
        if part.flag_bits & 1:
            raise refused(path, "a zip archive with a password", ALLOWED, "locked")
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name[:3]:
            raise refused(path, f"{shown(name)} leads out of the archive", ALLOWED, "outside")
        if name.casefold().endswith(_PACKED):
            raise refused(path, f"{shown(name)} is an archive in an archive", ALLOWED, "nested")
        if name.casefold().endswith(".csv") and part.file_size > MOST_BYTES:
            told = f"{shown(name)} is larger than {MOST_BYTES // 1_000_000} MB"
            raise refused(path, told, "the survey of one village", "unpacked")


def _table(source: Source, name: str, content: bytes) -> RawTable:
    table = delimited(
        Path(f"{source.path}!{name}"), content, "a survey of one village", most_rows=source.most_rows
    )
    return RawTable(PurePosixPath(name).stem, cut(table))
