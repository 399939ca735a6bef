"""One set of answers in every layout that comes back, as the programmes publish it."""

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

from simulation.survey.instrument import Column
from simulation.survey.questionnaire import Questionnaire

NAMES = ("Ani Wijaya", "Budi Santoso", "Citra Dewi", "Dodi Hartono")
TIES = (
    ("Ani Wijaya", "Budi Santoso", 1, 3),
    ("Ani Wijaya", "Citra Dewi", 2, 1),
    ("Budi Santoso", "Ani Wijaya", 1, 4),
    ("Dodi Hartono", "Eko Prasetyo", 2, 2),
)
"""Who names whom, that one's group, how often."""
Table = list[list[object]]
NOTHING = ""


class Answers:
    """Answers of four owners, by table; codes, and None where nothing was said."""

    def __init__(self, asked: Questionnaire) -> None:
        self.asked = asked
        self.columns = {name: sheet.columns for name, sheet in asked.tables.items()}
        self.owners = [self.of(number, name) for number, name in enumerate(NAMES)]
        self.contacts = [list(tie) for tie in TIES]
        self.attended = [
            [name, *(6 + number - place for place in range(7))] for number, name in enumerate(NAMES)
        ]

    def of(self, number: int, name: str) -> list[object]:
        row: list[object] = [name, 1, 1 + number % 2, 1 + number]
        for place, column in enumerate(self.columns["owners"][4:]):
            blank = (place + number) % 11 == 0
            most = len(self.asked.options(column)) or 4
            row.append(None if blank else 1 + (place * (number + 2) + number) % most)
        return row

    def heads(self, table: str, how: Callable[[Column], str]) -> list[str]:
        return [how(column) for column in self.columns[table]]

    def said(self, table: str, rows: list[list[object]], language: str) -> Table:
        """Return rows with options as they are worded."""
        found: Table = []
        for row in rows:
            cells: list[object] = []
            for column, value in zip(self.columns[table], row, strict=True):
                options = {option.code: getattr(option, language) for option in self.asked.options(column)}
                cells.append(options.get(value, value) if isinstance(value, int) else value)
            found.append(cells)
        return found


def header(language: str) -> Callable[[Column], str]:
    return lambda column: str(getattr(column.header, language))


def wording(language: str) -> Callable[[Column], str]:
    return lambda column: str(getattr(column.text, language))


