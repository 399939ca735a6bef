"""Contacts beside one another: ``contact 1``, ``contact 2``, or one question again and again."""

import re

from simulation.survey.headings import Headings, plain_heading
from simulation.survey.instrument import Column

MOST_NUMBER = 99
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_PERSON = frozenset((
    "kontak", "contact", "contacts", "kenalan", "rekan", "teman", "orang", "person", "relasi", "yang",
    "disebut", "named", "met", "meet", "bertemu", "dengan", "with", "ke", "ulang", "repeat", "of", "the", "s",
))  # fmt: skip
_NAME = frozenset(["nama", "name", "nomor", "number", "no", "id"])
_GROUP = frozenset(["kelompok", "group", "grup"])
_OFTEN = frozenset(["seberapa", "sering", "how", "often", "frekuensi", "frequency"])


def contact_column(text: str, headings: Headings) -> tuple[int, str] | None:
    """Return the number of the contact that a header speaks of, 0 without one, and the name of its column.

    Parameters
    ----------
    text : str
        The header.
    headings : Headings
        Those of the table of contacts.

    Returns
    -------
    (int, str) or None
        None where the header is none of a contact; ``contact``, ``contact_group`` or ``often``.
    """
    whole = _of_contact(headings.whole(text)) or _of_contact(headings.part(text))
    numbers = {int(number[:9]) for number in _NUMBER.findall(text)}
    if len(numbers) != 1 or max(numbers) > MOST_NUMBER:
        return None if whole is None else (0, whole)
    rest = _NUMBER.sub(" ", text)
    found = (
        _of_contact(headings.whole(rest))
        or _of_contact(headings.part(rest))
        or _in_words(plain_heading(rest))
        or whole
    )
    return None if found is None else (numbers.pop(), found)


def _of_contact(found: tuple[Column, str] | None) -> str | None:
    return None if found is None or found[0].name == "owner" else found[0].name


def _in_words(text: str) -> str | None:
    """Return the column of a header made of the words that name contacts, their group and how often."""
    said = set(_WORD.findall(text))
    if not said & (_PERSON | _GROUP | _OFTEN) or said - _PERSON - _NAME - _GROUP - _OFTEN:
        return None
    if said & _GROUP:
        return "contact_group"
    return "often" if said & _OFTEN else "contact"
