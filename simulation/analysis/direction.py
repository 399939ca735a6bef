"""Which way an outcome should go."""

from simulation.measures.catalogue import MEASURES

LESS_IS_BETTER = frozenset(
    (
        "trust_gap", "ei_index", "homophily", "assortativity", "modularity", "disputes", "unresolved",
        "knowledge_gap", "income_gini", "income_between", "path_length", "constraint",
    )
)  # fmt: skip
"""Outcomes a village wants low."""
NEITHER = frozenset(
    ["cost", "ei_expected", "meetings", "meetings_other", "clustering", "degree", "bonding", "constraint"]
    + [m.name for m in MEASURES if m.name.endswith(("_sd", "_between"))]
)
"""Outcomes that are neither good nor bad in themselves."""


def sign(outcome: str) -> int:
    """Return 1 where more is better, -1 where less is."""
    return -1 if outcome in LESS_IS_BETTER else 1
