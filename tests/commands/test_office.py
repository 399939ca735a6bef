"""`kampung office` as its users run it."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from simulation import Study, load_study
from simulation.files.faults import StudyError
from tests.command_line import kampung
from tests.reliability.commands import experiment

FREE = "prices: {speaker_hour: 0, moderator_hour: 0, snack: 0, transport: 0}\n"
NEVER = "  never: {activities: [forum], set: {forum.sessions: 0}}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = experiment("small", weeks=30, replicates=2)
    (tmp_path / "small.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "more.yaml").write_text(text + "  two: {from: forum}\n" + NEVER, encoding="utf-8")
    (tmp_path / "free.yaml").write_text(FREE + text, encoding="utf-8")
    return tmp_path


def test_it_writes_a_workbook_and_a_document(folder: Path) -> None:
    code, out, errors = kampung(folder, "office", "small.yaml", "--start", "4 Januari 2027", "--out", "rab")
    assert (code, errors) == (0, "")
    assert out.splitlines() == ["rab/rab.xlsx written", "rab/rab.docx written"]
    book = load_workbook(folder / "rab" / "rab.xlsx", data_only=True)
    assert book.sheetnames == ["RAB", "Kalender", "Undangan"]
    assert book["Kalender"]["D6"].value == datetime(2027, 1, 4)


def test_a_study_writes_the_same(folder: Path) -> None:
    kampung(folder, "office", "small.yaml", "--start", "2027-01-04", "--out", "rab", "--language", "en")
    study: Study = load_study(folder / "small.yaml")
    for number, start in enumerate((date(2027, 1, 4), datetime(2027, 1, 4, 9), "04/01/2027")):
        out = folder / f"out{number}"
        workbook, document = study.office("forum", start=start, out=out, language="en")
        assert workbook.read_bytes() == (folder / "rab" / "rab.xlsx").read_bytes()
        assert document.name == "rab.docx"


WRONG = [
    (
        ("small.yaml", "--start", "2027-02-30"),
        "--start: found '2027-02-30', a day that no calendar has; allowed: ",
    ),
    (("small.yaml", "--start", "soon"), "--start: found 'soon'; allowed: a date such as 2027-01-04, "),
    (("small.yaml", "--start", "1899-12-31"), "from the year 1901 on"),
    (("small.yaml", "--start", "9999-12-01"), "would be after the year 9999"),
    (
        ("small.yaml", "--scenario", "forun"),
        "small.yaml: --scenario: unknown scenario 'forun'; allowed: none, forum; did",
    ),
    (("small.yaml", "--scenario", "none"), "the scenario 'none' holds no activity; allowed: forum"),
    (("more.yaml", "--scenario", "never"), "no session of 'never' is ever held"),
    (("more.yaml",), "no scenario is named, and 3 of them hold activities; allowed: forum, two, never"),
    (("free.yaml",), "the activities of 'forum' cost nothing, so there is no budget to write"),
    (("nowhere.yaml",), "nowhere.yaml: there is no such file"),
    ((".",), "no results that can be read"),
]


@pytest.mark.parametrize(("words", "told"), WRONG)
def test_what_is_wrong_is_told_in_one_line_and_nothing_is_written(
    folder: Path, words: tuple[str, ...], told: str
) -> None:
    start = () if "--start" in words else ("--start", "2027-01-04")
    code, out, errors = kampung(folder, "office", *words, *start, "--out", "rab")
    assert (code, out) == (2, "")
    assert told in errors and errors.count("\n") == 1
    assert not (folder / "rab").exists()


def test_the_start_must_be_given(folder: Path) -> None:
    code, _, errors = kampung(folder, "office", "small.yaml", "--out", "rab")
    assert code == 2 and "Missing option '--start'" in errors


def test_what_is_there_is_not_overwritten(folder: Path) -> None:
    (folder / "rab").mkdir()
    (folder / "rab" / "rab.docx").write_bytes(b"signed")
    words = ("office", "small.yaml", "--start", "2027-01-04", "--out")
    code, _, errors = kampung(folder, *words, "rab")
    assert (code, errors) == (2, "rab/rab.docx: exists already and is not overwritten; allowed: a new file\n")
    assert [path.name for path in (folder / "rab").iterdir()] == ["rab.docx"]
    assert (folder / "rab" / "rab.docx").read_bytes() == b"signed"
    code, _, errors = kampung(folder, *words, "small.yaml")
    assert (code, errors) == (2, "small.yaml: --out: a file; allowed: a folder\n")


def test_without_its_libraries_the_extra_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("simulation.files.extra.find_spec", lambda name: None)
    code, _, errors = kampung(folder, "office", "small.yaml", "--start", "2027-01-04", "--out", "rab")
    told = (
        "kampung office: xlsxwriter is not installed; allowed: the extra 'office': pip install -e .[office]\n"
    )
    assert (code, errors) == (2, told)


def test_an_unknown_language_and_a_start_that_is_no_date_are_refused_in_python(folder: Path) -> None:
    study = load_study(folder / "small.yaml")
    with pytest.raises(StudyError, match=r"^language: found 'fr'; allowed: en, id"):
        study.office(start="2027-01-04", out=folder / "rab", language="fr")
    with pytest.raises(StudyError, match=r"^start: found '20270104'"):
        study.office(start=20270104, out=folder / "rab")  # type: ignore[arg-type]
