"""Reach: a change of one owner touches in a week only whom its meetings could carry it to (ODD 4)."""

import numpy as np
import pytest

from simulation.model import draws
from simulation.model.behaviour_record import behaviour_record
from simulation.model.engine import Engine
from simulation.model.rules.meeting import DAILY_LIFE
from simulation.model.rules.week import begin_week, end_week
from simulation.parameters import DOSES, Behaviour
from tests.villages import bits, kept


def reach(treated: int, before, weeks: list, b: Behaviour, seed: int, week: int) -> set[int]:
    """Return everybody whom a change of one owner could touch this week, from the events of both runs.

    Owners act in the same order in both. Who meets somebody within reach is within reach; so is who looks
    for a friend's friend among friends within reach, and who shares a peer mediator with a dispute there.
    """
    size = before.owners.size
    known = [set(kept(before, i)) for i in range(size)]
    friends = [{j for j, pair in kept(before, i).items() if pair.tie > b.tie_minimum} for i in range(size)]
    for events in weeks:
        for event in events:
            i, j = int(event["initiator"]), int(event["partner"])
            for circle in (known, friends):
                circle[i].add(j)
                circle[j].add(i)
    mediators = {int(i) for i in np.flatnonzero(before.owners["cases_left"])}
    touched = {treated}
    for i in sorted(range(size), key=lambda i: draws.uniform(seed, week, draws.ORDER, i, 0)):

        def u(k, i=i):
            return draws.uniform(seed, week, draws.PARTNER, i, k)

        count = draws.poisson(draws.uniform(seed, week, draws.MEETINGS, i, 0), b.meetings)
        by_friend = any(u(8 * m) >= b.by_tie and u(8 * m + 1) < b.by_friend for m in range(count))
        if by_friend and friends[i] & touched:
            touched.add(i)
        for _ in range(2):
            for events in weeks:
                for event in events[events["initiator"] == i]:
                    party = {i, int(event["partner"])}
                    if event["initiator_dispute"] or event["partner_dispute"]:
                        party |= mediators & set.union(*(known[each] for each in party))
                    if party & touched:
                        touched |= party
    return touched


@pytest.mark.parametrize(("field", "value"), [("communication", 1.0), ("conflict", 1.0)])
def test_treating_one_owner_changes_nobody_out_of_reach_in_that_week(profile, behaviour, field, value):
    mediators = DOSES["conflict_training"](
        first=1, who={"select": "random", "number": 2}, attendance=1.0, caseload=1
    )
    # so many meetings, misread so often and taken so much for the group, that skill makes a difference
    harsh = behaviour.model_copy(update={"meetings": 1.2, "misreading": 0.8, "generalisation": 1.0})
    made = Engine(profile, behaviour, 5, burn_in=60, doses={"conflict_training": mediators}, events=True)
    spared, touched, further = [], 0, 0
    for week in range(2, 8):
        made.advance(week - 1)
        start = made.state.copy()
        begin_week(start, made.record, 5, week, False)
        for treated in range(60):
            runs = [start.copy(), start.copy()]
            runs[1].owners[field][treated] = value
            for state in runs:
                end_week(state, behaviour_record(harsh), DAILY_LIFE, 5, week)
            weeks = [state.events[: state.recorded[0]] for state in runs]
            within = reach(treated, start, weeks, harsh, 5, week)
            outside = np.setdiff1d(np.arange(60), list(within))
            assert bits(runs[0], outside) == bits(runs[1], outside)
            spared.append(outside.size)
            changed = {i for i in within if bits(runs[0], np.array([i])) != bits(runs[1], np.array([i]))}
            pairs = [(int(e["initiator"]), int(e["partner"])) for events in weeks for e in events]
            met = {i for pair in pairs if treated in pair for i in pair}
            touched += len(changed - {treated})
            further += len(changed - met - {treated})
    assert np.mean(spared) > 20  # a reach that takes everybody in would prove nothing
    assert touched > 30
    assert further > 0  # and the change does travel


def test_treating_an_owner_who_meets_nobody_changes_nobody(profile):
    lonely = Behaviour(meetings=0.0)
    one, other = (Engine(profile, lonely, 5, burn_in=0) for _ in range(2))
    other.state.owners["communication"][7] = 1.0
    for made in (one, other):
        made.advance(10)
    rest = np.array([i for i in range(60) if i != 7])
    assert bits(one.state, rest) == bits(other.state, rest)
