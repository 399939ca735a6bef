"""Rupiah as people write them: ``50 juta``, ``1,5 juta``, ``Rp 50.000.000,-``, ``50000000``."""

import re

from simulation.files.faults import shown
from simulation.files.numbers import MOST_DIGITS, NoNumberError

UNITS = {
    "ribu": 1e3, "rb": 1e3, "thousand": 1e3,
    "juta": 1e6, "jt": 1e6, "million": 1e6,
    "miliar": 1e9, "milyar": 1e9, "billion": 1e9,
    "triliun": 1e12, "trillion": 1e12,
}  # fmt: skip
"""What a word after a number stands for."""
WRITTEN = {"id": ("triliun", "miliar", "juta"), "en": ("trillion", "billion", "million")}
"""Those that are written behind a number, the largest first."""
ALLOWED = "an amount such as 50 juta, 1,5 juta, 50.000.000 or 50000000"
_AMOUNT = re.compile(
    r"(?:rp|idr)?\.?\s*(?P<number>[0-9][0-9.,_\s\u00a0\u202f]*?)\s*(?P<unit>[a-z]+)?\s*(?:,-{1,2})?",
    re.IGNORECASE,
)
_GROUPS = re.compile(r"[0-9]{1,3}(?:(?P<mark>[.,_\s\u00a0\u202f])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")


def read_rupiah(text: str) -> float:
    """Return an amount of rupiah.

    A mark before three digits separates thousands, for nobody writes thousandths of a rupiah; before a word
    such as ``juta`` it may mean either, and is asked about.

    Raises
    ------
    NoNumberError
        If it is no amount, or may mean two.
    """
    match = _AMOUNT.fullmatch(text.strip())
    unit = (match["unit"] or "").casefold() if match is not None else ""
    if match is None or (unit and unit not in UNITS) or len(text) > 3 * MOST_DIGITS:
        raise NoNumberError(f"found {shown(text)}", ALLOWED)
    number = match["number"]
    if _GROUPS.fullmatch(number) and not number.isdigit():
        plain = re.sub(r"[^0-9]", "", number)
        if unit:
            comma = number.replace(".", ",")
            told = f"found {shown(text)}: {comma} or {plain} {unit}?"
            raise NoNumberError(told, f"{float(number.replace(',', '.')):g} {unit}, or {plain} {unit}")
        return float(plain)
    if _PLAIN.fullmatch(number) is None:
        raise NoNumberError(f"found {shown(text)}", ALLOWED)
    return float(number.replace(",", ".")) * UNITS.get(unit, 1.0)
