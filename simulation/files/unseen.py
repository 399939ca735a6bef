"""Text as it looks: without characters that nobody can see."""

import re
import unicodedata

_FORMAT = ("Cf", "Cc", "Cs", "Cn")
"""Categories of Unicode that are drawn as nothing: zero width, direction, soft hyphen, control."""
_IGNORED = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that Unicode draws as nothing (Default_Ignorable_Code_Point beyond ``_FORMAT``)."""
_BLANK = "\u2800"
"""The empty Braille pattern looks like a blank and is called none."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What commands a terminal, turns the text around it, or cannot stand in a file of text."""


def as_printed(text: str) -> str:
    """Return text that changes nothing around it: no terminal codes, no marks that turn the direction."""
    return _CONTROL.sub("", text)


def printed(value: object) -> object:
    """Return what a template writes for a value: text :func:`as_printed`, markup of our own as it is."""
    return as_printed(value) if type(value) is str else value


def as_seen(text: str) -> str:
    """Return text with the same look: nothing that cannot be seen, single blanks, letters composed (NFC).

    Soft hyphens, zero-width characters, direction marks, variation selectors and control characters are
    dropped; blanks of any kind, line ends too, become one blank, those at the ends none.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    spaced = "".join(" " if letter.isspace() or letter == _BLANK else letter for letter in text)
    kept = (letter for letter in _IGNORED.sub("", spaced) if unicodedata.category(letter) not in _FORMAT)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))
