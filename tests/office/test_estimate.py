"""The budget is what the simulation charges."""

from math import ceil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation import Village, load_study
from simulation.experiment.config import StudyConfig
from simulation.office.estimate import Estimate, estimate_of
from simulation.office.programme import HeldProgramme
from simulation.parameters import DOSES, Dose, Prices
from tests.office.programmes import VILLAGE, dose, programme, small

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "experiments").glob("*.yaml"))


def lines(estimate: Estimate) -> list[tuple[str, str, float, float, int]]:
    return [
        (part.activity, item.kind, item.volume, item.price, item.amount)
        for part in estimate.parts
        for item in part.items
    ]


def test_each_activity_is_paid_item_by_item() -> None:
    found = estimate_of(small())
    # of 17 invited to a training 13.6 come, 27.2 in two sessions: 28 whole attendances
    assert lines(found) == [
        ("conflict_training", "speaker", 6, 900_000, 5_400_000),
        ("conflict_training", "snack", 28, 20_000, 560_000),
        ("conflict_training", "transport", 28, 50_000, 1_400_000),
        ("mentoring", "head", 10, 150_000, 1_500_000),
    ]
    assert [part.subtotal for part in found.parts] == [7_360_000, 1_500_000]
    assert found.total == 8_860_000
    assert found.expected == pytest.approx(5_400_000 + 27.2 * 70_000 + 1_500_000)
    assert found.most == 5_400_000 + 34 * 70_000 + 1_500_000


def test_lump_sums_hours_with_fractions_and_what_is_free() -> None:
    half = {"moderator_hours": 1.5, "per_session": 250_000, "catering": False}
    nothing = {"moderator_hours": 0, "catering": False}
    held = programme(
        forum=dose("forum", sessions=3, cost=half),
        collaboration_simulation=dose("collaboration_simulation", sessions=2, cost=nothing),
    )
    assert lines(estimate_of(held)) == [
        ("forum", "moderator", 4.5, 700_000, 3_150_000),
        ("forum", "lump_sum", 3, 250_000, 750_000),
        ("collaboration_simulation", "free", 2, 0, 0),
    ]


def test_people_are_those_who_find_room() -> None:
    held = programme(forum=dose("forum", sessions=2, capacity=6, attendance={"lowest": 0.4, "highest": 0.8}))
    snack = estimate_of(held).parts[0].items[1]
    assert (snack.kind, snack.each, snack.volume) == ("snack", 6, 12)


def test_a_price_of_fractions_makes_whole_rupiah() -> None:
    held = programme(prices=Prices(snack=0.5, transport=0, moderator_hour=0), forum=dose("forum", sessions=1))
    (part,) = estimate_of(held).parts
    # 10.2 people: 11 at half a rupiah
    assert [item.amount for item in part.items] == [6]


def test_an_activity_without_a_session_has_no_part() -> None:
    held = programme(weeks=5, forum=dose("forum"), conflict_training=dose("conflict_training"))
    assert [part.activity for part in estimate_of(held).parts] == ["conflict_training"]


@given(
    st.sampled_from(sorted(DOSES)),
    st.integers(1, 12),
    st.floats(0, 1),
    st.none() | st.integers(1, 20),
    st.sampled_from([0, 20_000, 33_333]),
)
def test_whole_people_cost_less_than_a_head_more(
    activity: str, sessions: int, attendance: float, capacity: int | None, snack: int
) -> None:
    each = dose(activity, sessions=sessions, attendance=attendance, capacity=capacity, first=1, every=1)
    found = estimate_of(programme(prices=Prices(snack=snack), **{activity: each}))
    head = each.cost.head(Prices(snack=snack))
    assert -1 <= found.total - found.expected <= head + 1
    volumes = {item.volume for item in found.parts[0].items if item.kind in ("snack", "transport", "head")}
    assert all(volume == ceil(volume) for volume in volumes)
    assert found.expected <= found.most + 1e-6


def everybody(dose: Dose) -> Dose:
    return dose.model_copy(update={"attendance": 1.0})


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_where_everybody_comes_the_budget_is_the_cost_of_the_simulation_to_the_rupiah(path: Path) -> None:
    config: StudyConfig = load_study(path).config
    held = [name for name, doses in config.programmes().items() if doses]
    assert held
    for name in held:
        meant = HeldProgramme.of(config, name)
        doses = {activity: everybody(each) for activity, each in meant.doses.items()}
        full = HeldProgramme(name, None, doses, meant.village, meant.prices, meant.weeks)
        found = estimate_of(full)
        assert found.total == found.expected == found.most
        village = Village(meant.village, programme=doses, prices=meant.prices, seed=3, burn_in=0)
        for _ in range(meant.weeks):
            village.step()
        assert village.cost == found.total


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_budget_of_a_shipped_scenario_is_what_is_told_of_it_elsewhere(path: Path) -> None:
    config: StudyConfig = load_study(path).config
    for name, doses in config.programmes().items():
        if doses:
            found = estimate_of(HeldProgramme.of(config, name))
            heads = sum(each.cost.head(config.prices) for each in doses.values())
            assert 0 <= found.total - found.expected < heads + 1


def test_the_village_is_that_of_the_scenario() -> None:
    config = StudyConfig.model_validate(
        {
            "name": "grown", "village": VILLAGE.model_dump(), "weeks": 20, "reference": "none",
            "outcomes": {"trust_other": {"smallest_effect": 0.02}},
            "scenarios": {
                "none": {}, "forum": {"activities": ["forum"]},
                "larger": {"from": "forum", "village": {"owners": 100}},
            },
        }
    )  # fmt: skip
    assert HeldProgramme.of(config, "forum").village.owners == 17
    assert HeldProgramme.of(config, "larger").village.owners == 100
