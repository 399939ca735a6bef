"""Every column and every word of every table that is written stands in both languages."""

from collections.abc import Iterator

import pandas as pd
import pytest

from simulation.dashboard.state.result_folders import STUDY
from simulation.dashboard.state.table_words import TableWords
from simulation.dashboard.words import NONE_GIVEN, Words, catalogue
from simulation.questions.registry import kinds
from simulation.report.words import LANGUAGES
from tests.dashboard.written_tables import Written, all_written
from tests.report.studies import config


def told(written: Written, language: str) -> TableWords:
    return TableWords(Words(language, written.config.village), written.config, written.kind, written.file)


def plain(kind: str, file: str, language: str = "id") -> TableWords:
    study = config()
    return TableWords(Words(language, study.village), study, kind, file)


def texts(frame: pd.DataFrame) -> Iterator[tuple[str, str]]:
    for column in frame.columns:
        yield from ((column, value) for value in frame[column].dropna().unique() if isinstance(value, str))


def test_a_table_of_every_kind_is_looked_at() -> None:
    assert {written.kind for written in all_written()} == {STUDY, *kinds()}
    assert len({(written.kind, written.file) for written in all_written()}) > 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_has_words(language: str) -> None:
    missing = [
        f"{written.kind}/{written.file}: {column}"
        for written in all_written()
        for column in written.frame.columns
        if not told(written, language).name(column).strip()
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_in_a_cell_has_words(language: str) -> None:
    missing = [
        f"{written.kind}/{written.file}: {column}: {text}"
        for written in all_written()
        for column, text in texts(written.frame)
        if not told(written, language).text(column, text).strip()
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_columns_of_a_table_have_the_same_words(language: str) -> None:
    for written in all_written():
        heads = [told(written, language).head(column) for column in written.frame.columns]
        assert len(set(heads)) == len(heads), (written.file, sorted(heads))


def test_every_kind_of_folder_has_words() -> None:
    for language in LANGUAGES:
        assert {f"results.kind.{kind}" for kind in (STUDY, *kinds())} <= set(catalogue(language))


@pytest.mark.parametrize(
    ("kind", "file", "column", "head"),
    [
        ("attribute", "interactions.csv", "first", "Kegiatan pertama"),
        ("plan", "doses.csv", "first", "Pekan pertama"),
        ("sensitivity", "sobol.csv", "first_low", "Porsi sendirian, batas bawah"),
        ("calibrate", "pairs.csv", "first", "Parameter pertama"),
        ("boundary", "points.csv", "low_with", "Porsi yang pecah, batas bawah, dengan program"),
        ("boundary", "crossings.csv", "threshold", "Kepercayaan saat kerja sama berimbang"),
        ("plan", "front.csv", "trust_other_high", "Kepercayaan pada kelompok lain, batas atas"),
        ("villages", "rules.csv", "share_hill_low", "Porsi kelompok: hill people, batas bawah"),
        ("plan", "front.csv", "of_another_version", "Of another version"),
    ],
)
def test_a_head_is_told_by_its_table(kind: str, file: str, column: str, head: str) -> None:
    assert plain(kind, file).head(column) == head


@pytest.mark.parametrize(
    ("kind", "file", "column", "value", "cell"),
    [
        ("plan", "front.csv", "plan", "plan_12", "rencana 12"),
        ("plan", "front.csv", "plan", "none", "tanpa program"),
        ("plan", "front.csv", "front", True, "ya"),
        ("plan", "front.csv", "activities", "forum mentoring", "Forum Komunikasi UMKM dan pendampingan"),
        ("plan", "doses.csv", "first", 3.0, "3"),
        ("plan", "doses.csv", "weeks", "2 6 10", "2, 6, 10"),
        ("plan", "doses.csv", "places", float("nan"), "semua"),
        ("plan", "doses.csv", "places", 8.0, "8"),
        ("discover", "villages.csv", "income", 1992295.6, "1.992.296"),
        ("plan", "doses.csv", "rupiah", 1250000.0, "1.250.000"),
        ("sensitivity", "sobol.csv", "first", 0.25, "0,2500"),
        ("boundary", "history.csv", "scenario", "with", "dengan program"),
        ("boundary", "history.csv", "place", "boundary_2", "batas 2"),
        ("boundary", "points.csv", "state_with", "broken", "pecah"),
        ("plan", "front.csv", "plan", "of_another_version", "of_another_version"),
        ("boundary", "history.csv", "place", "own", "percobaan ini"),
        ("plan", "alternatives.csv", "scenario", "plan", "rencana yang dipilih"),
        ("discover", "villages.csv", "effect", float("nan"), NONE_GIVEN),
        ("discover", "villages.csv", "verdict", "of_another_version", "of_another_version"),
        ("study", "failures.csv", "error", "ZeroDivisionError", "ZeroDivisionError"),
    ],
)
def test_a_cell_is_told_by_its_column(kind: str, file: str, column: str, value: object, cell: str) -> None:
    assert plain(kind, file).cell(column, value) == cell
