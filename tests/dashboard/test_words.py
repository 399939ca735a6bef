"""Every message stands in both languages, is used, and has the same places to fill."""

import re
from pathlib import Path
from string import Formatter

import pytest

import simulation.dashboard
from simulation.dashboard.words import Words, catalogue
from simulation.report.words import LANGUAGES

PACKAGE = Path(simulation.dashboard.__file__).parent
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py")))
KEY = re.compile(r"""f?["']([a-z_]+\.[A-Za-z0-9_.{}\[\]' -]+)["']""")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def patterns() -> list[re.Pattern[str]]:
    """Keys as the sources write them; what stands in braces may be anything."""
    found = set(KEY.findall(SOURCES))
    return [re.compile(re.sub(r"\\\{.*?\\\}", ".+", re.escape(key)) + r"\Z") for key in found]


def test_the_languages_have_the_same_messages_none_of_them_empty() -> None:
    first, *others = (catalogue(language) for language in LANGUAGES)
    for other in others:
        assert set(other) == set(first)
    for language in LANGUAGES:
        assert [key for key, text in catalogue(language).items() if not text.strip()] == []


@pytest.mark.parametrize("key", sorted(catalogue("id")))
def test_a_message_has_the_same_places_in_both_languages(key: str) -> None:
    assert places(catalogue("id")[key]) == places(catalogue("en")[key])


def test_no_message_is_unused() -> None:
    used = patterns()
    assert [key for key in catalogue("id") if not any(pattern.match(key) for pattern in used)] == []


def test_every_key_that_is_asked_for_is_there() -> None:
    asked = set(re.findall(r"""\.say\(\s*["']([a-z_.]+)["']""", SOURCES))
    assert len(asked) > 50
    assert sorted(asked - set(catalogue("id"))) == []


def test_numbers_are_written_as_the_language_does() -> None:
    assert Words("id").rupiah(50_000_000) == "Rp\N{NO-BREAK SPACE}50.000.000"
    assert (Words("id").number(0.35), Words("en").number(0.35)) == ("0,35", "0.35")


def test_a_short_number_has_the_decimals_it_needs() -> None:
    words = Words("id")
    assert [words.short(value) for value in (6.5, 60.0, 0.47, 1 / 3, 1_000_000)] == [
        "6,5", "60", "0,47", "0,333", "1.000.000",
    ]  # fmt: skip


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(ValueError, match="unknown language 'nl'"):
        catalogue("nl")
