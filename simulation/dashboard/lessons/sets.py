"""In how many kinds of villages a lesson holds: its comparisons, tried in sets of the ensemble that ships.

A lesson is told of one village, so that a class can follow it. What it says there may be otherwise where
owners behave otherwise; ``python experiments/lesson_sets.py`` tries it in the first sets of the ensemble
and writes ``data/lesson_sets.yaml``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from ruamel.yaml import YAML

from simulation.dashboard.lessons.answers import Answers, finding, questions, verdict_of_means
from simulation.dashboard.lessons.lesson import Claim, Lesson, Prediction, Step
from simulation.dashboard.state.answer import answer_from
from simulation.dashboard.state.starting_point import Start
from simulation.experiment.points import Points

SETS, VILLAGES = 100, 20
"""Sets that are tried, and simulated villages of each; their mean decides."""
EVERYWHERE = 0.9
"""Share of sets from which on a lesson need not say that it speaks of its own village."""
HOLDS, FAILS = "1", "0"


@dataclass(frozen=True)
class Held:
    """In how many sets a comparison of a lesson comes out as the lesson says."""

    holds: int
    sets: int

    @property
    def everywhere(self) -> bool:
        """Whether a lesson may say it without naming its own village."""
        return self.holds >= EVERYWHERE * self.sets


Marks = dict[str, list[list[str]]]
"""By lesson, step and comparison: a mark a set."""


def answers_in_set(lesson: Lesson, start: Start, points: Points, row: int) -> Answers:
    """Return the answers to a lesson where owners and doses are those of a set; what it changes stays."""
    one = Points(columns={name: [value] for name, value in points.row(row).items()})
    found = {}
    for village, question in questions(lesson, start, points=one, replicates=VILLAGES).items():
        pasts = [question.found(number) for number in range(VILLAGES)]
        found[village] = answer_from(question, {
            name: [question.run(past, question.doses(name, number)) for number, past in enumerate(pasts)]
            for name in question.everything
        })  # fmt: skip
    return found


def holds(step: Step, comparison: Prediction | Claim, answers: Answers) -> bool:
    """Tell whether a comparison comes out as the lesson says, by the means of the villages."""
    found = finding(step, comparison, answers)
    smallest = answers[str(step.placed(comparison.of).village)].question.smallest[comparison.of.outcome]
    return replace(found, verdict=verdict_of_means(found.difference, smallest)).supports(comparison.says)


def marks_of(lessons: Mapping[str, Lesson], start: Start, points: Points, row: int) -> Marks:
    """Return one mark for each comparison of lessons, in one set."""
    found: Marks = {}
    for name, lesson in lessons.items():
        answers = answers_in_set(lesson, start, points, row)
        found[name] = [
            [HOLDS if holds(step, each, answers) else FAILS for each in step.comparisons]
            for step in lesson.steps
        ]
    return found


@cache
def kept_marks() -> Marks:
    """Return the marks that ship."""
    text = (files("simulation.dashboard") / "data" / "lesson_sets.yaml").read_text(encoding="utf-8")
    found: Marks = YAML(typ="safe").load(text)
    return found


def held(lesson: Lesson, step: Step) -> list[Held]:
    """Return in how many sets each comparison of a step holds: the prediction, then the claims."""
    marks = kept_marks()[lesson.name][lesson.steps.index(step)]
    return [Held(each.count(HOLDS), len(each)) for each in marks]
