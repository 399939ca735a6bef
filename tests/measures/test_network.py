"""Measures of ties, held against networkx and against graphs whose values are known (ODD 3, step 7)."""

import warnings
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.measures.catalogue import MEASURES
from simulation.measures.costly import measure_costly, paths
from simulation.measures.network import measure_network
from simulation.measures.relations import survey
from tests.villages import know, make_village, record

NETWORK = [measure.name for measure in MEASURES if measure.file == "network"]
COSTLY = [measure.name for measure in MEASURES if measure.file == "costly"]


def lists(graph: nx.Graph) -> tuple[np.ndarray, np.ndarray]:
    """Return a graph of nodes 0 to N - 1 as neighbour lists."""
    starts = np.cumsum([0, *(graph.degree[node] for node in range(len(graph)))], dtype=np.int64)
    neighbours = [other for node in range(len(graph)) for other in sorted(graph[node])]
    return starts, np.array(neighbours, dtype=np.int64)


def measured(graph: nx.Graph, groups: list[int], kinds: int = 0) -> dict[str, float]:
    """Return all measures of a graph by name."""
    labels = np.array(groups, dtype=np.int64)
    sizes = np.bincount(labels, minlength=kinds)
    starts, neighbours = lists(graph)
    row, costly, between = np.empty(len(NETWORK)), np.empty(len(COSTLY)), np.empty(sizes.size)
    measure_network(labels, sizes, starts, neighbours, row)
    measure_costly(labels, sizes, starts, neighbours, 1, costly, between)
    found = dict(zip([*NETWORK, *COSTLY], [*row, *costly], strict=True))
    return found | {f"betweenness_{group}": value for group, value in enumerate(between)}


@st.composite
def graphs(draw: st.DrawFn) -> tuple[nx.Graph, list[int]]:
    """Any simple graph of 3 to 16 owners in up to 4 groups."""
    size = draw(st.integers(3, 16))
    pairs = list(combinations(range(size), 2))
    density = draw(st.sampled_from((0.05, 0.2, 0.5, 0.9)))
    seed = draw(st.integers(0, 10**6))
    graph = nx.gnp_random_graph(size, density, seed=seed)
    graph.add_edges_from(draw(st.lists(st.sampled_from(pairs), max_size=5)))
    return graph, draw(st.lists(st.integers(0, draw(st.integers(0, 3))), min_size=size, max_size=size))


def largest(graph: nx.Graph) -> list[nx.Graph]:
    parts = [graph.subgraph(part) for part in nx.connected_components(graph)]
    return [part for part in parts if len(part) == max(map(len, parts))]


def oracle(graph: nx.Graph, groups: list[int]) -> dict[str, float]:
    """Return what networkx and the definitions say; NaN where they say nothing."""
    size, ties = len(graph), graph.number_of_edges()
    nx.set_node_attributes(graph, dict(enumerate(groups)), "group")
    across = sum(groups[i] != groups[j] for i, j in graph.edges)
    pairs = list(combinations(range(size), 2))
    pairs_across = sum(groups[i] != groups[j] for i, j in pairs)
    members = [{node for node in graph if groups[node] == group} for group in set(groups)]
    found = {
        "degree": 2 * ties / size,
        "bonding": 2 * (ties - across) / size,
        "bridging": 2 * across / size,
        "ei_expected": (2 * pairs_across - len(pairs)) / len(pairs),
        "clustering": nx.average_clustering(graph),
        "giant_share": max(map(len, nx.connected_components(graph))) / size,
    }
    if ties:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # 0/0 where all ties are inside one group
            assortativity = nx.attribute_assortativity_coefficient(graph, "group")
        found |= {
            "ei_index": (across - (ties - across)) / ties,
            "modularity": nx.community.modularity(graph, members),
            "assortativity": assortativity,
            "path_length": np.mean([nx.average_shortest_path_length(part) for part in largest(graph)]),
            "constraint": np.nanmean(list(nx.constraint(graph).values())),
        }
        if pairs_across:
            found["bridging_ratio"] = across / (ties * pairs_across / len(pairs))
    centrality = nx.betweenness_centrality(graph)
    for group in set(groups):
        own = [centrality[node] for node in graph if groups[node] == group]
        found[f"betweenness_{group}"] = np.mean(own)
    return found


