"""The report of every answer: whole in both languages, every word used, nothing from the network."""

import re
from pathlib import Path

import pytest

from simulation.questions.page import write_answer
from simulation.questions.registry import kinds, package_of
from simulation.report.words import LANGUAGES, Words, sentences
from tests.report.questions import ASKED, answered


def page(kind: str, folder: Path, language: str, used: set[str] | None = None) -> str:
    made: list[Words] = []

    class Watched(Words):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)  # type: ignore[arg-type]
            made.append(self)

    question, answer = answered(kind)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("simulation.report.answer_facts.Words", Watched)
        found = write_answer(folder, question, answer, {}, language).read_text(encoding="utf-8")
    if used is not None:
        used |= {key for words in made for key in words.used}
    return found


def test_every_question_has_a_report_and_is_tested() -> None:
    assert set(kinds()) == set(ASKED)


@pytest.mark.parametrize("kind", kinds())
def test_a_report_is_whole_in_both_languages(kind: str, tmp_path: Path) -> None:
    pages = {language: page(kind, tmp_path, language) for language in LANGUAGES}
    for language, text in pages.items():
        assert f'<html lang="{language}">' in text
        assert "nan" not in re.sub(r"<[^>]+>", " ", text).lower().split()
        assert not re.search(
            r"\{[a-z_]+\}", re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", text, flags=re.S)
        )
        assert 'src="http' not in text and "url(http" not in text
    sections = [re.findall(r'<section id="([a-z_]+)"', text) for text in pages.values()]
    assert sections[0] == sections[1]
    assert {"question", "trust_it", "reproduction"} < set(sections[0])
    pictures = {path.name for path in (tmp_path / "figures").glob("*.svg")}
    assert pictures and pages["en"].count('role="img"') == len(pictures)


@pytest.mark.parametrize("kind", kinds())
def test_every_word_of_an_answer_is_used(kind: str, tmp_path: Path) -> None:
    used: set[str] = set()
    page(kind, tmp_path, "id", used)
    words = sentences("id", package_of(kind))
    own = [key for key in words if key.startswith(f"{kind}.")]
    unused = [key for key in own if key not in used]
    assert len(own) > 10
    assert [key for key in unused if not re.fullmatch(rf"{kind}\.{ASKED[kind].built}", key)] == []
