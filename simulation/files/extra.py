"""Libraries of the extras: what is installed only by who needs it."""

from importlib.util import find_spec

from simulation.files.faults import Fault, StudyError


def need(what: str, extra: str, *libraries: str) -> None:
    """Make sure that the libraries of an extra are there, without loading them.

    Parameters
    ----------
    what : str
        The command that needs them, for the fault.
    extra : str
        The extra that brings them.
    *libraries : str
        Names by which they are imported.

    Raises
    ------
    StudyError
        If one is not installed; the fault names the extra.
    """
    for library in libraries:
        if find_spec(library) is None:
            allowed = f"the extra '{extra}': pip install -e .[{extra}]"
            raise StudyError([Fault.of(what, "", f"{library} is not installed", allowed)])
