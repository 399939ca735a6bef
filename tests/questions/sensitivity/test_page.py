"""The report of a sensitivity analysis where something is different: another method, nothing to say."""

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from simulation.analysis.question import ask
from simulation.questions.page import write_answer
from simulation.questions.sensitivity.answer import Sensitivity, of
from simulation.questions.sensitivity.command import _sheets
from simulation.questions.sensitivity.figures import direction, plot_screening
from simulation.questions.sensitivity.page import sections
from simulation.questions.sensitivity.question import SensitivityQuestion
from simulation.questions.sensitivity.spread import EFFECT, LEVEL
from simulation.report.album import Album
from simulation.report.answer_facts import AnswerFacts
from simulation.report.blocks import Table
from simulation.report.words import LANGUAGES, MINUS, Words
from tests.report.questions import answered
from tests.report.studies import ONE_ALONE, OUTCOMES, config


def page(folder: Path, language: str, changes: dict[str, Any], **options: Any) -> str:
    given = {"trajectories": 2, "replicates": 2, "keep": 2, "parameter": ["threshold", "memory", "lapse"]}
    question = SensitivityQuestion(config(**changes), **(given | options))
    return bare(write_answer(folder, question, ask(question, workers=2), {}, language))


def bare(report: Path) -> str:
    """Return the words of a page."""
    text = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", report.read_text(encoding="utf-8"), flags=re.S)
    return re.sub(r"<[^>]+>", " ", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pawn_is_reported_in_both_languages(tmp_path: Path, language: str) -> None:
    text = page(tmp_path, language, {}, method="pawn", samples=50, sample_replicates=2)
    assert "PAWN" in text and "Sobol" not in text
    assert "nan" not in text.lower().split()
    assert (tmp_path / "figures" / "second.svg").exists()


def test_a_village_of_one_group_in_fact_has_nothing_to_say_about_the_others(tmp_path: Path) -> None:
    text = page(
        tmp_path, "en", {"village": ONE_ALONE, "assumed": {}}, method="sobol", samples=2, sample_replicates=2
    )
    assert text.count("Nothing can be said about trust in other groups") == 2
    assert "trust in other groups (100.0%)" in text.replace("\N{NO-BREAK SPACE}", " ")
    assert not (tmp_path / "figures" / "ranking.svg").exists()


NOBODY_COMES = {"programme": {"forum": {"attendance": 0.0}}, "assumed": {}, "panels": {}}
STILL = {"en": "does not vary", "id": "tidak bervariasi"}


@pytest.mark.parametrize("method", ["sobol", "pawn", "none"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_effect_that_is_the_same_everywhere_does_not_vary(
    tmp_path: Path, language: str, method: str
) -> None:
    samples = {"samples": 50 if method == "pawn" else 2, "sample_replicates": 2}
    asked = {"programme": "forum", "method": method, **samples}
    text = page(tmp_path, language, NOBODY_COMES, **asked)
    assert "nan" not in text.lower().split()
    zero = Words(language).amount("trust_other", 0.0, 3)
    assert re.search(rf"{STILL[language]}\. [^.]* {re.escape(zero)} ?\.", text)
    # of the outcome that ranks, in the cell of each outcome, and in the second look, if there is one
    assert text.count(STILL[language]) == 1 + len(OUTCOMES) + (method != "none")
    # the level without programme moves, and is drawn
    assert (tmp_path / "figures" / "ranking.svg").exists()
    assert (tmp_path / "figures" / "second.svg").exists() == (method != "none")


def test_what_does_not_vary_at_all_is_told_with_its_value_and_without_a_figure(tmp_path: Path) -> None:
    # trust does not hang on the level of income: every kind of village has the same, with and without
    question = SensitivityQuestion(
        config(), parameter=["income"], trajectories=2, replicates=2, samples=2, sample_replicates=2, keep=1
    )
    answer = ask(question, workers=2)
    assert isinstance(answer, Sensitivity)
    text = bare(write_answer(tmp_path, question, answer, {}, "en"))
    assert "nan" not in text.lower().split()
    sheets = _sheets(answer)
    for what, sheet in zip((EFFECT, LEVEL), sheets, strict=True):
        value = of(answer.spread, "trust_other", what)["middle"].iloc[0]
        assert value > 0
        assert f"it does not vary. In every kind of village that was tried it is {value:.3f}." in text
        assert sheet.rows == []
        assert sheet.notes == [f"does not vary: {value:.4g} in every kind of village that was tried"]
    assert text.count("it does not vary among these kinds of villages") == 2
    assert not list((tmp_path / "figures").glob("ranking.svg")) + list(
        (tmp_path / "figures").glob("second.svg")
    )


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_over_sets_it_is_said_what_goes_with_the_effect(tmp_path: Path, language: str) -> None:
    levels = [round(0.30 + 0.02 * place, 2) for place in range(12)]
    sets = {
        "columns": {"threshold": levels, "memory": [0.95 + 0.002 * (place * 5 % 12) for place in range(12)]}
    }
    text = page(tmp_path, language, {"points": sets, "replicates": 24, "villages_per_set": 2})
    assert (
        Words(language, config().village, "simulation.questions.sensitivity")("sensitivity.sets.title")
        in text
    )
    assert "12" in text


def test_of_a_single_set_nothing_is_said_of_sets(tmp_path: Path) -> None:
    assert "Among plausible villages" not in page(tmp_path, "en", {})
