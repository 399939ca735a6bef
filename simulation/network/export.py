"""The networks of a simulated village as files that programmes for networks read."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pandas as pd

from simulation.experiment.arguments import weeks_of
from simulation.experiment.config import StudyConfig
from simulation.files.extra import need
from simulation.files.faults import Fault, StudyError, unknown
from simulation.files.given_path import given_path
from simulation.files.new_files import write_new
from simulation.files.table_text import guarded
from simulation.network.hints import Graph
from simulation.network.rsiena import rsiena_files
from simulation.network.simulated import SimulatedNetwork, SimulatedVillage, simulated_village


def export_networks(
    config: StudyConfig,
    out: str | Path,
    weeks: Sequence[int] = (0,),
    *,
    scenario: str | None = None,
    replicate: int = 0,
    format: str = "graphml",
) -> list[Path]:
    """Write the networks of one village of a study; return the files.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    out : path
        The folder; what is in it already is not overwritten.
    weeks : sequence of int
        From 0, the end of the burn-in, to the last week of the experiment.
    scenario : str, optional
        By default the reference.
    replicate : int
        Which village, 0-based: that of the study's results with this number.
    format : str
        ``graphml``, ``gexf``, ``pajek``, ``edges`` or ``rsiena``.

    Raises
    ------
    StudyError
        If a name or number is none of the experiment, a file is there already, networkx is not installed, or
        RSiena's waves are fewer than two or too large.
    """
    if format not in FORMATS:
        problem = unknown((), "format", format, list(FORMATS))
        raise StudyError([Fault("--format", 0, 0, "", problem.found, problem.allowed, problem.nearest)])
    weeks = weeks_of("weeks", weeks)
    if format in ENDINGS:
        must_have_networkx()
    folder = given_path(out, "out")
    if folder.exists() and not folder.is_dir():
        raise StudyError([Fault.of(folder, "--out", "a file", "a folder")])
    files = FORMATS[format](simulated_village(config, weeks, scenario, replicate))
    folder.mkdir(parents=True, exist_ok=True)
    return write_new({folder / name: text for name, text in files.items()})


def must_have_networkx() -> None:
    """Refuse to go on without the libraries of the extra ``network``.

    Raises
    ------
    StudyError
        If one is not installed.
    """
    need("network", "network", "networkx", "defusedxml")


def graph_of(network: SimulatedNetwork) -> Graph:
    """Return a network as a networkx graph.

    Its nodes are the ids of the owners, with the columns of ``owners`` as attributes; what is missing is left
    out. Ties have ``weight``, their strength, and ``trust_first`` and ``trust_second``: of the owner of the
    lower place in the other, and back.
    """
    import networkx as nx  # noqa: PLC0415 - an extra

    graph = nx.Graph(week=network.week)
    for row in network.owners.to_dict("records"):
        graph.add_node(row.pop("id"), **{str(k): _plain(v) for k, v in row.items() if not pd.isna(v)})
    for row in network.ties.to_dict("records"):
        ends = row.pop("first"), row.pop("second")
        graph.add_edge(*ends, weight=row.pop("strength"), **{str(name): v for name, v in row.items()})
    return graph


def _plain(value: object) -> object:
    """Return a number of numpy as one of Python, which the writers know."""
    return value.item() if hasattr(value, "item") else value


def _graphml(graph: Graph) -> str:
    import networkx as nx  # noqa: PLC0415 - see above

    return "\n".join(nx.generate_graphml(graph, named_key_ids=True)) + "\n"


def _gexf(graph: Graph) -> str:
    import networkx as nx  # noqa: PLC0415 - see above

    text = "\n".join(nx.generate_gexf(graph)) + "\n"
    # the day of writing: the same network is the same file
    return re.sub(r' lastmodifieddate="[^"]*"', "", text)


def _pajek(graph: Graph) -> str:
    import networkx as nx  # noqa: PLC0415 - see above

    # in Pajek all attributes but the value of a tie are words
    for _, kept in graph.nodes(data=True):
        kept |= {name: str(value) for name, value in kept.items()}
    for _, _, kept in graph.edges(data=True):
        kept |= {name: str(value) for name, value in kept.items() if name != "weight"}
    return "\n".join(nx.generate_pajek(graph)) + "\n"


ENDINGS: dict[str, tuple[str, Callable[[Graph], str]]] = {
    "graphml": ("graphml", _graphml),
    "gexf": ("gexf", _gexf),
    "pajek": ("net", _pajek),
}
"""Of the formats that networkx writes: how files end, and what writes them."""


def _by_networkx(format_name: str) -> Callable[[SimulatedVillage], dict[str, str]]:
    ending, written = ENDINGS[format_name]

    def files(village: SimulatedVillage) -> dict[str, str]:
        return {f"week-{each.week:03d}.{ending}": written(graph_of(each)) for each in village.networks}

    return files


def _edges(village: SimulatedVillage) -> dict[str, str]:
    """Return two tables a week: ties as an edge list, and owners."""
    found = {}
    for network in village.networks:
        ties = network.ties.rename(columns={"first": "source", "second": "target", "strength": "weight"})
        for name, frame in (("ties", ties), ("owners", network.owners)):
            found[f"week-{network.week:03d}_{name}.csv"] = guarded(frame).to_csv(
                index=False, lineterminator="\n"
            )
    return found


FORMATS: dict[str, Callable[[SimulatedVillage], dict[str, str]]] = {
    **{name: _by_networkx(name) for name in ENDINGS},
    "edges": _edges,
    "rsiena": rsiena_files,
}
"""What can be written: the files of a village, by name."""
