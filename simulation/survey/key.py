"""The key: which number is whom. It stays with the user."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from simulation.files.faults import Fault, StudyError
from simulation.files.table_text import csv_text
from simulation.survey.landing import must_be_new

OWNER_ALONE = 0o600
"""Read and written by the user alone."""


def key_place(data: Path, chosen: Path | None, village: Path) -> Path:
    """Return where the key goes: beside the data, unless the user chose another place.

    Raises
    ------
    StudyError
        If it would lie in the folder of the village, or is there already.
    """
    place = data.with_name(f"{data.stem}_key.csv") if chosen is None else chosen
    if place.absolute().parent.resolve() == village.absolute().parent.resolve():
        told = f"{place} would lie in the folder of the village"
        raise StudyError(
            [Fault.of("--key", "", told, "another folder: villages are handed on, names are not")]
        )
    must_be_new([place])
    return place


def write_key(place: Path, people: Sequence[tuple[int, str]]) -> None:
    """Write who is whom, readable by the user alone from its first byte on.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    text = csv_text([("owner", "name"), *people])
    temporary = place.with_name(f".{place.name}.part")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(place)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(place)) from None
