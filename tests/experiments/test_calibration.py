"""The page of the calibration says what was measured (experiments/calibration)."""

import sys
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from simulation.parameters import Behaviour
from simulation.patterns.catalogue import PATTERNS

sys.path.insert(0, str(Path(__file__).parents[2] / "experiments" / "calibration"))
import headlines
import pattern_table
import survival
from versions import Version, version_1, version_2


@pytest.fixture(scope="module")
def found() -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Values of four villages: the first version stands above all bands, the second in or at them."""
    inside = {it.name: np.clip(0, it.low, it.high) + np.array([0, 1, 2, 1]) * 1e-4 for it in PATTERNS}
    return {name: values + 1e3 for name, values in inside.items()}, inside


def test_the_table_has_every_pattern_with_its_band_source_and_both_versions(found) -> None:
    lines = pattern_table.table(*found)[2:]
    assert len(lines) == len(PATTERNS)
    for pattern, line in zip(PATTERNS, lines, strict=True):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        assert cells[0] == f"{pattern.name}: {pattern.en}"
        assert cells[2] == pattern.source
        assert cells[3].startswith(f"{found[0][pattern.name].mean():.3f} (")
        before_too = not np.isfinite(pattern.high)
        assert cells[5] == ("yes" if before_too else "yes (version 1: no)")


def test_a_missed_pattern_is_told_in_bold(found) -> None:
    assert pattern_table.table(found[1], found[0])[2].endswith("| **no** (version 1: yes) |")


def test_the_dashboard_reads_what_the_page_says(found) -> None:
    rows = YAML(typ="safe").load(pattern_table.dashboard_rows(found[1]))
    assert [row["name"] for row in rows] == [pattern.name for pattern in PATTERNS]
    for row, pattern in zip(rows, PATTERNS, strict=True):
        assert (row["en"], row["id"]) == (pattern.en, pattern.id)
        assert row["low"] == (pattern.low if np.isfinite(pattern.low) else None)
        assert row["mean"] == pytest.approx(found[1][pattern.name].mean(), abs=5e-4)
        assert row["met"] is True


def test_version_1_names_every_parameter_of_behaviour() -> None:
    kept = YAML(typ="safe").load((Path(headlines.__file__).parent / "version_1.yaml").read_text("utf-8"))
    # what it did not have stands there at the value at which it does nothing
    assert kept["behaviour"].keys() == Behaviour.model_fields.keys()
    assert version_1().study.programme == kept["programme"]


def test_the_versions_run_the_shipped_scenarios() -> None:
    scenarios = version_2().study.programmes()
    assert version_1().study.programmes().keys() == scenarios.keys()
    assert {"none", "forum", "all", "forum_unfacilitated"} <= scenarios.keys()


def test_another_behaviour_is_that_of_the_study_too() -> None:
    other: Version = version_1().but(exit_rate=0.05)
    assert other.behaviour.exit_rate == other.study.behaviour.exit_rate == 0.05
    assert version_1().behaviour.exit_rate == 0.0


def test_a_programme_without_activities_has_no_effect_and_the_forum_has_one() -> None:
    version = version_1()
    forum = version.study.programmes()["forum"]
    moved = headlines.effects(version, [{}, forum], ("trust_other", "income"), range(1, 4))
    assert moved.shape == (3, 2, 2)
    assert not moved[:, 0].any()
    assert (moved[:, 1] > 0).all()


def test_ties_are_divided_into_quarters_by_strength() -> None:
    strength = np.array([0.2, 0.3, 0.4, 0.5])
    alive = np.array([[0, 0, 0], [1, 0, 0], [1, 1, np.nan], [1, 1, 1]], dtype=float)
    edges, shares = survival.by_quarter([survival.Ties(strength, alive), survival.Ties(strength, 1 - alive)])
    assert edges == pytest.approx([0.275, 0.35, 0.425])
    np.testing.assert_array_equal(shares[0], alive)
    np.testing.assert_array_equal(shares[1], 1 - alive)


def test_strong_ties_last_longer() -> None:
    version = version_1()
    villages = [survival.ties(version.study.village, version.behaviour, seed) for seed in range(1, 6)]
    _, shares = survival.by_quarter(villages)
    by_strength = np.nanmean(shares, axis=0)
    assert (np.diff(by_strength[:, :2], axis=0) > 0).all()
