"""Where machine code is kept from one start to the next."""

import atexit
import os
import re
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

KEPT_DAYS = 180
"""Machine code of other states of the sources is removed when nobody has used it for so long."""


def code_folder(state: str) -> Path | None:
    """Return the folder for the machine code of one state of the sources; None if there can be none.

    Where the usual place cannot be made or written, it is one of the user's own among the temporary
    files, and a line on stderr says so.

    Parameters
    ----------
    state : str
        Names the state of the sources: 16 hexadecimal digits.
    """
    for place, until in ((_usual, ""), (_own_temporary, ""), (_new_temporary, " until this process ends")):
        # no home: RuntimeError
        with suppress(OSError, RuntimeError):
            folder = place() / "kampung" / state
            new = not folder.is_dir()
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                os.utime(folder)
            if place is not _usual:
                _say(f"it is kept in {folder}{until}")
            if new:
                _remove_unused(folder)
            return folder
    _say("it is not kept, and made anew at every start")
    return None


def _usual() -> Path:
    chosen = os.environ.get("NUMBA_CACHE_DIR") or os.environ.get("XDG_CACHE_HOME")
    return Path(chosen) if chosen else Path.home() / ".cache"


def _own_temporary() -> Path:
    """Return a place that keeps from start to start, and in which nobody else can lay code.

    Raises
    ------
    OSError
        If somebody else was there first.
    """
    if not hasattr(os, "getuid"):
        # Windows: every user has temporary files of its own
        return Path(tempfile.gettempdir())
    place = Path(tempfile.gettempdir()) / f"kampung-{os.getuid()}"
    place.mkdir(mode=0o700, exist_ok=True)
    found = place.lstat()
    if place.is_symlink() or found.st_uid != os.getuid() or found.st_mode & 0o077:
        raise PermissionError(f"{place} is not only this user's")
    return place


def _new_temporary() -> Path:
    place = Path(tempfile.mkdtemp(prefix="kampung-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    return place


def _say(kept: str) -> None:
    print(f"kampung: the usual folder for machine code cannot be written; {kept}", file=sys.stderr)


def _remove_unused(folder: Path) -> None:
    """Remove the machine code of other states that nobody has used for long."""
    oldest = time.time() - KEPT_DAYS * 24 * 3600
    for other in folder.parent.iterdir():
        with suppress(OSError):
            if re.fullmatch(r"[0-9a-f]{16}", other.name) and other.stat().st_mtime < oldest:
                shutil.rmtree(other, ignore_errors=True)
