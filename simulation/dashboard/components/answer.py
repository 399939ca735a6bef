"""Asking the model from a page: the newest question counts, older ones are given up."""

import asyncio
from dataclasses import dataclass

import solara
import solara.lab

from simulation.dashboard.components.html import element
from simulation.dashboard.state.answer import Answer
from simulation.dashboard.state.question import Question
from simulation.dashboard.state.session import Session
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.words import Words


@dataclass(frozen=True)
class Asked:
    """How far an answer is.

    Attributes
    ----------
    answer : Answer or None
        The last one there was; of an older question while ``pending``.
    pending : bool
        Whether there is no answer yet to what was asked.
    refining : bool
        Whether the answer is from the first replicates and the others are on their way.
    failed : bool
    """

    answer: Answer | None
    pending: bool
    refining: bool
    failed: bool

    @property
    def busy(self) -> bool:
        """Whether what is shown will still change."""
        return self.pending or self.refining


def use_answer(session: Session, question: Question) -> Asked:
    """Ask a question; the page is drawn again when a first answer is there, and when the whole one is."""
    shown: solara.Reactive[tuple[str, Answer] | None] = solara.use_reactive(None)

    # what is kept is shown at once: to draw a page first without it and then with it costs twice
    kept = solara.use_memo(lambda: session.simulations.kept(question), [question.key])

    async def ask() -> None:
        if kept is None:
            shown.value = question.key, await _answer(session.simulations, question.sketch())
            shown.value = question.key, await _answer(session.simulations, question)

    task = solara.lab.use_task(ask, dependencies=[question.key], prefer_threaded=False)
    key, answer = (question.key, kept) if kept is not None else shown.value or ("", None)
    current = key == question.key
    # who reads the state of a task is drawn again whenever it changes
    failed = kept is None and task.error
    return Asked(
        answer,
        pending=not current and not failed,
        refining=answer is not None and current and answer.question.replicates < question.replicates,
        failed=failed,
    )


async def _answer(simulations: Simulations, question: Question) -> Answer:
    job = simulations.ask(question)
    try:
        # others may wait for the same job: giving up here must not end it for them
        return await asyncio.shield(asyncio.wrap_future(job.future))
    finally:
        simulations.drop(job)


def tell_villages(asked: Asked, total: int, words: Words) -> None:
    """Say from how many simulated villages an answer is, and whether more are on their way."""
    if asked.answer is not None:
        count = asked.answer.question.replicates
        said = (
            words.say("answer.sketch", count=count, total=total)
            if asked.refining
            else words.say("answer.villages", count=count)
        )
        element("p", [said], classes="k-villages k-refining" if asked.refining else "k-villages")
