"""Simulated villages for many visitors: shared workers, fair turns, answers kept by content."""

import os
import threading
from collections import OrderedDict, deque
from concurrent.futures import Future

import numpy as np

from simulation.dashboard.question import Answer, Question, answer_from
from simulation.model.engine import Engine

MOST_ANSWERS = 200
"""Answers kept; one takes about 100 kB."""
MOST_OWNERS = 150_000
"""Owners of the villages kept at the end of their burn-in, over all replicates (a kilobyte each)."""


class Job:
    """One question on its way: its replicates are done one at a time, by whichever worker is free.

    Attributes
    ----------
    done : int
        Replicates that are over.
    future : Future of Answer
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self.future: Future[Answer] = Future()
        self.done = 0
        self._next = 0
        self._askers = 0
        self._rows: dict[str, list[np.ndarray]] = {
            name: [np.empty(0)] * question.replicates for name in question.everything
        }
        self._lock = threading.Lock()

    def join(self) -> None:
        """Count one more visitor who waits for it."""
        with self._lock:
            self._askers += 1

    def leave(self) -> None:
        """Count one less; what nobody waits for is not simulated any further."""
        with self._lock:
            self._askers -= 1

    @property
    def wanted(self) -> bool:
        """Whether anybody still waits."""
        return self._askers > 0

    def take(self) -> int | None:
        """Return the next replicate to do; None when all are taken."""
        with self._lock:
            number = self._next
            self._next += number < self.question.replicates
            return number if number < self.question.replicates else None

    def keep(self, replicate: int, rows: dict[str, np.ndarray]) -> bool:
        """Keep the measures of a replicate; tell whether it was the last."""
        with self._lock:
            for name, values in rows.items():
                self._rows[name][replicate] = values
            self.done += 1
            return self.done == self.question.replicates

    def answer(self) -> Answer:
        """Return the answer, once all replicates are kept."""
        return answer_from(self.question, self._rows)


class Simulations:
    """Answers questions of all visitors with a few workers.

    Parameters
    ----------
    workers : int, optional
        Threads; by default as many as processors. The compiled weeks release the interpreter.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._turns: deque[Job] = deque()
        self._jobs: dict[str, Job] = {}
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._pasts: OrderedDict[tuple[str, int], Engine] = OrderedDict()
        self._owners = 0
        self._ready = threading.Condition()
        for number in range(workers or os.cpu_count() or 1):
            threading.Thread(target=self._work, name=f"villages-{number}", daemon=True).start()

    def ask(self, question: Question) -> Job:
        """Ask a question; :meth:`drop` the job when its answer is not wanted any more."""
        with self._ready:
            known = self._answers.get(question.key)
            if known is not None:
                self._answers.move_to_end(question.key)
                job = Job(question)
                job.future.set_result(known)
                return job
            job = self._jobs.get(question.key) or Job(question)
            job.join()
            if question.key not in self._jobs:
                self._jobs[question.key] = job
                self._turns.append(job)
            self._ready.notify_all()
            return job

    def drop(self, job: Job) -> None:
        """Say that the asker does not wait any more."""
        with self._ready:
            if job.future.done():
                return
            job.leave()
            if not job.wanted:
                self._forget(job)
                job.future.cancel()

    def clear(self) -> None:
        """Forget all that is kept; answers on their way come all the same."""
        with self._ready:
            self._answers.clear()
            self._pasts.clear()
            self._owners = 0

    def _forget(self, job: Job) -> None:
        self._jobs.pop(job.question.key, None)
        if job in self._turns:
            self._turns.remove(job)

    def _work(self) -> None:
        while True:
            job, replicate = self._turn()
            try:
                self._do(job, replicate)
            except Exception as error:  # the visitor is told; the worker goes on
                with self._ready:
                    self._forget(job)
                    if not job.future.done():
                        job.future.set_exception(error)

    def _turn(self) -> tuple[Job, int]:
        """Wait for a replicate to do: the jobs take turns, so that no visitor waits for another's."""
        with self._ready:
            while True:
                while self._turns:
                    job = self._turns.popleft()
                    replicate = job.take()
                    if replicate is not None:
                        self._turns.append(job)
                        return job, replicate
                self._ready.wait()

    def _do(self, job: Job, replicate: int) -> None:
        question = job.question
        past = self._past(question, replicate)
        rows: dict[str, np.ndarray] = {}
        for name, doses in question.everything.items():
            if not job.wanted:
                return
            rows[name] = question.run(past, doses)
        if not job.keep(replicate, rows):
            return
        answer = job.answer()
        with self._ready:
            self._forget(job)
            self._answers[question.key] = answer
            while len(self._answers) > MOST_ANSWERS:
                self._answers.popitem(last=False)
            if not job.future.done():
                job.future.set_result(answer)

    def _past(self, question: Question, replicate: int) -> Engine:
        key = (question.past, replicate)
        with self._ready:
            kept = self._pasts.get(key)
            if kept is not None:
                self._pasts.move_to_end(key)
                return kept
        past = question.found(replicate)
        with self._ready:
            if key not in self._pasts:
                self._pasts[key] = past
                self._owners += question.village.owners
            while self._owners > MOST_OWNERS and len(self._pasts) > 1:
                _, old = self._pasts.popitem(last=False)
                self._owners -= old.profile.owners
        return past
