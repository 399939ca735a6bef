"""From the user's file to a wave of answers; whatever is not used is noted."""

import math
from pathlib import Path

import pandas as pd

from simulation.files.faults import Fault, StudyError, shown
from simulation.survey.cell import Reader
from simulation.survey.contacts import read_attendance, read_nominations
from simulation.survey.findings import Finding, gathered, value_found
from simulation.survey.header import understood
from simulation.survey.names import Directory
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.raw import FORMULA
from simulation.survey.source import Source
from simulation.survey.spelling import bare, plain
from simulation.survey.tables import read_tables
from simulation.survey.wave import Wave

YES = 1
"""Code of consent."""


class NoInterview(StudyError):
    """No interview of a file can be used; ``findings`` say why."""

    def __init__(self, faults: list[Fault], findings: list[Finding]) -> None:
        super().__init__(faults)
        self.findings = findings


def read_wave(given: Path | Source, asked: Questionnaire) -> Wave:
    """Read one wave of interviews.

    Parameters
    ----------
    given : Path or Source
        A workbook, a folder or a zip archive of CSV files, or one CSV file of owners; or the content of one
        of these that is no folder, of which nothing goes to a disk.
    asked : Questionnaire
        What was asked.

    Raises
    ------
    StudyError
        If the file cannot be used at all; single answers that cannot be are findings.
    """
    findings: list[Finding] = []
    path = given.path if isinstance(given, Source) else given
    raw = read_tables(given, asked, findings)
    readers = {
        name: Reader(asked, understood(path, table, asked.tables[name], findings), findings)
        for name, table in raw.items()
    }
    names, answers, unused = _owners(readers["owners"])
    if not names:
        told = "no interview that can be used"
        raise NoInterview(
            [Fault.of(path, readers["owners"].table.name, told, reason="no_interview")]
            + [
                finding.fault(path)
                for finding in gathered(findings)
                if finding.row and finding.kind != "no_column"
            ],
            findings,
        )
    known = Directory([*names, *unused])
    nominations = read_nominations(readers["contacts"], known, len(names)) if "contacts" in readers else []
    attended = read_attendance(readers["attendance"], known, len(names)) if "attendance" in readers else {}
    columns = [column.name for column in asked.tables["owners"].columns[1:]]
    activities = [column.name for column in asked.tables["attendance"].columns[1:]]
    return Wave(
        asked,
        names,
        pd.DataFrame(answers, columns=columns, dtype=float),
        pd.DataFrame(nominations, columns=["first", "second", "group", "often", "person"]).astype(
            {"first": int, "second": int, "group": int, "often": float, "person": int}
        ),
        pd.DataFrame(attended, index=activities).T.reindex(range(len(names))).astype(float),
        findings,
        frozenset(columns) - readers["owners"].table.columns.keys(),
    )


def _owners(reader: Reader) -> tuple[list[str], list[dict[str, float]], list[str]]:
    """Return names and answers of those who agreed, and names of those whose interview is not used."""
    names: list[str] = []
    answers: list[dict[str, float]] = []
    rows: dict[str, int] = {}
    people: dict[str, str] = {}
    for row, cells in reader.table.rows:
        if _refused(reader, row, cells):
            continue
        name = reader.person(row, cells, "name")
        if not name:
            continue
        found = {
            column: reader.number(row, cells, column) for column in reader.table.columns if column != "name"
        }
        if plain(name) in rows:
            told = f"{shown(name)} is the name in row {rows[plain(name)]} already"
            reader.say(
                "twice", row, "name", told, "one row an owner: tell people of one name apart", value=name
            )
        elif "consent" in reader.table.columns and found["consent"] != YES:
            reader.say(
                "no_consent",
                row,
                "consent",
                _lost(reader, cells, "consent"),
                "1 yes (ya)",
                value=reader.text(cells, "consent"),
            )
        elif math.isnan(found["group"]):
            reader.say(
                "no_group",
                row,
                "group",
                _lost(reader, cells, "group"),
                reader.allowed("group"),
                value=reader.text(cells, "group"),
            )
        elif math.isnan(found["sector"]):
            reader.say(
                "no_sector",
                row,
                "sector",
                _lost(reader, cells, "sector"),
                reader.allowed("sector"),
                value=reader.text(cells, "sector"),
            )
        else:
            names.append(name)
            answers.append(found)
        rows.setdefault(plain(name), row)
        people.setdefault(plain(name), name)
    _note_alike(reader, people, rows)
    used = {plain(name) for name in names}
    return names, answers, [name for key, name in people.items() if key not in used]


def _refused(reader: Reader, row: int, cells: list[str]) -> bool:
    """Note somebody who did not agree and was asked nothing else, not even a name."""
    if reader.text(cells, "name") or not reader.text(cells, "consent"):
        return False
    code = reader.number(row, cells, "consent")
    if math.isnan(code) or code == YES:
        return False
    value = reader.text(cells, "consent")
    reader.say("no_consent", row, "consent", _lost(reader, cells, "consent"), "1 yes (ya)", value=value)
    return True


def _lost(reader: Reader, cells: list[str], column: str) -> str:
    """Return what is told of an interview without consent, group or sector, and of what stands there."""
    text = reader.text(cells, column)
    return f"no {column}" + (
        f", {'found a formula' if text == FORMULA else value_found(text)}" if text else ""
    )


def _note_alike(reader: Reader, people: dict[str, str], rows: dict[str, int]) -> None:
    """Note owners whose names are one but for habits of spelling: one person entered twice, or two people."""
    first: dict[tuple[str, ...], str] = {}
    for key, name in people.items():
        other = first.setdefault(tuple(sorted(bare(name))), key)
        if other != key:
            told = f"{shown(name)} may be {shown(people[other])} of row {rows[other]}"
            reader.say("alike", rows[key], "name", told, value=name, like=(people[other],))
