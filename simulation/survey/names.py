"""Who is meant by a name, though it is written a little differently."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from simulation.survey.spelling import bare, contradict, initials_of, is_initial, plain, titled

MOST_COMPARED = 500_000
"""Names looked at one by one: a file of nothing but unknown names must not take all day."""


@dataclass(frozen=True)
class Match:
    """Who can be meant by a name.

    Attributes
    ----------
    how : str
        ``same``: it is the name of this one. ``spelled``: it is the name of this one alone, written after
        another habit. ``near``: this one alone is near; it may be somebody else. ``several``: each of these
        may be meant. ``nobody``: none is near.
    numbers : tuple of int
        Those who can be meant.
    """

    how: Literal["same", "spelled", "near", "several", "nobody"]
    numbers: tuple[int, ...] = ()

    @property
    def number(self) -> int | None:
        """The one whose name it is; None where that is not known."""
        return self.numbers[0] if self.how in ("same", "spelled") else None


class Directory:
    """The people of a survey by name.

    Parameters
    ----------
    names : sequence of str
        As written, by the number of the person; no two alike when plain.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names
        self._numbers = {plain(name): number for number, name in enumerate(names)}
        self._spelled = [_index(names, words) for words in (titled, bare)]
        self._bare = [bare(name) for name in names]
        self._short = [number for number, name in enumerate(names) if _has_initial(plain(name).split())]
        self._found: dict[str, Match] = {}
        self._compared = 0

    def match(self, name: str) -> Match:
        """Return who is meant.

        A name that is equal when plain is that person's, whatever else is near. Else habits of spelling are
        folded, first those that keep titles, then titles as well: who is found alone so is meant, unless
        titles contradict or an initial may be another's too. Else a name is near of which this one holds a
        part, or that is a part of this one (``Budi``), or that differs by initials or by a slip of the pen in
        each word at most. That is told and never taken for the same: brothers have near names.
        """
        sought = plain(name)
        if sought in self._numbers:
            return Match("same", (self._numbers[sought],))
        if sought not in self._found:
            self._found[sought] = self._spelled_or_near(name)
        return self._found[sought]

    def _spelled_or_near(self, name: str) -> Match:
        if self._compared > MOST_COMPARED:
            return Match("nobody")
        sought = bare(name)
        found = _found(self._spelled[0], titled(name))
        if not found and (found := _found(self._spelled[1], sought)) and len(sought) == 1:
            # Pak Slamet may be Slamet as well as Slamet Riyadi
            found |= self._looked_through(sought, _is_part)
        if found:
            found |= self._initialled(name)
            certain = not any(contradict(name, self.names[number]) for number in found)
            return _told(found, "spelled" if certain else "near")
        parts = self._looked_through(sought, _is_part)
        return _told(parts or self._looked_through(sought, _a_slip_apart) | self._initialled(name), "near")

    def _looked_through(
        self, sought: tuple[str, ...], fits: Callable[[Sequence[str], Sequence[str]], bool]
    ) -> set[int]:
        self._compared += len(self.names)
        return {number for number, words in enumerate(self._bare) if fits(sought, words)}

    def _initialled(self, name: str) -> set[int]:
        """Return those of whose name this one may hold initials, or the other way round."""
        words = plain(name).split()
        some = range(len(self.names)) if _has_initial(words) else self._short
        self._compared += len(some)
        return {number for number in some if initials_of(words, plain(self.names[number]).split())}


def _index(
    names: Sequence[str], words: Callable[[str], tuple[str, ...]]
) -> dict[str | tuple[str, ...], set[int]]:
    index = defaultdict(set)
    for number, name in enumerate(names):
        for form in _forms(words(name)):
            index[form].add(number)
    return index


def _found(index: Mapping[str | tuple[str, ...], set[int]], words: tuple[str, ...]) -> set[int]:
    return {number for form in _forms(words) for number in index.get(form, ())}


def _has_initial(words: Sequence[str]) -> bool:
    return any(map(is_initial, words))


def _forms(words: tuple[str, ...]) -> Iterator[str | tuple[str, ...]]:
    """Yield what is equal whatever the blanks, and whatever the order."""
    yield "".join(words)
    yield tuple(sorted(words))


def _told(numbers: set[int], one: Literal["spelled", "near"]) -> Match:
    found = tuple(sorted(numbers))
    return Match("nobody" if not found else one if len(found) == 1 else "several", found)


def _is_part(one: Sequence[str], other: Sequence[str]) -> bool:
    return set(one) <= set(other) or set(other) <= set(one)


def _a_slip_apart(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether each word is the other's with at most one slip of the pen."""
    return len(one) == len(other) and all(map(_alike, one, other))


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    longest = max(len(one), len(other))
    # another number is another person
    if one.isdigit() or other.isdigit() or abs(len(one) - len(other)) > 1:
        return False
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 1 - 1 / longest
