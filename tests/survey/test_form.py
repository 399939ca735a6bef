"""The form: what it asks, what it allows, and that it is read back."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from simulation.parameters import VillageProfile
from simulation.survey.form_page import form_page
from simulation.survey.form_workbook import form_workbook
from simulation.survey.questionnaire import LANGUAGES, Questionnaire
from simulation.survey.reading import read_wave


@pytest.fixture
def asked(profile: VillageProfile) -> Questionnaire:
    return Questionnaire.of(profile)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_has_its_header_its_question_and_its_bounds(asked: Questionnaire, language: str) -> None:
    book = load_workbook(io.BytesIO(form_workbook(asked, language)))
    for sheet in asked.tables.values():
        page = book[getattr(sheet.sheet, language)]
        assert page.freeze_panes == "B2"
        assert [cell.value for cell in page[1]] == [getattr(c.header, language) for c in sheet.columns]
        rules = page.data_validations.dataValidation
        assert [rule.prompt for rule in rules] == [getattr(c.text, language)[:250] for c in sheet.columns]
        for column, rule in zip(sheet.columns, rules, strict=True):
            if column.kind == "number":
                assert (float(rule.formula1), float(rule.formula2)) == (column.low, column.high)
            elif column.kind != "person":
                name, cells = rule.formula1.split("!")
                offered = [row[0].value for row in book[name.strip("'")][cells.replace("$", "")]]
                options = asked.options(column)
                assert offered == [f"{option.code} {getattr(option, language)}" for option in options]
                assert rule.showErrorMessage


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_lists_offer_is_read_back(tmp_path: Path, asked: Questionnaire, language: str) -> None:
    columns = asked.tables["owners"].columns
    rows: list[list[object]] = []
    for number in range(3):
        row: list[object] = []
        for column in columns:
            options = asked.options(column)
            option = (
                options[0]
                if column.name == "consent"
                else options[number % len(options)]
                if options
                else None
            )
            told = f"Person {'ABC'[number]}" if column.kind == "person" else 7
            row.append(f"{option.code} {getattr(option, language)}" if option else told)
        rows.append(row)
    path = tmp_path / "filled.xlsx"
    path.write_bytes(form_workbook(asked, language, {"owners": rows}, note="MADE UP"))
    found = read_wave(path, asked)
    assert found.findings == []
    assert found.answers["commitment_3"].tolist() == [1, 2, 3]
    assert found.answers["years"].tolist() == [7, 7, 7]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_form_is_refused_as_empty(tmp_path: Path, asked: Questionnaire, language: str) -> None:
    path = tmp_path / "empty.xlsx"
    path.write_bytes(form_workbook(asked, language))
    with pytest.raises(Exception, match="no interview that can be used"):
        read_wave(path, asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_code_book_explains_and_cites_every_column(asked: Questionnaire, language: str) -> None:
    book = load_workbook(io.BytesIO(form_workbook(asked, language)))
    page = book[book.sheetnames[3]]
    told = {(row[0].value, str(row[1].value).split(" (")[0]): row for row in page.iter_rows(min_row=2)}
    for sheet in asked.tables.values():
        for column in sheet.columns:
            row = told[(getattr(sheet.sheet, language), getattr(column.header, language))]
            assert row[8].value == asked.instrument.cited(column)
            assert row[6].value == getattr(column.how, language)
    reversed_item = told[
        (
            getattr(asked.tables["owners"].sheet, language),
            {"en": "commitment_3", "id": "komitmen_3"}[language],
        )
    ]
    assert reversed_item[4].value == "1 = 1; 2 = 0.75; 3 = 0.5; 4 = 0.25; 5 = 0"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_asks_everything_and_needs_nothing(asked: Questionnaire, language: str) -> None:
    page = form_page(asked, language)
    for name, sheet in asked.tables.items():
        for column in sheet.columns:
            if column.name not in ("name", "consent") and not (name != "owners" and column.name == "owner"):
                assert getattr(column.text, language).split("'")[0] in page
                assert f"<code>{getattr(column.header, language)}</code>" in page
    assert "http" not in page
    assert page.count("<tr><td>10</td>") == 1
