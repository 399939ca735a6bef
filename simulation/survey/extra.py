"""The extra that reads and writes workbooks."""

from importlib.util import find_spec

from simulation.files.faults import Fault, StudyError

EXTRA = "the extra 'survey': pip install -e .[survey]"


def need_workbooks() -> None:
    """Say which extra is missing where workbooks cannot be read or written.

    Raises
    ------
    StudyError
        If openpyxl is not installed.
    """
    if find_spec("openpyxl") is None:
        raise StudyError([Fault.of("kampung survey", "", "openpyxl is not installed", EXTRA)])
