"""What is wrong in a file, told in one line a fault."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from simulation.files.unseen import as_printed

MOST_NAMES = 12
LONGEST_TEXT = 60

FieldPath = tuple[str | int, ...]
"""Keys and list places that lead from the top of a file to a value."""


@dataclass(frozen=True)
class Fault:
    """One fault of a file.

    Attributes
    ----------
    file : str
        The file, as the user named it.
    line, column : int
        Where, counted from 1; 0 where the fault has no place in the file.
    path : str
        The field, such as ``scenarios.forum.set.forum.evry``; empty for the file as a whole.
    found : str
        What was found, in words.
    allowed : str
        What is allowed; empty where ``found`` says it all.
    nearest : str or None
        The known name that is most like the one found.
    reason : str
        A short word for why a whole file is refused, by which pages find their own sentence; empty: none.
    named : tuple of str
        What that sentence names, such as columns that are missing.
    """

    file: str
    line: int
    column: int
    path: str
    found: str
    allowed: str = ""
    nearest: str | None = None
    reason: str = field(default="", compare=False)
    named: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def of(cls, file: object, path: str, found: str, allowed: str = "", reason: str = "") -> "Fault":
        """Return a fault that has no place inside a file."""
        return cls(str(file), 0, 0, path, found, allowed, reason=reason)

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        told = ": ".join(part for part in (where, self.path, self.found) if part)
        if self.allowed:
            told += f"; allowed: {self.allowed}"
        if self.nearest is not None:
            told += f"; did you mean {shown(self.nearest)}?"
        return as_printed(" ".join(told.splitlines()))


class InputError(Exception):
    """What a user has handed over cannot be used: the base of all such errors."""


class StudyError(InputError):
    """A file of the user's cannot be used, or an argument.

    Attributes
    ----------
    faults : list of Fault
        All that is wrong, in the order of the file.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = sorted(
            set(faults), key=lambda fault: (fault.file, fault.line, fault.column, fault.path)
        )
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True)
class Problem:
    """A fault before its place in a file is looked up.

    Attributes
    ----------
    path : tuple
        Way to the value, from the top of the experiment.
    found, allowed, nearest
        As in :class:`Fault`.
    at_key : bool
        The key itself is wrong, not its value.
    needs : tuple of paths
        Values this finding rests on: where one of them is faulty itself, this one says nothing new.
    """

    path: FieldPath
    found: str
    allowed: str = ""
    nearest: str | None = None
    at_key: bool = False
    needs: tuple[FieldPath, ...] = ()


class Problems(InputError, ValueError):
    """Several problems found by one check, told in one line that begins with what was checked."""

    def __init__(self, problems: Sequence[Problem], what: str = "study") -> None:
        self.problems = list(problems)
        super().__init__(
            "; ".join(str(Fault(what, 0, 0, dotted(p.path), p.found, p.allowed, p.nearest)) for p in problems)
        )


def unknown(
    path: FieldPath,
    what: str,
    name: str,
    known: Sequence[str],
    *,
    at_key: bool = False,
    needs: tuple[FieldPath, ...] = (),
) -> Problem:
    """Return the problem of a name that is not among the known ones."""
    return Problem(path, f"unknown {what} {shown(name)}", listed(known), nearest(name, known), at_key, needs)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like ``name``; None where none is near."""
    by_small = {candidate.lower(): candidate for candidate in known}
    written = name.strip().lower().replace("-", "_").replace(" ", "_")[:LONGEST_TEXT]
    near = get_close_matches(written, by_small, n=1, cutoff=0.6)
    return by_small[near[0]] if near else None


def listed(names: Sequence[str]) -> str:
    """Return names in one line, the first dozen of many."""
    if not names:
        return "nothing"
    rest = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f", ... ({rest} more)" if rest > 0 else "")


def dotted(path: FieldPath) -> str:
    """Return a path as the user reads it: ``village.groups[0].share``."""
    told = ""
    for part in path:
        if isinstance(part, int):
            told += f"[{part}]"
        else:
            plain = part.replace(".", "").replace("_", "").isalnum() and len(part) <= LONGEST_TEXT
            told += ("." if told else "") + (part if plain else shown(part))
    return told


def shown(value: object) -> str:
    """Return a value in one short line, safe to print."""
    if isinstance(value, bool):
        return "true" if value else "false"
    text = repr(value[: LONGEST_TEXT + 1] if isinstance(value, str) else value)
    return text if len(text) <= LONGEST_TEXT + 2 else text[:LONGEST_TEXT] + "..."
