"""Measures of collaboration and conflict, from what was counted in the week."""

import numpy as np
import pytest

from simulation.measures.catalogue import MEASURES
from simulation.measures.conflict import WIDTH, measure_conflict
from simulation.model.engine import Engine
from simulation.model.state import TALLIES

NAMES = [measure.name for measure in MEASURES if measure.file == "conflict"]


def measured(number: int = 10, **counts: float) -> dict[str, float]:
    row = np.empty(WIDTH)
    measure_conflict(np.array([float(counts.get(name, 0.0)) for name in TALLIES]), number, row)
    return dict(zip(NAMES, row, strict=True))


def test_cooperation_is_the_share_of_acts():
    found = measured(
        acts=20, cooperated=15, first_acts=4, first_cooperated=1, own_acts=12, own_cooperated=9,
        other_acts=8, other_cooperated=6,
    )  # fmt: skip
    names = ("cooperation", "cooperation_first", "cooperation_own", "cooperation_other")
    assert [found[name] for name in names] == [0.75, 0.25, 0.75, 0.75]


def test_without_such_meetings_there_is_no_share_but_there_are_none():
    found = measured()
    assert np.isnan([found[name] for name in NAMES if name.startswith("cooperation")]).all()
    assert [found[name] for name in NAMES if not name.startswith("cooperation")] == [0.0] * 4


def test_a_meeting_counts_for_both_who_take_part_and_a_dispute_for_who_has_it():
    found = measured(number=8, meetings=6, meetings_other=2, disputes=4, unresolved=3)
    assert [found[name] for name in ("meetings", "meetings_other")] == [1.5, 0.5]
    assert [found[name] for name in ("disputes", "unresolved")] == [0.5, 0.375]


def test_the_measures_are_those_of_the_events_of_the_week(profile, behaviour):
    engine = Engine(profile, behaviour, 4, burn_in=30, events=True)
    engine.advance(-1)
    rows = np.empty((1, len(engine.columns)))
    engine.advance(0, rows)
    found = dict(zip(engine.columns, rows[0], strict=True))
    week = engine.events[-1]
    met = week[week["initiator_cooperated"] >= 0]
    group = engine.state.owners["group"]
    across = group[met["initiator"]] != group[met["partner"]]
    acts = np.stack([met["initiator_cooperated"], met["partner_cooperated"]])
    disputes = np.stack([met["initiator_dispute"], met["partner_dispute"]])
    assert found["meetings"] == 2 * met.size / 60
    assert found["meetings_other"] == 2 * across.sum() / 60
    assert found["cooperation"] == pytest.approx(acts.mean())
    assert found["cooperation_own"] == pytest.approx(acts[:, ~across].mean())
    assert found["cooperation_other"] == pytest.approx(acts[:, across].mean())
    assert found["disputes"] == (disputes > 0).sum() / 60
    assert found["unresolved"] == (disputes == 1).sum() / 60
    saw = np.stack([met["initiator_saw"], met["partner_saw"]])
    # who sees cooperation has no dispute or a resolved one; who sees none has a dispute
    assert (disputes[saw == 1] != 1).all()
    assert (disputes[saw == 0] != 0).all()
