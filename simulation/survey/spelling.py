"""How one name may be written: what never matters, and what is habit (docs/survey.md)."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal

from simulation.files.unseen import as_seen

APOSTROPHES = str.maketrans(dict.fromkeys("‘’‛`´ʹʻʼʾʿˈˊˋ′‵ꞌ＇", "'"))  # noqa: RUF001
"""What keyboards and telephones write for the apostrophe of Nur'aini."""
TITLES: dict[str, Literal["man", "woman", ""]] = {
    "h": "man", "haji": "man", "hj": "woman", "hajah": "woman", "hajjah": "woman",
    "ust": "man", "ustad": "man", "ustadz": "man", "ustaz": "man", "ustazah": "woman", "ustadzah": "woman",
    "bpk": "man", "bapak": "man", "pak": "man", "bp": "man", "mas": "man", "kang": "man",
    "ibu": "woman", "bu": "woman", "mbak": "woman", "mba": "woman",
    "drs": "man", "dra": "woman", "ir": "", "dr": "", "drg": "", "prof": "", "kh": "man", "kiai": "man",
    "kyai": "man", "sdr": "man", "sdri": "woman", "tn": "man", "ny": "woman", "nyonya": "woman",
    "tuan": "man",
}  # fmt: skip
"""Words before a name, and whom they are said of."""
ALIKE = {
    **dict.fromkeys(("haji",), "h"),
    **dict.fromkeys(("hajah", "hajjah"), "hj"),
    **dict.fromkeys(("ustad", "ustadz", "ustaz"), "ust"),
    **dict.fromkeys(("bpk", "bapak", "bp"), "pak"),
    **dict.fromkeys(("ibu",), "bu"),
    **dict.fromkeys(("mba",), "mbak"),
    **dict.fromkeys(
        ("m", "md", "moh", "mohd", "moch", "mochammad", "mochamad", "mohammad", "mohamad", "mohammed",
         "mohamed", "muh", "muhd", "muhamad", "muhammed", "muhamed"), "muhammad"),
    **dict.fromkeys(("abd", "abdoel"), "abdul"),
    **dict.fromkeys(("ach", "achmad", "akhmad", "ahmed"), "ahmad"),
    **dict.fromkeys(("st",), "siti"),
}  # fmt: skip
"""Words that stand for one another at the front of a name."""
_DEGREES = """
    sp spd spdi spdsd spdaud se sei sh shi si ssi st stp sst sag ssos sosi skom skep skm skes sked sip
    ssn sfarm spt spsi shum shut sthi sap sab str strkes amd amdkeb amdkep ama apd mpd mpdi me mei mh
    mhum msi msc mm mt mkom mkes mag map msn mba ma phd lc ba bsc bba ners apt cpa ak
"""
DEGREES = frozenset(_DEGREES.split())
"""Degrees after a name, written with points (``S.Pd.``) or without."""
LATE = ("alm", "almh", "almarhum", "almarhumah")
"""Said of the dead: such a name is no owner's who was interviewed."""
_PARTS = re.compile(r"[\W_]+")
_WHOLE = re.compile(r"(\d+)[.,]0+")


def plain(name: str) -> str:
    """Return a name without what nobody means to say.

    That is case, accents, points and hyphens, blanks more than one, wide or ligated letters (NFKC), and
    whatever cannot be seen. Names that are equal so are one name.
    """
    letters = unicodedata.normalize("NFKD", as_seen(name).translate(APOSTROPHES))
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _PARTS.sub(" ", kept).strip().casefold()


def titled(name: str) -> tuple[str, ...]:
    """Return the words of a name as all would write them, titles and order kept: Haji is H., Moh. Muhammad.

    Apostrophes go without leaving a blank, degrees go, and numbers lose leading noughts, which spreadsheets
    do not keep: 001 is 1.
    """
    seen = as_seen(name).translate(APOSTROPHES).replace("'", "")
    whole = _WHOLE.fullmatch(seen)
    words = _without_degrees((whole[1] if whole else plain(seen)).split())
    front = next((place for place, word in enumerate(words) if word not in TITLES), 0)
    return tuple(
        _usual(word) if place <= front or len(word) > 2 or word.isdigit() else word
        for place, word in enumerate(words)
    )


def bare(name: str) -> tuple[str, ...]:
    """Return the words of :func:`titled` without titles before and after; all where nothing else is left."""
    words = list(titled(name))
    while words and _is_said(words[0]):
        words.pop(0)
    while words and _is_said(words[-1]):
        words.pop()
    return tuple(words) or titled(name)


def is_initial(word: str) -> bool:
    """Tell whether a word may stand for a longer one; a digit is a number, and never part of another."""
    return len(word) == 1 and not word.isdigit()


def initials_of(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether names are equal word by word where a single letter stands for any word it begins."""
    return len(one) == len(other) and all(
        first == second or (first[0] == second[0] and (is_initial(first) or is_initial(second)))
        for first, second in zip(one, other, strict=True)
    )


def contradict(one: str, other: str) -> bool:
    """Tell whether the titles of two names are those of a man and a woman, or of the living and the dead."""
    said = [{TITLES[word] for word in titled(name) if TITLES.get(word)} for name in (one, other)]
    late = [any(word in LATE for word in titled(name)) for name in (one, other)]
    return bool(said[0] and said[1] and said[0].isdisjoint(said[1])) or late[0] != late[1]


def _is_said(word: str) -> bool:
    return word in TITLES or word in LATE


def _usual(word: str) -> str:
    return (word.lstrip("0") or "0") if word.isdigit() else ALIKE.get(word, word)


def _without_degrees(words: list[str]) -> list[str]:
    """Return words without degrees at the end, of one to three parts (``S.Pd.I.``); the first stays."""
    for count in (3, 2, 1):
        if len(words) > count and "".join(words[-count:]) in DEGREES:
            return _without_degrees(words[:-count])
    return words
