"""An observed network to hold simulated ones against: who has a tie with whom, at one or two times."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np

from simulation.experiment.network_counts import changes, distributions, row
from simulation.files.faults import Fault, StudyError
from simulation.network.hints import Graph
from simulation.network.read import read_network

Pairs = Sequence[Sequence[int]]


@dataclass(frozen=True)
class ObservedNetwork:
    """A network of one or two waves, without names.

    Attributes
    ----------
    owners : int
        Nodes of each wave.
    ties : list of [int, int]
        Of the first wave, by place from 0 on.
    ties_after : list of [int, int] or None
        Of the second wave; who is in both keeps the place.
    newcomers : list of int
        Places that somebody else holds in the second wave.
    sources : list of str
        Names of the files.
    """

    owners: int
    ties: Pairs
    ties_after: Pairs | None
    newcomers: Sequence[int]
    sources: Sequence[str]

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Self:
        """Return what :meth:`plain` gave."""
        return cls(**plain)

    def plain(self) -> dict[str, Any]:
        """Return it as plain data."""
        return dict(vars(self))

    def rows(self) -> list[np.ndarray]:
        """Return the counts of each wave (:func:`simulation.experiment.network_counts.row`)."""
        before = self._matrix(self.ties)
        found = [row(distributions(before), None)]
        if self.ties_after is not None:
            after = self._matrix(self.ties_after)
            same = np.ones(self.owners, dtype=bool)
            same[list(self.newcomers)] = False
            found.append(row(distributions(after), changes(before, after, same)))
        return found

    def _matrix(self, ties: Pairs) -> np.ndarray:
        found = np.zeros((self.owners,) * 2, dtype=bool)
        for one, two in ties:
            found[one, two] = found[two, one] = True
        return found


def read_observed(first: Path, second: Path | None = None) -> ObservedNetwork:
    """Read an observed network, or two waves of one.

    Direction and weights are not used: a pair has a tie if either side names the other. Nodes of two waves
    are the same if they have the same id; who is in the second alone takes the place of one who is in the
    first alone.

    Raises
    ------
    StudyError
        If a file cannot be read, or the waves differ in their number of nodes.
    """
    graph = read_network(first)
    places = {node: place for place, node in enumerate(graph)}
    ties = _pairs(graph, places)
    if second is None:
        return ObservedNetwork(len(places), ties, None, [], [first.name])
    later = read_network(second)
    if len(later) != len(graph):
        told = f"{len(later):,} nodes, {len(graph):,} in {first.name}"
        allowed = "as many in both: a village keeps its number of owners"
        raise StudyError([Fault.of(second, "", told, allowed)])
    left = [place for node, place in places.items() if node not in later]
    came = [node for node in later if node not in graph]
    held = places | dict(zip(came, left, strict=True))
    return ObservedNetwork(len(places), ties, _pairs(later, held), left, [first.name, second.name])


def _pairs(graph: Graph, places: Mapping[str, int]) -> list[list[int]]:
    """Return each pair with a tie once, the lower place first."""
    ends = ((places[one], places[two]) for one, two in graph.edges())
    return [list(pair) for pair in sorted({(min(ij), max(ij)) for ij in ends if ij[0] != ij[1]})]
