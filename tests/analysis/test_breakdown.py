"""Outcomes by group, sector and attribute: the parts add up to the whole."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulation.analysis.breakdown import LEAST, POOLED, UNKNOWN, parts, small_parts
from simulation.api import Study
from simulation.experiment.config import StudyConfig
from simulation.files.faults import StudyError
from simulation.measures.owners import PARTS
from simulation.result import Result

GENDER = ["woman"] * 14 + ["man"] * 7 + ["other"] * 2 + [None]
"""Of 24 owners."""


def config(**changes: Any) -> StudyConfig:
    document: dict[str, Any] = {
        "name": "parts",
        "village": {
            "name": "Parts",
            "owners": 24,
            "groups": [{"name": "a", "share": 0.75}, {"name": "b", "share": 0.25}],
            "sectors": [{"name": "food", "share": 0.5}, {"name": "craft", "share": 0.5}],
            "start": {"owners": {"attribute": {"gender": GENDER}}},
        },
        "behaviour": {"exit_rate": 0.5},
        "weeks": 10,
        "burn_in": 20,
        "replicates": 4,
        "reference": "none",
        "scenarios": {"none": {}, "forum": {"activities": ["forum"]}},
        "outcomes": {name: {"smallest_effect": 0.02} for name in ("trust_other", "income", "disputes")},
        "compare_weeks": [10],
        "record": {"owners": [0, 10]},
        "points": {"columns": {"threshold": [0.40, 0.46]}},
        "villages_per_set": 2,
    }
    return StudyConfig.model_validate(document | changes)


@pytest.fixture(scope="module")
def result() -> Result:
    return Study(config()).run()


@pytest.mark.parametrize("outcome", PARTS)
@pytest.mark.parametrize("part", ["group", "sector", "attribute_gender"])
def test_contributions_add_up_to_the_effect_of_the_village(result: Result, part: str, outcome: str) -> None:
    frame = result.weekly()
    values = frame[frame["week"] == 10].pivot_table(
        index="replicate", columns="scenario", values=outcome, observed=True
    )
    whole = (values["forum"] - values["none"]).mean()
    found = result.by(part, outcome, [10])
    added = found[found["scenario"] == "forum"]["contribution"].sum()
    np.testing.assert_allclose(added, whole, rtol=1e-9, atol=1e-12)


def test_parts_may_be_bands_of_a_number_with_gaps(result: Result) -> None:
    found = result.by(
        lambda table: pd.cut(table["arrived"], [-1, 5, 100], labels=["early", "late"]), "trust", [10]
    )
    assert set(found["part"]) <= {"early", "late", UNKNOWN} and UNKNOWN in set(found["part"])
    np.testing.assert_allclose(found.groupby("scenario")["owners"].sum(), 24)


def test_every_owner_is_in_one_part(result: Result) -> None:
    for part in ("group", "sector", "attribute_gender"):
        found = result.by(part, "trust")
        np.testing.assert_allclose(found.groupby(["week", "scenario"])["owners"].sum(), 24)


def test_a_part_has_the_mean_of_its_owners(result: Result) -> None:
    owners = result.owners()
    there = owners[(owners["week"] == 10) & (owners["scenario"] == "forum") & (owners["group"] == "b")]
    expected = there.groupby("replicate")["income"].mean().mean()
    found = result.by("group", "income", [10]).set_index(["scenario", "part"])
    np.testing.assert_allclose(found.loc[("forum", "b"), "mean"], expected)
    assert np.isnan(found.loc[("none", "b"), "difference"])


def test_who_came_later_has_no_attribute(result: Result) -> None:
    owners = result.owners()
    later = owners["arrived"].notna()
    assert later.any() and owners.loc[later, "attribute_gender"].isna().all()
    assert UNKNOWN in set(result.by("attribute_gender", "trust")["part"])


def test_parts_may_be_made_by_a_function(result: Result) -> None:
    def sociable(owners: pd.DataFrame) -> np.ndarray:
        return np.where(owners["sociability"] > 1, "sociable", "quiet")

    found = result.by(sociable, "degree", [0]).set_index(["scenario", "part"])["mean"]
    assert found["none", "sociable"] > found["none", "quiet"]


def test_small_parts_of_a_surveyed_village_are_put_together(result: Result) -> None:
    table = parts(result.owners(), result.config, 4)
    genders = table[table["by"] == "gender"]
    assert set(genders["part"]) == {"woman", POOLED}
    assert set(table[table["by"] == "group"]["part"]) == {"a", "b"}
    assert set(table["outcome"]) == {"trust_other", "income"}


def test_parts_of_a_village_nobody_was_asked_in_stay() -> None:
    village = config().village.model_dump(mode="json", exclude={"start"})
    village["groups"] = [{"name": "a", "share": 0.9}, {"name": "b", "share": 0.1}]
    study = config(village=village, replicates=2)
    table = Study(study).run()
    assert set(parts(table.owners(), study, 2)["part"]) == {"a", "b", "food", "craft"}


@pytest.mark.parametrize(
    ("sizes", "pooled"),
    [
        ({"x": 10, "y": 6}, set()),
        ({"x": 10, "y": 4}, {"x", "y"}),
        ({"x": 10, "y": 3, "z": 3}, {"y", "z"}),
        ({"x": 10, "y": 6, "z": 1}, {"y", "z"}),
    ],
)
def test_what_is_put_together_is_never_few(sizes: dict[str, int], pooled: set[str]) -> None:
    names = [name for name, size in sizes.items() for _ in range(size)]
    owners = pd.DataFrame(
        {"scenario": "none", "replicate": 0, "week": 0, "arrived": np.nan}, index=range(len(names))
    )
    found = small_parts(pd.Series(names), owners)
    assert set(found) == pooled
    assert not found or sum(sizes[name] for name in found) >= LEAST


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (
            ("groups", "trust"),
            "unknown part 'groups'; allowed: group, sector, attribute_gender; did you mean 'group'",
        ),
        (("group", "disputes"), "unknown outcome 'disputes'"),
        (("group", "trust", [3]), "weeks: found 3; allowed: weeks that were kept: 0, 10"),
    ],
)
def test_what_cannot_be_parted_is_told(result: Result, arguments: tuple[Any, ...], told: str) -> None:
    with pytest.raises(StudyError, match=told):
        result.by(*arguments)
