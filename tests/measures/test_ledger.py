"""The trust ledger: every change of evidence has a line, and the lines add up to the change of the stock."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.measures.catalogue import SOURCES
from simulation.measures.ledger import WIDTH, measure_ledger
from simulation.measures.relations import survey
from simulation.model import state as sources
from simulation.model.engine import Engine
from simulation.parameters import DOSES
from tests.villages import behaviours, know, make_village, profiles, programmes, record, stock

LINES = [name for name, _, _ in SOURCES]


def test_lines_are_named_in_the_order_of_the_rules():
    assert [getattr(sources, name.upper()) for name in LINES] == list(range(len(LINES)))


def test_stock_and_lines_are_good_less_bad_per_owner():
    state = make_village("aab")
    know(state, 0, 1, good=(3, 1), bad=(1, 0))
    know(state, 0, 2, good=(0, 2), bad=(4, 0))
    state.ledger[sources.FORUM] = [(6, 3), (0, 9)]
    row = np.empty(WIDTH)
    measure_ledger(survey(state, record(), np.array([2, 1])), state.ledger, row)
    assert row[:2] == pytest.approx([3 / 3, -2 / 3])
    forum = 2 + 2 * LINES.index("forum")
    assert row[forum : forum + 2] == pytest.approx([1.0, -3.0])
    assert np.count_nonzero(row[2:]) == 2


@given(st.data(), profiles(owners=24), behaviours(), st.integers(0, 2**40))
def test_the_ledger_adds_up_to_the_change_of_evidence_for_any_parameters(data, profile, behaviour, seed):
    doses = data.draw(programmes(profile))
    engine = Engine(profile, behaviour, seed, burn_in=3, doses=doses)
    before = stock(engine.state)
    for week in range(-2, 10):
        engine.advance(week)
        after, lines = stock(engine.state), engine.state.ledger
        scale = np.abs(lines).sum() + np.abs(after).sum()
        assert np.abs(after - before - lines.sum(axis=0)).max() <= 1e-12 * max(scale, 1.0)
        before = after


def test_with_all_activities_each_side_adds_up_and_each_source_has_its_line(profile, behaviour):
    doses = {name: dose(first=2) for name, dose in DOSES.items()}
    engine = Engine(profile, behaviour, 6, burn_in=30, doses=doses)
    engine.advance(0)
    rows = np.empty((13, len(engine.columns)))
    rows[0] = engine.measure()
    engine.advance(12, rows[1:])
    found = {name: rows[:, place] for place, name in enumerate(engine.columns)}
    for side in ("own", "other"):
        flows = sum(found[f"ledger_{line}_{side}"][1:] for line in LINES)
        assert flows == pytest.approx(np.diff(found[f"evidence_{side}"]), abs=1e-12)
    for line in ("mediation", "forum", "simulation", "mentoring"):
        together = found[f"ledger_{line}_own"] + found[f"ledger_{line}_other"]
        assert not together[:2].any()
        assert together[2] > 0
    assert not found["ledger_activity_own"].any()
    assert (found["ledger_misreading_own"] <= 0).all()
    assert (found["ledger_defection_own"] <= 0).all()


def test_a_week_without_meetings_only_fades_and_forgets(profile, behaviour):
    engine = Engine(profile, behaviour, 6, burn_in=30)
    engine.advance(0)
    quiet = Engine(profile, behaviour.model_copy(update={"meetings": 0.0}), 6, burn_in=0)
    quiet.state = engine.state.copy()
    quiet.advance(1)
    entered = [LINES[line] for line in np.flatnonzero(quiet.state.ledger.any(axis=(1, 2)))]
    assert set(entered) <= {"fading", "forgetting"}
    assert "fading" in entered
