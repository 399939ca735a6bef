"""Waves for RSiena: persons are actors, and when they were there is told to the week."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from simulation.experiment.experiment_file import read_study
from simulation.files.faults import StudyError
from simulation.network.export import export_networks
from simulation.network.rsiena import script, waves_of
from simulation.network.simulated import SimulatedVillage, simulated_village
from tests.reliability.commands import experiment

WEEKS = [0, 20, 60]


def village(folder: Path, exit_rate: float) -> SimulatedVillage:
    text = experiment("small", weeks=60, replicates=3, owners=16, burn_in=60)
    (folder / "small.yaml").write_text(text + f"behaviour: {{exit_rate: {exit_rate}}}\n")
    return simulated_village(read_study(folder / "small.yaml"), WEEKS, "forum")


@pytest.fixture
def moving(tmp_path: Path) -> SimulatedVillage:
    return village(tmp_path, 0.4)


def test_every_wave_holds_the_ties_of_those_who_were_there(moving: SimulatedVillage) -> None:
    waves = waves_of(moving)
    assert len(waves.actors) > 16 and waves.changed
    for wave, network in enumerate(moving.networks):
        ids = list(network.owners["id"])
        there = waves.actors["id"].isin(ids).to_numpy()
        known = ~np.isnan(waves.ties[wave])
        assert np.array_equal(known, np.outer(there, there))
        one, two = np.nonzero(np.triu(np.nan_to_num(waves.ties[wave])))
        names = waves.actors["id"].to_numpy()
        assert set(zip(names[one], names[two], strict=True)) == set(
            zip(network.ties["first"], network.ties["second"], strict=True)
        )
        held = network.owners.set_index("id")["income"]
        column = waves.actors.set_index("id")[f"income_{wave + 1}"]
        assert column.isna().to_numpy().tolist() == (~there).tolist()
        np.testing.assert_allclose(column[there], held[column[there].index])


def test_presence_is_told_to_the_week_and_fits_what_rsiena_takes(moving: SimulatedVillage) -> None:
    actors = waves_of(moving).actors
    assert ((actors["from"] >= 1) & (actors["from"] <= actors["to"]) & (actors["to"] <= 3)).all()
    for wave, network in enumerate(moving.networks, start=1):
        # RSiena: an actor is at a wave if its interval, closed at both ends, holds it
        at_wave = actors[(actors["from"] <= wave) & (wave <= actors["to"])]
        assert set(at_wave["id"]) == set(network.owners["id"])
    for _, person in actors.iterrows():
        if (arrived := re.fullmatch(r"o\d+w(\d+)", person["id"])) and int(arrived[1]) > 0:
            week = int(arrived[1])
            assert person["from"] == pytest.approx(np.interp(week - 0.5, WEEKS, [1, 2, 3]))
    # who follows somebody comes when that one goes
    for _, held in actors.groupby("place"):
        ends, begins = held["to"].to_numpy()[:-1], held["from"].to_numpy()[1:]
        assert (ends <= begins).all() and len(held) <= 3
        assert (held["from"].to_numpy()[0], held["to"].to_numpy()[-1]) == (1, 3)


def test_where_nobody_moves_there_is_no_composition_change(tmp_path: Path) -> None:
    waves = waves_of(village(tmp_path, 0.0))
    assert len(waves.actors) == 16 and not waves.changed
    assert "sienaCompositionChange" not in script(waves, WEEKS)


def test_more_owners_than_matrices_are_written_of_are_refused(
    moving: SimulatedVillage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("simulation.network.rsiena.MOST_OWNERS", 15)
    with pytest.raises(StudyError, match=r"--format: 16 owners; allowed: at most 15 for RSiena"):
        waves_of(moving)


def test_files_are_what_the_script_reads(tmp_path: Path) -> None:
    village(tmp_path, 0.4)
    config = read_study(tmp_path / "small.yaml")
    paths = export_networks(config, tmp_path / "out", WEEKS, scenario="forum", format="rsiena")
    names = {path.name for path in paths}
    assert names == {"owners.csv", "village.R"} | {
        f"{n}_{w}.txt" for n in ("ties", "trust") for w in (1, 2, 3)
    }
    owners = pd.read_csv(tmp_path / "out" / "owners.csv")
    waves = waves_of(simulated_village(config, WEEKS, "forum"))
    for name, matrices in (("ties", waves.ties), ("trust", waves.trust)):
        for wave, expected in enumerate(matrices, start=1):
            text = pd.read_csv(tmp_path / "out" / f"{name}_{wave}.txt", sep=" ", header=None)
            assert text.shape == (len(owners),) * 2
            np.testing.assert_allclose(text.to_numpy(float), expected, atol=5e-7)
    code = (tmp_path / "out" / "village.R").read_text()
    assert set(re.findall(r"owners\$(\w+)", code)) <= set(owners.columns)
    changing = re.findall(r'changing\("(\w+)"\)', code)
    assert {f"{name}_{wave}" for name in changing for wave in (1, 2, 3)} <= set(owners.columns)
    made = set(re.findall(r"^(\w+) <- ", code, re.M))
    (parts,) = re.findall(r"sienaDataCreate\((.*)\)", code)
    assert set(parts.split(", ")) <= made and {"ties", "presence", "trust", "group"} <= set(parts.split(", "))
    for opening, closing in ("()", "{}", "[]"):
        assert code.count(opening) == code.count(closing)
