"""Writing a programme in the form of an office: a workbook and a document."""

from datetime import date, datetime
from pathlib import Path

from simulation.files.dates import ALLOWED, NoDateError, read_date
from simulation.files.extra import need
from simulation.files.faults import Fault, StudyError, listed, shown
from simulation.files.new_files import write_new
from simulation.office.programme import HeldProgramme
from simulation.report.words import LANGUAGES

WORKBOOK, DOCUMENT = "rab.xlsx", "rab.docx"
LEAST_YEAR = 1901
"""Workbooks count days from 1900 on."""


def write_office(
    programme: HeldProgramme, start: str | date, out: Path, language: str = "id", file: object = "office"
) -> list[Path]:
    """Write a programme as ``rab.xlsx`` and ``rab.docx``.

    Parameters
    ----------
    programme : HeldProgramme
    start : str or date
        Day of week 1; every session is on its weekday.
    out : Path
        A folder; nothing in it is overwritten.
    language : str
        ``id`` or ``en``.
    file : object
        What the programme was read from, for faults.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    StudyError
        If the programme has no session or costs nothing, the start is no date, a file is there already,
        or the extra ``office`` is not installed; then nothing is written.
    """
    need("kampung office", "office", "xlsxwriter", "docx", "num2words")
    if language not in LANGUAGES:
        raise StudyError([Fault.of("--language", "", f"found {shown(language)}", listed(LANGUAGES))])
    day = as_day(start)
    if not programme.held():
        told = f"no session of {shown(programme.name)} is ever held"
        raise StudyError([Fault.of(file, "--scenario", told, "a scenario whose activities have sessions")])
    from simulation.office.document import document  # noqa: PLC0415 - they need the extra
    from simulation.office.form import Form  # noqa: PLC0415
    from simulation.office.workbook import workbook  # noqa: PLC0415

    form = Form(programme, day, language)
    if form.estimate.total == 0:
        told = f"the activities of {shown(programme.name)} cost nothing, so there is no budget to write"
        raise StudyError([Fault.of(file, "--scenario", told, "activities with a cost, and prices above 0")])
    files: dict[Path, str | bytes] = {out / WORKBOOK: workbook(form), out / DOCUMENT: document(form)}
    if out.exists() and not out.is_dir():
        raise StudyError([Fault.of(out, "--out", "a file", "a folder")])
    out.mkdir(parents=True, exist_ok=True)
    return write_new(files)


def as_day(start: str | date) -> date:
    """Return the day of week 1.

    Raises
    ------
    StudyError
        If it is no date, or before 1901.
    """
    try:
        day = read_date(start) if isinstance(start, str) else start
    except NoDateError as error:
        raise StudyError([Fault.of("--start", "", error.found, ALLOWED)]) from None
    if isinstance(day, datetime):
        day = day.date()
    if not isinstance(day, date) or day.year < LEAST_YEAR:
        told = f"found {shown(start) if isinstance(start, str) else shown(str(start))}"
        allowed = f"{ALLOWED}, from the year {LEAST_YEAR} on"
        raise StudyError([Fault.of("--start", "", told, allowed)])
    return day
