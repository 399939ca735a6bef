"""Neighbourhood and kin: strangers meet whom they live beside or are related to (ODD 7.12).

Fafchamps & Gubert 2007: ties of mutual help follow nearness and kinship more than occupation.
"""

import numpy as np

from simulation.compiled import Record, outlined_borrowing
from simulation.mechanisms.mechanism import Mechanism
from simulation.model import draws
from simulation.model.rules.hooks import ANSWER
from simulation.model.state import FOUNDERS, VillageState
from simulation.parameters.field import parameter

PROCESS = draws.mechanism_process("neighbourhood")
STRENGTH, NEIGHBOURHOODS, KIN_GROUPS = range(3)
PLACE, KIN = range(2)
"""What is kept of an owner: neighbourhood, and kin group or congregation within the own group."""


@outlined_borrowing
def settle(
    state: VillageState, b: Record, strengths: np.ndarray, traits: np.ndarray,
    seed: int, week: int, i: int, j: int, said: np.ndarray,
) -> None:  # fmt: skip
    """Draw neighbourhood and kin; a house stays where it is, whoever takes it over."""
    traits[i, PLACE] = np.floor(strengths[NEIGHBOURHOODS] * draws.uniform(seed, FOUNDERS, PROCESS, i, PLACE))
    traits[i, KIN] = np.floor(strengths[KIN_GROUPS] * draws.uniform(seed, week, PROCESS, i, KIN))


@outlined_borrowing
def weigh(
    state: VillageState, b: Record, strengths: np.ndarray, traits: np.ndarray,
    seed: int, week: int, i: int, j: int, said: np.ndarray,
) -> None:  # fmt: skip
    """Write the chance to meet: less than 1 for who is neither neighbour nor kin."""
    kin = state.owners[i].group == state.owners[j].group and traits[i, KIN] == traits[j, KIN]
    near = traits[i, PLACE] == traits[j, PLACE]
    said[ANSWER] = 1.0 if kin or near else 1.0 - strengths[STRENGTH]


class Neighbourhood(Mechanism):
    """Whom owners meet by chance follows neighbourhood and kin."""

    width = 2
    draw_traits = settle
    partner_weight = weigh

    strength: float = parameter(
        0.5, limits=(0, 1), plausible=(0, 0.9), unit="share of chance meetings",
        source="assumed; ties of mutual help follow nearness and kinship most (Fafchamps & Gubert 2007)",
        en="chance meetings given up for neighbours and kin",
        id="pertemuan kebetulan yang beralih ke tetangga dan kerabat")  # fmt: skip
    neighbourhoods: int = parameter(
        4, limits=(1, 1000), plausible=(2, 12), unit="neighbourhoods", source="assumed: the RT of a village",
        en="neighbourhoods of the village", id="lingkungan (RT) di desa")  # fmt: skip
    kin_groups: int = parameter(
        5, limits=(1, 1000), plausible=(2, 20), unit="in each group", source="assumed",
        en="kin groups or congregations of each group",
        id="kerabat atau jemaah dalam tiap kelompok")  # fmt: skip
