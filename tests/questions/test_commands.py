"""The command that a folder and its report name asks the same question of the same experiment."""

import shlex

import pytest

from simulation.questions.answering import command_of
from simulation.questions.registry import command_words, kinds
from simulation.store.experiment_files import RESOLVED
from tests.docs.test_documented_commands import refusal
from tests.report.questions import answered


@pytest.mark.parametrize("kind", kinds())
def test_the_command_of_an_answer_is_one_that_the_program_takes(kind: str) -> None:
    question, _ = answered(kind)
    program, *words = shlex.split(command_of(question))
    assert program == "kampung"
    assert words[: words.index(RESOLVED)] == list(command_words(kind))
    assert refusal(words) == ""
