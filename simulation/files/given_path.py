"""A path among the arguments of a caller in Python."""

from os import PathLike
from pathlib import Path

from simulation.files.faults import Fault, StudyError, shown


def given_path(value: object, name: str = "path") -> Path:
    """Return an argument that is the path of a file or a folder.

    Parameters
    ----------
    value : str or path
    name : str
        Of the argument, for the fault.

    Raises
    ------
    StudyError
        If it is something else: data where its file is wanted, say.
    """
    if isinstance(value, str | PathLike):
        return Path(value)
    told = f"found {shown(value)}, an object of {type(value).__name__}"
    raise StudyError([Fault.of(name, "", told, "the path of a file or a folder")])
