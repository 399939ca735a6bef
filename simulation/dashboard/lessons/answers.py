"""What the model says to a lesson: its questions, its numbers, and which option they support."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulation.dashboard.lessons.lesson import Comparison, Lesson, Quantity, Says, Step
from simulation.dashboard.state.answer import Answer
from simulation.dashboard.state.question import NONE, Question
from simulation.dashboard.state.settings import Programme, Settings
from simulation.dashboard.state.starting_point import Start
from simulation.experiment.points import Points
from simulation.parameters import Behaviour

REPLICATES = 50

Answers = Mapping[str, Answer]
"""By village of the lesson."""


@dataclass(frozen=True)
class Finding:
    """What the model says to a prediction or a claim.

    Attributes
    ----------
    of, to : float
        Both quantities.
    verdict : str
        higher, lower, same or unsure: from the paired interval where one programme is compared with
        none in the same villages, else from the means against the smallest difference that matters.
    low, high : float
        Paired interval of the difference; NaN where there is none.
    agreeing : int
        Simulated villages whose difference has the sign of the mean; 0 where nothing is paired.
    """

    of: float
    to: float
    verdict: str
    low: float
    high: float
    agreeing: int

    @property
    def difference(self) -> float:
        """How much more the first is."""
        return self.of - self.to

    @property
    def ratio(self) -> float:
        """The first in parts of the second."""
        return self.of / self.to if self.to else math.nan

    def supports(self, says: Says) -> bool:
        """Tell whether the model says what an option says."""
        if says.verdict is not None:
            return self.verdict == says.verdict
        low = -math.inf if says.at_least is None else says.at_least
        high = math.inf if says.below is None else says.below
        return low <= self.ratio < high


def programmes_of(lesson: Lesson, start: Start) -> dict[str, Programme]:
    """Return the programmes of a lesson by the names its steps use.

    Raises
    ------
    KeyError
        If a preset is unknown.
    """
    return {
        name: Programme(
            name=name,
            activities=start.programmes[plan.preset].activities if plan.preset else plan.activities,
        )
        for name, plan in lesson.programmes.items()
    }


def questions(
    lesson: Lesson, start: Start, seed: int | None = None, *,
    points: Points | None = None, replicates: int = REPLICATES,
) -> dict[str, Question]:  # fmt: skip
    """Return what a lesson asks of the model, one question a village.

    Parameters
    ----------
    start : Start
        The experiment that ships: a lesson is about its village, whatever a dashboard was started with.
    seed : int, optional
        Other simulated villages than the lesson's own.
    points : Points, optional
        Sets of parameters that villages live with; by default all live with the set in the middle. What the
        lesson itself changes is the same in all.
    replicates : int
        Simulated villages.

    Raises
    ------
    KeyError, SettingsFault
        If a village, programme or outcome of the lesson is unknown.
    """
    found = {}
    # a lesson is told of one village, so that a class can follow it; it says so
    config = start.config.single(Behaviour(income=start.config.behaviour.income))
    start = replace(start, config=config.model_copy(update={"points": points}))
    programmes = programmes_of(lesson, start)
    smallest = {name: entry.smallest_effect for name, entry in start.config.outcomes.items()}
    smallest |= lesson.smallest
    for village, place in lesson.villages.items():
        values = (start.kinds[place.kind].values if place.kind else {}) | place.values
        lines = [(line.village or s.village, line.programme) for s in lesson.steps for line in s.lines]
        asked = [q for step in lesson.steps for q in step.quantities if q.village == village]
        held = {name for where, name in lines if where == village} | {q.programme for q in asked}
        chosen = {name: programme for name, programme in programmes.items() if name in held}
        settings = Settings(village=values, programmes=tuple(chosen.values()) or (Programme(name=NONE),))
        resolved = start.resolve(settings)
        found[village] = Question(
            resolved.village,
            resolved.behaviour,
            resolved.prices,
            dict(zip(chosen, resolved.programmes, strict=False)),
            NONE,
            lesson.seed if seed is None else seed,
            replicates,
            start.config.weeks,
            start.config.burn_in,
            {outcome: smallest[outcome] for outcome in sorted({q.outcome for q in asked})},
            tuple(sorted({measure for step in lesson.steps for measure in step.shown})),
            tuple(sorted({q.week for q in asked} | {start.config.weeks})),
            smooth=True,
            points=resolved.points,
            mechanisms=start.config.active_mechanisms(),
        )
    return found


def value(quantity: Quantity, answers: Answers) -> float:
    """Return a number of the model."""
    row = answers[str(quantity.village)].effect(quantity.programme, quantity.outcome, quantity.week)
    return float(row["difference" if quantity.effect else "mean"])


def finding(step: Step, comparison: Comparison, answers: Answers) -> Finding:
    """Return what the model says to a prediction or a claim of a step."""
    of, to = step.placed(comparison.of), step.placed(comparison.reference)
    values = value(of, answers), value(to, answers)
    answer = answers[str(of.village)]
    paired = to == of.model_copy(update={"programme": NONE}) and of.programme != NONE and not of.effect
    if paired:
        row = answer.effect(of.programme, of.outcome, of.week)
        share = float(row["sign_share"])
        agreeing = 0 if math.isnan(share) else round(share * answer.question.replicates)
        return Finding(*values, str(row["verdict"]), float(row["low"]), float(row["high"]), agreeing)
    smallest = answer.question.smallest[of.outcome]
    verdict = verdict_of_means(values[0] - values[1], smallest)
    return Finding(*values, verdict, math.nan, math.nan, 0)


def verdict_of_means(difference: float, smallest: float) -> str:
    """Return whether a difference matters and in which direction: higher, lower or same."""
    return "same" if abs(difference) < smallest else "higher" if difference > 0 else "lower"
