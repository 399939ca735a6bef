"""Mechanisms: off by default, asked for by name, one's own from another package (ODD 7.12)."""

import re
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.metadata import EntryPoint
from pathlib import Path

import numpy as np
import pytest

from simulation.experiment.experiment_file import read_study
from simulation.mechanisms.mechanism import Mechanism
from simulation.mechanisms.registry import GROUP, mechanism_types, mechanisms_of, shipped
from simulation.mechanisms.table import renewed
from simulation.model.draws import mechanism_process, uniform
from simulation.model.engine import Engine
from simulation.model.village import Village
from simulation.parameters import DOSES, Behaviour, description
from simulation.plugins import plugins
from tests.installed import installed
from tests.villages import bits

ROOT = Path(__file__).parents[2]
EVERYTHING = {name: dose() for name, dose in DOSES.items()}
BUSY = Behaviour(exit_rate=0.5, bad_generalisation=2.0, acquaintances=10)
EXPERIMENT = """
name: small
village: {name: Small, owners: 12, groups: [{name: a, share: 0.5}, {name: b, share: 0.5}],
          sectors: [{name: food, share: 0.5}, {name: craft, share: 0.5}]}
mechanisms: {malu: {strength: 1.0}}
weeks: 8
burn_in: 4
replicates: 3
scenarios: {none: {}, forum: {activities: [forum]}}
reference: none
outcomes: {gotong_royong: {smallest_effect: 0.001}}
"""


def weekly(profile, mechanisms, behaviour=BUSY, doses=EVERYTHING) -> np.ndarray:
    engine = Engine(
        profile, behaviour, 3, burn_in=10, doses=doses, mechanisms=mechanisms_of(mechanisms)
    )  # fmt: skip
    rows = np.empty((40, len(engine.columns)))
    engine.advance(30, rows)
    return rows


@pytest.mark.parametrize("name", shipped())
def test_at_strength_0_a_village_lives_as_without_it_and_else_it_does_not(name, profile):
    without = weekly(profile, {})
    assert weekly(profile, {name: {"strength": 0.0}}).tobytes() == without.tobytes()
    assert weekly(profile, {name: {}}).tobytes() != without.tobytes()


@pytest.mark.parametrize("name", shipped())
def test_each_has_a_file_a_strength_and_a_source_for_every_number(name):
    kind = shipped()[name]
    assert kind.__module__ == f"simulation.mechanisms.{name}"
    assert import_module(kind.__module__).__doc__
    assert next(iter(kind.model_fields)) == "strength"
    for field_name, field in kind.model_fields.items():
        found = description(field)
        assert found is not None and found.unit and found.source and found.en and found.id, field_name
        if found.plausible is not None:
            assert found.plausible[0] <= field.default <= found.plausible[1], field_name


def test_the_tables_in_the_odd_are_not_stale():
    page = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")
    assert renewed(page) == page, "run: python -m simulation.mechanisms.table docs/odd.md"


def test_they_act_in_the_order_of_the_odd_however_they_are_written():
    assert list(mechanisms_of({"gossip": {}, "neighbourhood": {}})) == ["neighbourhood", "gossip"]


def test_an_unknown_one_is_named_with_those_that_are_known(profile):
    with pytest.raises(ValueError, match=r"unknown mechanism 'gosip'; allowed: .*did you mean 'gossip'"):
        Village(profile, mechanisms={"gosip": {}}, burn_in=0)


def test_a_value_out_of_its_limits_is_refused(profile):
    with pytest.raises(ValueError, match="strength"):
        Village(profile, mechanisms={"neighbourhood": {"strength": 1.5}}, burn_in=0)


@pytest.mark.parametrize("given", [None, 0.2, shipped()["retaliation"]()])
def test_what_is_neither_parameters_nor_that_mechanism_is_refused(given):
    with pytest.raises(ValueError, match="Gossip"):
        mechanisms_of({"gossip": given})
    assert mechanisms_of({"gossip": shipped()["gossip"](strength=0.4)})["gossip"].strengths() == [0.4, 0.5]


def test_a_branch_keeps_them(profile):
    every = mechanisms_of({name: {} for name in shipped()})
    past = Engine(profile, BUSY, 3, burn_in=10, mechanisms=every)
    past.advance(5)
    branch = past.branch({})
    branch.advance(20)
    past.advance(20)
    assert bits(branch.state) == bits(past.state)
    assert past.state.hooks.shape[1] == len(shipped())


