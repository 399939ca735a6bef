"""A disk on which one call fails: the n-th that makes, opens, writes, syncs, renames or removes a file."""

import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
NEVER = 10**9


class FailingDisk:
    """Counts the calls that concern files below a folder, and lets one of them fail.

    Parameters
    ----------
    place : Path
        Whose files are meant.
    fails_at : int
        The call that fails, counted from 1.
    error : int
        How it fails, as in :mod:`errno`.
    for_good : bool
        Whether all calls after it fail too.
    """

    def __init__(self, place: Path, fails_at: int = NEVER, error: int = errno.EIO, *, for_good: bool = False):
        self.place = os.fspath(place)
        self.fails_at, self.error, self.for_good = fails_at, error, for_good
        self.calls = 0

    def call(self, path: object, *, open_already: bool = False) -> None:
        """Note a call; raise if its turn has come. An error of an open file names no path."""
        if isinstance(path, int):
            path, open_already = Path(f"/proc/self/fd/{path}").readlink(), True
        if not str(Path(path).absolute()).startswith(self.place):
            return
        self.calls += 1
        if self.calls == self.fails_at or (self.for_good and self.calls > self.fails_at):
            named = () if open_already else (os.fspath(path),)  # type: ignore[call-overload]
            raise OSError(self.error, os.strerror(self.error), *named)

    def function(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function of :mod:`os` that may fail; its first argument is a path or a descriptor."""

        def failing(path: Any, *more: Any, **named: Any) -> Any:
            self.call(path)
            return real(path, *more, **named)

        return failing

    def making(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """Return a ``mkdir`` that may fail; where there is a folder already there is nothing to make."""

        def failing(path: Any, *more: Any, **named: Any) -> Any:
            if not os.path.isdir(path):
                self.call(path)
            return real(path, *more, **named)

        return failing

    def open(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """Return an ``open`` whose files may fail."""

        def failing(file: Any, *more: Any, **named: Any) -> Any:
            if isinstance(file, int):
                return real(file, *more, **named)
            self.call(file)
            return FailingFile(real(file, *more, **named), self, file)

        return failing


class FailingFile:
    """A file of a failing disk; a write that fails has written the half of it."""

    def __init__(self, stream: Any, disk: FailingDisk, path: Any) -> None:
        self._stream, self._disk, self._path = stream, disk, path

    def write(self, data: Any) -> int:
        try:
            self._disk.call(self._path, open_already=True)
        except OSError:
            self._stream.write(data[: len(data) // 2])
            self._stream.flush()
            raise
        return int(self._stream.write(data))

    def flush(self) -> None:
        self._disk.call(self._path, open_already=True)
        self._stream.flush()

    def __enter__(self) -> "FailingFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._stream)


@contextmanager
def failing_disk(disk: FailingDisk) -> Iterator[FailingDisk]:
    """Put a failing disk under all that this process writes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "mkdir", disk.making(os.mkdir))
        for name in ("open", "replace", "rename", "unlink", "scandir", "listdir"):
            patch.setattr(os, name, disk.function(getattr(os, name)))
        # waiting for the disk itself would test nothing more
        patch.setattr(os, "fsync", disk.function(lambda _: None))
        patch.setattr(io, "open", disk.open(io.open))
        yield disk
