"""Lesson: a class predicts, sees what the model does, and talks about it."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import solara
import solara.lab

from simulation.dashboard.components.figures import Course
from simulation.dashboard.components.html import Button, element
from simulation.dashboard.components.origin import Origin
from simulation.dashboard.lessons.answers import Answers, questions
from simulation.dashboard.lessons.lesson import Lesson as LessonFile
from simulation.dashboard.lessons.lesson import read_lessons
from simulation.dashboard.lessons.step_address import LessonPlace, place_in
from simulation.dashboard.lessons.texts import StepText, step_texts
from simulation.dashboard.state.answer import Answer
from simulation.dashboard.state.page_memory import Guesses
from simulation.dashboard.state.session import Session
from simulation.dashboard.state.starting_point import Start, read_start


@solara.component
def Lesson(session: Session) -> None:
    """Show the page: the lessons to choose from, or the one that is chosen."""
    # a lesson is about the village that ships, whatever this dashboard was started with
    start = solara.use_memo(lambda: read_start(None), [])
    lessons = solara.use_memo(read_lessons, [])
    router = solara.use_router()
    place = place_in(router.search or "")

    def go(there: LessonPlace) -> None:
        router.push(f"/lesson{session.address(**there.parameters())}")

    with solara.v.Html(tag="div", class_="k-lesson"):
        if place.lesson in lessons:
            Running(session, start, lessons[place.lesson], place, go).key(place.lesson)
        else:
            Chooser(session, lessons, lambda name: go(LessonPlace(name)))


@solara.component
def Chooser(session: Session, lessons: dict[str, LessonFile], on_choose: Callable[[str], None]) -> None:
    """Show what lessons there are."""
    words = session.words
    element("h1", [words.say("lesson.title")])
    element("p", [words.say("lesson.lead", count=len(lessons))], classes="k-lead")
    with solara.v.Html(tag="ol", class_="k-lessons"):
        for name, lesson in lessons.items():
            with solara.v.Html(tag="li"):
                element("h2", [words.label(lesson.title, name)])
                element("p", [words.label(lesson.about, "")])
                Button(
                    words.say("lesson.begin"),
                    lambda name=name: on_choose(name),
                    classes="k-next",
                    description=f"{words.say('lesson.begin')}: {words.label(lesson.title, name)}",
                )


@solara.component
def Running(
    session: Session, start: Start, lesson: LessonFile, place: LessonPlace, go: Callable[[LessonPlace], None]
) -> None:
    """Show a lesson: its title, and the step of the place once the model has answered."""
    words = session.words
    task = use_answers(session, lesson, start)
    with solara.v.Html(tag="div", class_="k-lesson-back"):
        Button(words.say("lesson.all"), lambda: go(LessonPlace()))
    element("h1", [words.label(lesson.title, lesson.name)])
    if task.error:
        element("p", [words.say("answer.failed")], classes="k-fault", role="alert").key("failed")
    elif task.latest is None:
        element("p", [words.say("answer.first")], classes="k-wait", role="status").key("waiting")
    else:
        Steps(session, start, lesson, task.latest, place, go)


@solara.component
def Steps(
    session: Session,
    start: Start,
    lesson: LessonFile,
    answers: Answers,
    place: LessonPlace,
    go: Callable[[LessonPlace], None],
) -> None:
    """Walk through the steps; what was predicted and revealed is remembered on the way back."""
    words = session.words
    notes = solara.use_reactive(False)
    steps = solara.use_memo(lambda: step_texts(lesson, start, answers, words), [id(answers), words.language])
    number = min(place.step, len(steps)) - 1
    step = steps[number]

    guesses = session.guesses.value.get(lesson.name, Guesses())

    def keep(guesses: Guesses) -> None:
        session.guesses.value = {**session.guesses.value, lesson.name: guesses}

    def walk(steps: int) -> Callable[[], None]:
        return lambda: go(LessonPlace(lesson.name, number + 1 + steps))

    opened = not step.ask or number in guesses.revealed
    with solara.v.Html(tag="div", class_="k-lesson-bar"):
        element("span", [words.say("lesson.step", number=number + 1, count=len(steps))], classes="k-step")
        Button(words.say("lesson.notes"), lambda: notes.set(not notes.value), pressed=notes.value)
    # an element that is used again keeps its tag: what comes and goes has a key of its own
    with solara.v.Html(tag="section", class_="k-lesson-step", attributes={"aria-live": "polite"}):
        element("h2", [step.title])
        element("p", [step.text])
        if step.ask:
            Prediction(
                session,
                step,
                guesses.predicted.get(number),
                lambda option: keep(guesses.with_option(number, option)),
                opened,
                lambda: keep(guesses.with_revealed(number)),
            ).key(f"prediction-{number}")
        if opened and step.drawings:
            Origins(session, step.outcomes).key("origins")
        if notes.value:
            with solara.v.Html(
                tag="aside", class_="k-notes", attributes={"aria-label": words.say("lesson.notes")}
            ).key("notes"):
                element("h3", [words.say("lesson.notes")])
                element("p", [step.notes])
    with solara.v.Html(tag="div", class_="k-lesson-walk"):
        Button(words.say("lesson.back"), walk(-1), disabled=number == 0)
        Button(
            words.say("lesson.next"),
            walk(1),
            disabled=number + 1 == len(steps) or not opened,
            classes="k-next",
        )
    if opened and step.drawings:
        with solara.v.Html(tag="div", class_="k-figures").key(f"figures-{number}"):
            for drawing in step.drawings:
                Course(
                    session, drawing.measure, drawing.lines, drawing.marks,
                    f"kampung-{lesson.name}-{number + 1}-{drawing.measure}",
                    note=drawing.note,
                )  # fmt: skip


@solara.component
def Origins(session: Session, outcomes: Sequence[str]) -> None:
    """Show where the numbers of a step can be looked up, by the name of their measure."""
    with solara.v.Html(tag="p", class_="k-lesson-origins"):
        element("span", [session.words.say("origin.title")])
        for outcome in outcomes:
            element("span", [session.words.capital(session.words.measure(outcome))])
            Origin(session, outcome)


@solara.component
def Prediction(
    session: Session,
    step: StepText,
    predicted: int | None,
    on_predict: Callable[[int], None],
    opened: bool,
    on_reveal: Callable[[], None],
) -> None:
    """Ask what will come, then show what the model says."""
    words = session.words
    element("p", [step.ask], classes="k-ask")
    with solara.v.Html(tag="div", class_="k-options", attributes={"role": "group", "aria-label": step.ask}):
        for option, text in enumerate(step.options):
            Button(
                text,
                lambda option=option: on_predict(option),
                pressed=predicted == option,
                disabled=opened,
                classes="k-option" + (" k-supported" if opened and option == step.supported else ""),
            )
    if not opened:
        Button(words.say("lesson.reveal"), on_reveal, disabled=predicted is None, classes="k-next")
        if predicted is None:
            element("p", [words.say("lesson.first")], classes="k-hint")
        return
    if predicted is not None:
        right = predicted == step.supported
        element("p", [words.say("lesson.as_model" if right else "lesson.not_as_model")], classes="k-own")
    element("p", [words.say("lesson.model", answer=step.options[step.supported])], classes="k-own")
    element("p", [step.reveal], classes="k-reveal")


def use_answers(session: Session, lesson: LessonFile, start: Start) -> Any:
    """Ask the questions of a lesson, one a village; the page is drawn again when all answers are there."""
    asked = solara.use_memo(lambda: questions(lesson, start), [lesson.name])

    async def ask() -> dict[str, Answer]:
        jobs = {village: session.simulations.ask(question) for village, question in asked.items()}
        try:
            # others may wait for the same jobs: giving up here must not end them
            found = await asyncio.gather(
                *(asyncio.shield(asyncio.wrap_future(job.future)) for job in jobs.values())
            )
            return dict(zip(jobs, found, strict=True))
        finally:
            for job in jobs.values():
                session.simulations.drop(job)

    return solara.lab.use_task(ask, dependencies=[lesson.name], prefer_threaded=False)
