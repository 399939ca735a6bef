"""Every column of every table that is written has its words, its unit and its range."""

import numpy as np
import pytest

from simulation.codebook.column_words import ColumnWords
from simulation.codebook.columns import COLUMNS, SCALES
from simulation.codebook.scales import between
from simulation.codebook.titles import TITLES
from simulation.dashboard.state.result_folders import STUDY
from simulation.measures.catalogue import MEASURES
from simulation.report.words import LANGUAGES, Words
from simulation.running.detail_table import DETAILS
from simulation.running.weekly_table import KEYS
from tests.dashboard.written_tables import Written, all_written
from tests.report.studies import config

ONLY_PARQUET = {"weekly", "ensemble", *DETAILS}


def told(written: Written, language: str) -> ColumnWords:
    return ColumnWords(
        Words(language, written.config.village),
        written.config,
        written.kind,
        written.file.removesuffix(".csv"),
    )


def of_weekly(language: str) -> ColumnWords:
    return ColumnWords(Words(language, config().village), config(), STUDY, "weekly")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_of_every_table_has_words_and_a_scale(language: str) -> None:
    missing = [
        f"{written.kind}/{written.file}: {column}"
        for written in all_written()
        for column in written.frame.columns
        if not told(written, language).name(column).strip() or not any(told(written, language).scale(column))
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_measure_of_a_village_has_words_and_a_scale(language: str) -> None:
    words = of_weekly(language)
    for column in (*KEYS, *config().columns()):
        assert words.name(column).strip(), column
        assert all(words.scale(column)) or column == "scenario", column
    assert all(words.definition(column) for column in config().columns())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("table", DETAILS)
def test_every_column_of_owners_ties_and_events_has_words_and_a_scale(table: str, language: str) -> None:
    words = ColumnWords(Words(language, config().village), config(), STUDY, table)
    for column in (*KEYS, *(detail.name for detail in DETAILS[table])):
        assert words.name(column).strip() and words.scale(column).unit, column
    assert all(words.definition(detail.name) for detail in DETAILS[table])


def test_no_row_and_no_title_stands_for_nothing() -> None:
    files = {written.file.removesuffix(".csv") for written in all_written()}
    assert set(TITLES) - ONLY_PARQUET == files
    columns = {
        name
        for written in all_written()
        for column in written.frame.columns
        for name in (column, f"{written.file.removesuffix('.csv')}.{column}")
    }
    assert sorted({column.name for column in COLUMNS} - columns) == []
    assert sorted(set(SCALES) - columns) == []


def test_numbers_lie_in_the_range_that_is_told() -> None:
    beyond = []
    for written in all_written():
        words = told(written, "en")
        for column in written.frame.select_dtypes("number"):
            values = written.frame[column].dropna()
            low, high = {"0 or more": (0, np.inf), "from 0 to 1": (0, 1)}.get(
                words.scale(str(column)).range, (-np.inf, np.inf)
            )
            if not values.between(low - 1e-9, high + 1e-9).all():
                beyond.append((written.file, column, values.min(), values.max()))
    assert beyond == []


@pytest.mark.parametrize(
    ("kind", "table", "column", "unit", "values"),
    [
        (STUDY, "weekly", "trust", "share", "from 0 to 1"),
        (STUDY, "weekly", "ei_index", "number", "from -1 to 1"),
        (STUDY, "weekly", "income", "rupiah per owner and week", "0 or more"),
        (STUDY, "comparison", "low", "that of the outcome", "any number"),
        ("boundary", "crossings", "low", "that of the parameter", "that of the parameter"),
        ("plan", "front", "income_low", "share of what it is without a programme", "any number"),
        ("boundary", "points", "threshold", "trust", "from 0 to 1"),
        (STUDY, "comparison", "of_another_version", "", ""),
    ],
)
def test_a_scale_is_that_of_its_table(kind: str, table: str, column: str, unit: str, values: str) -> None:
    scale = ColumnWords(Words("en", config().village), config(), kind, table).scale(column)
    assert (scale.unit, scale.range) == (unit, values)


def test_a_question_of_another_package_brings_words_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    village = config().village
    words = Words("en", village)
    monkeypatch.setitem(words._sentences, "column.helped", "villages that gain")
    told = ColumnWords(words, config(), "count", "counted")
    assert told.name("helped") == "villages that gain"
    assert told.name("helped_low") == "villages that gain, lower end"
    assert told.name("lost") == ""


def test_open_limits_are_told() -> None:
    told = [between(*ends) for ends in ((None, None), (0, None), (None, 1), (0.5, 2))]
    assert told == ["any number", "0 or more", "at most 1", "from 0.5 to 2"]


def test_measures_and_rows_have_no_name_twice() -> None:
    names = [column.name for column in COLUMNS]
    assert len(set(names)) == len(names)
    # a row would take the words of the measure away
    assert {m.name for m in MEASURES} & set(names) == {"cooperation", "cost"}
