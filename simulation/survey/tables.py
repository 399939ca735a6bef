"""Which sheet or file is which table of the questionnaire."""

from pathlib import Path

from simulation.files.delimited import delimited
from simulation.files.faults import listed, shown
from simulation.files.unseen import as_seen
from simulation.files.workbook import WORKBOOK
from simulation.survey.archive import is_archive, read_archive
from simulation.survey.file_kind import is_text, kind_of
from simulation.survey.findings import Finding
from simulation.survey.header import known_headers
from simulation.survey.layout import MOST_NOTES
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.raw import (
    FORMULA,
    RawTable,
    bytes_of,
    cut,
    refused,
)
from simulation.survey.source import Source
from simulation.survey.unfolding import plain_tables
from simulation.survey.words import words
from simulation.survey.workbook import read_workbook

OURS = tuple(str(words(language)[sheet]) for language in ("en", "id") for sheet in ("codebook", "choices"))
"""Sheets of the form that hold no answers."""
DELIMITED = (".csv", ".txt", ".tsv")
MOST_FILES = 20
"""Of a folder in which no file has the name of a table."""
FEWEST_HEADERS = 2
"""So many headers of a table tell which one it is, whatever it is called."""


def read_tables(given: Path | Source, asked: Questionnaire, findings: list[Finding]) -> dict[str, RawTable]:
    """Return the tables of a survey by their name in the questionnaire, without what cannot be seen.

    Raises
    ------
    StudyError
        If the file cannot be read, or none of its tables is that of the owners.
    """
    by_title = {
        title.casefold(): name
        for name, sheet in asked.tables.items()
        for title in (sheet.sheet.en, sheet.sheet.id)
    }
    found: dict[str, RawTable] = {}
    others = []
    path = given.path if isinstance(given, Source) else given
    sheets = [_as_seen(raw) for raw in _raw(given, asked, by_title)]
    for known, table in plain_tables(path, sheets, asked, by_title, findings):
        name = known or by_title.get(table.name.casefold())
        if name is None or name in found:
            others.append(table)
        else:
            found[name] = RawTable(table.name.casefold(), table.rows, table.origins)
    fitting = [(table, _fitting(table, asked)) for table in others if table.name.casefold() not in OURS]
    for table, fits in fitting:
        # two sheets of interviews may be two waves: neither is taken then
        if fits is not None and fits not in found and [name for _, name in fitting].count(fits) == 1:
            title = asked.tables[fits].sheet.en
            told = f"has the headers of the table {shown(title)}, which is its name below"
            findings.append(Finding("other_title", table.name, found=told, value=title))
            # reports name tables, and what a user calls a sheet may be a person
            found[fits] = RawTable(title, table.rows, table.origins)
        else:
            told = "no table of the questionnaire" if fits is None else f"another table of {fits}"
            findings.append(Finding("other_sheet", table.name, found=told, allowed=listed(list(by_title))))
    if "owners" not in found:
        owners = asked.tables["owners"].sheet
        others_too = f" among {listed([shown(table.name) for table, _ in fitting])}" if fitting else ""
        allowed = f"a sheet or file named {owners.id} or {owners.en}"
        raise refused(path, f"no table of owners{others_too}", allowed, "no_owners")
    for name, sheet in asked.tables.items():
        if name not in found:
            findings.append(Finding("no_table", sheet.sheet.en, found="there is no such table"))
    return found


def _fitting(table: RawTable, asked: Questionnaire) -> str | None:
    """Return the table of the questionnaire whose headers a sheet has, whatever it is called."""
    top = [cells for _, cells in table.rows[: MOST_NOTES + 1]]
    known = {name: known_headers(sheet, top) for name, sheet in asked.tables.items()}
    most = max(known.values())
    fits = [name for name, count in known.items() if count == most]
    return fits[0] if most >= FEWEST_HEADERS and len(fits) == 1 else None


def _as_seen(raw: RawTable) -> RawTable:
    """Return a table as the one who typed it sees it."""
    rows = [(row, [cell if cell == FORMULA else as_seen(cell) for cell in cells]) for row, cells in raw.rows]
    return RawTable(as_seen(raw.name), [(row, cells) for row, cells in rows if any(cells)])


def _raw(given: Path | Source, asked: Questionnaire, by_title: dict[str, str]) -> list[RawTable]:
    if isinstance(given, Source):
        return _of_a_file(given, asked)
    if given.is_dir() and given.suffix.casefold() != ".numbers":
        files = sorted(each for each in given.iterdir() if each.suffix.casefold() == ".csv")
        ours = [each for each in files if each.stem.casefold() in by_title]
        # without a table of ours it may be what ODK Central packs, under the name of the form
        files = ours or files[:MOST_FILES]
        if not files:
            titles = listed([f"{title}.csv" for title in by_title])
            raise refused(given, "no table of the questionnaire in this folder", titles)
        return [_csv(Source(each, bytes_of(each))) for each in files]
    if given.is_dir():
        raise refused(given, "a Numbers document", WORKBOOK)
    return _of_a_file(Source(given, bytes_of(given)), asked)


def _of_a_file(source: Source, asked: Questionnaire) -> list[RawTable]:
    path, data = source.path, source.data
    if is_archive(data):
        return read_archive(source)
    kind = kind_of(data)
    if kind is not None:
        raise refused(path, kind, WORKBOOK, "kind")
    if not is_text(data):
        return read_workbook(source)
    if path.suffix.casefold() not in DELIMITED and b"\0" in data:
        raise refused(path, "no kind of spreadsheet that is known", WORKBOOK, "kind")
    if path.suffix.casefold() not in DELIMITED:
        raise refused(path, "text, as of a CSV file, and no workbook", f"{WORKBOOK}, or as .csv", "text")
    return [RawTable(asked.tables["owners"].sheet.en, _csv(source).rows)]


def _csv(source: Source) -> RawTable:
    table = delimited(source.path, source.data, "a survey of one village", most_rows=source.most_rows)
    return RawTable(source.path.stem, cut(table))
