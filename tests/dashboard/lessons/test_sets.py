"""What a lesson says holds in nine of ten plausible villages, or it says that it speaks of its own."""

import pytest

from simulation.dashboard.lessons.answers import questions
from simulation.dashboard.lessons.lesson import Lesson, read_lessons
from simulation.dashboard.lessons.sets import SETS, VILLAGES, answers_in_set, held, kept_marks, marks_of
from simulation.dashboard.lessons.texts import StepText, step_texts
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import read_start
from simulation.dashboard.words import Words

LESSONS = read_lessons()
START = read_start(None)
POINTS = START.config.points


@pytest.fixture(scope="module")
def told() -> dict[str, list[StepText]]:
    """The steps of all lessons in English."""
    simulations, words = Simulations(), Words("en")
    found = {}
    for name, lesson in LESSONS.items():
        answers = {v: simulations.ask(q).future.result() for v, q in questions(lesson, START).items()}
        found[name] = step_texts(lesson, START, answers, words)
    return found


def test_every_comparison_of_every_step_was_tried_in_the_same_sets() -> None:
    marks = kept_marks()
    assert sorted(marks) == sorted(LESSONS)
    for name, lesson in LESSONS.items():
        assert [len(step) for step in marks[name]] == [len(step.comparisons) for step in lesson.steps]
        assert {len(each) for step in marks[name] for each in step} == {SETS}


@pytest.mark.parametrize("row", [1, 58])
def test_what_was_written_of_a_set_is_found_again(row: int) -> None:
    assert POINTS is not None
    found = marks_of(LESSONS, START, POINTS, row)
    kept = {name: [[each[row] for each in step] for step in steps] for name, steps in kept_marks().items()}
    assert found == kept


def test_a_set_changes_owners_and_doses_but_not_what_the_lesson_is_about() -> None:
    assert POINTS is not None
    lesson = LESSONS["backfire"]
    name, place = next(iter(lesson.villages.items()))
    changed = (START.kinds[place.kind].values if place.kind else {}) | place.values
    answers = answers_in_set(lesson, START, POINTS, 5)
    question = answers[name].question
    case = question.case(VILLAGES - 1)
    lived = {**case.behaviour.model_dump(), **POINTS.row(5)}
    assert changed
    assert {n: getattr(case.behaviour, n) for n in changed} == changed
    others = [n for n in POINTS.columns if n in case.behaviour.model_dump() and n not in changed]
    assert others
    assert {n: getattr(case.behaviour, n) for n in others} == {n: lived[n] for n in others}
    assert case.doses == {
        activity: fields
        for activity, fields in POINTS.doses(5).items()
        if not any(f"{activity}.{field}" in changed for field in fields)
    }


def steps() -> list[tuple[str, int]]:
    return [(name, number) for name, lesson in LESSONS.items() for number in range(len(lesson.steps))]


@pytest.mark.parametrize(("name", "number"), steps())
def test_what_holds_in_fewer_says_that_it_is_so_in_this_village(
    told: dict[str, list[StepText]], name: str, number: int
) -> None:
    lesson: Lesson = LESSONS[name]
    step, text = lesson.steps[number], told[name][number]
    kept = held(lesson, step)
    claims = kept[1:] if step.prediction is not None else kept
    if step.prediction is not None:
        assert f"{kept[0].holds} of {SETS}" in text.reveal
        assert ("so in this village" in text.reveal) == (kept[0].holds < 0.9 * SETS)
    least = min((each.holds for each in claims), default=SETS)
    assert ("so in this village" in text.notes) == (least < 0.9 * SETS)
