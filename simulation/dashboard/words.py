"""The words of the dashboard: gettext catalogues, one a language; a message is named by a key."""

from functools import cache
from importlib.resources import files

from babel.messages.pofile import read_po

from simulation.parameters import VillageProfile
from simulation.questions.registry import kinds, package_of
from simulation.report.words import LANGUAGES, sentences
from simulation.report.words import Words as ReportWords

NONE_GIVEN = "\N{EN DASH}"
"""Stands where there is nothing to say."""
LOCALE = files("simulation.dashboard") / "locale"


@cache
def catalogue(language: str) -> dict[str, str]:
    """Return all messages of a language by their key.

    Raises
    ------
    ValueError
        If there is no such language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}; known: {', '.join(LANGUAGES)}")
    with (LOCALE / language / "LC_MESSAGES" / "dashboard.po").open("rb") as file:
        found = read_po(file, locale=language)
    return {str(message.id): str(message.string) for message in found if message.id}


@cache
def _all_sentences(language: str) -> dict[str, str]:
    """Return the words of the reports with those of every question."""
    found = dict(sentences(language))
    for kind in kinds():
        found |= sentences(language, package_of(kind))
    return found


class Words(ReportWords):
    """Messages of the dashboard, with the numbers, measures and activities of the reports.

    Parameters
    ----------
    language : str
        ``id`` or ``en``.
    village : VillageProfile, optional
        Whose groups have measures of their own.
    """

    def __init__(self, language: str, village: VillageProfile | None = None) -> None:
        super().__init__(language, village)
        self._sentences = _all_sentences(language)
        self._messages = catalogue(language)

    def say(self, key: str, **values: object) -> str:
        """Return a message with its places filled.

        Raises
        ------
        KeyError
            If the language has no such key.
        """
        return self._messages[key].format(**values) if values else self._messages[key]

    def says(self, key: str) -> bool:
        """Tell whether the language has such a message."""
        return key in self._messages

    def short(self, value: float, most: int = 3) -> str:
        """Return a number with as many decimals as it needs: 6.5, not 6.500, which is read as thousands."""
        digits = next((k for k in range(most) if round(value, k) == round(value, most)), most)
        return self.number(value, digits)

    def of_unit(self, key: str, otherwise: str = "") -> str:
        """Return a unit; one that has no message of its own as it is written elsewhere."""
        return self._messages.get(key, otherwise)
