"""What a machine may lack: memory, room, open files, threads. It is no fault of a file or of a run."""

import errno

_LACKS = frozenset(
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EIO", "EMFILE", "ENFILE", "ENOMEM", "EROFS", "EAGAIN")
    if hasattr(errno, name)
)
_LACKING = ("failed to map segment", "annot allocate memory", "oo many open files")
"""How the loader of libraries says that it lacked something."""


def is_lack(error: BaseException) -> bool:
    """Tell whether an error says that the machine could not give what was needed."""
    if isinstance(error, MemoryError):
        return True
    if isinstance(error, ImportError):
        return any(words in str(error) for words in _LACKING)
    if isinstance(error, RuntimeError):
        return "can't start new thread" in str(error)
    return isinstance(error, OSError) and error.errno in _LACKS


def lack_in_words(error: BaseException) -> str:
    """Return in one line what the machine could not give or do."""
    if isinstance(error, MemoryError):
        told = f"out of memory: {error}" if str(error) else "out of memory"
    elif isinstance(error, OSError) and error.strerror:
        told = error.strerror + (f": {error.filename}" if error.filename is not None else "")
    else:
        told = str(error) or type(error).__name__
    return " ".join(told.split("\n"))
