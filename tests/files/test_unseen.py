"""Text as it looks, and text that changes nothing around it."""

import pytest

from simulation.files.unseen import as_printed, as_seen

UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202e"
    "\u2060\u2066\u2069\u3164\ufe0f\ufeff\U000e0100"
)


@pytest.mark.parametrize("letter", UNSEEN)
def test_a_character_that_cannot_be_seen_is_none(letter: str) -> None:
    assert as_seen(f"{letter}Si{letter}ti{letter}") == "Siti"


@pytest.mark.parametrize("blank", "\t\n\u00a0\u1680\u2003\u2009\u202f\u205f\u2800\u3000")
def test_every_blank_is_a_blank_and_many_are_one(blank: str) -> None:
    assert as_seen(f"{blank}Siti{blank}{blank}Aminah ") == "Siti Aminah"


def test_what_can_be_seen_stays() -> None:
    for text in ("Nur’aini", "Núria", "Ｓｉｔｉ", "محمد", "漢字", "4 setuju"):  # noqa: RUF001
        assert as_seen(text) == text
    assert as_seen("Nu\u0301ria") == "Núria"


def test_a_printed_text_keeps_its_lines_and_loses_its_commands() -> None:
    assert as_printed("a\tb\nc\x1b[31m\x00\x9b\u202ed\u2067\r") == "a\tb\nc[31md"
    assert as_printed("na\u200cme 👨\u200d👩") == "na\u200cme 👨\u200d👩"
