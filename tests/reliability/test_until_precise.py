"""Replicates until the intervals are narrow enough: as a fixed number of them, and honestly covered."""

from pathlib import Path

import numpy as np
import pytest

from simulation.experiment.experiment_file import read_study
from simulation.running.precision import Precision
from tests.command_line import kampung
from tests.reliability.commands import data

EXPERIMENT = """
name: until
village:
  name: Until
  owners: 12
  groups: [{name: a, share: 0.5}, {name: b, share: 0.5}]
  sectors: [{name: food, share: 0.5}, {name: craft, share: 0.5}]
weeks: 20
burn_in: 10
replicates: {until: {outcome: trust_other, week: 20, half_width: 0.003}, at_least: 30, at_most: 400}
seed: 5
reference: none
outcomes: {trust_other: {smallest_effect: 0.02}}
compare_weeks: [20]
network_weeks: []
scenarios:
  none: {}
  forum: {activities: [forum]}
  trained: {activities: [communication_training, conflict_training]}
"""


RUN = ("run", "until.yaml")


def test_it_tells_how_many_it_took_and_leaves_what_a_fixed_number_leaves(tmp_path: Path) -> None:
    (tmp_path / "until.yaml").write_text(EXPERIMENT)
    code, out, errors = kampung(tmp_path, *RUN, "--out", "until", "--language", "en")
    assert code == 0, errors
    (line,) = [line for line in out.splitlines() if line.startswith("widest half interval after ")]
    took, half_width = int(line.split()[4]), float(line.split(": ")[1])
    assert 30 < took < 400
    assert half_width <= 0.003
    assert f"3 scenarios x {took} replicates" in out
    code, _, errors = kampung(tmp_path, *RUN, "--out", "fixed", "--replicates", str(took))
    assert code == 0, errors
    assert data(tmp_path / "until") == data(tmp_path / "fixed")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("outcome: trust_other", "outcome: trust", "replicates.until.outcome"),
        ("week: 20,", "week: 19,", "replicates.until.week"),
        ("half_width: 0.003", "half_width: -0.004", "replicates.until.half_width"),
        ("half_width: 0.003", "half_width: narrow", "replicates.until.half_width"),
        ("at_least: 30", "at_least: 1", "replicates.at_least"),
        ("at_least: 30", "at_least: 3000", "replicates.at_most"),
        ("at_most: 400", "most: 400", "replicates"),
    ],
)
def test_a_wrong_line_is_told_with_its_place(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert EXPERIMENT.count(old) == 1
    (tmp_path / "until.yaml").write_text(EXPERIMENT.replace(old, new))
    code, _, errors = kampung(tmp_path, "check", "until.yaml")
    assert code == 2
    assert "until.yaml:10" in errors
    assert told in errors
    assert "allowed: " in errors


def covered(tmp_path: Path, at_least: int, studies: int) -> float:
    """Return how often the interval at the stop holds the true difference, for normal differences."""
    (tmp_path / "until.yaml").write_text(EXPERIMENT.replace("at_least: 30", f"at_least: {at_least}"))
    config = read_study(tmp_path / "until.yaml")
    wanted = config.replicates
    random = np.random.default_rng(20261124)
    hits = 0
    for _ in range(studies):
        precision = Precision(config, wanted, ["trust_other"])
        differences = []
        while not precision.is_enough():
            # half-widths of 0.003 take about 45 replicates at this spread
            differences.append(random.normal(0.03, 0.01))
            rows = {scenario: np.zeros((21, 1)) for scenario in range(3)}
            rows[1][:, 0] = differences[-1]  # in all weeks of the window
            precision.take(rows)
        hits += abs(np.mean(differences) - 0.03) <= precision.widest()
    return hits / studies


@pytest.mark.long
@pytest.mark.parametrize(("at_least", "lowest"), [(30, 0.93), (50, 0.94)])
def test_stopping_by_the_width_costs_little_coverage(tmp_path: Path, at_least: int, lowest: float) -> None:
    """Three standard errors of 4,000 studies are 1 %."""
    assert lowest < covered(tmp_path, at_least, 4000) < 0.965
