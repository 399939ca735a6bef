"""The readable model in the place of the compiled one, as it ships and with rules of a user's own."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simulation import Study, Village, load_study, open_result
from simulation.files.faults import StudyError
from simulation.reference import Owner, ReferenceVillage
from simulation.repeating.recipe import recipe_of

EXPERIMENT = """
name: rules
village:
  name: Rules
  owners: 18
  groups: [{name: a, share: 0.5}, {name: b, share: 0.5}]
  sectors: [{name: food, share: 0.5}, {name: craft, share: 0.5}]
behaviour: {exit_rate: 0.3}
weeks: 13
burn_in: 12
replicates: 2
seed: 5
reference: none
outcomes: {trust_other: {smallest_effect: 0.02}, bridging: {smallest_effect: 0.1}}
compare_weeks: [13]
network_weeks: [0, 13]
record: {owners: [0, 13], ties: [13]}
mechanisms: {gossip: {}, standing_meetings: {}}
programme: {mentoring: {first: 3}, shared_vision: {first: 2}}
scenarios:
  none: {}
  all: {activities: [communication_training, conflict_training, dialogue_mediation, forum,
                     collaboration_simulation, mentoring, shared_vision]}
  later: {from: all, set: {forum.first: 6}}
  sharper: {behaviour: {sensitivity: 8.0}}
