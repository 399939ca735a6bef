"""A village with its mechanisms: addresses of their functions and their numbers, as the weeks read them."""

from collections.abc import Sequence
from threading import Lock
from typing import Any

import numpy as np

from simulation.compiled import Record
from simulation.mechanisms.mechanism import Mechanism
from simulation.model.rules.hooks import found_traits
from simulation.model.state import PLACES, VillageState
from simulation.separate import ADDRESS, address_of

_ADDRESSES: dict[Any, Any] = {}
_ONE_AT_A_TIME = Lock()


def with_mechanisms(
    state: VillageState, b: Record, seed: int, mechanisms: Sequence[Mechanism]
) -> VillageState:
    """Return a village just founded with some mechanisms, which keep what they draw of the founders.

    Parameters
    ----------
    state, b
        The village and its behaviour.
    seed : int
        Names the draws.
    mechanisms : sequence of Mechanism
        In the order in which they act. None: the village stays as it is.
    """
    if not mechanisms:
        return state
    strengths = [each.strengths() for each in mechanisms]
    most, width = max(map(len, strengths)), max(each.width for each in mechanisms)
    made = state._replace(
        hooks=np.zeros((len(PLACES), len(mechanisms)), dtype=ADDRESS),
        strengths=np.zeros((len(mechanisms), most)),
        traits=np.zeros((len(mechanisms), state.owners.shape[0], width)),
    )
    for number, each in enumerate(mechanisms):
        made.strengths[number, : len(strengths[number])] = strengths[number]
        for place, rule in enumerate(each.hooks()):
            if rule is not None:
                made.hooks[place, number] = _address(rule, made, b)
    found_traits(made, b, seed)
    return made


def _address(rule: Any, state: VillageState, b: Record) -> Any:
    """Return the address of a function of a mechanism; all villages have the same types."""
    with _ONE_AT_A_TIME:
        if rule not in _ADDRESSES:
            arguments = (state, b, state.strengths[0], state.traits[0], 0, 0, 0, 0, state.said)
            _ADDRESSES[rule] = address_of(rule, arguments)
    return _ADDRESSES[rule]
