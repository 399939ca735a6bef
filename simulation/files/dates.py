"""Dates as people write and read them: ``4 Januari 2027``, ``04/01/2027``, ``2027-01-04``."""

import re
from datetime import date

from simulation.files.faults import shown

MONTHS = {
    "id": (
        "Januari", "Februari", "Maret", "April", "Mei", "Juni",
        "Juli", "Agustus", "September", "Oktober", "November", "Desember",
    ),
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
WEEKDAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
ALLOWED = "a date such as 2027-01-04, 4 Januari 2027 or 04/01/2027 (day first)"
_PLACE = {
    spelling: place
    for names in MONTHS.values()
    for place, name in enumerate(names, start=1)
    for spelling in (name.casefold(), name[:3].casefold())
} | {"pebruari": 2, "peb": 2, "sept": 9, "nopember": 11, "nop": 11, "agst": 8, "agt": 8}
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", re.ASCII)
_WITH_MARKS = re.compile(
    r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})", re.ASCII
)
_WITH_NAME = re.compile(
    r"(?:(?P<weekday>[a-z]+)\s*,\s*)?(?P<day>\d{1,2})\s+(?P<month>[a-z]+)\.?\s+(?P<year>\d{4})",
    re.ASCII | re.IGNORECASE,
)


class NoDateError(ValueError):
    """Text that is no date.

    Attributes
    ----------
    found : str
        What was found, in words.
    """

    def __init__(self, found: str) -> None:
        super().__init__(found)
        self.found = found


def read_date(text: str) -> date:
    """Return a date; of one with marks the day comes first, as in Indonesia.

    Raises
    ------
    NoDateError
        If it is none, or no day of the calendar.
    """
    plain = text.strip()
    match = _ISO.fullmatch(plain) or _WITH_MARKS.fullmatch(plain) or _WITH_NAME.fullmatch(plain)
    if match is None:
        raise NoDateError(f"found {shown(text)}")
    named = match["month"].casefold()
    month = int(named) if named.isdigit() else _PLACE.get(named)
    if month is None:
        raise NoDateError(f"found {shown(text)}: {shown(match['month'])} is no month")
    try:
        day = date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        raise NoDateError(f"found {shown(text)}, a day that no calendar has") from None
    weekday = match.groupdict().get("weekday")
    named_so = {names[day.weekday()].casefold() for names in WEEKDAYS.values()}
    if weekday is not None and weekday.casefold() not in named_so:
        raise NoDateError(f"found {shown(text)}, which is a {WEEKDAYS['en'][day.weekday()]}")
    return day


def date_in_words(day: date, language: str, *, weekday: bool = False) -> str:
    """Return a date such as ``4 Januari 2027``, or ``Senin, 4 Januari 2027``.

    Parameters
    ----------
    day : date
    language : str
        ``id`` or ``en``.
    weekday : bool
        Whether the day of the week stands before it.
    """
    plain = f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"
    return f"{WEEKDAYS[language][day.weekday()]}, {plain}" if weekday else plain
