"""Numbers among the weights of a network that look like codes: asked about, never taken for weights."""

from collections import Counter
from pathlib import Path

from simulation.files.faults import Fault, StudyError
from simulation.network.hints import Graph

CODES = frozenset((9.0, 10.0, 11.0))
"""What stands for missing, impossible and fixed among 0 and 1 in files for SIENA."""
MISSING_CODES = frozenset((77, 88, 97, 98, 99, 777, 888, 997, 998, 999, 9999))
"""What surveys write for no answer, where answers are small."""
SMALL = 7


def no_codes(graph: Graph, path: Path) -> None:
    """Raise that numbers among the weights look like codes.

    Parameters
    ----------
    graph : networkx graph
        With or without weights.
    path : Path
        The file, for the fault.

    Raises
    ------
    StudyError
        If 9, 10 or 11 stand among 0 and 1 alone, or 77, 99, 999 and their like among small whole numbers.
    """
    counts = Counter(kept.get("weight", 1.0) for _, _, kept in graph.edges(data=True))
    weights = counts.keys() - CODES - MISSING_CODES
    codes = counts.keys() & (CODES | MISSING_CODES)
    if weights != {1.0}:  # not 0 and 1 alone: then only what is far from the other weights
        small = bool(weights) and all(float(value).is_integer() and value <= SMALL for value in weights)
        codes = counts.keys() & MISSING_CODES if small else set()
    if not codes:
        return
    told = " and ".join(
        f"{counts[code]} {'tie' if counts[code] == 1 else 'ties'} of {code:g}" for code in sorted(codes)
    )
    known = ", ".join(f"{value:g}" for value in [0, *sorted(weights)])
    allowed = "NA, 0 or 1 in place of codes; --weight weight if they are weights"
    raise StudyError([Fault.of(path, "", f"{told} among {known}: codes for missing or fixed ties?", allowed)])