@given(graphs())
def test_every_measure_agrees_with_networkx_or_its_definition(graph_and_groups):
    graph, groups = graph_and_groups
    found, expected = measured(graph, groups), oracle(graph, groups)
    for name in set(found) - {"homophily"}:
        assert found[name] == pytest.approx(expected.get(name, np.nan), abs=1e-12, nan_ok=True), name


@given(graphs(), st.randoms(use_true_random=False))
def test_names_of_owners_and_order_of_neighbours_do_not_matter(graph_and_groups, chance):
    graph, groups = graph_and_groups
    names = list(graph)
    chance.shuffle(names)
    edges = [(names[j], names[i]) for i, j in graph.edges]
    chance.shuffle(edges)
    other = nx.Graph()
    other.add_nodes_from(range(len(graph)))
    other.add_edges_from(edges)
    renamed = [groups[names.index(node)] for node in range(len(graph))]
    assert measured(other, renamed) == pytest.approx(measured(graph, groups), abs=1e-12, nan_ok=True)


# --------------------------------------------------------------------------------------- known graphs
def test_zacharys_karate_club():
    club = nx.karate_club_graph()
    for _, _, data in club.edges(data=True):
        data.clear()  # without the weights
    groups = [int(club.nodes[node]["club"] != "Mr. Hi") for node in club]
    found = measured(club, groups)
    assert found == pytest.approx(oracle(club, groups) | {"homophily": found["homophily"]}, abs=1e-12)
    assert found["degree"] == pytest.approx(2 * 78 / 34)
    assert found["clustering"] == pytest.approx(0.5706384782)
    assert found["path_length"] == pytest.approx(2.4081996435)
    assert found["modularity"] == pytest.approx(0.3582347140)
    assert found["ei_index"] == pytest.approx((11 - 67) / 78)
    assert found["giant_share"] == 1.0


def test_a_complete_graph_is_as_mixed_as_it_can_be():
    found = measured(nx.complete_graph(10), [0] * 6 + [1] * 4)
    assert (found["degree"], found["clustering"], found["path_length"]) == (9.0, 1.0, 1.0)
    assert found["ei_index"] == pytest.approx(found["ei_expected"])
    assert found["bridging_ratio"] == pytest.approx(1.0)
    assert found["homophily"] == pytest.approx(0.0, abs=1e-12)
    assert found["betweenness_0"] == found["betweenness_1"] == 0.0


def test_everything_passes_through_the_centre_of_a_star():
    found = measured(nx.star_graph(8), [0] + [1] * 8)
    assert (found["betweenness_0"], found["betweenness_1"]) == (1.0, 0.0)
    assert found["clustering"] == 0.0
    assert found["path_length"] == pytest.approx((8 * 1 + 28 * 2) / 36)
    assert (found["ei_index"], found["bonding"]) == (1.0, 0.0)
    assert found["constraint"] == pytest.approx((8 * 1.0 + 8 * (1 / 8) ** 2) / 9)


def test_two_cliques_and_a_bridge():
    graph = nx.disjoint_union(nx.complete_graph(5), nx.complete_graph(5))
    graph.add_edge(0, 5)
    found = measured(graph, [0] * 5 + [1] * 5)
    assert found["ei_index"] == pytest.approx((1 - 20) / 21)
    assert found["modularity"] == pytest.approx(20 / 21 - 0.5)
    assert found["assortativity"] == pytest.approx((20 / 21 - 0.5) / 0.5)
    assert found["bridging_ratio"] == pytest.approx(1 / (21 * 25 / 45))
    assert found["betweenness_0"] == pytest.approx((4 * 5) / 36 / 5)  # all of it at the bridge's end
    assert found["giant_share"] == 1.0
    graph.remove_edge(0, 5)
    apart = measured(graph, [0] * 5 + [1] * 5)
    assert (apart["giant_share"], apart["path_length"], apart["homophily"]) == (0.5, 1.0, 1.0)


