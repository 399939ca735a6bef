"""Text of programmes older than UTF-8."""

import codecs
from pathlib import Path

from simulation.files.content import WIDE
from simulation.files.faults import Fault, StudyError

OLD = "cp1252"
"""What Windows programmes of western Europe write where they do not write UTF-8."""
READ_AS_OLD = "the file is not UTF-8 and was read as Windows-1252: look whether names with accents are right"


def plain_text(path: Path, data: bytes) -> tuple[str, list[str]]:
    """Return the text of a file, and what to say of how it was read.

    Raises
    ------
    StudyError
        If it is no text.
    """
    hints: list[str] = []
    try:
        text = data.decode("utf-16" if data.startswith(WIDE) else "utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = codecs.decode(data, OLD)
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            told = f"not UTF-8 text: byte {error.start} is 0x{data[error.start]:02x}"
            raise StudyError([Fault(str(path), line, 1, "", told, "a file saved as UTF-8")]) from None
        hints.append(READ_AS_OLD)
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise StudyError([Fault(str(path), line, 1, "", "not a text file: a NUL character")])
    return text, hints
