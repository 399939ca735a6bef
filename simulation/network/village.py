"""A network of others as a village: who is in which group, one tie a pair, and its measures."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from simulation.files.faults import Fault, StudyError, listed, nearest, shown
from simulation.files.numbers import is_missing
from simulation.measures.catalogue import MEASURES, PER_GROUP
from simulation.model.engine import Engine
from simulation.network.hints import Graph, alike, hints_of
from simulation.network.names import called, labels_of
from simulation.parameters import (
    Behaviour,
    Group,
    Label,
    ObservedOwners,
    ObservedTies,
    Sector,
    Start,
    VillageProfile,
)
from simulation.parameters.start import MOST_TIES

MOST_GROUPS = 20
MOST_KEPT = 1000
"""Acquaintances an owner can keep."""
LONGEST_NAME = 80
EVERYBODY, UNKNOWN = "all", "unknown"
"""Names of the group of everybody, and of those whose group is not said."""
SECTORS = ("food", "craft", "retail", "services")
"""Assumed, in equal shares: a network says nothing of sectors."""
COSTLY = ("path_length", "constraint")
NAMES = (*(measure.name for measure in MEASURES if measure.file == "network"), *COSTLY)
"""Measures that a network alone allows; betweenness comes by group."""


@dataclass(frozen=True)
class Counted:
    """What became of the ties of a file.

    Attributes
    ----------
    read : int
        Ties as they stand there.
    selves, repeated : int
        Ties of a node with itself, left out; further ties of a pair, of which the strongest counts.
    directed : bool
        Whether ties have a direction; a tie is then one that either side names.
    mutual, uneven : int
        Pairs that name each other, where ties have a direction; those of them whose two weights differ.
    weighted : bool
        Whether there are weights.
    without_group : tuple of str
        Nodes whose group is not said.
    hints : tuple of str
        What else the user should know, one line each.
    """

    read: int
    selves: int
    repeated: int
    directed: bool
    mutual: int
    uneven: int
    weighted: bool
    without_group: tuple[str, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class NetworkVillage:
    """A village that starts from a network.

    Attributes
    ----------
    profile : VillageProfile
        With the start; it holds no names of nodes.
    labels : list of str
        Names of the nodes, in the order of the owners.
    ids : list of str
        Their ids in the file, which are their names where it has no others.
    counted : Counted
    """

    profile: VillageProfile
    labels: list[str]
    ids: list[str]
    counted: Counted

    @property
    def behaviour(self) -> Behaviour:
        """The default behaviour, with room for everybody's ties."""
        usual = Behaviour()
        start = self.profile.start
        most = 0 if start is None else start.most_ties
        return usual.model_copy(update={"acquaintances": max(usual.acquaintances, most)})

    def measures(self) -> dict[str, float]:
        """Return the measures of the network, by the names of the catalogue; NaN where not defined."""
        engine = Engine(self.profile, self.behaviour, 1, burn_in=0, network_weeks=[0])
        row = dict(zip(engine.columns, engine.measure(), strict=True))
        between = [
            each.name.format(group=group.name)
            for each in PER_GROUP
            if each.file == "costly"
            for group in self.profile.groups
        ]
        return {name: float(row[name]) for name in (*NAMES, *between)}


def village_of(graph: Graph, name: str, group: str | None, path: Path) -> NetworkVillage:
    """Return the village that starts from a network.

    Parameters
    ----------
    graph : networkx graph
        As :func:`simulation.network.read.read_network` gives it.
    name : str
        Name of the village.
    group : str, optional
        Attribute of the nodes that holds their group; without it everybody is in one.
    path : Path
        The file, for faults.

    Raises
    ------
    StudyError
        If no node has the attribute, or groups or ties are too many.
    """
    nodes, labels = list(graph), labels_of(graph)
    groups, members, without = _groups(graph, group, path)
    ties, counted = _ties(graph, [called(node, labels[node]) for node in without])
    counted = replace(counted, hints=(*hints_of(graph), *_alike_groups(groups)))
    if not ties:
        raise _fault(path, "no tie between two different nodes", "at least one")
    most = max(Counter(end for pair in ties for end in pair).values())
    if len(ties) > MOST_TIES or most > MOST_KEPT:
        told = f"{len(ties):,} ties, at most {most:,} of one node"
        raise _fault(path, told, f"at most {MOST_TIES:,} ties, {MOST_KEPT:,} of one node")
    order = sorted(ties)
    columns = ObservedTies(
        first=[first for first, _ in order],
        second=[second for _, second in order],
        strength=[ties[pair] for pair in order],
    )  # fmt: skip
    profile = VillageProfile(
        name=name[:LONGEST_NAME],
        owners=len(nodes),
        groups=groups,
        sectors=[Sector(name=sector, share=1 / len(SECTORS)) for sector in SECTORS],
        start=Start(owners=ObservedOwners(group=members), ties=columns),
    )
    return NetworkVillage(profile, [labels[node] for node in nodes], [str(node) for node in nodes], counted)


