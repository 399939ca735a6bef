"""Simulated villages for many visitors: shared workers, fair turns, answers kept by content."""

import os
import threading
from concurrent.futures import Future
from itertools import count

import numpy as np
from threadpoolctl import threadpool_limits

from simulation.dashboard.state.answer import Answer, answer_from
from simulation.dashboard.state.cache import Cache
from simulation.dashboard.state.question import Question
from simulation.dashboard.state.replay import Replay, replay
from simulation.model.engine import Engine

ANSWERS, PASTS, COURSES, REPLAYS = 40_000_000, 150_000_000, 200_000_000, 40_000_000
"""Bytes kept of answers, of villages at the end of their burn-in, of what they went through since, and of
villages that are played week by week.

A village of 60 owners takes 60 kB, its 104 weeks 70 kB; a question has 50 of them."""


class Job:
    """One question on its way: its replicates are done one at a time, by whichever worker is free.

    Attributes
    ----------
    done : int
        Replicates that are over.
    number : int
        Its place among all that were asked.
    future : Future of Answer
    """

    def __init__(self, question: Question) -> None:
        self.question = question
        self.future: Future[Answer] = Future()
        self.done = 0
        self.number = 0
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

    @property
    def left(self) -> int:
        """Owner-weeks of the replicates that no worker has taken yet."""
        return self.question.work * (self.question.replicates - self._next)

    def take(self) -> int:
        """Return the next replicate to do."""
        with self._lock:
            self._next += 1
            return self._next - 1

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
        self._waiting: list[Job] = []
        self._jobs: dict[str, Job] = {}
        self._answers = Cache[Answer](ANSWERS)
        self._pasts = Cache[Engine](PASTS)
        self._courses = Cache[np.ndarray](COURSES)
        self._replays = Cache[Replay](REPLAYS)
        self._ready = threading.Condition()
        self._numbers, self._turns = count(), count()
        # the workers are enough: a small product of matrices that waits for threads of its own took ten times
        # as long when all processors were busy
        threadpool_limits(limits=1, user_api="blas")
        for number in range(workers or os.cpu_count() or 1):
            threading.Thread(target=self._work, name=f"villages-{number}", daemon=True).start()

    def ask(self, question: Question) -> Job:
        """Ask a question; :meth:`drop` the job when its answer is not wanted any more."""
        with self._ready:
            known = self._answers.get(question.key)
            job = self._jobs.get(question.key)
            if known is not None or job is None:
                job = Job(question)
                job.number = next(self._numbers)
                if known is not None:
                    job.future.set_result(known)
                    return job
                self._jobs[question.key] = job
                self._waiting.append(job)
                self._ready.notify_all()
            job.join()
            return job

    def kept(self, question: Question) -> Answer | None:
        """Return the answer to a question if it is kept."""
        with self._ready:
            return self._answers.get(question.key)

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
        self._answers.clear()
        self._pasts.clear()
        self._courses.clear()
        self._replays.clear()

    @property
    def bytes(self) -> int:
        """Room that all that is kept takes."""
        return self._answers.bytes + self._pasts.bytes + self._courses.bytes + self._replays.bytes

    def _forget(self, job: Job) -> None:
        # another visitor may have asked the same since this one was given up
        if self._jobs.get(job.question.key) is job:
            del self._jobs[job.question.key]
        if job in self._waiting:
            self._waiting.remove(job)

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
            del job  # an idle worker holds no villages

    def _turn(self) -> tuple[Job, int]:
        """Wait for a replicate to do.

        First answers come before the rest of others, those first that will be done first: answers come one
        after the other instead of all at the end. One turn in eight goes to the job that waits longest:
        a large village waits, and so does who wants all villages, but not for ever.
        """
        with self._ready:
            while not self._waiting:
                self._ready.wait()
            if next(self._turns) % 8 == 0:
                job = min(self._waiting, key=lambda job: job.number)
            else:
                job = min(self._waiting, key=lambda job: (not job.question.is_sketch, job.left, job.number))
            replicate = job.take()
            if not job.left:
                self._waiting.remove(job)
            return job, replicate

    def _do(self, job: Job, replicate: int) -> None:
        question = job.question
        rows: dict[str, np.ndarray] = {}
        for name in question.everything:
            if not job.wanted:
                return
            rows[name] = self._course(question, name, replicate)
        if not job.keep(replicate, rows):
            return
        answer = job.answer()
        with self._ready:
            self._forget(job)
            self._answers.put(question.key, answer, answer.bytes)
            if not job.future.done():
                job.future.set_result(answer)

    def _course(self, question: Question, name: str, replicate: int) -> np.ndarray:
        """Return what a village went through; the reference stays the same when a programme changes."""
        key = (question.courses[name], replicate)
        rows = self._courses.get(key)
        if rows is None:
            rows = question.run(self.village(question, replicate), question.doses(name, replicate))
            rows.flags.writeable = False  # other questions read them too
            self._courses.put(key, rows, rows.nbytes)
        return rows

    def village(self, question: Question, replicate: int) -> Engine:
        """Return a village at the end of its burn-in; others use it too, so that it must not be changed."""
        key = (question.past, replicate)
        past = self._pasts.get(key)
        if past is None:
            past = question.found(replicate)
            self._pasts.put(key, past, sum(array.nbytes for array in past.state))
        return past

    def played(self, question: Question, programme: str) -> Replay:
        """Return the first village of a question week by week; who asks waits for it."""
        found = self.kept_replay(question, programme)
        if found is None:
            found = replay(self.village(question, 0), question.doses(programme, 0), question.weeks)
            self._replays.put(question.courses[programme], found, found.bytes)
        return found

    def kept_replay(self, question: Question, programme: str) -> Replay | None:
        """Return the same if it is kept."""
        return self._replays.get(question.courses[programme])
