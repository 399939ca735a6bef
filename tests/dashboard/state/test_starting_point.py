"""What a visitor starts from, and what is told of settings that cannot be simulated."""

from pathlib import Path

import pytest

from simulation.dashboard.state.settings import Programme, Settings
from simulation.dashboard.state.starting_point import SettingsFault, Start, read_start
from simulation.experiment.budget import expected_cost
from simulation.experiment.experiment_file import read_study
from simulation.parameters import VillageProfile
from tests.experiment.files import VALID


def paths(start: Start, settings: Settings) -> list[str]:
    """Return the places that are at fault."""
    with pytest.raises(SettingsFault) as caught:
        start.resolve(settings)
    return [".".join(map(str, problem.path)) for problem in caught.value.problems]


def with_dose(activity: str, **fields: float | str | None) -> Settings:
    return Settings(programmes=(Programme(name="mine", activities={activity: dict(fields)}),))


def test_the_programmes_are_the_scenarios_of_the_experiment(start: Start) -> None:
    settings = Settings(programmes=tuple(start.programmes.values())[:6])
    resolved = start.resolve(settings)
    scenarios = start.config.programmes()
    assert list(start.programmes) == list(scenarios)
    for programme, doses in zip(settings.programmes, resolved.programmes, strict=True):
        assert doses == scenarios[programme.name]


def test_every_preset_is_what_its_scenario_says(start: Start) -> None:
    for name, programme in start.programmes.items():
        (doses,) = start.resolve(Settings(programmes=(programme,))).programmes
        assert doses == start.config.programmes()[name]


def test_a_new_visitor_sees_the_village_of_the_experiment(start: Start) -> None:
    resolved = start.resolve(start.settings())
    assert (resolved.village, resolved.behaviour) == (start.config.village, start.config.behaviour)
    assert resolved.prices == start.config.prices
    assert len(start.settings().programme.activities) == max(map(len, start.config.programmes().values()))


def test_an_experiment_of_the_user_s_is_a_start_too(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(VALID)
    found = read_start(file)
    assert found.config == read_study(file)
    assert found.value(found.settings(), "rivalry") == 0.8


def test_every_kind_of_village_can_be_simulated(start: Start) -> None:
    assert len(start.kinds) > 3
    for kind in start.kinds.values():
        resolved = start.resolve(start.settings().model_copy(update={"village": kind.values}))
        for name, value in kind.values.items():
            assert value == (
                resolved.village.owners if name == "owners" else getattr(resolved.behaviour, name)
            )


def test_a_kind_whose_parameter_the_village_lacks_is_not_offered(start: Start) -> None:
    assert all(set(kind.values) <= set(start.parameters) for kind in start.kinds.values())


def test_the_value_of_a_parameter_is_the_visitor_s_or_the_experiment_s(start: Start) -> None:
    settings = start.settings()
    assert start.value(settings, "owners") == start.config.village.owners
    assert start.value(settings, "share_newcomer") == 0.4
    assert start.value(settings, "misreading") == start.config.behaviour.misreading
    assert start.value(settings.with_village("misreading", 0.25), "misreading") == 0.25


def test_a_moved_slider_reaches_the_village(start: Start) -> None:
    settings = start.settings().with_village("owners", 80.0).with_village("share_newcomer", 0.3)
    village = start.resolve(settings).village
    assert village.owners == 80
    assert {group.name: group.share for group in village.groups} == pytest.approx(
        {"local": 0.7, "newcomer": 0.3}
    )


@pytest.mark.parametrize(
    ("name", "value", "place"),
    [
        ("patience", 0.5, "points.columns.patience"),
        ("misreading", 1.5, "points.columns.misreading.0"),
        ("misreading", -0.1, "points.columns.misreading.0"),
        ("owners", 0.0, "points.columns.owners.0"),
        ("owners", 1e12, "points.columns.owners.0"),
        ("share_newcomer", 1.0, "points.columns.share_newcomer.0"),
        ("share_stranger", 0.2, "points.columns.share_stranger"),
    ],
)
def test_a_parameter_at_fault_is_named(start: Start, name: str, value: float, place: str) -> None:
    assert paths(start, start.settings().with_village(name, value)) == [place]


def test_the_shares_of_all_groups_are_one_too_many(start: Start) -> None:
    settings = start.settings().with_village("share_newcomer", 0.4).with_village("share_local", 0.6)
    assert paths(start, settings) == ["points.columns"]


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        (with_dose("karaoke"), "mine.karaoke"),
        (with_dose("forum", evry=2), "mine.forum.evry"),
        (with_dose("forum", every=0), "mine.forum.every"),
        (with_dose("forum", every="often"), "mine.forum.every"),
        (with_dose("forum", attendance=1.2), "mine.forum.attendance"),
        (with_dose("forum", **{"cost.moderator_hours": -1.0}), "mine.forum.cost.moderator_hours"),
        (with_dose("forum", **{"cost.drinks": 1.0}), "mine.forum.cost.drinks"),
    ],
)
def test_a_dose_at_fault_is_named(start: Start, settings: Settings, place: str) -> None:
    assert [found[: len(place)] for found in paths(start, settings)] == [place]


