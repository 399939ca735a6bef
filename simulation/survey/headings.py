"""Which question a header means: its name or its wording in either language, whatever stands around it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from simulation.survey.instrument import Column, Sheet

_EDGES = " _?!.:;,*()[]\"'“”‘’«»"  # noqa: RUF001 - what text programmes make of quotation marks
_BLANKS = re.compile(r"[\s_\-\N{EN DASH}]+")
_BRACKETS = re.compile(r"\s*\[([^\]]*)\]\s*$")
_GROUPS = re.compile(r"[/:.>|-]")
"""What stands between a group and its question: KoboToolbox lets one choose, ODK takes a hyphen."""


def plain_heading(text: str) -> str:
    """Return a header as it is compared: case, blanks, underscores and signs at its ends do not count."""
    seen = unicodedata.normalize("NFKC", text).casefold()
    return _BLANKS.sub("_", seen).strip(_EDGES)


class Headings:
    """The headers of one table of the questionnaire.

    Parameters
    ----------
    sheet : Sheet
        The table, with its groups filled in.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.columns = sheet.columns
        self._known: dict[str, tuple[Column, str]] = {}
        self._also = {
            plain_heading(text): (column, rank)
            for column in sheet.columns
            for rank, text in enumerate(column.also)
        }
        for wording in ("header", "text"):
            for column in sheet.columns:
                for language in ("en", "id"):
                    text = getattr(getattr(column, wording), language)
                    shown = getattr(column.header, language)
                    self._known.setdefault(plain_heading(text), (column, shown))
        for column in sheet.columns:
            self._known.setdefault(plain_heading(column.name), (column, column.header.en))

    def whole(self, text: str) -> tuple[Column, str] | None:
        """Return the column that a header as a whole means, and its short header in the same language."""
        return self._known.get(plain_heading(text))

    def part(self, text: str) -> tuple[Column, str] | None:
        """Return the column that a header means by what it holds beside groups or the title of a grid."""
        return next(
            (self._known[part] for part in map(plain_heading, parts(text)) if part in self._known), None
        )

    def instead(self, cells: Sequence[str]) -> dict[str, int]:
        """Return the places of headers that may stand for columns which have none of their own, by column."""
        told = ((place, self._also.get(plain_heading(text))) for place, text in enumerate(cells))
        best = sorted((found[1], place, found[0].name) for place, found in told if found is not None)
        return {name: place for _, place, name in reversed(best)}


def parts(text: str) -> Iterator[str]:
    """Yield what a header may mean: ``identitas/nama`` nama, ``How much? [row]`` row, the longest first."""
    bracket = _BRACKETS.search(text)
    if bracket is not None:
        yield f"{text[: bracket.start()]} {bracket[1]}"
        yield bracket[1]
    for mark in _GROUPS.finditer(text):
        yield text[mark.end() :]
