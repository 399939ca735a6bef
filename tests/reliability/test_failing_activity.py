"""A user's activity with a bug: its runs are told, every other run is as it would have been."""

from pathlib import Path

import pandas as pd

from tests.command_line import kampung
from tests.installed import installed
from tests.reliability.commands import environment, experiment, run

ACTIVITY = '''
from simulation.interventions.activity import Activity
from simulation.parameters import Dose


class Market(Activity):
    """A market that breaks down in week 7 when the first owner has come."""

    dose_type = Dose

    def hold(self, session):
        if session.week == 7 and 0 in session.present:
            raise ZeroDivisionError("no stall left")
        return session.present
'''
EXPERIMENT = experiment("market", weeks=10, replicates=8)
WITH_MARKET = """
  market:
    activities: [market]
    set: {market.every: 1, market.sessions: 10, market.attendance: 0.5}
"""


def install(folder: Path) -> None:
    """Install a distribution with the activity, as pip would."""
    (folder / "buggy_market.py").write_text(ACTIVITY)
    points = {"kampung.interventions": {"market": "buggy_market:Market"}}
    installed(folder, {"name": "buggy-market", "version": "1.0", "entry-points": points})


def test_a_bug_is_a_row_with_its_place_the_study_goes_on_and_the_exit_code_is_3(tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    install(packages)
    (tmp_path / "sound.yaml").write_text(EXPERIMENT)
    (tmp_path / "market.yaml").write_text(EXPERIMENT + WITH_MARKET)
    assert kampung(tmp_path, "run", "sound.yaml", "--out", "sound")[0] == 0
    code, _, errors = run(
        tmp_path, "run", "market.yaml", "--out", "out", "--language", "en", env=environment(packages)
    )
    assert code == 3, errors

    failures = pd.read_csv(tmp_path / "out" / "failures.csv")
    assert 0 < len(failures) < 8
    assert set(failures["scenario"]) == {"market"}
    assert set(failures["week"]) == {7}
    assert set(failures["error"]) == {"ZeroDivisionError: no stall left"}
    assert failures["trace"].str.contains("buggy_market.py").all()
    one = failures["replicate"].iloc[0]
    assert f"scenario market, replicate {one}, week 7: ZeroDivisionError: no stall left" in errors
    assert f"{len(failures)} runs failed: see {Path('out') / 'failures.csv'}" in errors

    weekly = pd.read_parquet(tmp_path / "out" / "weekly.parquet").astype({"scenario": str})
    there = set(weekly.loc[weekly["scenario"] == "market", "replicate"])
    assert there == set(range(8)) - set(failures["replicate"])
    others = weekly[weekly["scenario"] != "market"].reset_index(drop=True)
    sound = pd.read_parquet(tmp_path / "sound" / "weekly.parquet").astype({"scenario": str})
    pd.testing.assert_frame_equal(others, sound, check_exact=True)

    # going on computes nothing anew: the bug is data of the study, until the activity is another one
    code, _, errors = run(
        tmp_path, "run", "market.yaml", "--out", "out", "--resume", env=environment(packages)
    )
    assert code == 3, errors
    (packages / "buggy_market.py").write_text(ACTIVITY.replace("week == 7", "week == 70"))
    code, _, errors = run(
        tmp_path, "run", "market.yaml", "--out", "out", "--resume", env=environment(packages)
    )
    assert code == 2, errors
    assert "market" in errors
