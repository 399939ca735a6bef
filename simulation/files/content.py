"""The content of a user's file: bytes of ordinary size, and text."""

from pathlib import Path

from simulation.files.faults import Fault, StudyError

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How Excel workbooks begin, new and old."""
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How UTF-16 begins, which Excel calls Unicode text."""


def read_bytes(path: Path, most: int, allowed: str) -> bytes:
    """Return the bytes of a file.

    Parameters
    ----------
    path : Path
        The file.
    most : int
        Largest size that is read.
    allowed : str
        What belongs into the file, for the fault of one that is none or too large.

    Raises
    ------
    StudyError
        If there is no such file, it is no regular one, cannot be read or is too large.
    """
    try:
        if path.exists() and not path.is_file():
            raise StudyError([Fault.of(path, "", "is not a regular file", allowed)])
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except FileNotFoundError:
        raise StudyError([Fault.of(path, "", "there is no such file")]) from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise StudyError([Fault.of(path, "", f"cannot be read: {reason}")]) from None
    if len(data) > most:
        told = f"the file is larger than {most // 1_000_000} MB"
        raise StudyError([Fault.of(path, "", told, allowed)])
    return data


def decoded(path: Path, data: bytes) -> str:
    """Return text in UTF-8, or in UTF-16 that says so in its first bytes.

    Raises
    ------
    StudyError
        If it is something else, with the first byte that says so: what is meant by it is not guessed.
    """
    allowed = "a file saved as 'CSV UTF-8'"
    if data.startswith(WORKBOOKS):
        raise StudyError([Fault.of(path, "", "is an Excel workbook", allowed, "text")])
    try:
        text = data.decode("utf-16" if data.startswith(WIDE) else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        told = f"not UTF-8 text: byte {error.start} is 0x{data[error.start]:02x}"
        raise StudyError([Fault(str(path), line, 1, "", told, allowed, reason="encoding")]) from None
    # further down it is a character of somebody's text; here it is a file of another kind
    if "\0" in text.partition("\n")[0]:
        told = "not a text file: a NUL character"
        raise StudyError([Fault(str(path), 1, 1, "", told, allowed, reason="encoding")])
    return text.removeprefix("\ufeff")