def test_an_unknown_group_is_named(start: Start) -> None:
    settings = with_dose("forum", **{"who.select": "group", "who.group": "strangers"})
    assert paths(start, settings) == ["mine.forum.who"]


def test_a_price_at_fault_is_named(start: Start) -> None:
    first = next(iter(type(start.config.prices).model_fields))
    assert paths(start, start.settings().with_price(first, -1.0)) == [f"prices.{first}"]
    assert paths(start, start.settings().with_price("karaoke", 1.0)) == ["prices.karaoke"]


def test_all_faults_of_programmes_are_told_at_once(start: Start) -> None:
    programme = Programme(name="p", activities={"karaoke": {}, "forum": {"every": 0}})
    assert len(paths(start, Settings(programmes=(programme,)))) == 2


def test_the_cost_is_that_of_the_sessions_within_the_horizon(start: Start) -> None:
    resolved = start.resolve(with_dose("forum", first=5, every=4, sessions=3))
    (doses,) = resolved.programmes
    each = expected_cost(doses["forum"], resolved.village, resolved.prices)
    assert each > 0
    assert start.cost(resolved, doses) == pytest.approx(3 * each)
    late = start.resolve(with_dose("forum", first=start.config.weeks, every=4, sessions=3))
    assert start.cost(late, late.programmes[0]) == pytest.approx(each)


def test_a_price_reaches_the_cost(start: Start) -> None:
    settings = with_dose("forum")
    before = start.resolve(settings)
    dear = {name: 2 * value for name, value in before.prices.model_dump().items()}
    after = start.resolve(settings.model_copy(update={"prices": dear}))
    once, twice = (start.cost(found, found.programmes[0]) for found in (before, after))
    assert twice == pytest.approx(2 * once)


@pytest.mark.parametrize(("name", "value"), [("owners", 1_000_000.0), ("meetings", 50.0)])
def test_an_address_sets_no_more_than_a_slider(start: Start, name: str, value: float) -> None:
    settings = start.settings().with_village(name, value)
    assert paths(start, settings) == [f"village.{name}"]


def test_the_host_decides_how_large_a_village_may_be() -> None:
    small, large = read_start(None, most_owners=80), read_start(None, most_owners=500)
    settings = small.settings().with_village("owners", 81.0)
    assert paths(small, settings) == ["village.owners"]
    assert large.resolve(settings).village.owners == 81
    assert small.slider_range(small.parameters["owners"])[1] == 80
    assert [kind for kind in small.kinds.values() if kind.values.get("owners", 0) > 80] == []
    assert set(small.kinds) < set(large.kinds)


def test_every_parameter_that_is_offered_has_a_value_and_can_be_set_to_it() -> None:
    start = read_start(None)
    plain = start.settings()
    assert len(start.parameters) > 40
    for name in start.parameters:
        value = start.value(plain, name)
        start.resolve(plain.with_village(name, value))
        assert start.value(plain.with_village(name, value + 1), name) == value + 1


def test_no_slider_moves_what_was_observed_of_most_owners(start: Start) -> None:
    village = start.config.village
    number = village.owners
    groups = [group.name for group in village.groups for _ in range(round(group.share * number))]
    seen: list[float | None] = [0.5] * (number - 3)
    table = {
        "conflict": [*seen, None, None, None],
        "communication": [0.5, *[None] * (number - 1)],
        "belief": {groups[0]: [*seen, None, None, None]},
    }
    observed = Start(
        start.config.model_copy(
            update={
                "village": VillageProfile.model_validate(
                    village.model_dump() | {"start": {"owners": {"group": groups, **table}}}
                )
            }
        )
    )
    assert "conflict" not in observed.parameters
    # one owner was asked; and a belief is known where it is known of every group
    assert {"communication", "belief_other", "misreading"} <= set(observed.parameters)