def workbook(path: Path, sheets: dict[str, Table]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    book.save(path)
    return path


def csv_bytes(rows: Table, separator: str = ",") -> bytes:
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue().encode("utf-8-sig" if separator == ";" else "utf-8")


def plain(answers: Answers, path: Path) -> Path:
    """The workbook of the form."""
    heads = {name: answers.heads(name, header("id")) for name in answers.columns}
    sheets: dict[str, Table] = {
        "pelaku": [heads["owners"], *answers.owners],
        "kontak": [heads["contacts"], *answers.contacts],
        "kehadiran": [heads["attendance"], *answers.attended],
    }
    return workbook(path / "answers.xlsx", sheets)


def interviewed(answers: Answers, how: Callable[[Column], str], worded: str = "") -> tuple[list[str], Table]:
    """Return heads and rows of a form on a phone: owners and attendance in one table."""
    owners, attended = answers.owners, answers.attended
    if worded:
        owners = answers.said("owners", owners, worded)
    heads = answers.heads("owners", how) + answers.heads("attendance", how)[1:]
    return heads, [[*one, *other[1:]] for one, other in zip(owners, attended, strict=True)]


def grouped(group: str, mark: str, heads: list[str]) -> list[str]:
    return [f"{group}{mark}{head}" for head in heads]


def kobo(
    answers: Answers,
    path: Path,
    *,
    worded: str = "",
    mark: str = "/",
    titles: tuple[str, str] = ("Survei", "kontak_ulang"),
) -> Path:
    """A KoboToolbox workbook: XML values or labels, group names or none, the repeat in a sheet of its own."""
    how = wording(worded) if worded else header("id")
    heads, rows = interviewed(answers, how, worded)
    contacts = answers.said("contacts", answers.contacts, worded) if worded else answers.contacts
    kontak = answers.heads("contacts", how)[1:]
    if mark:
        heads, kontak = grouped("sikap", mark, heads), grouped("kontak_ulang", mark, kontak)
    added = ["_validation_status", "_notes", "_status", "_submitted_by", "__version__", "_tags", "_index"]
    head = ["start", "end", "today", *heads, "jumlah_kontak", "_id", "_uuid", "_submission_time", *added]
    main: Table = [[*head]]
    # a filter or a sort leaves indices that are no numbers of rows
    for number, row in enumerate(rows):
        times = ["2026-03-01T08:00:00.000+07:00", "2026-03-01T08:40:00.000+07:00", "2026-03-01"]
        values = [None, None, "submitted_via_web", None, "v1", None, 7 - number]
        main.append([*times, *row, 2, 900 + number, f"uuid-{number}", "2026-03-01T02:00:00", *values])
    repeat: Table = [
        [*kontak, "_index", "_parent_table_name", "_parent_index", "_submission__id", "_submission__uuid"]
    ]
    for number, row in enumerate(contacts):
        owner = NAMES.index(str(row[0]))
        repeat.append([*row[1:], number + 1, titles[0], 7 - owner, 900 + owner, f"uuid-{owner}"])
    return workbook(path / f"kobo{worded}{len(mark)}.xlsx", {titles[0]: main, titles[1]: repeat})


def odk_tables(answers: Answers) -> dict[str, bytes]:
    heads, rows = interviewed(answers, header("id"))
    heads = grouped("sikap", "-", heads)
    added = ["meta-instanceID", "KEY", "SubmitterID", "SubmitterName", "AttachmentsPresent",
             "AttachmentsExpected", "Status", "ReviewState", "DeviceID", "Edits", "FormVersion"]  # fmt: skip
    main: Table = [["SubmissionDate", "start", "end", "identitas-pembuka", *heads, *added]]
    for number, row in enumerate(rows):
        values = [f"uuid:{number}", f"uuid:{number}", 5, "Enum", 0, 0, "", "", "collect:x", 0, "v1"]
        main.append(["2026-03-01T02:00:00.000Z", "2026", "2026", "", *row, *values])
    repeat: Table = [[*answers.heads("contacts", header("id"))[1:], "PARENT_KEY", "KEY"]]
    for number, row in enumerate(answers.contacts):
        owner = NAMES.index(str(row[0]))
        repeat.append([*row[1:], f"uuid:{owner}", f"uuid:{owner}/kontak_ulang[{number + 1}]"])
    return {"survei_kampung.csv": csv_bytes(main), "survei_kampung-kontak_ulang.csv": csv_bytes(repeat)}


def odk_zip(answers: Answers, path: Path) -> Path:
    """What ODK Central downloads."""
    with zipfile.ZipFile(path / "survei_kampung.zip", "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in odk_tables(answers).items():
            package.writestr(name, content)
        package.writestr("media/", b"")
    return path / "survei_kampung.zip"


def odk_folder(answers: Answers, path: Path) -> Path:
    """The same, unpacked."""
    folder = path / "odk"
    folder.mkdir()
    for name, content in odk_tables(answers).items():
        (folder / name).write_bytes(content)
    return folder


def beside(answers: Answers, heads: Callable[[int, Column], str]) -> tuple[list[str], Table]:
    """Return contacts beside one another, two an owner."""
    columns = answers.columns["contacts"][1:]
    head = [heads(number, column) for number in (1, 2) for column in columns]
    rows: Table = []
    for name in NAMES:
        named = [row[1:] for row in answers.contacts if row[0] == name]
        named += [[None] * 3] * (2 - len(named))
        rows.append([cell for one in named for cell in one])
    return head, rows


def google(answers: Answers, path: Path, *, numbered: bool = True) -> Path:
    """Answers to Google Forms: questions as headers, contacts one after the other."""
    heads, rows = interviewed(answers, wording("id"), "id")
    head, named = beside(
        answers, lambda number, column: f"{column.text.id}{f' {number}' if numbered else ''}"
    )
    sheet: Table = [["Stempel waktu", *heads, *head, "Alamat Email"]]
    groups = {1: "local", 2: "newcomer", None: None}
    for row, contacts in zip(rows, named, strict=True):
        told = [groups.get(cell, cell) if place % 3 == 1 else cell for place, cell in enumerate(contacts)]
        sheet.append(["01/03/2026 9:00:00", *row, *told, "x@example.org"])
    return workbook(path / "google.xlsx", {"Form Responses 1": sheet})


def wide(answers: Answers, path: Path, heads: Callable[[int, Column], str]) -> Path:
    """One CSV, one row an owner, one contact a column."""
    names, rows = interviewed(answers, header("en"))
    head, named = beside(answers, heads)
    table: Table = [[*names, *head], *([*row, *contacts] for row, contacts in zip(rows, named, strict=True))]
    (path / "wide.csv").write_bytes(csv_bytes(table, ";"))
    return path / "wide.csv"


def wide_sheet(answers: Answers, path: Path) -> Path:
    """Contacts beside one another in a sheet of their own."""
    head, named = beside(answers, lambda number, column: f"{column.header.id} {number}")
    table: Table = [["nama", *head], *([name, *row] for name, row in zip(NAMES, named, strict=True))]
    heads = {name: answers.heads(name, header("id")) for name in answers.columns}
    return workbook(path / "wide.xlsx", {
        "pelaku": [heads["owners"], *answers.owners],
        "kontak": table,
        "kehadiran": [heads["attendance"], *answers.attended],
    })  # fmt: skip


def block(answers: Answers, path: Path) -> Path:
    """The workbook of the form with a name in the first row of its contacts alone."""
    folder = path / "block"
    folder.mkdir()
    rows = [[None if place and answers.contacts[place - 1][0] == row[0] else row[0], *row[1:]]
            for place, row in enumerate(answers.contacts)]  # fmt: skip
    for name, table in (("owners", answers.owners), ("contacts", rows), ("attendance", answers.attended)):
        (folder / f"{name}.csv").write_bytes(csv_bytes([answers.heads(name, header("en")), *table]))
    return folder


def long(answers: Answers, path: Path) -> Path:
    """One table: an owner with the first contact, further contacts in rows of their own below."""
    heads, rows = interviewed(answers, header("id"))
    table: Table = [[*heads, *answers.heads("contacts", header("id"))[1:]]]
    for name, row in zip(NAMES, rows, strict=True):
        named = [contact[1:] for contact in answers.contacts if contact[0] == name] or [[None] * 3]
        table += [
            [*(row if place == 0 else [None] * len(row)), *contact] for place, contact in enumerate(named)
        ]
    return workbook(path / "long.xlsx", {"Sheet1": table})


def numbers(answers: Answers, path: Path) -> Path:
    """Numbers of respondents instead of names; the key is kept on paper."""
    number = {name: f"{3 + 7 * place}" for place, name in enumerate((*NAMES, "Eko Prasetyo"))}
    heads = {name: answers.heads(name, header("id"))[1:] for name in answers.columns}
    owners = [[int(number[str(row[0])]), *row[1:]] for row in answers.owners]
    contacts = [[int(number[str(row[0])]), int(number[str(row[1])]), *row[2:]] for row in answers.contacts]
    attended = [[int(number[str(row[0])]), *row[1:]] for row in answers.attended]
    return workbook(path / "numbers.xlsx", {
        "pelaku": [["Nomor responden", *heads["owners"]], *owners],
        "kontak": [["Nomor responden", "Nomor kontak", *heads["contacts"][1:]], *contacts],
        "kehadiran": [["No.", *heads["attendance"]], *attended],
    })  # fmt: skip
