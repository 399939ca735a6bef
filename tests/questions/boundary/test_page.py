"""What the report of a boundary says of villages whose law is known."""

import re
from pathlib import Path

import pytest

from simulation.questions.boundary.figures import plot_map
from simulation.questions.page import write_answer
from simulation.questions.registry import package_of
from simulation.report.answer_facts import AnswerFacts
from simulation.report.words import LANGUAGES, sentences
from tests.questions.boundary.laws import Law, asked, glide, harmful, holding, two_kinds
from tests.report.studies import config


def said(law: Law, folder: Path, **options: object) -> dict[str, str]:
    """Return the text of the report by language."""
    question, answer = asked(law, **options)
    pages = {}
    for language in LANGUAGES:
        page = write_answer(folder, question, answer, {}, language).read_text(encoding="utf-8")
        pages[language] = re.sub(r"<[^>]+>", " ", page)
    return pages


def begin(key: str, language: str) -> str:
    """Return how a sentence begins, up to its first place."""
    return sentences(language, package_of("boundary"))[f"boundary.{key}"].split("{")[0].strip()


@pytest.mark.parametrize(
    ("law", "options", "keys", "others"),
    [
        (glide, {"cells": 16}, ["kinds.glide", "no_harm", "moved", "fades"], ["kinds.two", "unfinished"]),
        (glide, {"cells": 16, "points": 40}, ["unfinished"], []),
        (two_kinds, {"cells": 16}, ["kinds.two", "stays"], ["kinds.glide", "fades", "forgotten"]),
        (harmful, {"cells": 16}, ["harmed"], ["no_harm"]),
        (holding, {"cells": 8}, ["nothing_holds", "nothing_to_lift", "kinds.unclear"], ["limit"]),
    ],
)
def test_the_report_says_what_the_law_does(
    law: Law, options: dict[str, object], keys: list[str], others: list[str], tmp_path: Path
) -> None:
    for language, text in said(law, tmp_path, **options).items():
        for key in keys:
            assert begin(key, language) in text, (key, language)
        for key in others:
            assert begin(key, language) not in text, (key, language)
        assert "nan" not in text.lower().split()


def test_where_it_tips_is_said_with_its_band_and_whether_that_is_plausible(tmp_path: Path) -> None:
    study = config(behaviour={"memory": 0.95, "misreading": 0.2})
    text = said(glide, tmp_path, cells=16, study=study)["en"]
    # with e0 = 0.2 the line stands at theta = 0.6 - 0.4 * 0.2 = 0.52
    assert re.search(r"tips at theta = 0\.5[12]\d \(0\.5[12]\d to 0\.5[12]\d\)", text)
    assert "outside the range held plausible for theta (0.350 to 0.500)" in text
    assert re.search(r"moves the boundary from theta = 0\.5[12]\d to 0\.5[67]\d", text)


def test_the_sets_of_the_experiment_are_dots_on_the_map() -> None:
    sets = {"columns": {"threshold": [0.35, 0.42, 0.5], "misreading": [0.1, 0.2, 0.9], "memory": [0.95] * 3}}
    drawn = {}
    for study in (config(), config(points=sets, replicates=3)):
        question, answer = asked(glide, study, cells=8)
        axes = plot_map(AnswerFacts(question, {}, "en"), answer).axes[0]
        drawn[study.points is None] = [
            line.get_xydata().tolist() for line in axes.lines if line.get_marker() == "o"
        ]
    assert drawn[True] == []
    # one of them lies beyond the map
    assert drawn[False] == [[[0.35, 0.1], [0.42, 0.2]]]
