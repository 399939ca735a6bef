"""Nodes and ties as a file holds them, and the graph that they make: where all graph files pass."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from simulation.files.delimited import plain_name
from simulation.files.faults import Fault, StudyError, listed, nearest, shown
from simulation.files.numbers import NoNumberError, Numbers, is_missing
from simulation.network.edge_list import LIKE_WEIGHTS, WEIGHT
from simulation.network.hints import MIXED, Graph, hint
from simulation.network.names import called, labels_of

NO_WEIGHTS = frozenset(("id", "key", "edgeid", "edge_id", "line"))
"""Attributes whose numbers say nothing of how strong a tie is."""
POSITIVE = "a number above 0"


@dataclass(frozen=True)
class Tie:
    """One tie of a file.

    Attributes
    ----------
    source, target : str
        Ids of its ends.
    attributes : mapping of str
        What the file says of it, as text.
    directed : bool
        Whether it has a direction.
    line : int
        Line of the file, from 1; 0 where it is not known.
    """

    source: str
    target: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    directed: bool = False
    line: int = 0

    def fault(self, path: Path, labels: Mapping[str, str], found: str, allowed: str = "") -> Fault:
        """Return what is wrong with it."""
        ends = (called(end, labels.get(end, end)) for end in (self.source, self.target))
        told = f"the tie {' - '.join(ends)}: {found}"
        return Fault(str(path), self.line, 1 if self.line else 0, "", told, allowed)


def graph_of(
    path: Path,
    nodes: Mapping[str, Mapping[str, str]],
    ties: Sequence[Tie],
    weight: str | None = None,
    *,
    usual: float | None = None,
    frames: Mapping[str, str] | None = None,
) -> Graph:
    """Return the graph of nodes and ties.

    Parameters
    ----------
    path : Path
        The file, for faults.
    nodes : mapping of str to mapping
        Attributes of each node, by its id.
    ties : sequence of Tie
        Those of the file, in its order.
    weight : str, optional
        Attribute of the weights; by default ``weight``, in any case, if a tie has it.
    usual : float, optional
        Weight of a tie that names none, where the format says so; weights that are all so are none.
    frames : mapping of str to str, optional
        Names of what is drawn around nodes and is none, by its id; ties that end there are left out.

    Returns
    -------
    networkx.MultiGraph or networkx.MultiDiGraph
        Directed where all ties are.

    Raises
    ------
    StudyError
        With one line for each tie that has no node at an end, or whose weight is no number above 0.
    """
    import networkx  # noqa: PLC0415 - an extra

    frames = frames or {}
    outside = [tie for tie in ties if tie.source in frames or tie.target in frames]
    ties = [tie for tie in ties if tie.source not in frames and tie.target not in frames]
    faults = [
        tie.fault(path, {}, f"there is no node {shown(end)}", "ids of nodes of this file")
        for tie in ties
        for end in (tie.source, tie.target)
        if end not in nodes
    ]
    if faults:
        raise StudyError(faults)
    directed = {tie.directed for tie in ties}
    graph = networkx.MultiDiGraph() if directed == {True} else networkx.MultiGraph()
    if len(directed) > 1:
        hint(graph, MIXED)
    for node, attributes in nodes.items():
        graph.add_node(node)
        graph.nodes[node].update((name, text) for name, text in attributes.items() if not is_missing(text))
    if frames:
        hint(
            graph, f"frames around nodes are no nodes, left out: {listed(list(map(shown, frames.values())))}"
        )
    if outside:
        hint(graph, f"ties that end at such a frame, left out: {len(outside):,}")
    chosen = _attribute(path, ties, weight)
    usual = usual if chosen == WEIGHT else None  # a format speaks of its own weights alone
    weights = _weights(path, ties, labels_of(graph), chosen, usual)
    if usual is not None and weights is not None:
        lacking = sum(not tie.attributes.get(WEIGHT, "").strip() for tie in ties)
        if {*weights} == {usual}:
            weights = None
        elif lacking:
            hint(graph, f"ties without a weight count {usual:g}, as the format says: {lacking:,}")
    for number, tie in enumerate(ties):
        graph.add_edge(tie.source, tie.target, **({} if weights is None else {"weight": weights[number]}))
    for line in _unused(ties, chosen, weight):
        hint(graph, line)
    return graph


def _attribute(path: Path, ties: Sequence[Tie], wanted: str | None) -> str | None:
    """Return the attribute of the weights; None where there are none."""
    known = list(dict.fromkeys(name for tie in ties for name, text in tie.attributes.items() if text.strip()))
    sought = WEIGHT if wanted is None else wanted
    if sought in known:
        return sought
    same = [name for name in known if plain_name(name) == plain_name(sought)]
    if len(same) > 1:
        told = f"weights may be those of {' or '.join(map(shown, same))}"
        raise StudyError([Fault.of(path, "", told, f"--weight {same[0]} or another")])
    if not same and wanted is not None:
        told = f"no tie has the attribute {shown(wanted)}"
        raise StudyError([Fault(str(path), 0, 0, "--weight", told, listed(known), nearest(wanted, known))])
    return same[0] if same else None


def _weights(
    path: Path, ties: Sequence[Tie], labels: Mapping[str, str], chosen: str | None, usual: float | None
) -> list[float] | None:
    """Return the weight of each tie; None where there are none."""
    if chosen is None:
        return None
    texts = [tie.attributes.get(chosen, "").strip() for tie in ties]
    numbers = Numbers.of({*texts}, ",")  # nobody tells decimals from thousands in 1,250
    lacking = [tie for tie, text in zip(ties, texts, strict=True) if not text]
    if lacking and usual is None:
        more = f", as have {len(lacking) - 1:,} more" if len(lacking) > 1 else ""
        told = f"has no weight{more}, beside ties that have one"
        raise StudyError([lacking[0].fault(path, labels, told, "a weight for each tie, or for none")])
    weights, faults = [], []
    for tie, text in zip(ties, texts, strict=True):
        try:
            value = numbers.real(text) if text or usual is None else usual
            if value <= 0:
                raise NoNumberError(f"a weight of {shown(text)}", POSITIVE)
            weights.append(value)
        except NoNumberError as error:
            found = error.found if error.explained else f"a weight of {shown(text)}"
            faults.append(tie.fault(path, labels, found, error.allowed or POSITIVE))
    if faults:
        raise StudyError(faults)
    return weights


def _unused(ties: Sequence[Tie], chosen: str | None, wanted: str | None) -> list[str]:
    """Return what to say of weights that were taken from another name, and of numbers that were not."""
    if wanted is not None:
        return []
    if chosen is not None and chosen != WEIGHT:
        return [f"weights are those of the attribute {shown(chosen)}; --weight ATTRIBUTE takes others"]
    told = []
    for name in dict.fromkeys(name for tie in ties for name in tie.attributes):
        plain = plain_name(name)
        if name == chosen or plain in NO_WEIGHTS or (chosen is not None and plain not in LIKE_WEIGHTS):
            continue
        texts = {tie.attributes.get(name, "").strip() for tie in ties} - {""}
        if len(texts) > 1 and _are_numbers(texts):
            told.append(
                f"the numbers of the attribute {shown(name)} are not used; --weight {name} makes them weights"
            )
    return told


def _are_numbers(texts: set[str]) -> bool:
    numbers = Numbers.of(texts, ",")
    try:
        for text in texts:
            if not is_missing(text):
                numbers.real(text)
    except NoNumberError:
        return False
    return not all(map(is_missing, texts))
