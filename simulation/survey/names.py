"""Personal names: the same person, though written a little differently."""

import re
import unicodedata
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher

MOST_COMPARED = 100_000
_SPACE = re.compile(r"[\W_]+")


def plain(name: str) -> str:
    """Return a name without what nobody means to say: case, accents, points, double spaces."""
    letters = unicodedata.normalize("NFKD", name)
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _SPACE.sub(" ", kept).strip().casefold()


class Directory:
    """The owners of a survey by name.

    Parameters
    ----------
    names : sequence of str
        As written, by the number of the owner; no two alike when plain.
    unused : set of str
        Plain names of those whose interview is not used.
    """

    def __init__(self, names: Sequence[str], unused: AbstractSet[str] = frozenset()) -> None:
        self._unused = unused
        self._numbers = {plain(name): number for number, name in enumerate(names)}
        self._near: dict[str, str | None] = {}
        self._names = names

    def number(self, name: str) -> int | None:
        """Return the number of an owner; None where it is nobody's name."""
        return self._numbers.get(plain(name))

    def is_unused(self, name: str) -> bool:
        """Tell whether there is an interview of this name that is not used."""
        return plain(name) in self._unused

    def nearest(self, name: str) -> str | None:
        """Return the owner's name most like this one; None where none is near.

        Near is the one name of which this one holds a part, or that is a part of this one (``Pak Budi``),
        else one that differs by a slip of the pen in each word at most. It is only told, never taken for
        the same: brothers have near names.
        """
        sought = plain(name)
        if sought not in self._near:
            if sought in self._unused:
                return None
            # a file of nothing but unknown names must not take all day
            if len(self._near) * len(self._numbers) > MOST_COMPARED:
                return None
            self._near[sought] = self._nearest(sought)
        return self._near[sought]

    def _nearest(self, sought: str) -> str | None:
        words = set(sought.split())
        found = [name for name in self._numbers if words <= set(name.split()) or set(name.split()) <= words]
        if len(found) != 1:
            found = [name for name in self._numbers if _a_slip_apart(sought.split(), name.split())]
        return self._names[self._numbers[found[0]]] if found else None


def _a_slip_apart(one: list[str], other: list[str]) -> bool:
    """Tell whether each word is the other's with at most one slip of the pen."""
    return len(one) == len(other) and all(map(_alike, one, other))


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    longest = max(len(one), len(other))
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 1 - 1 / longest
