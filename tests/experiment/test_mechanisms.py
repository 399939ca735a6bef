"""Optional mechanisms in an experiment: asked for by name, checked, and in every village of its studies."""

import numpy as np
import pytest

from simulation.experiment.design import Design
from simulation.model.draws import replicate_seed
from simulation.model.engine import Engine
from simulation.running.branching import Plan
from simulation.running.provenance import origin
from simulation.running.replicate import burned_in, run_replicate
from tests.experiment.files import VALID, told

SMALL = VALID.replace("owners: 60", "owners: 20").replace("weeks: 104", "weeks: 30").replace("104]", "30]")
WITH = "mechanisms: {standing_meetings: {every: 2}, neighbourhood: {strength: 0.3}}\n"


def test_there_are_none_by_default(folder):
    assert folder.study(VALID).active_mechanisms() == {}


def test_they_stand_in_the_order_in_which_they_act_with_their_defaults_filled_in(folder):
    config = folder.study(VALID + WITH)
    found = config.active_mechanisms()
    assert list(found) == ["neighbourhood", "standing_meetings"]
    assert found["neighbourhood"].strengths() == [0.3, 4.0, 5.0]
    written = config.to_document()["mechanisms"]
    assert written["standing_meetings"] == {
        "strength": 0.5, "every": 2, "size": 12, "attendance": 0.8, "mixed": 0
    }  # fmt: skip
    again = type(config).model_validate(config.to_document())
    assert again.hash() == config.hash() != folder.study(VALID).hash()
    assert again.active_mechanisms() == found


def test_every_fault_is_told_at_its_place(folder):
    faults = folder.faults(
        VALID + "mechanisms:\n  gosip: {strength: 0.2}\n  retaliation: {strength: -1, strenth: 2}\n"
        "  broadcast: 5\n  standing_meetings: {every: 2.5}\n"
    )
    line = VALID.count("\n") + 2
    assert [told(fault) for fault in faults] == [
        f"x.yaml:{line}:3: mechanisms.gosip: unknown mechanism 'gosip'; allowed: neighbourhood, broadcast, "
        "gossip, retaliation, standing_meetings; did you mean 'gossip'?",
        f"x.yaml:{line + 1}:27: mechanisms.retaliation.strength: found -1; allowed: a number from 0 to 10",
        f"x.yaml:{line + 1}:31: mechanisms.retaliation.strenth: unknown field 'strenth'; allowed: strength; "
        "did you mean 'strength'?",
        f"x.yaml:{line + 2}:14: mechanisms.broadcast: found 5 (a whole number); allowed: a mapping of "
        "'name: value' lines",
        f"x.yaml:{line + 3}:30: mechanisms.standing_meetings.every: found 2.5 (a number); allowed: a whole "
        "number from 1 to 100000",
    ]


def test_every_scenario_of_every_replicate_has_them(folder):
    config = folder.study(SMALL + WITH)
    plan = Plan.of(config.programmes(), config.weeks, config.pasts().of)
    found = run_replicate(config, plan, config.case(1))
    assert not found.failures
    for number, doses in enumerate(config.programmes().values()):
        village = Engine(
            config.village, config.behaviour, replicate_seed(config.seed, 1), doses=doses,
            mechanisms=config.active_mechanisms(), network_weeks=config.network_weeks,
        )  # fmt: skip
        village.advance(0)
        rows = np.empty((30, len(village.columns)))
        village.advance(30, rows)
        np.testing.assert_array_equal(found.rows[number][1:], rows)
    without = folder.study(SMALL)
    plain = run_replicate(without, plan, without.case(1))
    assert not np.array_equal(plain.rows[0], found.rows[0])


def test_so_have_the_designs_of_analyses_and_the_villages_of_pairing(folder):
    config = folder.study(SMALL + WITH)
    design = Design.of(config, config.programmes(), "none", [0, 30])
    assert design.active_mechanisms() == config.active_mechanisms()
    assert burned_in(config, config.case(0)).mechanisms == config.active_mechanisms()


def test_who_computes_must_know_them(folder):
    parts = folder.study(VALID + WITH).parts()
    assert parts == ["forum", "mechanisms.neighbourhood", "mechanisms.standing_meetings"]
    assert origin(parts) == origin(["forum"])
    with pytest.raises(KeyError, match=r"unknown mechanism 'malu'; known: neighbourhood"):
        origin([*parts, "mechanisms.malu"])
