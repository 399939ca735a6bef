"""Many visitors share the workers and what is kept; nobody gets another's answer or waits for ever."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future, wait
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from simulation.dashboard.state import simulations as module
from simulation.dashboard.state.answer import Answer
from simulation.dashboard.state.question import NONE, SKETCH, Question
from simulation.dashboard.state.simulations import Simulations
from simulation.dashboard.state.starting_point import Start
from tests.dashboard.small_questions import Ask, answered
from tests.patience import PATIENCE


@dataclass
class Watched:
    """Counts what the model is asked, and can hold it up.

    Attributes
    ----------
    founded, run : Counter
        By key of the past and of the question.
    gate : Event
        While it is closed, no village is founded.
    begun : Semaphore
        Released when a village is about to be founded.
    """

    founded: "Counter[str]"
    run: "Counter[str]"
    gate: threading.Event
    begun: threading.Semaphore


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Iterator[Watched]:
    found = Watched(Counter(), Counter(), threading.Event(), threading.Semaphore(0))
    found.gate.set()
    plain_found, plain_run, lock = Question.found, Question.run, threading.Lock()

    def count_found(question: Question, replicate: int) -> Any:
        found.begun.release()
        assert found.gate.wait(PATIENCE)
        with lock:
            found.founded[question.past] += 1
        return plain_found(question, replicate)

    def count_run(question: Question, past: Any, doses: Any) -> np.ndarray:
        with lock:
            found.run[question.key] += 1
        return plain_run(question, past, doses)

    monkeypatch.setattr(Question, "found", count_found)
    monkeypatch.setattr(Question, "run", count_run)
    yield found
    found.gate.set()


def same(one: Answer, other: Answer) -> bool:
    return all(
        np.array_equal(one.courses[key][part], other.courses[key][part], equal_nan=True)
        for key in other.courses
        for part in range(3)
    ) and one.comparison.equals(other.comparison)


def test_an_answer_is_the_one_computed_alone(ask: Ask) -> None:
    found = Simulations(2).ask(ask()).future.result(PATIENCE)
    assert same(found, answered(ask()))


def test_two_visitors_with_one_question_cost_one_simulation(ask: Ask, watched: Watched) -> None:
    watched.gate.clear()
    simulations = Simulations(2)
    one, other = simulations.ask(ask()), simulations.ask(ask())
    watched.gate.set()
    assert one.future.result(PATIENCE) is other.future.result(PATIENCE)
    assert watched.run[ask().key] == 2 * ask().replicates


def test_an_answer_is_kept_by_its_content(ask: Ask, watched: Watched) -> None:
    simulations = Simulations(2)
    first = simulations.ask(ask()).future.result(PATIENCE)
    job = simulations.ask(ask())
    assert job.future.done()
    assert job.future.result() is first
    assert watched.run[ask().key] == 2 * ask().replicates


def test_a_moved_programme_does_not_simulate_the_reference_again(
    start: Start, ask: Ask, watched: Watched
) -> None:
    simulations = Simulations(2)
    forum = start.config.programmes()["forum"]
    first, moved = ask({"p": forum}), ask({"p": {"forum": forum["forum"].model_copy(update={"first": 9})}})
    before = simulations.ask(first).future.result(PATIENCE)
    after = simulations.ask(moved).future.result(PATIENCE)
    assert watched.founded[first.past] == 3
    assert (watched.run[first.key], watched.run[moved.key]) == (6, 3)
    assert np.array_equal(before.courses[NONE, "trust_other"][0], after.courses[NONE, "trust_other"][0])
    assert same(after, answered(moved))


def test_a_job_nobody_waits_for_stops(ask: Ask, watched: Watched) -> None:
    watched.gate.clear()
    simulations = Simulations(1)
    job = simulations.ask(ask(replicates=30))
    assert watched.begun.acquire(timeout=PATIENCE)
    simulations.drop(job)
    watched.gate.set()
    with pytest.raises(CancelledError):
        job.future.result(PATIENCE)
    # the worker is free for the next one at once
    simulations.ask(ask(seed=8)).future.result(PATIENCE)
    assert watched.founded[ask().past] <= 1
    assert watched.run[ask(replicates=30).key] <= 1


def test_who_leaves_does_not_take_the_answer_from_the_other(ask: Ask, watched: Watched) -> None:
    watched.gate.clear()
    simulations = Simulations(1)
    leaving, staying = simulations.ask(ask()), simulations.ask(ask())
    simulations.drop(leaving)
    watched.gate.set()
    assert same(staying.future.result(PATIENCE), answered(ask()))


def test_what_was_dropped_can_be_asked_again(ask: Ask, watched: Watched) -> None:
    watched.gate.clear()
    simulations = Simulations(1)
    simulations.drop(simulations.ask(ask()))
    again = simulations.ask(ask())
    shared = simulations.ask(ask())
    assert shared is again
    watched.gate.set()
    assert same(again.future.result(PATIENCE), answered(ask()))
    assert simulations.ask(ask()).future.done()


def test_to_drop_an_answer_that_is_there_changes_nothing(ask: Ask) -> None:
    simulations = Simulations(1)
    job = simulations.ask(ask())
    found = job.future.result(PATIENCE)
    simulations.drop(job)
    assert simulations.ask(ask()).future.result(PATIENCE) is found


def test_many_visitors_get_each_his_own_answer(start: Start, ask: Ask) -> None:
    programmes = start.config.programmes()
    questions = [
        ask({"p": programmes[name]}, village={"misreading": misreading}, replicates=2, weeks=12)
        for name in ("forum", "trainings", "dialogue_mediation")
        for misreading in (0.15, 0.2, 0.25)
    ]
    simulations = Simulations(3)
    found: dict[tuple[int, int], Answer] = {}

    def visit(visitor: int) -> None:
        for turn in range(len(questions)):
            place = (visitor * 5 + turn) % len(questions)
            # one of three is given up at once, as by a slider that moves on
            if (visitor + turn) % 3 == 0:
                simulations.drop(simulations.ask(questions[place]))
            found[visitor, place] = simulations.ask(questions[place]).future.result(PATIENCE)

    threads = [threading.Thread(target=visit, args=(visitor,)) for visitor in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    expected = [answered(question) for question in questions]
    assert len(found) == 8 * len(questions)
    assert all(same(answer, expected[place]) for (_, place), answer in found.items())
    assert not any(same(expected[0], other) for other in expected[1:])


def test_an_error_reaches_all_who_asked_and_the_workers_go_on(
    ask: Ask, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, plain = ask(seed=13), Question.run

    def run(question: Question, past: Any, doses: Any) -> np.ndarray:
        if question.seed == broken.seed:
            raise ZeroDivisionError("an activity of the user's own")
        return plain(question, past, doses)

    monkeypatch.setattr(Question, "run", run)
    watched.gate.clear()
    simulations = Simulations(2)
    jobs = [simulations.ask(broken), simulations.ask(broken)]
    watched.gate.set()
    for job in jobs:
        with pytest.raises(ZeroDivisionError, match="user's own"):
            job.future.result(PATIENCE)
    assert same(simulations.ask(ask()).future.result(PATIENCE), answered(ask()))
    with pytest.raises(ZeroDivisionError):  # what failed is not kept as an answer
        simulations.ask(broken).future.result(PATIENCE)


def test_an_error_while_the_answer_is_put_together_reaches_the_asker(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    simulations = Simulations(1)
    monkeypatch.setattr(module, "answer_from", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        simulations.ask(ask()).future.result(PATIENCE)
    monkeypatch.undo()
    assert same(simulations.ask(ask()).future.result(PATIENCE), answered(ask()))


def order_of(jobs: dict[str, "Future[Answer]"]) -> list[str]:
    """Return the jobs in the order in which they were answered."""
    done: list[str] = []

    def noted(name: str) -> Callable[[Any], None]:
        return lambda _: done.append(name)

    for name, future in jobs.items():
        future.add_done_callback(noted(name))
    wait(jobs.values(), PATIENCE)
    return done


def test_a_small_question_is_not_kept_waiting_by_a_large_one(ask: Ask, watched: Watched) -> None:
    watched.gate.clear()
    simulations = Simulations(1)
    large = simulations.ask(ask(replicates=30, seed=1))
    small = simulations.ask(ask(replicates=3, seed=2))
    watched.gate.set()
    assert order_of({"large": large.future, "small": small.future}) == ["small", "large"]


def test_a_large_question_is_answered_while_small_ones_keep_coming(ask: Ask, watched: Watched) -> None:
    watched.gate.clear()
    simulations = Simulations(1)
    jobs = {"large": simulations.ask(ask(replicates=12, seed=1)).future}
    jobs |= {f"small {k}": simulations.ask(ask(replicates=3, seed=10 + k)).future for k in range(40)}
    watched.gate.set()
    # its 12 villages take every eighth turn; the small ones have 120
    assert order_of(jobs).index("large") < 35


def test_first_answers_come_before_the_rest_of_others(ask: Ask, watched: Watched) -> None:
    watched.gate.clear()
    simulations = Simulations(1)
    jobs = {f"whole {k}": simulations.ask(ask(replicates=SKETCH + 4, seed=k)).future for k in range(4)}
    jobs |= {f"first {k}": simulations.ask(ask(seed=k + 10).sketch()).future for k in range(4)}
    watched.gate.set()
    assert {name.split()[0] for name in order_of(jobs)[:4]} == {"first"}


def test_the_whole_answer_uses_the_villages_of_the_first(ask: Ask, watched: Watched) -> None:
    simulations = Simulations(2)
    whole = ask(replicates=SKETCH + 4)
    first = simulations.ask(whole.sketch()).future.result(PATIENCE)
    assert first.question.replicates == SKETCH
    found = simulations.ask(whole).future.result(PATIENCE)
    assert watched.founded[whole.past] == SKETCH + 4
    assert same(found, answered(whole))


def test_equal_questions_are_answered_in_the_order_they_were_asked(ask: Ask, watched: Watched) -> None:
    watched.gate.clear()
    simulations = Simulations(1)
    jobs = {str(k): simulations.ask(ask(seed=k)).future for k in range(6)}
    watched.gate.set()
    assert order_of(jobs) == sorted(jobs)


def test_what_is_kept_is_bounded(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    bounds = {"ANSWERS": 30_000, "PASTS": 300_000, "COURSES": 100_000, "REPLAYS": 1}
    for name, most in bounds.items():
        monkeypatch.setattr(module, name, most)
    simulations = Simulations(2)
    for seed in range(12):
        simulations.ask(ask(seed=seed)).future.result(PATIENCE)
        assert simulations.bytes <= sum(bounds.values())
    assert simulations.bytes > 100_000


def test_to_clear_forgets_everything_and_answers_come_all_the_same(ask: Ask, watched: Watched) -> None:
    simulations = Simulations(1)
    simulations.ask(ask()).future.result(PATIENCE)
    watched.gate.clear()
    coming = simulations.ask(ask(seed=8))
    simulations.clear()
    assert simulations.bytes == 0
    watched.gate.set()
    assert same(coming.future.result(PATIENCE), answered(ask(seed=8)))
    assert not simulations.ask(ask()).future.done()


def test_a_village_is_played_once_for_all_visitors_until_all_have_left(ask: Ask) -> None:
    simulations = Simulations(1)
    programme = next(name for name in ask().programmes if name != NONE)
    assert simulations.kept_replay(ask(), programme) is None
    played = simulations.played(ask(), programme)
    assert simulations.played(ask(), programme) is played
    assert simulations.kept_replay(ask(seed=8), programme) is None
    assert simulations.bytes >= played.bytes > 0
    simulations.clear()
    assert simulations.kept_replay(ask(), programme) is None
