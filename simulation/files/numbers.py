"""One cell as a number: with a decimal point or comma, never with separators of thousands."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass

from simulation.files.faults import shown

MISSING = frozenset(
    ("", "na", "n/a", "#n/a", "<na>", "nan", "null", "none", "nil", "missing", "-", "--", ".", "?")
)
"""How programmes and people write that nothing is known, in small letters."""
MOST_DIGITS = 30
_NUMBER = re.compile(
    r"(?P<sign>[-+]?)(?P<whole>[0-9]*)(?:(?P<mark>[.,])(?P<rest>[0-9]*))?(?P<power>[eE][-+]?[0-9]{1,3})?"
)
_THOUSANDS = re.compile(r"[-+]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[-+]?[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_GROUPS = re.compile(r"[-+]?[0-9]{1,3}([.,'\u2019 \u00a0\u202f])[0-9]{3}(?:\1[0-9]{3})*(?:[.,][0-9]+)?")
_KINDS = (
    (re.compile(r".*%"), ", a percentage", "a share such as 0.25, without a percent sign"),
    (re.compile(r"(rp|idr|usd|us\$|[$€£]).*|.*(rp|idr|,-)", re.IGNORECASE), ", with a currency",
     "the number alone, such as 50000"),
    (re.compile(r"[-+0-9.,]+(\s+[-+0-9.,]+)+"), ", with a blank inside", "the number without blanks"),
)  # fmt: skip
"""What stands beside a number, and how to write it."""


class NoNumberError(ValueError):
    """A cell that is no number.

    Attributes
    ----------
    found, allowed : str
        What was found, and how to write it; ``allowed`` is empty where ``found`` says it, or nothing can be.
    explained : bool
        Whether it is known what was meant.
    """

    def __init__(self, found: str, allowed: str = "", *, explained: bool = True) -> None:
        super().__init__(found)
        self.found = found
        self.allowed = allowed
        self.explained = explained


def is_missing(text: str) -> bool:
    """Tell whether a cell says that nothing is known."""
    return text.strip().casefold() in MISSING


@dataclass(frozen=True)
class Numbers:
    """How a file writes its numbers.

    ``2.350`` is 2.35, or 2,350 as Indonesians write it. Where the other numbers of the file have a
    decimal comma, a point can only separate thousands; the same holds the other way round.

    Attributes
    ----------
    comma, point : bool
        Whether there are numbers of which the decimal mark is certainly a comma, or a point.
    apart : bool
        Whether cells are separated by something else than a comma, as where decimals have one.
    """

    comma: bool = False
    point: bool = False
    apart: bool = False

    @classmethod
    def of(cls, texts: Iterable[str], separator: str) -> "Numbers":
        """Return how the file writes its numbers of which these are the cells."""
        marks = {
            match["mark"]
            for text in texts
            if (match := _NUMBER.fullmatch(text)) and match["rest"] and not _THOUSANDS.fullmatch(text)
        }
        return cls("," in marks, "." in marks, separator != ",")

    def real(self, text: str) -> float:
        """Return a number.

        Raises
        ------
        NoNumberError
            If it is none, not finite, or may mean several.
        """
        match = _NUMBER.fullmatch(text)
        if match is None or not (match["whole"] or match["rest"]):
            raise _none(text)
        if _THOUSANDS.fullmatch(text) and not self._is_decimal(match["mark"]):
            raise _thousands(text)
        value = float(text.replace(",", "."))
        if not math.isfinite(value):
            raise NoNumberError(f"found {shown(text)} (too large a number)", "a finite number")
        return value

    def amount(self, text: str) -> float:
        """Return a number of rupiah, of which nobody writes thousandths: ``1.500`` is refused.

        Raises
        ------
        NoNumberError
            As :meth:`real`, and if a separator of thousands is in it.
        """
        if _THOUSANDS.fullmatch(text):
            raise _thousands(text)
        return self.real(text)

    def whole(self, text: str) -> int:
        """Return a whole number, which may end in ``.0`` as programmes write it.

        Raises
        ------
        NoNumberError
            If it is none, or a separator of thousands is in it.
        """
        match = _NUMBER.fullmatch(text)
        if match is None or not (match["whole"] or match["rest"]):
            raise _none(text)
        if _THOUSANDS.fullmatch(text):
            raise _thousands(text)
        if (match["rest"] or "").strip("0") or match["power"] or not match["whole"]:
            raise NoNumberError(f"found {shown(text)}", "a whole number")
        if len(match["whole"]) > MOST_DIGITS:
            told = f"found a whole number of {len(match['whole'])} digits"
            raise NoNumberError(told, f"numbers of at most {MOST_DIGITS} digits")
        return int(match["sign"] + match["whole"])

    def _is_decimal(self, mark: str) -> bool:
        """Tell whether a mark before three digits is a decimal one."""
        if mark == ".":
            return not self.comma
        return not self.point and (self.comma or self.apart)


def thousands(text: str) -> str | None:
    """Return what to say of an amount with a separator of thousands; None where it has none."""
    return _thousands(text).found if _THOUSANDS.fullmatch(text) else None


def _thousands(text: str) -> NoNumberError:
    mark = "a point" if "." in text else "a comma"
    plain = re.sub("[.,]", "", text)
    return NoNumberError(f"found {text}: {mark} as thousands separator? write {plain}")


def _none(text: str) -> NoNumberError:
    """Return why a text is no number, and how to write it where that is clear."""
    if not text:
        return NoNumberError("found nothing", explained=False)
    found = f"found {shown(text)}"
    groups = _GROUPS.fullmatch(text)
    if groups is not None:
        end = re.search(r"[.,][0-9]+$", text)
        if end is not None and end[0][0] == groups[1]:
            end = None  # a group of thousands, as the others
        head, rest = (text, "") if end is None else (text[: end.start()], "." + end[0][1:])
        plain = re.sub(r"[^-+0-9]", "", head) + rest
        return NoNumberError(f"{found}: a thousands separator? write {plain}")
    for pattern, told, allowed in _KINDS:
        if pattern.fullmatch(text):
            return NoNumberError(found + told, allowed)
    return NoNumberError(found, explained=False)