def test_without_ties_only_what_needs_none_is_defined():
    found = measured(nx.empty_graph(6), [0, 0, 0, 1, 1, 1])
    defined = {name: value for name, value in found.items() if not np.isnan(value)}
    assert defined == {
        "degree": 0.0, "bonding": 0.0, "bridging": 0.0, "ei_expected": pytest.approx(9 / 15 - 6 / 15),
        "clustering": 0.0, "giant_share": pytest.approx(1 / 6), "betweenness_0": 0.0, "betweenness_1": 0.0,
    }  # fmt: skip


def test_one_group_has_no_segregation():
    found = measured(nx.path_graph(5), [0] * 5)
    for name in ("homophily", "assortativity", "bridging_ratio"):
        assert np.isnan(found[name])
    assert (found["ei_index"], found["ei_expected"], found["modularity"]) == (-1.0, -1.0, 0.0)


def test_two_owners_can_be_measured():
    found = measured(nx.path_graph(2), [0, 1])
    assert (found["degree"], found["ei_index"], found["path_length"], found["constraint"]) == (1, 1, 1, 1)
    assert np.isnan(found["betweenness_0"])


def test_a_group_without_owners_has_no_betweenness():
    found = measured(nx.path_graph(4), [0, 0, 2, 2])
    assert np.isnan(found["betweenness_1"])
    assert found["betweenness_0"] == pytest.approx(found["betweenness_2"])


# ---------------------------------------------------------------------------------- Coleman's homophily
@pytest.mark.parametrize(
    ("edges", "groups", "expected"),
    [
        ([(0, 1), (2, 3)], [0, 0, 1, 1], 1.0),  # only inside
        ([(0, 2), (1, 3)], [0, 0, 1, 1], -1.0),  # only across
        # a: 2 of 3 ends inside, 1 by chance; b: 0 of 1
        ([(0, 1), (0, 2)], [0, 0, 1, 1], (2 * (2 - 1) / (3 - 1) + 2 * -1.0) / 4),
    ],
)
def test_homophily_by_hand(edges, groups, expected):
    graph = nx.empty_graph(len(groups))
    graph.add_edges_from(edges)
    assert measured(graph, groups)["homophily"] == pytest.approx(expected)


@given(graphs())
def test_homophily_is_the_excess_over_chance_as_a_share_of_the_largest_excess(graph_and_groups):
    graph, groups = graph_and_groups
    total = weight = 0.0
    for group in set(groups):
        members = [node for node in graph if groups[node] == group]
        ends = sum(graph.degree[node] for node in members)
        own = sum(groups[other] == group for node in members for other in graph[node])
        chance = (len(members) - 1) / (len(graph) - 1)
        if not ends or chance in (0.0, 1.0):
            continue
        excess = own / ends - chance
        total += len(members) * excess / (1 - chance if excess >= 0 else chance)
        weight += len(members)
    expected = total / weight if weight else np.nan
    assert measured(graph, groups)["homophily"] == pytest.approx(expected, abs=1e-12, nan_ok=True)


# -------------------------------------------------------------------------------- from state, and large
def test_neighbour_lists_hold_the_ties_of_the_state_and_no_mere_acquaintances():
    state = make_village("aabb")
    know(state, 0, 1, tie=0.5)
    know(state, 0, 2, tie=0.15)
    know(state, 3, 1, tie=0.2)
    relations = survey(state, record(tie_minimum=0.15), np.bincount(state.owners["group"]))
    starts, neighbours = relations.starts, relations.neighbours
    assert starts.tolist() == [0, 1, 3, 3, 4]
    assert [neighbours[starts[i] : starts[i + 1]].tolist() for i in range(4)] == [
        [1],
        [0, 3],
        [],
        [1],
    ]


def test_large_villages_are_measured_from_a_sample_that_is_close():
    graph = nx.random_regular_graph(6, 1400, seed=1)
    groups = [0] * 840 + [1] * 560
    found = measured(graph, groups)
    betweenness, distance, reached = paths(*lists(graph), np.arange(1400))
    assert (reached == 1399).all()
    assert found["path_length"] == pytest.approx(distance.sum() / reached.sum(), rel=0.01)
    exact = betweenness / (1399 * 1398)
    assert found["betweenness_0"] == pytest.approx(exact[:840].mean(), rel=0.03)
    assert found["betweenness_1"] == pytest.approx(exact[840:].mean(), rel=0.03)
    assert found["path_length"] != distance.sum() / reached.sum()  # a sample it is
