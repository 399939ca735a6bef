"""Files that were not there before: all of them are written, or none."""

import os
from collections.abc import Mapping
from pathlib import Path

from simulation.files.faults import Fault, StudyError
from simulation.files.whole_file import write_whole


def write_new(files: Mapping[Path, str | bytes]) -> list[Path]:
    """Write bytes, or texts as UTF-8, into new files; return what was written.

    Raises
    ------
    StudyError
        If one of the files is there already; then none is written.
    OSError
        If one cannot be written; then none is left.
    """
    for path in files:
        if os.path.lexists(path):
            raise StudyError([Fault.of(path, "", "exists already and is not overwritten", "a new file")])
    written: list[Path] = []
    try:
        for path, content in files.items():
            write_whole(path, content.encode() if isinstance(content, str) else content)
            written.append(path)
    except BaseException:
        for done in written:
            done.unlink(missing_ok=True)
        raise
    return written
