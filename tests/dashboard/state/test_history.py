"""Undo and redo bring back what was set, also after starting over."""

from hypothesis import given
from hypothesis import strategies as st

from simulation.dashboard.state.history import MOST, History
from simulation.dashboard.state.settings import Programme, Settings


def setting(seed: int) -> Settings:
    return Settings(programmes=(Programme(name="p"),), seed=seed)


def after(*seeds: int) -> History:
    history = History(setting(0))
    for seed in seeds:
        history = history.to(setting(seed))
    return history


def test_undo_and_redo_walk_the_same_way() -> None:
    history = after(1, 2, 3)
    assert [history.undone().now.seed, history.undone().undone().now.seed] == [2, 1]
    assert history.undone().undone().redone().now.seed == 2
    assert history.undone().redone() == history


def test_to_start_over_is_a_step_like_any_other() -> None:
    history = after(1, 2, 0)
    assert history.undone().now.seed == 2
    assert history.undone().redone().now.seed == 0


def test_a_change_after_an_undo_forgets_what_was_undone() -> None:
    history = after(1, 2).undone().to(setting(5))
    assert history.redone() == history
    assert history.undone().now.seed == 1


def test_what_changes_nothing_is_no_step() -> None:
    history = after(1)
    assert history.to(setting(1)) is history
    assert history.undone().to(setting(0)).future == (setting(1),)


def test_at_the_ends_nothing_happens() -> None:
    assert after().undone() == after()
    assert after(1).redone() == after(1)


def test_no_more_steps_are_kept_than_the_bound() -> None:
    history = after(*range(1, MOST + 50))
    assert len(history.past) == MOST
    for _ in range(MOST + 50):
        history = history.undone()
    assert history.now.seed == 49
    assert len(history.future) == MOST


@given(st.lists(st.one_of(st.integers(1, 5), st.sampled_from(["undo", "redo"])), max_size=40))
def test_undo_then_redo_changes_nothing(steps: list[int | str]) -> None:
    history = after()
    for step in steps:
        if isinstance(step, int):
            history = history.to(setting(step))
        else:
            history = history.undone() if step == "undo" else history.redone()
    if history.past:
        assert history.undone().redone() == history
    if history.future:
        assert history.redone().undone() == history
