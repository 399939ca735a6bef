"""Without what version 2 added the model is version 1: its weekly data, every number of them."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from simulation.model.engine import Engine
from simulation.parameters import DOSES, Behaviour, Dose
from tests.test_reference import KALORAN, VARIED, profile

KEPT = YAML(typ="safe").load(Path(__file__).parents[2] / "experiments" / "calibration" / "version_1.yaml")
VERSION_1 = KEPT["behaviour"]
BUSY = {
    "meetings": 2.0,
    "acquaintances": 8,
    "by_tie": 0.3,
    "memory": 0.9,
    "tie_decay": 0.12,
    "misreading": 0.35,
}


def as_then(doses: dict[str, Dose]) -> dict[str, Dose]:
    """Return doses that act as activities did in version 1, where they say nothing else."""
    return {
        name: dose.model_copy(
            update={
                field: value
                for field, value in KEPT["programme"][name].items()
                if field not in dose.model_fields_set
            }
        )
        for name, dose in doses.items()
    }


EVERYTHING = {name: dose() for name, dose in DOSES.items()}
ADDED = ("ledger_leaving_own", "ledger_leaving_other", "belief_own", "belief_other")
"""Columns that version 1 did not have."""


@pytest.mark.parametrize(
    ("village", "changes", "doses", "burn_in", "seed", "digest"),
    [
        (KALORAN, {}, EVERYTHING, 52, 7, "8a035a92901bb0b2"),
        (KALORAN, {}, {}, 0, 1, "771f0d312ada8702"),
        (KALORAN, BUSY, EVERYTHING, 10, 2, "de828f91f13fdea6"),
        (profile(45, 3), {"acquaintances": 12}, VARIED, 20, 3, "5997822c195a0cb9"),
        (profile(20, 1), {}, EVERYTHING, 0, 5, "6ffb12181ef21b08"),
    ],
    ids=["kaloran", "no programme", "busy", "three groups", "one group"],
)
def test_spread_and_strength_0_give_the_weekly_data_of_version_1(
    village, changes, doses, burn_in, seed, digest
):
    """Digests of data that version 1 wrote, as 32-bit floats: another machine's logarithm may differ in the
    last of 64 bits.
    """
    behaviour = Behaviour.model_validate(VERSION_1 | changes)
    engine = Engine(
        village, behaviour, seed, burn_in=burn_in, doses=as_then(doses), network_weeks=[0, 52, 104]
    )
    engine.advance(0)
    rows = np.empty((104, len(engine.columns)))
    engine.advance(104, rows)
    kept = [place for place, name in enumerate(engine.columns) if name not in ADDED]
    assert hashlib.sha256(rows[:, kept].astype("<f4").tobytes()).hexdigest()[:16] == digest
