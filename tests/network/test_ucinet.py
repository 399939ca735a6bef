"""DL files of UCINET: matrices and lists, with labels before the data or among them."""

import pytest

from tests.network.reading import Reader, weights

MATRIX = "0 1 0\n1 0 1\n0 1 0\n"


@pytest.fixture
def read(tmp_path):
    return Reader(tmp_path, ".dl")


@pytest.mark.parametrize(
    "text",
    [
        f"dl n=3 format=fullmatrix\nlabels:\na,b,c\ndata:\n{MATRIX}",
        f'DL N = 3\nFORMAT = FULLMATRIX\nLABELS:\na\n"b"\nc\nDATA:\n{MATRIX}',
        f"dl n=3, nm=1\nlabels: a b c\nmatrix labels: help\ndata:\n{MATRIX}",
        "dl n=3\nlabels embedded\ndata:\n a b c\na 0 1 0\nb 1 0 1\nc 0 1 0\n",
        "dl n=3\nrow labels embedded\ncolumn labels embedded\ndata:\n a b c\na 0 1 0\nb 1 0 1\nc 0 1 0\n",
        "dl n=3\nrow labels:\na b c\ncolumn labels:\na b c\ndata:\n0 1\n0 1 0 1 0 1 0\n",
        "dl n=3 format=lowerhalf diagonal=absent\nlabels: a,b,c\ndata:\n1\n0 1\n",
        "dl n=3 format=upperhalf\nlabels: a,b,c\ndata:\n0 1 0\n0 1\n0\n",
        "dl n=3 format=edgelist1\nlabels embedded:\ndata:\na b\nb c 1\n",
        "dl n=3 format=edgelist1\nlabels:\na,b,c\ndata:\n1 2\n2 3\n",
        "dl n=3 format=nodelist1\nlabels embedded\ndata:\na b\nb c\n",
        "dl n=3 format=nodelist1\nlabels: a b c\ndata: 1 2\n2 3\n",
    ],
)
def test_one_network_in_each_form(read, text):
    graph = read(text)
    assert list(graph) == ["a", "b", "c"]
    assert {frozenset(tie) for tie in graph.edges()} == {frozenset("ab"), frozenset("bc")}
    assert weights(graph) == [None, None]


def test_other_values_than_1_are_weights(read):
    assert weights(read("dl n=3 format=edgelist1\ndata:\n1 2 4\n2 3 0.5\n")) == [4.0, 0.5]
    assert weights(read("dl n=2\ndata:\n0 2\n2 0\n")) == [2.0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("hello", ": no DATA:; allowed: 'DL N=40"),
        ("dl n=3\n", ": no DATA:"),
        ("data:\n0 1\n", ":1:1: nothing before DATA:; allowed: 'DL N=40"),
        ("n=2\ndata:\n0 1\n", ":1:1: begins with 'n'; allowed: 'DL N=40"),
        ("dl format=fullmatrix\ndata:\n0 1\n", ":1:1: no number of nodes"),
        ("dl n=x\ndata:\n0 1\n", ":1:1: N=x; allowed: a whole number"),
        ("dl n=99999999\ndata:\n0 1\n", ":1:1: 99,999,999 nodes; allowed: at most 10,000"),
        ("dl n=3 nm=2\ndata:\n0 1\n", ":1:1: 2 matrices; allowed: a file with one network"),
        ("dl nr=3 nc=2\ndata:\n0 1\n", ":1:1: rows and columns of two kinds"),
        ("dl n=3 format=edgelist2\ndata:\n1 2\n", ":1:1: FORMAT=edgelist2"),
        ("dl n=3 colour=red\ndata:\n1 2\n", ":1:1: 'colour' before DATA:"),
        ("dl n=3\nlabels: a,b\ndata:\n1 2\n", ":1:1: 2 labels; allowed: 3"),
        ("dl n=2\nlabels: a,a\ndata:\n1 2\n", ":1:1: the label 'a' stands twice"),
        ("dl n=3\ndata:\n0 1 0\n1 0 1\n0 1\n", ":5:1: 8 numbers; allowed: 9: fullmatrix of 3 nodes"),
        ("dl n=2\ndata:\n0 x\n1 0\n", ":3:3: found 'x'"),
        ("dl n=2\nlabels embedded\ndata:\na b\nb 0 1\na 1 0\n", ":4:1: the labels of rows and columns"),
        (
            "dl n=3 format=edgelist1\ndata:\na b\n",
            ":3:1: the node 'a'; allowed: a number from 1 to 3, or LABELS",
        ),
        ("dl n=2 format=edgelist1\ndata:\n1 2 0\n", ":3:1: the tie 1 - 2: a weight of '0'"),
        ("dl n=2 format=edgelist1\ndata:\n1\n", ":3:1: 1 words; allowed: two nodes"),
        ("dl n=3 format=edgelist1\nlabels embedded\ndata:\na b\n", ":4:1: N=3, but only 2 nodes appear"),
        (
            "dl n=2 format=edgelist1\nlabels embedded\ndata:\na b\nb c\n",
            ":5:1: 'c' is one node more than N=2",
        ),
    ],
)
def test_what_is_no_dl_is_told_with_its_line(read, text, told):
    assert read.refused(text).startswith(told)
