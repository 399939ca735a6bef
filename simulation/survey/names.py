"""Personal names: the same person, though written a little differently."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import get_close_matches

NEAR = 0.75
"""Likeness (Ratcliff & Obershelp 1988) from which two names may be one person's."""
MOST_COMPARED = 1_000_000
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
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._numbers = {plain(name): number for number, name in enumerate(names)}
        self._near: dict[str, str | None] = {}
        self._names = names

    def number(self, name: str) -> int | None:
        """Return the number of an owner; None where it is nobody's name."""
        return self._numbers.get(plain(name))

    def nearest(self, name: str) -> str | None:
        """Return the owner's name most like this one; None where none is near.

        It is only told, never taken for the same: brothers have near names.
        """
        sought = plain(name)
        if sought not in self._near:
            # a file of nothing but unknown names must not take all day
            if len(self._near) * len(self._numbers) > MOST_COMPARED:
                return None
            found = get_close_matches(sought, self._numbers, n=1, cutoff=NEAR)
            self._near[sought] = self._names[self._numbers[found[0]]] if found else None
        return self._near[sought]
