"""One process at a time writes into a folder of results."""

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from simulation.files.faults import Fault, StudyError
from simulation.files.whole_file import write_whole

FILE = ".lock"
HOLDER = ".holder.json"


class FolderLock:
    """Held from its making to :meth:`release`; the system lets go of it when its process ends.

    Parameters
    ----------
    folder : Path
        An existing folder.

    Raises
    ------
    StudyError
        If another process holds it: says which.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = FileLock(folder / FILE)
        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            told = f"is being written by {_holder(folder)}"
            raise StudyError(
                [Fault.of(folder, "", told, "one run at a time: wait for it or stop it")]
            ) from None
        holder = {
            "process": os.getpid(),
            "host": platform.node(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        try:
            write_whole(folder / HOLDER, json.dumps(holder).encode())
        except BaseException:
            self.release()
            raise

    def release(self) -> None:
        """Let others in."""
        self._lock.release()


def _holder(folder: Path) -> str:
    try:
        holder = json.loads((folder / HOLDER).read_text())
        return f"process {holder['process']} on {holder['host']} since {holder['since']}"
    except (OSError, ValueError, KeyError):
        return "another process"
