"""Files that land whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def write_whole(path: Path, data: bytes | memoryview) -> None:
    """Write a file under a temporary name, sync it, and give it its name; nothing is left if that fails.

    Raises
    ------
    OSError
        With the path of the file, whatever failed.
    """
    temporary = path.parent / f".{path.name}.part"
    try:
        _write(path, temporary, data)
    except OSError as error:
        # a write or a sync knows no path, and nobody knows the temporary name
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error


@contextmanager
def landing(path: Path) -> Iterator[Path]:
    """Give a temporary path to something that writes files itself; what is there at the end gets its name.

    Nothing is left if that fails.
    """
    temporary = path.parent / f".{path.name}.part"
    try:
        yield temporary
        temporary.replace(path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _write(path: Path, temporary: Path, data: bytes | memoryview) -> None:
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        # where that fails too the first reason is told
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(path: Path) -> None:
    """Make new names in a folder last through a power cut, where the system can."""
    if os.name != "posix":
        return
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
