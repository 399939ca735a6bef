"""The report where nothing was found, and where every kind of pattern was asked."""

import re
from pathlib import Path

import pytest

from simulation.questions.page import write_answer
from tests.questions.ensemble.test_question import none_found


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "No set meets all patterns"), ("id", "Tidak ada perangkat yang memenuhi semua pola")],
)
def test_an_empty_ensemble_is_told_with_its_reasons(tmp_path: Path, language: str, told: str) -> None:
    question, answer = none_found()
    text = write_answer(tmp_path, question, answer, {}, language).read_text(encoding="utf-8")
    assert told in text
    assert "behaviour: ensemble.parquet" not in text
    plain = re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>", "", text, flags=re.S))
    assert "nan" not in plain.lower().split() and "inf" not in plain.lower().split()
    for pattern in question.patterns:
        assert pattern.name in plain
    assert {path.name for path in (tmp_path / "figures").glob("*.svg")} >= {"funnel.svg", "patterns.svg"}
