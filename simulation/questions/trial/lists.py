"""Lists in one word of a command: ``4,8,16``."""

from simulation.files.faults import Fault, StudyError, shown


def numbers_in(option: str, text: str | None) -> list[int] | None:
    """Return the whole numbers of a text; None for none.

    Raises
    ------
    StudyError
        If a part of it is no whole number.
    """
    if text is None:
        return None
    found = []
    for part in text.split(","):
        word = part.strip()
        if not (word.isascii() and word.isdigit() and len(word) < 10):
            raise StudyError([Fault.of(option, "", f"found {shown(word)}", "whole numbers such as 4,8,16")])
        found.append(int(word))
    return found


def names_in(text: str | None) -> list[str] | None:
    """Return the names of a text; None for none."""
    return None if text is None else [name for part in text.split(",") if (name := part.strip())]