def test_weeks_at_once_are_the_weeks_one_by_one(profile):
    every = mechanisms_of({name: {} for name in shipped()})
    at_once, one_by_one = (Engine(profile, BUSY, 3, burn_in=10, mechanisms=every) for _ in range(2))
    at_once.advance(10)
    for week in range(-9, 11):
        one_by_one.advance(week)
    assert bits(at_once.state) == bits(one_by_one.state)


# ----------------------------------------------------------------------- one's own, from another package
@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A folder with the package of docs/own_mechanism.md, as pip would install it, and an experiment."""
    page = (ROOT / "docs" / "own_mechanism.md").read_text(encoding="utf-8")
    code, *_ = re.findall(r"^```python\n(.*?)^```", page, re.S | re.M)
    project = tomllib.loads(re.findall(r"^```toml\n(.*?)^```", page, re.S | re.M)[0])["project"]
    (tmp_path / "malu.py").write_text(code, encoding="utf-8")
    assert list(project["entry-points"]) == [GROUP]
    installed(tmp_path, project)
    (tmp_path / "small.yaml").write_text(EXPERIMENT, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    plugins.cache_clear()
    yield tmp_path
    plugins.cache_clear()
    sys.modules.pop("malu", None)


def run(*words: str) -> subprocess.CompletedProcess[str]:
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from simulation.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *words], capture_output=True, text=True, check=False
    )  # fmt: skip


def test_the_one_of_the_page_takes_about_thirty_lines(folder):
    code = (folder / "malu.py").read_text(encoding="utf-8")
    assert len([line for line in code.splitlines() if line.strip()]) <= 36


def test_one_of_another_package_acts_in_python(folder, profile):
    assert list(mechanism_types()) == [*shipped(), "malu"]
    without, at_0, ashamed = (
        Village(profile, seed=3, burn_in=0, mechanisms=given)
        for given in ({}, {"malu": {"strength": 0.0}}, {"malu": {"strength": 1.0}})
    )
    for _ in range(10):
        for village in (without, at_0, ashamed):
            village.step()
    assert at_0.weekly().equals(without.weekly())
    assert ashamed.measure("gotong_royong") > without.measure("gotong_royong") + 0.01
    drawn = [uniform(3, -1_000_000, mechanism_process("malu"), i, 0) for i in range(60)]
    assert ashamed.state.traits[0, ashamed.state.owners["arrived"] < 0, 0].tolist() == [
        luck for luck, arrived in zip(drawn, ashamed.state.owners["arrived"], strict=True) if arrived < 0
    ]


def test_one_of_another_package_is_checked_shown_and_run_by_its_word(folder):
    assert read_study("small.yaml").active_mechanisms()["malu"].strengths() == [1.0]
    assert "Mechanism: malu" in run("show", "small.yaml").stdout
    assert "rise of the norm after an own defection" in run("schema").stdout
    ran = run("run", "small.yaml", "--out", "out", "--language", "en")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "malu" in (folder / "out" / "report.html").read_text(encoding="utf-8")
    (folder / "small.yaml").write_text(EXPERIMENT.replace("strength: 1.0", "strenth: 1.0"), encoding="utf-8")
    refused = run("check", "small.yaml")
    assert refused.returncode == 2
    assert refused.stderr == (
        "small.yaml:5:21: mechanisms.malu.strenth: unknown field 'strenth'; allowed: strength; "
        "did you mean 'strength'?\n"
    )


class Nothing:
    """No mechanism."""


class Gossip(Mechanism):
    """One that has the name of one that ships."""


@pytest.fixture
def registered(monkeypatch):
    def register(**classes: str) -> None:
        found = [EntryPoint(name, f"{__name__}:{which}", GROUP) for name, which in classes.items()]
        monkeypatch.setattr(
            "simulation.plugins.entry_points",
            lambda *, group: [each for each in found if each.group == group],
        )
        plugins.cache_clear()

    yield register
    monkeypatch.undo()
    plugins.cache_clear()


def test_what_is_no_mechanism_is_told_in_one_line_and_left_out(registered, capsys):
    registered(nothing="Nothing", gone="NoSuchClass")
    assert list(mechanism_types()) == list(shipped())
    gone, nothing = capsys.readouterr().err.splitlines()
    assert "'gone' (kampung.mechanisms) is left out" in gone and "NoSuchClass" in gone
    assert "'nothing' (kampung.mechanisms) is left out" in nothing and "no subclass" in nothing


def test_a_name_that_ships_is_not_taken_over(registered):
    registered(gossip="Gossip")
    assert mechanism_types()["gossip"] is shipped()["gossip"]
