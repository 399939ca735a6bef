"""Pajek's networks, as Pajek and other programmes write them."""

import pytest

from simulation.network.hints import hints_of
from tests.network.reading import Reader, weights

THREE = '*Vertices 3\n1 "Ibu Siti" 0.1 0.2 0.5 ic Red\n2 Ani\n% a comment\n3\n'


@pytest.fixture
def read(tmp_path):
    return Reader(tmp_path, ".net")


def test_vertices_have_numbers_and_names(read):
    graph = read(THREE + "*Edges\n1 2\n")
    assert dict(graph.nodes(data="label")) == {"1": "Ibu Siti", "2": "Ani", "3": None}
    assert list(read("*vertices 4\n*edges\n1 2\n")) == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("ties", "pairs"),
    [
        ("*Edges\n1 2\n2 3 1 c Blue\n", ["12", "23"]),
        ("*Arcs :1 \"advice\"\n1 2 1 l \"x y\"\n3 2 [1-4]\n", ["12", "32"]),
        ("*Arcslist\n1 2 3\n", ["12", "13"]),
        ("*Edgeslist\n2 1 3\n", ["21", "23"]),
        ("*Matrix\n0 1 0\n1 0 1\n0 1 0\n", ["12", "23"]),
    ],
)  # fmt: skip
def test_ties_stand_in_lines_lists_or_a_matrix(read, ties, pairs):
    graph = read(THREE + ties)
    assert {frozenset(tie) for tie in graph.edges()} == {frozenset(pair) for pair in pairs}
    assert weights(graph) == [None] * len(pairs)
    assert graph.is_directed() == ties.startswith("*Arcs")


def test_values_are_weights_unless_all_are_1(read):
    assert weights(read(THREE + "*Edges\n1 2 17\n2 3 0.5\n")) == [17.0, 0.5]
    assert weights(read(THREE + "*Edges\n1 2 1\n2 3 1.0\n")) == [None, None]
    assert weights(read(THREE + "*Matrix\n0 2 0\n2 0 1\n0 1 0\n")) == [2.0, 1.0]


def test_what_is_not_used_or_assumed_is_said(read):
    text = THREE + '*Arcs :1 "advice"\n1 2\n*Edges :2 "help"\n2 3 4\n*Partition side\n*Vertices 3\n1\n2\n1\n'
    assert read.hints(text) == [
        "some ties have a direction: it is not used, a pair has a tie if either names the other",
        "ties without a weight count 1, as the format says: 1",
        "not used: *partition; groups come from --nodes",
        "several relations are taken together: 'advice', 'help'",
    ]  # fmt: skip


def test_names_of_old_windows_are_read_and_that_is_said(read):
    graph = read((THREE + "*Edges\n1 2\n").replace("Ani", "José").encode("cp1252"))
    assert graph.nodes["2"]["label"] == "José"
    assert hints_of(graph) == [
        "the file is not UTF-8 and was read as Windows-1252: look whether names with accents are right"
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ": no *Vertices"),
        ("1 2\n", ":1:1: begins with '1 2'; allowed: *Vertices"),
        ("*Edges\n1 2\n", ":1:1: *edges before *Vertices"),
        ("*Vertices\n", ":1:1: *Vertices ''; allowed: how many there are"),
        ("*Vertices 99999999999\n", ":1:1: 99,999,999,999 nodes; allowed: at most 10,000"),
        ("*Vertices 5 2\n", ":1:1: a network of two kinds of nodes: 2 of 5"),
        (THREE + THREE, ":6:1: a second network"),
        (THREE + "*Edges\n1 7\n", ":7:1: the vertex '7'; allowed: a number from 1 to 3"),
        (THREE + "*Edges\n1\n", ":7:1: a tie with one end"),
        (THREE + "*Edges\n1 2 0\n", ":7:1: the tie Ibu Siti (1) - Ani (2): a weight of '0'"),
        (THREE + "*Edges\n1 2 NaN\n", ":7:1: the tie Ibu Siti (1) - Ani (2): a weight of 'NaN'"),
        (THREE + "*Edges\n1 2 -1\n", ":7:1: the tie Ibu Siti (1) - Ani (2): a weight of '-1'"),
        (THREE + "*Matrix\n0 1 0\n1 0\n0 0 0\n", ":8:1: 2 values; allowed: 3"),
        (THREE + "*Matrix\n0 1 0\n", ":7:1: a matrix of 1 rows; allowed: 3"),
        (THREE + "*Matrix\n0 x 0\n1 0 0\n0 0 0\n", ":7:3: found 'x'"),
        (THREE + "*Nodes\n", ":6:1: *nodes"),
        ('*Vertices 2\n1 "a"\n1 "b"\n', ":3:1: the vertex 1 stands twice"),
    ],
)
def test_what_is_no_pajek_is_told_with_its_line(read, text, told):
    assert read.refused(text).startswith(told)
