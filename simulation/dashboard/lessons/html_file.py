"""A lesson as one HTML file that runs from a USB stick: no server, no internet, answers already in it."""

from collections.abc import Mapping, Sequence
from errno import ENOTDIR
from functools import cache
from importlib.metadata import version
from os import strerror
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from simulation.dashboard.charts.svg import drawn_course, drawn_key
from simulation.dashboard.lessons.answers import Answers, questions
from simulation.dashboard.lessons.lesson import Lesson, read_lessons
from simulation.dashboard.lessons.texts import Drawing, StepText, step_texts
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import Start, read_start
from simulation.dashboard.words import Words
from simulation.files.faults import Fault, StudyError
from simulation.files.unseen import printed
from simulation.files.whole_file import write_whole

TEMPLATE = "lesson.html.jinja"


def exported(languages: Sequence[str]) -> dict[str, str]:
    """Return the files of all lessons by the name of the lesson, answered by the model now."""
    start, simulations = read_start(None), Simulations()
    pages = {}
    for name, lesson in read_lessons().items():
        jobs = {village: simulations.ask(asked) for village, asked in questions(lesson, start).items()}
        answers = {village: job.future.result() for village, job in jobs.items()}
        pages[name] = lesson_page(lesson, start, answers, languages)
    return pages


def lesson_page(lesson: Lesson, start: Start, answers: Answers, languages: Sequence[str]) -> str:
    """Return the file of a lesson.

    Parameters
    ----------
    languages : sequence of str
        Those it holds; the first one is shown first.
    """
    any_answer = next(iter(answers.values()))
    editions = []
    for language in languages:
        words = Words(language, any_answer.question.village)
        steps = step_texts(lesson, start, answers, words)
        editions.append(
            {
                "language": language,
                "name": {"id": "Indonesia", "en": "English"}[language],
                "words": words,
                "title": words.label(lesson.title, lesson.name),
                "steps": [_step(step, words) for step in steps],
                "made": words.say(
                    "lesson.made",
                    count=any_answer.question.replicates,
                    seed=lesson.seed,
                    version=version("kampung"),
                ),
            }
        )
    page: str = _template().render(editions=editions) + "\n"
    return page


def write_lessons(pages: Mapping[str, str], out: Path) -> list[Path]:
    """Write files into a new or empty folder: all of them, or none.

    Raises
    ------
    StudyError
        If the folder holds something.
    OSError
        If it cannot be written.
    """
    must_be_free(out)
    made, written = not out.exists(), list[Path]()
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, page in pages.items():
            write_whole(out / f"{name}.html", page.encode())
            written.append(out / f"{name}.html")
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        if made and out.is_dir():
            out.rmdir()
        raise
    return written


def must_be_free(out: Path) -> None:
    """Refuse a folder that holds something, before anything is computed.

    Raises
    ------
    StudyError
        If it does, or is a file.
    OSError
        If it cannot be one.
    """
    found = "a folder with something in it" if out.is_dir() and any(out.iterdir()) else ""
    if out.exists() and not out.is_dir():
        found = "a file"
    above = next((path for path in out.absolute().parents if path.exists()), None)
    if above is not None and not above.is_dir():
        raise NotADirectoryError(ENOTDIR, strerror(ENOTDIR), str(out))
    if found:
        raise StudyError([Fault.of(out, "--out", found, "a new or empty folder")])


def _step(step: StepText, words: Words) -> dict[str, Any]:
    measures = [(words.capital(words.measure(name)), words.described(name)) for name in step.outcomes]
    return {
        "told": step,
        "charts": [_chart(drawing, words) for drawing in step.drawings],
        "origins": [
            (label, words.say("origin.rule", rule=found.definition)) for label, found in measures if found
        ],
    }


def _chart(drawing: Drawing, words: Words) -> dict[str, Any]:
    name = words.measure(drawing.measure)
    ends = "; ".join(
        f"{label}: {words.amount(drawing.measure, float(mean[-1]))}"
        for label, (mean, _, _) in drawing.lines.items()
    )
    described = words.say("chart.ends", measure=name, lines=ends)
    return {
        "title": words.capital(name),
        "note": drawing.note,
        "svg": drawn_course(drawing.lines, drawing.marks, described, words),
        "legend": [
            (drawn_key(place), label, words.amount(drawing.measure, float(mean[-1])))
            for place, (label, (mean, _, _)) in enumerate(drawing.lines.items())
        ],
    }


@cache
def _template() -> Any:
    environment = Environment(
        loader=PackageLoader("simulation.dashboard", "templates"),
        autoescape=True,
        finalize=printed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    return environment.get_template(TEMPLATE)
