"""What a visitor has saved comes from his browser, so it may be anything."""

import json

import pytest

from simulation.dashboard.components.saved_settings import MOST_SAVED, saved_change, saved_in
from simulation.dashboard.state.settings import Programme, Settings
from simulation.dashboard.state.settings_code import code_of, settings_in

SETTINGS = Settings(programmes=(Programme(name="forum", activities={"forum": {"every": 2}}),))


def test_what_was_saved_is_there_again() -> None:
    change = json.loads(saved_change([], {"rapat desa": code_of(SETTINGS)}))
    kept = saved_in(json.dumps(dict(change["put"])))
    assert {name: settings_in(code) for name, code in kept.items()} == {"rapat desa": SETTINGS}


def test_the_same_change_twice_is_two_changes() -> None:
    assert saved_change(["a"], {}) != saved_change(["a"], {})


@pytest.mark.parametrize("stored", [None, "", "{", "[1]", "3", '{"a": 1}', '{"a": "no code"}', "[" * 10_000])
def test_what_is_damaged_is_left_out(stored: str | None) -> None:
    assert saved_in(stored) == {}


def test_no_more_are_kept_than_can_be_shown() -> None:
    assert len(saved_in(json.dumps({str(n): code_of(SETTINGS) for n in range(3 * MOST_SAVED)}))) == MOST_SAVED
