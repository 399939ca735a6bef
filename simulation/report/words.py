"""The words and numbers of a report in one language.

Every sentence stands in ``text/<language>/``, those of a question in ``words/<language>.yaml`` of its folder.
"""

import math
import re
import string
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from simulation.files.money import UNITS, WRITTEN
from simulation.measures.catalogue import MEASURES, Measure, catalogue
from simulation.measures.own import described, own_measures
from simulation.parameters import Label, VillageProfile

LANGUAGES = ("en", "id")
MINUS = "\N{MINUS SIGN}"
GAP = "\N{NO-BREAK SPACE}"
RUPIAH = "rupiah"


@cache
def sentences(language: str, package: str | None = None) -> dict[str, str]:
    """Return all words of a language by their dotted key.

    Parameters
    ----------
    language : str
        ``en`` or ``id``.
    package : str, optional
        A package whose folder ``words`` adds its own, if it has one.

    Raises
    ------
    ValueError
        If there is no such language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}; known: {', '.join(LANGUAGES)}")
    folder = files("simulation.report") / "text" / language
    found: dict[str, str] = {}

    def flatten(prefix: str, node: dict[str, Any]) -> None:
        for key, value in node.items():
            if isinstance(value, dict):
                flatten(f"{prefix}{key}.", value)
            else:
                # a number stays on the line of its sign for per cent
                found[prefix + key] = re.sub(r"(?<=\d) (?=%)", GAP, str(value).strip())

    texts = sorted(folder.iterdir(), key=lambda entry: entry.name)
    if package is not None:
        own = files(package) / "words" / f"{language}.yaml"
        texts += [own] if own.is_file() else []
    for file in texts:
        flatten("", YAML(typ="safe").load(file.read_text(encoding="utf-8")))
    return found


class _Plurals(string.Formatter):
    """Fills places; ``{count:village is|villages are}`` is the first for one and the second for more."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, several, more = format_spec.partition("|")
        if several:
            return one if str(value) == "1" else more
        return str(super().format_field(value, format_spec))


_PLURALS = _Plurals()


class Words:
    """Words, numbers and labels of one language.

    Parameters
    ----------
    language : str
        ``en`` or ``id``.
    village : VillageProfile, optional
        Whose groups have columns of their own.
    package : str, optional
        A package that adds words of its own (:func:`sentences`).

    Attributes
    ----------
    used : set of str
        Keys that were asked for (a test finds the ones that nobody needs).
    """

    def __init__(
        self, language: str, village: VillageProfile | None = None, package: str | None = None
    ) -> None:
        self.language = language
        self.used: set[str] = set()
        self._sentences = sentences(language, package)
        groups = [] if village is None else [(g.name, *_both(g.label, g.name)) for g in village.groups]
        own = [described(name, function) for name, function in own_measures().items()]
        self._measures = {m.name: m for m in (*own, *(catalogue(groups) if groups else MEASURES))}

    def __call__(self, key: str, **values: object) -> str:
        """Return a sentence with its places filled.

        Raises
        ------
        KeyError
            If the language has no such key.
        """
        self.used.add(key)
        return _PLURALS.format(self._sentences[key], **values) if values else self._sentences[key]

    def has(self, key: str) -> bool:
        """Tell whether the language has such a key."""
        return key in self._sentences

    def either(self, key: str, name: str) -> str:
        """Return the sentence of a key, or a name made readable where the language has none."""
        return self(key) if self.has(key) else name.replace("_", " ")

    def label(self, label: Label | None, otherwise: str) -> str:
        """Return a label in this language, or the name made readable."""
        if label is None:
            return otherwise.replace("_", " ")
        found: str = getattr(label, self.language)
        return found

    def measure(self, name: str) -> str:
        """Return the label of a measure."""
        found = self._measures.get(name)
        return name.replace("_", " ") if found is None else str(getattr(found, self.language))

    def described(self, name: str) -> Measure | None:
        """Return all the catalogue says of a measure; None for a column that is not in it."""
        return self._measures.get(name)

    def unit(self, name: str) -> str:
        """Return the unit of a measure in this language."""
        found = self._measures.get(name)
        if found is None:
            return ""
        name = found.unit.replace(" ", "_").replace("-", "_")
        return self(f"unit.{name}") if self.has(f"unit.{name}") else found.unit

    def activity(self, name: str) -> str:
        """Return the name of an activity; a user's own is its word made readable."""
        return self.either(f"activity.{name}", name)

    def number(self, value: float, digits: int = 2, *, sign: bool = False) -> str:
        """Return a number in the format of the language, such as 1.234,50; a dash for none."""
        if value is None or math.isnan(value):
            return "\N{EN DASH}"
        text = f"{abs(value):,.{digits}f}"
        if self.language == "id":
            text = text.translate(str.maketrans(",.", ".,"))
        zero = not any(digit in "123456789" for digit in text)
        if value < 0 and not zero:
            return MINUS + text
        return ("+" if sign and not zero else "") + text

    def percent(self, share: float, digits: int = 0, *, sign: bool = False) -> str:
        """Return a share as per cent."""
        text = self.number(share * 100, digits, sign=sign)
        return text + ("%" if self.language == "en" else f"{GAP}%") if not math.isnan(share) else text

    def rupiah(self, value: float, *, sign: bool = False) -> str:
        """Return an amount of money, such as Rp 50.000.000."""
        if math.isnan(value):
            return self.number(value)
        text = self.number(round(value), 0, sign=sign)
        head = text[0] if text[0] in f"+{MINUS}" else ""
        return f"{head}Rp{GAP}{text[len(head) :]}"

    def short_rupiah(self, value: float) -> str:
        """Return an amount of money as people say it, in three figures or so: Rp 43,8 juta.

        Below a million it is written in full. Whole hundredths of the word are read back as they were
        (:func:`simulation.files.money.read_rupiah`).
        """
        for word in WRITTEN[self.language]:
            size = round(abs(value) / UNITS[word], 2)
            if size >= 1:
                digits = next(digits for digits in range(3) if round(size, digits) == size)
                sign = MINUS if value < 0 else ""
                return f"{sign}Rp{GAP}{self.number(size, digits)}{GAP}{word}"
        return self.rupiah(value)

    def amount(self, name: str, value: float, digits: int = 2, *, sign: bool = False) -> str:
        """Return a value of a measure with the digits that suit its unit."""
        found = self._measures.get(name)
        if found is not None and found.unit.startswith(RUPIAH):
            return self.rupiah(value, sign=sign)
        return self.number(value, digits, sign=sign)

    def capital(self, text: str) -> str:
        """Return a text that begins a sentence."""
        return text[:1].upper() + text[1:]

    def all_of(self, parts: Sequence[str]) -> str:
        """Return ``a, b and c``."""
        if len(parts) < 2:
            return "".join(parts)
        return self("list.and", first=", ".join(parts[:-1]), last=parts[-1])


def _both(label: Label | None, name: str) -> tuple[str, str]:
    return (name, name) if label is None else (label.en, label.id)
