"""Statistics of networks: known values of small ones, and what networkx counts in others."""

from collections import Counter
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.experiment.network_counts import (
    CHANGES,
    DEGREES,
    DISTANCES,
    LEVELS,
    changes,
    columns,
    distributions,
    jaccard,
    row,
)


def found(graph: nx.Graph) -> dict[str, dict[int, int]]:
    """Return the levels of each statistic that are not empty."""
    counts = distributions(nx.to_numpy_array(graph, weight=None) > 0)
    assert {name: values.size for name, values in counts.items()} == LEVELS
    return {name: {k: int(n) for k, n in enumerate(values) if n} for name, values in counts.items()}


def test_a_triangle_with_a_tail_and_somebody_alone() -> None:
    graph = nx.Graph([(0, 1), (1, 2), (0, 2), (2, 3)])
    graph.add_node(4)
    assert found(graph) == {
        "degree": {0: 1, 1: 1, 2: 2, 3: 1},
        # places 0 and 1 are distances 1 and 2; in the last one are those whom nobody reaches
        "distance": {0: 4, 1: 2, DISTANCES: 4},
        "partners": {0: 1, 1: 3},
        "triads": {0: 2, 1: 5, 2: 2, 3: 1},
    }


def test_a_star_and_a_whole_network() -> None:
    star, whole = found(nx.star_graph(5)), found(nx.complete_graph(6))
    assert star["degree"] == {1: 5, 5: 1} and star["partners"] == {0: 5}
    assert star["distance"] == {0: 5, 1: 10} and star["triads"] == {0: 10, 2: 10}
    assert whole == {"degree": {5: 6}, "distance": {0: 15}, "partners": {4: 15}, "triads": {3: 20}}


def test_what_is_beyond_the_last_level_is_in_it() -> None:
    path, star = found(nx.path_graph(DISTANCES + 4)), found(nx.star_graph(DEGREES + 5))
    assert path["distance"][DISTANCES - 1] == 10  # 4 pairs at 12, then 3, 2 and 1
    assert star["degree"] == {1: DEGREES + 5, DEGREES: 1}


@given(st.integers(4, 12), st.floats(0, 1), st.integers(0, 10_000))
def test_any_network_is_counted_as_networkx_does(owners: int, density: float, seed: int) -> None:
    graph = nx.gnp_random_graph(owners, density, seed=seed)
    counts = found(graph)
    assert counts["degree"] == Counter(dict(graph.degree).values())
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    apart = Counter(lengths[i].get(j, DISTANCES + 1) - 1 for i, j in combinations(graph, 2))
    assert counts["distance"] == apart
    assert counts["partners"] == Counter(len(list(nx.common_neighbors(graph, i, j))) for i, j in graph.edges)
    census = Counter(graph.subgraph(three).number_of_edges() for three in combinations(graph, 3))
    assert counts["triads"] == census


def matrix(*pairs: tuple[int, int], owners: int = 5) -> np.ndarray:
    ties = np.zeros((owners, owners), dtype=bool)
    for one, two in pairs:
        ties[one, two] = ties[two, one] = True
    return ties


def test_ties_are_kept_gained_and_lost_and_with_a_person_all_of_them() -> None:
    before, after = matrix((0, 1), (1, 2), (3, 4)), matrix((0, 1), (2, 3), (3, 4), (0, 4))
    everybody = np.ones(5, dtype=bool)
    assert changes(before, after, everybody).tolist() == [2, 2, 1]
    # somebody else is at place 4: the tie that looks kept was lost and gained
    assert changes(before, after, np.array([1, 1, 1, 1, 0], dtype=bool)).tolist() == [1, 3, 2]


def test_the_jaccard_index_is_the_share_in_both() -> None:
    assert jaccard(np.array([[2, 2, 1], [3, 0, 0], [0, 1, 1]])).tolist() == [0.4, 1.0, 0.0]
    assert np.isnan(jaccard(np.zeros(3)))


def test_a_row_has_a_column_for_each_number() -> None:
    counts = distributions(matrix((0, 1)))
    for change in (None, np.array([1, 2, 3])):
        values = dict(zip(columns(), row(counts, change), strict=True))
        assert values["degree_1"] == 2 and values["triads_1"] == 3 and values["distance_12"] == 9
        assert [values[name] for name in CHANGES] == pytest.approx(
            [np.nan] * 3 if change is None else [1, 2, 3], nan_ok=True
        )
