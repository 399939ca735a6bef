"""The report of a sensitivity analysis where something is different: another method, nothing to say."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from simulation.analysis.question import ask
from simulation.analysis.sensitivity import Sensitivity, SensitivityQuestion, of
from simulation.analysis.spread import EFFECT
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.answer_page import write_answer
from simulation.report.answers.sensitivity import sections
from simulation.report.answers.sensitivity_figures import direction, plot_screening
from simulation.report.blocks import Table
from simulation.report.words import LANGUAGES, MINUS
from tests.report.questions import answered
from tests.report.studies import ONE_GROUP, config


def page(folder: Path, language: str, changes: dict[str, Any], **options: Any) -> str:
    given = {"trajectories": 2, "replicates": 2, "keep": 2, "parameter": ["threshold", "memory", "lapse"]}
    question = SensitivityQuestion(config(**changes), **(given | options))
    text = write_answer(folder, question, ask(question, workers=2), {}, language).read_text(encoding="utf-8")
    return re.sub(r"<[^>]+>", " ", re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", text, flags=re.S))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pawn_is_reported_in_both_languages(tmp_path: Path, language: str) -> None:
    text = page(tmp_path, language, {}, method="pawn", samples=50, sample_replicates=2)
    assert "PAWN" in text and "Sobol" not in text
    assert "nan" not in text.lower().split()
    assert (tmp_path / "figures" / "second.svg").exists()


def test_a_village_of_one_group_has_nothing_to_say_about_the_others(tmp_path: Path) -> None:
    text = page(
        tmp_path, "en", {"village": ONE_GROUP, "assumed": {}}, method="sobol", samples=2, sample_replicates=2
    )
    assert text.count("Nothing can be said about trust in other groups") == 2
    assert "trust in other groups (100.0%)" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert not (tmp_path / "figures" / "ranking.svg").exists()


def test_every_row_of_a_table_has_a_cell_for_each_head() -> None:
    question, answer = answered("sensitivity")
    found = sections(AnswerFacts(question, {}, "en"), answer, Album())  # type: ignore[arg-type]
    tables = [block for section in found for block in section.blocks if isinstance(block, Table)]
    assert len(tables) >= 3
    for table in tables:
        assert table.rows
        assert {len(row) for row in table.rows} == {len(table.head)}, table.caption


def test_the_direction_of_a_parameter_is_told_only_where_it_mostly_has_one() -> None:
    assert direction(0.5, 0.5) == "+"
    assert direction(-0.3, 0.5) == MINUS
    assert direction(0.2, 0.5) == "±"
    assert direction(0.0, 0.0) == "±"


def test_bars_stand_in_the_order_of_the_labels_and_show_their_size() -> None:
    question, answer = answered("sensitivity")
    assert isinstance(answer, Sensitivity)
    frame: pd.DataFrame = of(answer.morris, "trust_other", EFFECT)
    labels = {name: name for name in ("memory", "threshold", "bad_weight")}
    figure = plot_screening(AnswerFacts(question, {}, "en"), {"effect": frame}, labels, 0.02)
    (axes,) = figure.axes
    assert [text.get_text() for text in axes.get_yticklabels()] == ["Memory", "Threshold", "Bad_weight"]
    sizes = frame.set_index("parameter")["mu_star"].loc[list(labels)]
    widths = [bar.get_width() for bar in axes.patches if bar.get_height() == pytest.approx(0.62)]
    assert widths == pytest.approx(sizes.tolist())
