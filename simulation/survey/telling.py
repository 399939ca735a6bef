"""What was found in a file of answers, in whole sentences of the reader's language, cell by cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML

from simulation.files.faults import StudyError
from simulation.survey.findings import Finding, letters
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.words import words

BY_QUESTION = ("out_of_scale", "formula", "too_long", "no_group", "no_sector", "no_consent")
"""Findings whose remedy is what the question allows."""
LONGEST_SHOWN = 60
MOST_ROWS = 12
"""Further rows that are told one by one."""


@dataclass(frozen=True)
class Told:
    """A finding in words.

    Attributes
    ----------
    fault : bool
        Whether the file should be mended.
    sheet, row, column : str
        Where; empty where there is no such place. The column is its letters and its heading.
    found, remedy, done : str
        What is wrong, what is to be written (empty: nothing), and what was done meanwhile.
    """

    fault: bool
    sheet: str
    row: str
    column: str
    found: str
    remedy: str
    done: str


def told(findings: Sequence[Finding], asked: Questionnaire, language: str) -> list[Told]:
    """Return findings in words, what is to be mended first.

    Some name people: whoever is shown them must have sent the file.

    Parameters
    ----------
    findings : sequence of Finding
        Those of one remedy once (:func:`simulation.survey.findings.gathered`).
    asked : Questionnaire
        What was asked.
    language : str
        ``en`` or ``id``.
    """
    return [_told(each, asked, language) for each in first(findings, asked)]


def first(findings: Sequence[Finding], asked: Questionnaire) -> list[Finding]:
    """Return findings in the order in which they are mended: owners first, whose rows mend others."""
    order = {
        title.casefold(): place
        for place, sheet in enumerate(asked.tables.values())
        for title in (sheet.sheet.en, sheet.sheet.id)
    }

    def place(each: Finding) -> tuple[bool, int, str, int, int]:
        return not each.is_fault, order.get(each.table.casefold(), 0), each.table, each.row, each.place

    return sorted(findings, key=place)


def refusal(error: StudyError, language: str) -> str:
    """Return in one sentence why a file is not read; it tells nothing of what stands in it but columns.

    Parameters
    ----------
    error : StudyError
        What reading it raised.
    language : str
        ``en`` or ``id``.
    """
    known = _sentences(language)
    first = next((fault for fault in error.faults if fault.reason), None)
    if first is None or first.reason not in known["refused"]:
        return str(known["refused"]["any"])
    kind = known["file_kinds"].get(first.found, first.found)
    return str(known["refused"][first.reason]).format(kind=kind, named=", ".join(first.named))


@cache
def _sentences(language: str) -> dict[str, Any]:
    text = (files("simulation.survey") / "sentences.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = YAML(typ="safe").load(text)
    return found[language]


def _told(finding: Finding, asked: Questionnaire, language: str) -> Told:
    sentences = _sentences(language)
    key = finding.kind if finding.value else f"{finding.kind}_blank"
    sentence = (
        sentences["found"]
        .get(key, sentences["found"][finding.kind])
        .format(
            value=_short(_titled(finding.value, asked, language)),
            like=", ".join(map(_short, finding.like)),
            columns=_headers(finding.column, asked, language),
        )
    )
    if finding.nearest is not None:
        sentence += " " + sentences["nearest"].format(near=_short(finding.nearest))
    heading = "" if finding.kind == "no_column" else finding.column
    return Told(
        finding.is_fault,
        _titled(finding.table, asked, language),
        _rows(finding),
        " ".join(filter(None, [letters(finding.place), heading])),
        sentence,
        _remedy(finding, asked, language),
        str(words(language)["done"][finding.kind]),
    )


def _remedy(finding: Finding, asked: Questionnaire, language: str) -> str:
    """Return what is to be written into the cell."""
    remedies, question = _sentences(language)["remedy"], finding.question
    if finding.kind in BY_QUESTION and question is not None:
        if question.kind == "number":
            return str(remedies["number"]).format(low=f"{question.low:g}", high=f"{question.high:g}")
        options = asked.options(question)
        if finding.kind == "no_consent":
            return ""  # nobody is talked into a yes
        said = ", ".join(f"{option.code} {getattr(option, language)}" for option in options)
        return str(remedies["options"]).format(options=said)
    return str(remedies.get(finding.kind, ""))


def _rows(finding: Finding) -> str:
    if not finding.row:
        return ""
    rows = [finding.row, *finding.also]
    more = len(rows) - MOST_ROWS
    return ", ".join(map(str, rows[:MOST_ROWS])) + (f" … (+{more})" if more > 0 else "")


def _titled(table: str, asked: Questionnaire, language: str) -> str:
    """Return what a table of the questionnaire is called in a language; another name as it is."""
    titles = {sheet.sheet.en: str(getattr(sheet.sheet, language)) for sheet in asked.tables.values()}
    return titles.get(table, table)


def _headers(columns: str, asked: Questionnaire, language: str) -> str:
    """Return headings in a language."""
    known = {
        column.header.en: str(getattr(column.header, language))
        for sheet in asked.tables.values()
        for column in sheet.columns
    }
    return ", ".join(known.get(each, each) for each in columns.split(", "))


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST_SHOWN else f"{plain[:LONGEST_SHOWN]}…"
