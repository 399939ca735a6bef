"""The place in a lesson comes from an address, in which anything may stand."""

from urllib.parse import urlencode

import pytest

from simulation.dashboard.lessons.step_address import LessonPlace, place_in


def test_a_place_is_found_again_beside_the_settings() -> None:
    place = LessonPlace("strangers", 3)
    assert place_in("?" + urlencode({"s": "abc", **place.parameters(), "lang": "en"})) == place


def test_nothing_chosen_leaves_the_address_as_it_is() -> None:
    assert place_in("") == LessonPlace()
    assert LessonPlace().parameters() == {}


@pytest.mark.parametrize("step", ["", "0", "-3", "x", "1.5", "\u0663", "%"])
def test_a_step_that_is_none_is_the_first(step: str) -> None:
    assert place_in(urlencode({"lesson": "strangers", "step": step})) == LessonPlace("strangers", 1)
