"""The extra that reads and writes workbooks."""

from simulation.files.extra import need


def need_workbooks() -> None:
    """Say which extra is missing where workbooks cannot be read or written.

    Raises
    ------
    StudyError
        If openpyxl is not installed.
    """
    need("kampung survey", "survey", "openpyxl")
