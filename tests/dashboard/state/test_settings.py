"""Settings are values: a change gives new ones and leaves the old ones as they were."""

import pytest

from simulation.dashboard.state.settings import (
    MOST_PROGRAMMES,
    Programme,
    Settings,
    plan_cost,
    plan_name,
    settings_of,
)

FORUM, TALKS = Programme(name="forum", activities={"forum": {}}), Programme(name="talks")


def of(*names: str, chosen: int = 0) -> Settings:
    return Settings(programmes=tuple(Programme(name=name) for name in names), chosen=chosen)


def names(settings: Settings) -> list[str]:
    return [programme.name for programme in settings.programmes]


def test_a_change_leaves_the_old_settings_alone() -> None:
    before = Settings(programmes=(FORUM,))
    after = before.with_village("owners", 80.0).with_price("meal", 1.0)
    assert (after.village, after.prices) == ({"owners": 80.0}, {"meal": 1.0})
    assert (before.village, before.prices) == ({}, {})


def test_a_field_of_a_dose_is_changed_and_the_others_stay() -> None:
    programme = FORUM.with_field("forum", "every", 2).with_field("forum", "first", 5)
    assert programme.activities == {"forum": {"every": 2, "first": 5}}
    assert programme.without("forum").activities == {}
    assert FORUM.activities == {"forum": {}}


def test_a_programme_replaces_the_one_that_is_looked_at() -> None:
    assert names(of("a", "b", chosen=1).with_programme(FORUM)) == ["a", "forum"]
    assert names(of("a", "b", chosen=1).with_programme(FORUM, 0)) == ["forum", "b"]


def test_an_added_programme_is_looked_at() -> None:
    settings = of("a").added(TALKS)
    assert names(settings) == ["a", "talks"]
    assert settings.programme == TALKS


def test_no_more_programmes_than_can_stand_side_by_side() -> None:
    full = of(*"abcdef")
    assert len(full.programmes) == MOST_PROGRAMMES
    assert full.added(TALKS) is full


@pytest.mark.parametrize(
    ("chosen", "place", "left", "looked_at"),
    [(0, 0, "bc", "b"), (2, 2, "ab", "b"), (2, 0, "bc", "c"), (0, 2, "ab", "a"), (1, 1, "ac", "c")],
)
def test_a_removed_programme_leaves_the_look_where_it_was_or_next_to_it(
    chosen: int, place: int, left: str, looked_at: str
) -> None:
    settings = of(*"abc", chosen=chosen).removed(place)
    assert names(settings) == list(left)
    assert settings.programme.name == looked_at


def test_the_last_programme_stays() -> None:
    assert of("a").removed(0) == of("a")


@pytest.mark.parametrize(
    "wrong",
    [
        None, [], "text", {}, {"programmes": []},
        {"programmes": [{"name": ""}]}, {"programmes": [{"name": "x" * 61}]},
        {"programmes": [{"name": "a"}] * 7},
        {"programmes": [{"name": "a"}], "chosen": 1},
        {"programmes": [{"name": "a"}], "chosen": -1},
        {"programmes": [{"name": "a"}], "seed": -1},
        {"programmes": [{"name": "a"}], "seed": 2**53},
        {"programmes": [{"name": "a"}], "village": {"owners": float("nan")}},
        {"programmes": [{"name": "a"}], "village": {"owners": float("inf")}},
        {"programmes": [{"name": "a"}], "village": {"owners": "60"}},
        {"programmes": [{"name": "a", "activities": {"forum": {"every": float("nan")}}}]},
        {"programmes": [{"name": "a", "activities": {"forum": {"every": [[2]]}}}]},
        {"programmes": [{"name": "a"}], "more": 1},
        {"programmes": [{"name": "\ud800"}]},
        {"programmes": [{"name": "a", "activities": {"\ud800": {}}}]},
        {"programmes": [{"name": "a", "activities": {"forum": {"who": "\ud800"}}}]},
        {"programmes": [{"name": "a"}], "village": {"\ud800": 1.0}},
    ],
)  # fmt: skip
def test_what_is_not_settings_gives_none(wrong: object) -> None:
    assert settings_of(wrong) is None


def test_plain_data_gives_settings() -> None:
    document = {"programmes": [{"name": "a"}, {"name": "b"}], "chosen": 1, "village": {"owners": 80}}
    found = settings_of(document)
    assert found is not None
    assert (found.programme.name, found.village) == ("b", {"owners": 80.0})


def test_a_title_is_given_to_one_programme_and_nothing_else_changes() -> None:
    before = of("a", "a")
    after = before.named(1, "Forum Dusun")
    assert [programme.title for programme in after.programmes] == ["", "Forum Dusun"]
    assert after.programmes[1].model_copy(update={"title": ""}) == before.programmes[1]


def test_a_copy_of_a_programme_stands_beside_it() -> None:
    assert names(of("a", "b").added(of("a", "b").programmes[0])) == ["a", "b", "a"]


@pytest.mark.parametrize("name", ["plan", "plan x", "plan ", "plan -1", "plan 1.5", "forum", "Rencana Rp 1"])
def test_only_the_name_of_a_plan_holds_a_cost(name: str) -> None:
    assert plan_cost(name) is None
    assert plan_cost(plan_name(1_234_567.4)) == 1_234_567
