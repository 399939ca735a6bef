"""What other packages add: entry points of a group; one that fails is told in one line and left out."""

import sys
from collections.abc import Callable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any


@cache
def plugins(group: str, load: Callable[[EntryPoint], Any] = EntryPoint.load) -> dict[str, Any]:
    """Return what is registered under a group of entry points, by name in alphabetical order.

    Parameters
    ----------
    group : str
        Such as ``kampung.interventions``.
    load : callable
        Makes of an entry point what is returned; whatever it raises is told.
    """
    found = {}
    for entry in sorted(entry_points(group=group), key=lambda entry: entry.name):
        try:
            found[entry.name] = load(entry)
        except Exception as error:  # another package may raise anything
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            print(f"kampung: '{entry.name}' ({group}) is left out: {entry.value}: {reason}", file=sys.stderr)
    return found
