"""The row of a week: every column of the catalogue, in its order (ODD 3, step 7)."""

import numpy as np

from simulation.compiled import Record, compiled
from simulation.measures import conflict, economy, index, ledger, network, norms, trust
from simulation.measures.conflict import measure_conflict
from simulation.measures.costly import measure_costly
from simulation.measures.economy import measure_economy
from simulation.measures.index import measure_index
from simulation.measures.ledger import measure_ledger
from simulation.measures.network import measure_network
from simulation.measures.norms import measure_norms
from simulation.measures.programme import measure_attendance
from simulation.measures.relations import survey
from simulation.measures.trust import measure_trust
from simulation.model.state import VillageState

TRUST = 0
NETWORK = TRUST + trust.WIDTH
COSTLY = NETWORK + network.WIDTH
NORMS = COSTLY + 2
CONFLICT = NORMS + norms.WIDTH
ECONOMY = CONFLICT + conflict.WIDTH
INDEX = ECONOMY + economy.WIDTH
LEDGER = INDEX + index.WIDTH
COST = LEDGER + ledger.WIDTH
BETWEENNESS = COST + 1
"""First column of each kind; the attendance of the groups follows their betweenness."""


@compiled
def measure_week(
    state: VillageState,
    b: Record,
    seed: int,
    costly: bool,
    cost: float,
    invited: np.ndarray,
    present: np.ndarray,
    out: np.ndarray,
) -> None:
    """Fill a row.

    Parameters
    ----------
    seed : int
        Names the sample of sources in large villages.
    costly : bool
        Also compute the costly measures; else they are NaN.
    cost : float
        Rupiah the programme has cost so far.
    invited, present : ndarray of float, shape (groups,)
        Invitations to this week's sessions, and how many of the invited came.
    out : ndarray of float, shape (columns,)
        The row.
    """
    groups, sizes = state.groups, state.sizes
    number, kinds = groups.size, sizes.size
    out[:] = np.nan
    relations = survey(state, b, sizes)
    starts, neighbours = relations.starts, relations.neighbours
    measure_trust(relations, groups, sizes, out[TRUST:NETWORK])
    measure_network(groups, sizes, starts, neighbours, out[NETWORK:COSTLY])
    if costly:
        between = out[BETWEENNESS : BETWEENNESS + kinds]
        measure_costly(groups, sizes, starts, neighbours, seed, out[COSTLY:NORMS], between)
    measure_norms(state, sizes, out[NORMS:CONFLICT])
    measure_conflict(state.tallies, number, out[CONFLICT:ECONOMY])
    measure_economy(state, sizes, out[ECONOMY:INDEX])
    measure_index(out[TRUST], out[NETWORK], out[NETWORK + 7], out[NORMS:CONFLICT], out[INDEX:LEDGER])
    measure_ledger(relations, state.ledger, out[LEDGER:COST])
    out[COST] = cost
    measure_attendance(invited, present, out[BETWEENNESS + kinds :])
