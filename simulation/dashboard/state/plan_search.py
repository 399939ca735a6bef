"""The search for good plans in the background: one at a time, with progress, to be given up any moment."""

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from simulation.analysis.question import run_in_memory
from simulation.dashboard.state.calendar import HORIZON
from simulation.dashboard.state.proposals import Proposals, proposals_from
from simulation.dashboard.state.starting_point import Resolved, Start
from simulation.experiment.design import Design
from simulation.files.faults import StudyError
from simulation.questions.plan.answer import Plans
from simulation.questions.plan.question import Plan
from simulation.questions.plan.search import require_pymoo
from simulation.running.weekly_table import WeeklyTable

EVALUATIONS, REPLICATES = 300, 10
"""Plans that are tried and villages for each: a page can't wait for the two thousand of ``kampung plan``."""
WORKERS = 2
STAGES = 2
"""After the search: the best again, and where a mechanism of the model is taken out."""
PAUSE = 0.2
ONE_AT_A_TIME = threading.Lock()
"""Searches of several visitors wait for each other: the sliders of all others must stay quick."""


class GivenUp(Exception):
    """Nobody waits for the search any more."""


@dataclass(frozen=True)
class Progress:
    """How far a search is.

    Attributes
    ----------
    stage : str
        ``waiting`` for another one, ``searching``, or ``checking`` the best again.
    share : float
        Of the whole work, 0 to 1.
    tried : int
        Plans that were tried.
    """

    stage: str
    share: float
    tried: int


class Threads(ThreadPoolExecutor):
    """Threads that begin no village once the search is given up: who submits it is told, here and now."""

    def __init__(self, given_up: threading.Event) -> None:
        super().__init__(WORKERS, thread_name_prefix="plan-search")
        self._given_up = given_up

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Begin something, as :class:`concurrent.futures.Executor` says."""
        if self._given_up.is_set():
            raise GivenUp
        return super().submit(fn, *args, **kwargs)


class Search:
    """A search on its way.

    Parameters
    ----------
    question : Plan
    key : str
        Names what is searched for.

    Attributes
    ----------
    progress : Progress
    future : Future of Proposals
    """

    def __init__(self, question: Plan, key: str) -> None:
        self.question, self.key = question, key
        self.progress = Progress("waiting", 0.0, 0)
        self.future: Future[Proposals] = Future()
        self._given_up = threading.Event()

    def start(self) -> "Search":
        """Begin in a thread of its own."""
        threading.Thread(target=self._answer, name="plan-search", daemon=True).start()
        return self

    def cancel(self) -> None:
        """Give it up: it ends with the village it is in."""
        self._given_up.set()

    def _answer(self) -> None:
        try:
            while not ONE_AT_A_TIME.acquire(timeout=PAUSE):
                self._check()
            try:
                self._check()
                found = self.question.answer(self._run)
            finally:
                ONE_AT_A_TIME.release()
            assert isinstance(found, Plans)
            self.future.set_result(proposals_from(found, self.key))
        except Exception as error:  # the visitor is told
            self.future.set_exception(error)

    def _run(self, design: Design, _: str) -> WeeklyTable:
        searching = self.progress.tried < self.question.evaluations
        tried = self.progress.tried + (len(design.programmes()) - 1 if searching else 0)
        before = self.progress
        # the best plans are fewer than those of the search, but tried in four times as many villages
        share = before.share + (
            0.6 * (tried - before.tried) / self.question.evaluations if searching else 0.4 / STAGES
        )
        self.progress = Progress("searching" if searching else "checking", before.share, before.tried)
        with Threads(self._given_up) as pool:
            table: WeeklyTable = run_in_memory(workers=WORKERS, executor=pool)(design, "")
        self._check()
        self.progress = Progress(self.progress.stage, min(share, 1.0), tried)
        return table

    def _check(self) -> None:
        if self._given_up.is_set():
            raise GivenUp


def can_search() -> bool:
    """Tell whether the extra that searching takes is installed."""
    try:
        require_pymoo()
    except StudyError:
        return False
    return True


def search_key(start: Start, resolved: Resolved, budget: float, week: int, seed: int) -> str:
    """Name what is searched for: equal keys find equal plans."""
    parts = (resolved.village.model_dump_json(), resolved.behaviour.model_dump_json(),
             resolved.prices.model_dump_json(), resolved.points, start.config.name, budget, week,
             seed)  # fmt: skip
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()


def new_search(
    start: Start,
    resolved: Resolved,
    budget: float,
    week: int,
    seed: int,
    *,
    evaluations: int = EVALUATIONS,
    replicates: int = REPLICATES,
) -> Search:
    """Return a search for the best plans of half a year, not yet begun.

    Parameters
    ----------
    week : int
        When plans are judged.
    evaluations, replicates : int
        Plans that are tried, and villages for each.

    Raises
    ------
    StudyError
        Where the budget buys nothing or pymoo is not installed.
    """
    config = start.config.model_copy(
        update={
            "village": resolved.village, "behaviour": resolved.behaviour, "prices": resolved.prices,
            "weeks": week, "compare_weeks": [week], "network_weeks": [], "replicates": replicates,
            "seed": seed, "points": resolved.points,
        }
    )  # fmt: skip
    question = Plan(
        config, budget=budget, weeks=min(HORIZON, week), replicates=replicates, evaluations=evaluations
    )
    return Search(question, search_key(start, resolved, budget, week, seed))
