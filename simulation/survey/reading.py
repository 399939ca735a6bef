"""From the user's file to a wave of answers; whatever is not used is noted."""

import math
from pathlib import Path

import pandas as pd

from simulation.study.faults import Fault, StudyError, listed, shown
from simulation.survey.cell import Reader
from simulation.survey.delimited import read_delimited
from simulation.survey.findings import Finding, Kind
from simulation.survey.header import known_headers, understood
from simulation.survey.names import Directory, plain
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.raw import RawTable, bytes_of, refused
from simulation.survey.wave import Wave
from simulation.survey.words import words
from simulation.survey.workbook import read_workbook

YES = 1
"""Code of consent."""
OURS = tuple(str(words(language)[sheet]) for language in ("en", "id") for sheet in ("codebook", "choices"))
"""Sheets of the form that hold no answers."""


def read_wave(path: Path, asked: Questionnaire) -> Wave:
    """Read one wave of interviews.

    Parameters
    ----------
    path : Path
        A workbook, a folder of CSV files, or one CSV file of owners.
    asked : Questionnaire
        What was asked.

    Raises
    ------
    StudyError
        If the file cannot be used at all; single answers that cannot be are findings.
    """
    findings: list[Finding] = []
    raw = _tables(path, asked, findings)
    if "owners" not in raw:
        sheet = asked.tables["owners"].sheet
        raise refused(path, "no table of owners", f"a sheet or file named {sheet.id} or {sheet.en}")
    readers = {
        name: Reader(asked, understood(path, table, asked.tables[name], findings), findings)
        for name, table in raw.items()
    }
    names, answers, unused = _owners(readers["owners"])
    if not names:
        raise StudyError(
            [Fault.of(path, readers["owners"].table.name, "no interview that can be used")]
            + [finding.fault(path) for finding in findings]
        )
    known = Directory(names, unused)
    nominations = _nominations(readers["contacts"], known) if "contacts" in readers else []
    attended = _attendance(readers["attendance"], known) if "attendance" in readers else {}
    activities = [column.name for column in asked.tables["attendance"].columns[1:]]
    return Wave(
        asked,
        names,
        pd.DataFrame(answers, columns=[c.name for c in asked.tables["owners"].columns[1:]], dtype=float),
        pd.DataFrame(nominations, columns=["first", "second", "group", "often"]).astype(
            {"first": int, "second": int, "group": int, "often": float}
        ),
        pd.DataFrame(attended, index=activities).T.reindex(range(len(names))).astype(float),
        findings,
    )


def _tables(path: Path, asked: Questionnaire, findings: list[Finding]) -> dict[str, RawTable]:
    """Return the tables of a survey by their name in the questionnaire."""
    by_title = {
        title.casefold(): name
        for name, sheet in asked.tables.items()
        for title in (sheet.sheet.en, sheet.sheet.id)
    }
    found: dict[str, RawTable] = {}
    for raw in _raw(path, asked, by_title):
        name = by_title.get(raw.name.strip().casefold())
        if name is None or name in found:
            if raw.name.strip().casefold() not in OURS:
                told = "a second table of the kind" if name else "no table of the questionnaire"
                findings.append(Finding("other_sheet", raw.name, found=told, allowed=listed(list(by_title))))
        else:
            found[name] = RawTable(raw.name.strip().casefold(), raw.rows)
    for name, sheet in asked.tables.items():
        if name not in found:
            findings.append(Finding("no_table", sheet.sheet.en, found="there is no such table"))
    return found


def _raw(path: Path, asked: Questionnaire, by_title: dict[str, str]) -> list[RawTable]:
    if path.is_dir():
        files = sorted(each for each in path.iterdir() if each.suffix.casefold() == ".csv")
        files = [each for each in files if each.stem.casefold() in by_title]
        if not files:
            titles = listed([f"{title}.csv" for title in by_title])
            raise refused(path, "no table of the questionnaire in this folder", titles)
        return [_csv(each, asked, by_title[each.stem.casefold()]) for each in files]
    if path.suffix.casefold() in (".csv", ".txt", ".tsv"):
        table = _csv(path, asked, "owners")
        return [RawTable(asked.tables["owners"].sheet.en, table.rows)]
    if path.suffix.casefold() in (".xlsx", ".xlsm"):
        return read_workbook(path)
    bytes_of(path)  # where there is none, this is the first thing to tell
    raise refused(
        path, f"of the kind {path.suffix or 'without an ending'}", ".xlsx, .csv, or a folder of .csv"
    )


