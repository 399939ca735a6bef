"""Files that land together or not at all, and never on others."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from simulation.files.faults import Fault, StudyError
from simulation.files.table_text import guarded
from simulation.files.whole_file import write_whole


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV: six digits behind the point, and no exponents, which spreadsheets mistake."""
    text: str = guarded(frame.round(6)).to_csv(index=False, float_format="%.12g", lineterminator="\n")
    return text.encode()


def must_be_new(paths: list[Path]) -> None:
    """Refuse files that are there already: they may hold a morning's interviews.

    Raises
    ------
    StudyError
        One fault for each of them.
    """
    faults = [
        Fault.of(path, "", "is there already", "a new name, or move the old one away first")
        for path in paths
        if path.exists() or path.is_symlink()
    ]
    if faults:
        raise StudyError(faults)


def write_all(files: Mapping[Path, bytes]) -> None:
    """Write files; nothing is left of them if one cannot be written.

    Raises
    ------
    StudyError
        If a file is there already.
    OSError
        If one cannot be written.
    """
    must_be_new(list(files))
    written: list[Path] = []
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
            written.append(path)
    except BaseException:
        for each in written:
            each.unlink(missing_ok=True)
        raise
