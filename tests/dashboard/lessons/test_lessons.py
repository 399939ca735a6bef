"""A lesson never says what the model does not do, in its own villages or in others."""

import re

import pytest

from simulation.dashboard.lessons.answers import REPLICATES, Answers, finding, questions
from simulation.dashboard.lessons.lesson import Lesson, Step, lesson_from, places_in, read_lessons
from simulation.dashboard.lessons.texts import step_texts
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import read_start
from simulation.dashboard.words import Words

LESSONS = read_lessons()
START = read_start(None)
OTHER_SEED = 31
"""Simulated villages nobody had looked at when the claims were written."""
LANGUAGES = ("id", "en")
BRACES = re.compile(r"\{[^}]*\}")


@pytest.fixture(scope="module")
def simulations() -> Simulations:
    return Simulations()


@pytest.fixture(scope="module", params=["own", "other"])
def seed(request: pytest.FixtureRequest) -> int | None:
    return None if request.param == "own" else OTHER_SEED


@pytest.fixture(scope="module")
def answers(simulations: Simulations, seed: int | None) -> dict[str, Answers]:
    """The answers to all lessons, in the lesson's own villages or in others."""
    return {
        name: {v: simulations.ask(q).future.result() for v, q in questions(lesson, START, seed).items()}
        for name, lesson in LESSONS.items()
    }


def steps() -> list[tuple[str, int, Step]]:
    return [
        (name, number, step)
        for name, lesson in LESSONS.items()
        for number, step in enumerate(lesson.steps, start=1)
    ]


PREDICTIONS = [pytest.param(n, s, id=f"{n}-{k}") for n, k, s in steps() if s.prediction is not None]
CLAIMS = [pytest.param(n, s, c, id=f"{n}-{k}-{c.of.outcome}") for n, k, s in steps() for c in s.claims]


def test_there_are_four_lessons_in_their_order() -> None:
    assert list(LESSONS) == ["strangers", "forum_alone", "backfire", "what_stays"]


@pytest.mark.parametrize(("name", "step"), PREDICTIONS)
def test_the_model_supports_the_marked_option_and_no_other(
    answers: dict[str, Answers], name: str, step: Step
) -> None:
    assert step.prediction is not None
    found = finding(step, step.prediction, answers[name])
    supported = [found.supports(option.says) for option in step.prediction.options]
    assert supported == [option.model for option in step.prediction.options], found


@pytest.mark.parametrize(("name", "step", "claim"), CLAIMS)
def test_the_model_does_what_the_texts_say_beside_that(
    answers: dict[str, Answers], name: str, step: Step, claim
) -> None:
    found = finding(step, claim, answers[name])
    assert found.supports(claim.says), found


def test_every_class_sees_the_same_fifty_villages() -> None:
    for lesson in LESSONS.values():
        for question in questions(lesson, START).values():
            assert (question.seed, question.replicates) == (lesson.seed, REPLICATES) == (lesson.seed, 50)


@pytest.mark.parametrize("name", LESSONS)
def test_no_number_is_written_into_a_text(name: str) -> None:
    written = [getattr(text, language) for text in LESSONS[name].texts() for language in LANGUAGES]
    assert [text for text in written if re.search(r"\d", BRACES.sub("", text))] == []


@pytest.mark.parametrize("name", LESSONS)
def test_a_text_names_the_same_numbers_in_both_languages(name: str) -> None:
    for text in LESSONS[name].texts():
        assert places_in(text.id) == places_in(text.en), text
        assert text.id.strip() and text.en.strip()


def test_every_number_of_a_step_is_told() -> None:
    for name, number, step in steps():
        told_texts = [step.title, step.text, step.notes]
        if step.prediction is not None:
            told_texts += [step.prediction.ask, step.prediction.reveal]
        named = set().union(*(places_in(text.id) for text in told_texts))
        assert set(step.numbers) <= named, (name, number)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_hold_the_numbers_of_the_answer(answers: dict[str, Answers], language: str) -> None:
    words = Words(language)
    lesson, found = LESSONS["what_stays"], answers["what_stays"]
    step = step_texts(lesson, START, found, words)[1]
    effect = found["plain"].effect("stops", "bridging", 104)["difference"]
    before = found["plain"].effect("stops", "bridging", 52)["difference"]
    assert words.number(effect, 2, sign=True) in step.reveal
    assert words.percent(effect / before) in step.reveal


def test_the_exit_question_is_the_last_step(answers: dict[str, Answers]) -> None:
    for name, lesson in LESSONS.items():
        last = step_texts(lesson, START, answers[name], Words("id"))[-1]
        assert (last.text, last.options, last.drawings) == (lesson.exit.ask.id, (), ())


def document(**changes: object) -> Lesson:
    """A small lesson with changes, read as a file would be."""
    from io import StringIO

    from ruamel.yaml import YAML

    both = {"id": "a", "en": "b"}
    option = {"text": both, "says": {"verdict": "same"}}
    step = {
        "title": both, "text": both, "notes": both, "village": "plain", "shown": ["bridging"],
        "lines": [{}],
        "prediction": {
            "ask": both, "reveal": both, "of": {"outcome": "bridging", "week": 104},
            "options": [option, {**option, "model": True}],
        },
    }  # fmt: skip
    whole = {
        "title": both, "about": both, "order": 1, "seed": 1, "villages": {"plain": {"label": both}},
        "steps": [step, step], "exit": {"ask": both, "notes": both},
    }  # fmt: skip
    step.update(changes)
    buffer = StringIO()
    yaml = YAML(typ="safe")
    yaml.representer.ignore_aliases = lambda _: True
    yaml.dump(whole, buffer)
    return lesson_from("small", buffer.getvalue())


def test_a_small_lesson_is_read() -> None:
    assert document().steps[0].prediction.supported == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"village": "nowhere"}, "unknown village 'nowhere'"),
        ({"lines": [{"programme": "feast"}]}, "unknown programme 'feast'"),
        ({"shwon": ["bridging"]}, "shwon"),
        ({"notes": {"ind": "a"}}, "notes"),
    ],
)
def test_a_faulty_lesson_is_refused_by_file_and_field(changes: dict, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)) as error:
        document(**changes)
    assert str(error.value).startswith("lessons/small.yaml: ")