"""
PAGE = Path(__file__).parents[2] / "docs" / "own_rule.md"
BLOCKS = [
    block.partition("\nstudy = ")[0]
    for block in re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
]


def from_the_page(name: str) -> type[ReferenceVillage]:
    """Return a class as the page defines it."""
    block = next(block for block in BLOCKS if f"class {name}(" in block)
    space: dict[str, Any] = {"__name__": "own_rules"}
    exec(block, space)
    found: type[ReferenceVillage] = space[name]
    return found


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    path = tmp_path_factory.mktemp("rules") / "rules.yaml"
    path.write_text(EXPERIMENT)
    return load_study(path)


def test_unchanged_it_gives_the_study_of_the_compiled_model(study: Study) -> None:
    fast, readable = study.run(), study.run(model=ReferenceVillage)
    assert readable.failures == []
    keys = ["scenario", "replicate", "week"]
    ours, theirs = fast.weekly(), readable.weekly()
    pd.testing.assert_frame_equal(ours[keys], theirs[keys])
    for name in ours.columns[3:]:
        np.testing.assert_allclose(theirs[name], ours[name], rtol=1e-9, atol=1e-9, err_msg=name)
    assert ours["attendance_a"].notna().any() and ours["constraint"].notna().any()
    for kind in ("owners", "ties"):
        pd.testing.assert_frame_equal(getattr(readable, kind)(), getattr(fast, kind)(), rtol=1e-9, atol=1e-9)
    pd.testing.assert_frame_equal(fast.comparison(), readable.comparison(), rtol=1e-6, atol=1e-9)


class Asked(Owner):
    """Trusts by the shipped rule, in a method of its own: its owners are asked."""

    def trust(self, other: Owner) -> float:
        return super().trust(other)


class Hopeful(Owner):
    """Trusts everybody by .3 more."""

    def trust(self, other: Owner) -> float:
        return min(1.0, super().trust(other) + 0.3)


class AskedVillage(ReferenceVillage):
    owner_type = Asked


class HopefulVillage(ReferenceVillage):
    owner_type = Hopeful


def test_what_owners_answer_is_measured_as_the_compiled_model_measures(study: Study) -> None:
    fast, asked = study.run(replicates=1), study.run(replicates=1, model=AskedVillage)
    ours, theirs = fast.weekly(), asked.weekly()
    for name in ours.columns[3:]:
        np.testing.assert_allclose(theirs[name], ours[name], rtol=1e-9, atol=1e-9, err_msg=name)
    for kind in ("owners", "ties"):
        pd.testing.assert_frame_equal(getattr(asked, kind)(), getattr(fast, kind)(), rtol=1e-9, atol=1e-9)


def test_a_rule_of_trust_is_what_the_measures_of_trust_tell(study: Study) -> None:
    result = study.run(replicates=1, model=HopefulVillage)
    village = result.village("all", 0)
    assert isinstance(village, HopefulVillage)
    across = [
        one.trust(other) for one in village.owners for other in village.owners if one.group != other.group
    ]
    last = result.weekly().query("scenario == 'all' and week == 13").iloc[0]
    assert last["trust_other"] == pytest.approx(np.mean(across), abs=1e-12)
    owners = result.owners().query("scenario == 'all' and week == 13")
    weights = [sum(other.group != one.group for other in village.owners) for one in village.owners]
    assert np.average(owners["trust_other"], weights=weights) == pytest.approx(np.mean(across), abs=1e-12)
    assert last["social_capital_trust"] == last["trust"]
    ties = result.ties().query("scenario == 'all' and week == 13")
    told = [village.owners[row.owner].trust(village.owners[row.partner]) for row in ties.itertuples()]
    assert ties["trust"].tolist() == pytest.approx(told, abs=1e-12) and len(told) > 0


@pytest.mark.parametrize("name", ["MedianVillage", "Markets", "TwoGroups"])
def test_each_rule_of_the_page_changes_the_village(study: Study, name: str) -> None:
    model = from_the_page(name)
    own = study.run(replicates=1, model=model)
    shipped = study.run(replicates=1)
    assert own.failures == []
    column = "meetings" if name == "Markets" else "trust_other"
    assert not np.allclose(own.weekly()[column], shipped.weekly()[column])
    assert isinstance(own.village("all", 0, week=3), model)
    if name == "Markets":
        assert own.weekly()["meetings"].mean() < shipped.weekly()["meetings"].mean()


def test_scenarios_share_the_draws_that_a_rule_did_not_change(study: Study) -> None:
    frame = study.run(replicates=1, model=from_the_page("Markets")).weekly()
    start = frame[(frame["week"] == 0) & (frame["scenario"] != "sharper")]
    assert len(start.drop(columns=["scenario"]).drop_duplicates()) == 1
    same = frame[frame["week"] < 6].set_index(["scenario", "week"])
    assert not same.loc["all"].equals(same.loc["none"])


def test_its_folder_says_which_rules_it_was_run_with(study: Study, tmp_path: Path) -> None:
    model = from_the_page("Markets")
    result = study.run(replicates=1, model=model, out=tmp_path / "out")
    assert result.manifest["origin"]["model"].startswith("own_rules.Markets ")
    page = result.report("en").read_text(encoding="utf-8")
    assert "no pictures of the network" in page
    opened = open_result(tmp_path / "out")
    with pytest.raises(StudyError, match=r"run with the rules of own_rules.Markets; allowed: open_result"):
        opened.village("none", 0)
    assert isinstance(open_result(tmp_path / "out", model).village("none", 0, 2), model)
    with pytest.raises(StudyError, match="model"):
        study.run(replicates=1, out=tmp_path / "out", resume=True)
    with pytest.raises(StudyError, match=r"was run with the rules of own_rules.Markets; allowed: Study.run"):
        recipe_of(tmp_path / "out")


def test_measures_of_ones_own_see_the_readable_village(study: Study) -> None:
    def largest(village: ReferenceVillage) -> float:
        return max(len(owner.ties()) for owner in village.owners)

    result = study.run(replicates=1, model=ReferenceVillage, measures={"largest": largest})
    village = result.village("none", 0)
    frame = result.weekly()
    last = frame[(frame["scenario"] == "none") & (frame["week"] == 13)]["largest"].item()
    assert last == largest(village)


def test_a_rule_that_raises_is_a_failed_run(study: Study) -> None:
    class Broken(ReferenceVillage):
        def step(self) -> None:
            if self.week == 4:
                raise RuntimeError("no market on Monday")
            super().step()

    result = study.run(replicates=1, model=Broken)
    assert [(each.scenario, each.week, each.error) for each in result.failures] == [
        (name, 5, "RuntimeError: no market on Monday") for name in study.config.programmes()
    ]


@pytest.mark.parametrize("given", [ReferenceVillage.__init__, Village, "Markets"])
def test_only_a_version_of_the_readable_model_can_be_handed_over(study: Study, given: Any) -> None:
    with pytest.raises(StudyError, match="allowed: a subclass of ReferenceVillage"):
        study.run(model=given)


def test_events_are_not_kept_and_told(study: Study) -> None:
    with pytest.raises(StudyError, match="events_at: the readable model keeps no events"):
        study.run(model=ReferenceVillage, events_at=[1])


def test_what_the_readable_model_does_not_know_is_told(study: Study) -> None:
    village = study.config.village
    with pytest.raises(ValueError, match=r"no activity 'market': a subclass .* adds it"):
        ReferenceVillage(village, study.config.behaviour, {"market": object()}, 1)  # type: ignore[dict-item]
