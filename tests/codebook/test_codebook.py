"""The codebook of a folder: a row for each column of each of its tables, whoever wrote them."""

from pathlib import Path

import pandas as pd
import pytest

from simulation.codebook.codebook import HEADS, codebook
from simulation.codebook.tables import tables_in
from simulation.questions.registry import kinds
from tests.report.questions import answered
from tests.report.studies import config


@pytest.mark.parametrize("kind", kinds())
def test_every_column_that_an_answer_leaves_has_a_row(kind: str, tmp_path: Path) -> None:
    question, answer = answered(kind)
    for name, frame in answer.frames().items():
        frame.to_csv(tmp_path / f"{name}.csv", index=False)
    answer.write(tmp_path)
    book = codebook(tmp_path, question.config, kind, question.package())
    assert list(book.columns) == list(HEADS)
    there = [(table.path.name, column) for table in tables_in(tmp_path) for column in table.columns]
    assert list(zip(book["table"], book["column"], strict=True)) == there
    assert {name.partition(".")[0] for name, _ in there} >= {*answer.frames()} - _empty(answer.frames())
    nothing = book[(book["unit"] == "") & (book["range"] == "")]
    assert nothing["column"].tolist() == []


def _empty(frames: dict[str, pd.DataFrame]) -> set[str]:
    return {name for name, frame in frames.items() if not len(frame.columns)}


def test_a_table_that_is_there_twice_is_told_once_and_one_of_another_kind_too(tmp_path: Path) -> None:
    pd.DataFrame({"scenario": ["none"], "week": [1]}).to_csv(tmp_path / "effects.csv", index=False)
    pd.DataFrame({"scenario": ["none"], "week": [1]}).to_parquet(tmp_path / "effects.parquet")
    pd.DataFrame({"threshold": [0.4]}).to_parquet(tmp_path / "posterior.parquet")
    (tmp_path / "weekly.parquet").mkdir()
    pd.DataFrame({"trust": [0.4]}).to_parquet(tmp_path / "weekly.parquet" / "part-00000.parquet")
    book = codebook(tmp_path, config(), "study")
    assert list(zip(book["table"], book["column"], strict=True)) == [
        ("effects.csv", "scenario"),
        ("effects.csv", "week"),
        ("posterior.parquet", "threshold"),
        ("weekly.parquet", "trust"),
    ]


def test_a_column_that_nobody_knows_and_a_file_that_is_no_table_are_no_reason_to_stop(
    tmp_path: Path,
) -> None:
    (tmp_path / "own.csv").write_text("my_column\n1\n", encoding="utf-8")
    (tmp_path / "broken.parquet").write_bytes(b"nothing")
    (tmp_path / "empty.csv").write_text("", encoding="utf-8")
    book = codebook(tmp_path, config(), "study")
    assert book.to_dict("records") == [
        {"table": "own.csv", "column": "my_column", "meaning_en": "my column", "meaning_id": "my column",
         "unit": "", "range": "", "definition": ""}
    ]  # fmt: skip
