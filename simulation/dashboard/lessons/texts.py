"""A lesson in words: its texts in one language, every number filled from the answer of the model."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from simulation.dashboard.charts.course import session_weeks
from simulation.dashboard.lessons.answers import Answers, finding, value
from simulation.dashboard.lessons.lesson import Lesson, Line, Prediction, Quantity, Step
from simulation.dashboard.lessons.sets import Held, held
from simulation.dashboard.state.question import NONE
from simulation.dashboard.state.starting_point import Start
from simulation.dashboard.words import Words
from simulation.experiment.window import FLOWS, Window
from simulation.parameters import Label
from simulation.report.trajectories import Summary


@dataclass(frozen=True)
class Drawing:
    """A chart: the course of a measure, by the label of its lines, the weeks of sessions, how to read it."""

    measure: str
    lines: dict[str, Summary]
    marks: list[int]
    note: str


@dataclass(frozen=True)
class StepText:
    """A step as it is shown.

    Attributes
    ----------
    title, text, notes : str
    ask : str
        The question before the reveal; empty where there is none, like ``options`` and ``reveal``.
    options : tuple of str
    supported : int
        The option the model supports; -1 without a question.
    reveal : str
    drawings : tuple of Drawing
    outcomes : tuple of str
        The measures whose numbers it shows.
    """

    title: str
    text: str
    notes: str
    ask: str = ""
    options: tuple[str, ...] = ()
    supported: int = -1
    reveal: str = ""
    drawings: tuple[Drawing, ...] = ()
    outcomes: tuple[str, ...] = ()


def step_texts(lesson: Lesson, start: Start, answers: Answers, words: Words) -> list[StepText]:
    """Return the steps of a lesson; the exit question is the last one."""
    steps = [_step(lesson, start, step, answers, words) for step in lesson.steps]
    label, end = words.label, lesson.exit
    return [*steps, StepText(words.say("lesson.exit"), label(end.ask, ""), label(end.notes, ""))]


def _step(lesson: Lesson, start: Start, step: Step, answers: Answers, words: Words) -> StepText:
    known = _known(step, answers, words)

    def fill(text: Label) -> str:
        return words.label(text, "").format(**known)

    drawings = tuple(_drawing(lesson, start, step, measure, answers, words) for measure in step.shown)
    asked, kept = step.prediction, held(lesson, step)
    claimed = kept if asked is None else kept[1:]
    plain = StepText(
        fill(step.title),
        fill(step.text),
        " ".join([fill(step.notes), *_of_claims(claimed, words)]),
        drawings=drawings,
        outcomes=tuple(step.outcomes),
    )
    if asked is None:
        return plain
    return replace(
        plain,
        ask=fill(asked.ask),
        options=tuple(fill(option.text) for option in asked.options),
        supported=asked.supported,
        reveal=f"{fill(asked.reveal)} {_of_prediction(kept[0], words)}",
    )


def _of_prediction(found: Held, words: Words) -> str:
    """Say in how many plausible villages the answer to the question is the same."""
    key = "lesson.everywhere" if found.everywhere else "lesson.here"
    return words.say(key, holds=found.holds, sets=found.sets)


def _of_claims(found: Sequence[Held], words: Words) -> list[str]:
    """Say to the teacher that what a step says beside its question is so in this village, where it is."""
    least = min(found, key=lambda each: each.holds, default=None)
    if least is None or least.everywhere:
        return []
    return [words.say("lesson.claims_here", holds=least.holds, sets=least.sets)]


def _known(step: Step, answers: Answers, words: Words) -> dict[str, object]:
    """Return all the texts of a step may name."""
    answer = answers[step.village]
    question = answer.question
    calendars = {
        name: {activity: dose.weeks(question.weeks) for activity, dose in doses.items()}
        for name, doses in question.everything.items()
    }
    known: dict[str, object] = {
        "owners": question.village.owners,
        "replicates": question.replicates,
        "weeks": question.weeks,
        "sessions": {name: sum(map(len, weeks.values())) for name, weeks in calendars.items()},
        "sessions_of": {n: {a: len(w) for a, w in weeks.items()} for n, weeks in calendars.items()},
        "last": {
            n: max((max(w, default=0) for w in weeks.values()), default=0) for n, weeks in calendars.items()
        },
    }
    for name, quantity in step.numbers.items():
        known[name] = _number(step.placed(quantity), answers, words)
    if step.prediction is not None:
        known |= _shown(step, step.prediction, answers, words)
    return known


def _shown(step: Step, prediction: Prediction, answers: Answers, words: Words) -> dict[str, object]:
    found, of = finding(step, prediction, answers), step.placed(prediction.of)

    def signed(number: float) -> str:
        return words.amount(of.outcome, number, _digits(found.difference), sign=True)

    return {
        "of": _number(of, answers, words),
        "to": _number(step.placed(prediction.reference), answers, words),
        "difference": signed(found.difference),
        "low": signed(found.low),
        "high": signed(found.high),
        "count": found.agreeing,
        "total": answers[str(of.village)].question.replicates,
        "ratio": words.percent(found.ratio),
        "week": of.week,
        "since": prediction.reference.week,
    }


def _number(quantity: Quantity, answers: Answers, words: Words) -> str:
    number = value(quantity, answers)
    digits = _digits(number) if quantity.effect else 2
    return words.amount(quantity.outcome, number, digits, sign=quantity.effect)


def _digits(difference: float) -> int:
    """Return the decimals of a difference: a small one needs a digit more to be seen."""
    return 3 if abs(difference) < 0.1 else 2


def _drawing(
    lesson: Lesson, start: Start, step: Step, measure: str, answers: Answers, words: Words
) -> Drawing:
    placed = [(line.village or step.village, line.programme) for line in step.lines]
    labels = line_labels(lesson, start, step.village, step.lines, words)
    courses = [answers[village].courses[programme, measure] for village, programme in placed]
    marks = [
        session_weeks(answers[village].question.everything[programme], answers[village].question.weeks)
        for village, programme in placed
        if programme != NONE
    ]
    note = words.say("lesson.band")
    if measure in FLOWS:
        note += " " + words.say("lesson.recent", count=Window().flows)
    if len(marks) == 1:
        note += " " + words.say("lesson.marks")
    # marks of several calendars could not be told apart
    held = marks[0] if len(marks) == 1 else []
    return Drawing(measure, dict(zip(labels, courses, strict=True)), held, note)


def line_labels(lesson: Lesson, start: Start, village: str, lines: Sequence[Line], words: Words) -> list[str]:
    """Return what tells the lines of a chart apart: the programme, the village, or both."""
    villages = {line.village or village for line in lines}
    programmes = {line.programme for line in lines}
    labels = []
    for line in lines:
        where = words.label(lesson.villages[line.village or village].label, "")
        what = programme_label(lesson, start, line.programme, words)
        if len(villages) == 1:
            label = what
        elif len(programmes) == 1:
            label = where
        else:
            label = f"{where}: {what}"
        labels.append(words.capital(label))
    return labels


def programme_label(lesson: Lesson, start: Start, name: str, words: Words) -> str:
    """Return what a programme of a lesson is called."""
    if name == NONE:
        return words.say("programme.none")
    plan = lesson.programmes[name]
    label = plan.label or start.config.scenarios[str(plan.preset)].label
    return words.label(label, name)