def _csv(path: Path, asked: Questionnaire, name: str) -> RawTable:
    return read_delimited(path, lambda rows: known_headers(asked.tables[name], rows))


def _owners(reader: Reader) -> tuple[list[str], list[dict[str, float]], set[str]]:
    """Return names and answers of those who agreed, and plain names of those whose interview is not used."""
    names: list[str] = []
    answers: list[dict[str, float]] = []
    rows: dict[str, int] = {}
    for row, cells in reader.table.rows:
        reader.beyond(row, cells)
        name = reader.person(row, cells, "name")
        if not name:
            continue
        found = {
            column: reader.number(row, cells, column) for column in reader.table.columns if column != "name"
        }
        if plain(name) in rows:
            told = f"this name stands in row {rows[plain(name)]} already"
            reader.say("twice", row, "name", told, "one row an owner: tell people of one name apart")
        elif "consent" in reader.table.columns and found["consent"] != YES:
            reader.say("no_consent", row, "consent", "no consent", "1 yes (ya)")
        elif math.isnan(found["group"]):
            reader.say("no_group", row, "group", "no group", reader.allowed("group"))
        elif math.isnan(found["sector"]):
            reader.say("no_sector", row, "sector", "no sector", reader.allowed("sector"))
        else:
            names.append(name)
            answers.append(found)
        rows.setdefault(plain(name), row)
    return names, answers, rows.keys() - {plain(name) for name in names}


def _number_of(reader: Reader, row: int, name: str, known: Directory) -> int | None:
    """Return the number of the owner who was asked; None where it is nobody of the owners."""
    number = known.number(name)
    if number is None and known.is_unused(name):
        reader.say("asked_unused", row, "owner", "an owner whose interview is not used")
    elif number is None:
        near = known.nearest(name)
        told = "this name is none of the owners"
        reader.say("asked_unknown", row, "owner", told, "a name as in the table of owners", near)
    return number


def _nominations(reader: Reader, known: Directory) -> list[tuple[int, int, int, float]]:
    """Return who was named by whom."""
    found: list[tuple[int, int, int, float]] = []
    seen: set[tuple[int, str]] = set()
    named: dict[int, int] = {}
    sheet = reader.asked.tables["contacts"]
    for row, cells in reader.table.rows:
        reader.beyond(row, cells)
        owner, contact = reader.person(row, cells, "owner"), reader.person(row, cells, "contact")
        first = _number_of(reader, row, owner, known) if owner and contact else None
        if first is None:
            continue
        group, code = (reader.number(row, cells, column) if column in reader.table.columns else math.nan
                       for column in ("contact_group", "often"))  # fmt: skip
        second = known.number(contact)
        if second == first:
            reader.say("self", row, "contact", "names himself or herself", "another owner")
            continue
        if (first, plain(contact)) in seen:
            reader.say("named_twice", row, "contact", "the same person named twice", "each person once")
            continue
        seen.add((first, plain(contact)))
        if second is None:
            near = known.nearest(contact)
            kind: Kind = "not_interviewed" if near is None else "near_name"
            told = f"{shown(contact)} was not interviewed"
            reader.say(kind, row, "contact", told, "a name as in the table of owners", near)
        named[first] = named.get(first, 0) + 1
        if sheet.most is not None and named[first] == sheet.most + 1:
            reader.say("too_many", row, "contact", f"more than {sheet.most} names of one owner")
        often = math.nan if math.isnan(code) else _value(reader, "often", int(code))
        found.append(
            (first, -1 if second is None else second, -1 if math.isnan(group) else int(group) - 1, often)
        )
    return found


def _value(reader: Reader, name: str, code: int) -> float:
    column = reader.asked.column("contacts", name)
    value = reader.asked.instrument.scales[str(column.scale)].value(code)
    assert value is not None
    return value


def _attendance(reader: Reader, known: Directory) -> dict[int, dict[str, float]]:
    """Return the sessions attended, by owner."""
    found: dict[int, dict[str, float]] = {}
    for row, cells in reader.table.rows:
        reader.beyond(row, cells)
        owner = reader.person(row, cells, "owner")
        number = _number_of(reader, row, owner, known) if owner else None
        if number is None:
            continue
        if number in found:
            reader.say("twice", row, "owner", "this owner has a row already", "one row an owner")
            continue
        found[number] = reader.numbers(row, cells)
    return found
