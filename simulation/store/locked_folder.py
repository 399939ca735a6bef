"""A folder into which one process at a time writes, each file whole or not at all."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from simulation.files.faults import Fault, StudyError
from simulation.files.spreadsheet import FOLDER, with_decimal_comma
from simulation.files.table_text import guarded
from simulation.files.whole_file import write_whole
from simulation.store.lock import FILE, HOLDER, FolderLock
from simulation.store.manifest import MANIFEST

if TYPE_CHECKING:
    import pandas as pd

BEGINNING = {FILE, HOLDER, f".{HOLDER}.part", f".{MANIFEST}.part"}
"""What a run may leave that was killed before it wrote anything."""


class LockedFolder:
    """A folder of results; locked until it is closed.

    Parameters
    ----------
    path : Path
        The folder; must be new or empty unless a run goes on.
    resume : bool
        Go on with what is in the folder; a new or empty one is begun.

    Attributes
    ----------
    begun : bool
        Whether there is something to go on with.
    manifest : dict
        As it was written last.

    Raises
    ------
    StudyError
        If there is something else at the path already, or another process writes there.
    """

    def __init__(self, path: Path, *, resume: bool) -> None:
        self.path = path
        self.manifest: dict[str, Any] = {}
        if not resume:
            _must_be_free(path)
        path.mkdir(parents=True, exist_ok=True)
        self._lock = FolderLock(path)
        try:
            self.begun = resume and not _is_free(path)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let other processes write here."""
        self._lock.release()

    def clear(self) -> None:
        """Remove what a writing has left that was broken off."""
        for leftover in self.path.rglob(".*.part"):
            leftover.unlink()

    def write_text(self, name: str, text: str) -> Path:
        """Write a text file of the results."""
        path = self.path / name
        write_whole(path, text.encode())
        return path

    def write_frame(self, name: str, frame: "pd.DataFrame") -> Path:
        """Write a table of the results as CSV, and once more with a decimal comma; no text is a formula."""
        buffer = StringIO()
        guarded(frame).to_csv(buffer, index=False, lineterminator="\n")
        text = buffer.getvalue()
        path = self.write_text(name, text)
        beside = self.path / FOLDER / name
        beside.parent.mkdir(exist_ok=True)
        write_whole(beside, with_decimal_comma(text.encode()))
        return path


def _is_free(path: Path) -> bool:
    return not path.exists() or (path.is_dir() and {each.name for each in path.iterdir()} <= BEGINNING)


def _must_be_free(path: Path) -> None:
    if _is_free(path):
        return
    allowed = "a new or empty folder"
    if not path.is_dir():
        found = "a file"
    elif not (path / MANIFEST).exists():
        found = "a folder with something in it"
    else:
        found = "a folder with results in it"
        allowed += ", or --resume to go on with what is there"
    raise StudyError([Fault.of(path, "--out", found, allowed)])


def stamped(digest: str) -> str:
    """Return the name of a new folder of results: the time, and the first digits of a hash."""
    return f"{datetime.now(UTC).strftime('%Y%m%dT%H%M%S')}-{digest[:8]}"
