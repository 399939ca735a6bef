"""What a visitor has saved comes from his browser, so it may be anything."""

import json

import pytest

from simulation.dashboard.code import code_of, settings_in
from simulation.dashboard.components.saved import MOST_SAVED, saved_in, with_saved
from simulation.dashboard.settings import Programme, Settings

SETTINGS = Settings(programmes=(Programme(name="forum", activities={"forum": {"every": 2}}),))


def test_what_was_saved_is_there_again() -> None:
    kept = saved_in(with_saved({}, "rapat desa", SETTINGS))
    assert {name: settings_in(code) for name, code in kept.items()} == {"rapat desa": SETTINGS}


def test_a_name_used_twice_keeps_the_newer_settings() -> None:
    other = SETTINGS.with_village("belief_other", 0.4)
    kept = saved_in(with_saved(saved_in(with_saved({}, "a", SETTINGS)), "a", other))
    assert [settings_in(code) for code in kept.values()] == [other]


@pytest.mark.parametrize("stored", [None, "", "{", "[1]", "3", '{"a": 1}', '{"a": "no code"}', "[" * 10_000])
def test_what_is_damaged_is_left_out(stored: str | None) -> None:
    assert saved_in(stored) == {}


def test_no_more_are_kept_than_can_be_shown() -> None:
    assert len(saved_in(json.dumps({str(n): code_of(SETTINGS) for n in range(3 * MOST_SAVED)}))) == MOST_SAVED