def _fault(path: Path, found: str, allowed: str) -> StudyError:
    return StudyError([Fault.of(path, "", found, allowed)])


def _groups(graph: Graph, attribute: str | None, path: Path) -> tuple[list[Group], list[str], list[str]]:
    """Return the groups, the group of each node, and the nodes without one."""
    if attribute is None:
        return [Group(name=EVERYBODY, share=1.0)], [EVERYBODY] * len(graph), []
    known = sorted({name for _, kept in graph.nodes(data=True) for name in kept})
    if attribute not in known:
        told = f"no node has the attribute {shown(attribute)}"
        allowed = listed(known) if known else "a file whose nodes have attributes, or no --group"
        raise StudyError([Fault(str(path), 0, 0, "--group", told, allowed, nearest(attribute, known))])
    values = {node: str(kept.get(attribute, "")).strip() for node, kept in graph.nodes(data=True)}
    values = {node: "" if is_missing(value) else value for node, value in values.items()}
    counts = Counter(value for value in values.values() if value)
    if len(counts) + (len(counts) < len({*values.values()})) > MOST_GROUPS:
        raise _fault(path, f"{len(counts)} groups in {shown(attribute)}", f"at most {MOST_GROUPS}")
    names = _names(list(counts))
    members = [names.get(value, UNKNOWN) for value in values.values()]
    labels = {name: value for value, name in names.items()}
    groups = [
        Group(name=name, share=count / len(members), label=_label(labels.get(name)))
        for name, count in Counter(members).items()
    ]
    return groups, members, [node for node, value in values.items() if not value]


def _alike_groups(groups: Sequence[Group]) -> list[str]:
    labels = [group.name if group.label is None else group.label.en for group in groups]
    return [
        f"the groups {' and '.join(map(shown, names))} differ only in capitals, blanks or zeros: the same?"
        for names in alike(labels)
    ]


def _label(value: str | None) -> Label | None:
    return None if value is None else Label(en=value, id=value)


def _names(values: Sequence[str]) -> dict[str, str]:
    """Return a name that can become part of a column for each value, all different."""
    found: dict[str, str] = {}
    for value in values:
        plain = re.sub(r"[^a-z0-9]+", "_", value.lower()).strip("_")[:30]
        plain = plain if re.match(r"[a-z]", plain) else f"group_{plain}".rstrip("_")
        name, number = plain, 2
        while name in found.values() or name == UNKNOWN:
            name, number = f"{plain}_{number}", number + 1
        found[value] = name
    return found


def _ties(graph: Graph, without: Sequence[str]) -> tuple[dict[tuple[int, int], float], Counted]:
    """Return the strength of each tie, and what became of the ties of the file."""
    place = {node: number for number, node in enumerate(graph)}
    heaviest: dict[tuple[int, int], float] = {}
    ways: dict[tuple[int, int], float] = {}
    selves, weighted, directed = 0, False, bool(graph.is_directed())
    for source, target, kept in graph.edges(data=True):
        one, two = place[source], place[target]
        if one == two:
            selves += 1
            continue
        weighted |= "weight" in kept
        weight = kept.get("weight", 1.0)
        pair = min(one, two), max(one, two)
        heaviest[pair] = max(heaviest.get(pair, 0.0), weight)
        ways[one, two] = max(ways.get((one, two), 0.0), weight)
    both = [pair for pair in heaviest if directed and pair in ways and pair[::-1] in ways]
    mutual, uneven = len(both), sum(ways[pair] != ways[pair[::-1]] for pair in both)
    read = graph.number_of_edges()
    repeated = read - selves - len(heaviest) - mutual
    counted = Counted(read, selves, repeated, directed, mutual, uneven, weighted, tuple(without))
    b = Behaviour()
    if not weighted:
        return dict.fromkeys(heaviest, b.tie_start), counted
    # every tie of the file is one in the model: the weakest just above w_min, the heaviest 1
    most, span, least = max(heaviest.values()), 1 - b.tie_minimum, math.nextafter(b.tie_minimum, 1)
    scaled = {pair: max(least, b.tie_minimum + span * (weight / most)) for pair, weight in heaviest.items()}
    return scaled, counted
