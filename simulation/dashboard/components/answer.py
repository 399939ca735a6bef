"""Asking the model from a page: the newest question counts, older ones are given up."""

import asyncio
from dataclasses import dataclass

import solara
import solara.lab

from simulation.dashboard.question import Answer, Question
from simulation.dashboard.session import Session


@dataclass(frozen=True)
class Asked:
    """How far an answer is.

    Attributes
    ----------
    answer : Answer or None
        The last one there was; of an older question while ``pending``.
    pending : bool
    failed : bool
    """

    answer: Answer | None
    pending: bool
    failed: bool


def use_answer(session: Session, question: Question) -> Asked:
    """Ask a question; the page is drawn again when the answer is there."""

    async def ask() -> Answer:
        job = session.simulations.ask(question)
        try:
            # others may wait for the same job: giving up here must not end it for them
            return await asyncio.shield(asyncio.wrap_future(job.future))
        finally:
            session.simulations.drop(job)

    task = solara.lab.use_task(ask, dependencies=[question.key], prefer_threaded=False)
    return Asked(task.latest, task.pending, task.error)
