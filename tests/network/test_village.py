"""A network measured by the model is measured as networkx does, and a village starts from it unchanged."""

import math
from pathlib import Path

import networkx as nx
import pytest

from simulation.experiment.experiment_file import read_village
from simulation.files.faults import StudyError
from simulation.model.engine import Engine
from simulation.network.read import read_network
from simulation.network.village import village_of
from simulation.network.write import write_village
from simulation.parameters import Behaviour

KARATE = Path(__file__).parents[2] / "experiments" / "networks" / "karate_club.graphml"
HERE = Path("x.csv")


def grouped(graph: nx.Graph, *names: str) -> nx.MultiGraph:
    """Return the graph with nodes dealt to these groups by blocks."""
    many = nx.MultiGraph(graph)
    size = math.ceil(len(graph) / len(names))
    nx.set_node_attributes(many, {node: names[place // size] for place, node in enumerate(graph)}, "side")
    return many


def blocks() -> nx.MultiGraph:
    chances = [[0.2, 0.02, 0.03], [0.02, 0.3, 0.05], [0.03, 0.05, 0.1]]
    return grouped(nx.stochastic_block_model([20, 15, 25], chances, seed=3), "a", "b", "c")


def apart() -> nx.MultiGraph:
    return grouped(nx.disjoint_union(nx.cycle_graph(9), nx.complete_graph(5)), "a", "b")


NETWORKS = {
    "karate club": (lambda: read_network(KARATE), "club"),
    "three groups": (blocks, "side"),
    "two components": (apart, "side"),
    "a star": (lambda: grouped(nx.star_graph(40), "a", "b"), "side"),
}


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def by_networkx(many: nx.MultiGraph, attribute: str, name_of: dict) -> dict[str, float]:
    """Return the measures as networkx computes them, or by their textbook definition from its counts."""
    graph = nx.Graph(many)
    number, ties = len(graph), graph.number_of_edges()
    side = nx.get_node_attributes(graph, attribute)
    members = {value: {node for node in graph if side[node] == value} for value in name_of}
    inside = sum(side[one] == side[two] for one, two in graph.edges)
    pairs = math.comb(number, 2)
    pairs_inside = sum(math.comb(len(nodes), 2) for nodes in members.values())
    excess, weight = 0.0, 0
    for nodes in members.values():
        degree = sum(graph.degree[node] for node in nodes)
        own = sum(side[other] == side[node] for node in nodes for other in graph[node])
        chance = (len(nodes) - 1) / (number - 1)
        more = own - degree * chance
        excess += len(nodes) * more / (degree * (1 - chance) if more >= 0 else degree * chance)
        weight += len(nodes)
    giant = graph.subgraph(max(nx.connected_components(graph), key=len))
    between = nx.betweenness_centrality(graph)
    constraint = nx.constraint(graph)
    return {
        "degree": 2 * ties / number,
        "bonding": 2 * inside / number,
        "bridging": 2 * (ties - inside) / number,
        "ei_index": (ties - 2 * inside) / ties,
        "ei_expected": (pairs - 2 * pairs_inside) / pairs,
        "homophily": excess / weight,
        "assortativity": nx.attribute_assortativity_coefficient(graph, attribute),
        "bridging_ratio": (ties - inside) / (ties * (pairs - pairs_inside) / pairs),
        "modularity": nx.community.modularity(graph, members.values(), weight=None),
        "clustering": nx.average_clustering(graph),
        "giant_share": len(giant) / number,
        "path_length": nx.average_shortest_path_length(giant),
        "constraint": mean(constraint[node] for node in graph if graph.degree[node]),
    } | {
        f"betweenness_{name_of[value]}": mean(between[node] for node in nodes)
        for value, nodes in members.items()
    }


@pytest.mark.parametrize("name", NETWORKS)
def test_the_models_measures_are_those_of_networkx(name):
    make, attribute = NETWORKS[name]
    graph = make()
    village = village_of(graph, name, attribute, HERE)
    name_of = {group.label.en: group.name for group in village.profile.groups}
    assert village.measures() == pytest.approx(by_networkx(graph, attribute, name_of), abs=1e-12)


def test_the_written_village_starts_with_the_same_measures_and_knows_no_names(tmp_path):
    graph = nx.relabel_nodes(read_network(KARATE), lambda node: f"Ibu Sari {node}")
    village = village_of(graph, "karate", "club", KARATE)
    written = write_village(village, KARATE.name, tmp_path / "karate.yaml", tmp_path / "who.csv")
    assert [path.name for path in written] == [
        "karate_owners.csv",
        "karate_ties.csv",
        "karate.yaml",
        "who.csv",
    ]
    assert not any("Sari" in path.read_text() for path in written[:3])
    assert (tmp_path / "who.csv").read_text().splitlines()[:2] == ["owner,label", "0,Ibu Sari 1"]
    profile = read_village(tmp_path / "karate.yaml")
    assert profile.start == village.profile.start
    engine = Engine(profile, village.behaviour, 5, network_weeks=[0])
    row = dict(zip(engine.columns, engine.measure(), strict=True))
    assert {name: row[name] for name in village.measures()} == village.measures()


def test_nothing_is_overwritten_and_nothing_half_written(tmp_path):
    village = village_of(read_network(KARATE), "karate", "club", KARATE)
    (tmp_path / "karate_ties.csv").write_text("mine")
    with pytest.raises(StudyError, match=r"karate_ties\.csv: exists already"):
        write_village(village, "x", tmp_path / "karate.yaml")
    assert [path.name for path in tmp_path.iterdir()] == ["karate_ties.csv"]
    with pytest.raises(FileNotFoundError, match="nowhere"):
        write_village(village, "x", tmp_path / "nowhere" / "karate.yaml")


def test_a_group_is_asked_of_a_file_whose_nodes_have_no_attribute() -> None:
    graph = nx.Graph([("a", "b")])
    with pytest.raises(StudyError, match="allowed: a file whose nodes have attributes, or no --group"):
        village_of(graph, "x", "side", HERE)


MINIMUM = Behaviour().tie_minimum


def test_direction_repetition_and_ties_with_oneself_are_counted():
    graph = nx.MultiDiGraph()
    ties = [("a", "b", 2.0), ("b", "a", 4.0), ("a", "b", 1.0), ("c", "c", 9.0), ("c", "a", 1.0)]
    graph.add_weighted_edges_from(ties)
    village = village_of(graph, "x", None, HERE)
    counted = village.counted
    assert (counted.read, counted.selves, counted.repeated, counted.mutual) == (5, 1, 1, 1)
    seen = village.profile.start.ties
    assert (seen.first, seen.second) == ([0, 0], [1, 2])
    assert seen.strength == pytest.approx([1.0, MINIMUM + (1 - MINIMUM) / 4])


def test_every_tie_of_the_file_is_one_in_the_model_whatever_its_weight():
    graph = nx.MultiGraph()
    graph.add_weighted_edges_from([("a", "b", 1e300), ("b", "c", 1e-300)])
    assert village_of(graph, "x", None, HERE).measures()["degree"] == pytest.approx(4 / 3)


def test_groups_get_names_that_can_be_columns_and_nodes_without_one_are_named():
    graph = nx.MultiGraph(nx.path_graph(5))
    sides = {0: "Pendatang Baru", 1: "pendatang-baru", 2: 7, 3: "unknown"}
    nx.set_node_attributes(graph, sides, "side")
    village = village_of(graph, "x", "side", HERE)
    names = ["pendatang_baru", "pendatang_baru_2", "group_7", "unknown_2", "unknown"]
    assert [group.name for group in village.profile.groups] == names
    assert village.counted.without_group == ("4",)


def test_more_groups_than_a_village_has_are_refused():
    graph = grouped(nx.path_graph(42), *(f"g{number}" for number in range(21)))
    with pytest.raises(StudyError, match="21 groups in 'side'; allowed: at most 20"):
        village_of(graph, "x", "side", HERE)


def test_a_network_without_ties_is_refused():
    with pytest.raises(StudyError, match="no tie between two different nodes"):
        village_of(nx.MultiGraph(nx.empty_graph(3)), "x", None, HERE)
