"""Names that a file gives its nodes serve where ids do: in tables of nodes and in who is who."""

import pytest

from simulation.network.village import village_of
from simulation.network.write import write_village
from tests.network.reading import Reader

NAMED = "*Vertices 3\n1 Siti\n2 Ani\n3 Budi\n*Edges\n1 2\n2 3\n"


@pytest.fixture
def read(tmp_path):
    return Reader(tmp_path, ".net")


@pytest.mark.parametrize(
    "nodes",
    [
        "id,side\nSiti,old\nAni,old\nBudi,new\n",
        "id,side\n3,new\n1,old\n2,old\n",
        "Id,Label,side\n1,Siti,old\n2,Ani,old\n3,Budi,new\n",
        "nama,side\nBudi,new\nAni,old\nSiti,old\n",
        "id,name,side\nx1,Siti,old\nx2,Ani,old\nx3,Budi,new\n",
    ],
)
def test_a_table_may_name_nodes_by_id_or_by_name(read, nodes):
    graph = read(NAMED, nodes=nodes)
    assert dict(graph.nodes(data="side")) == {"1": "old", "2": "old", "3": "new"}


def refused(read, text, nodes):
    return read.refused(text, nodes=nodes).removeprefix(str(read.nodes))


def test_a_missing_name_is_told_as_a_name(read):
    assert refused(read, NAMED, "id,side\nSiti,old\nAni,old\n") == (
        ": no row for Budi; allowed: one row for every node of the network"
    )
    mixed = "id,side\nSiti,old\nAni,old\nBudi,old\n2,new\n"
    assert refused(read, NAMED, mixed).startswith(":5:1: '2' is an id of the network")


def test_names_that_two_nodes_share_do_not_name_them(read):
    text = NAMED.replace("Budi", "Siti")
    assert "no row for 1, 2, 3" in refused(read, text, "id,side\nSiti,old\nAni,old\n")


def test_who_is_who_has_names_and_ids(read, tmp_path):
    village = village_of(read(NAMED.replace("Budi", "Siti")), "x", None, read.file)
    write_village(village, "x.net", tmp_path / "v.yaml", tmp_path / "who.csv")
    assert (tmp_path / "who.csv").read_text() == "owner,label,id\n0,Siti,1\n1,Ani,2\n2,Siti,3\n"
    assert not any(
        "Siti" in (tmp_path / name).read_text() for name in ("v.yaml", "v_owners.csv", "v_ties.csv")
    )


def test_a_name_moves_no_cursor(read):
    text = NAMED.replace("Ani", '"\x1b[2JAni\u202e"').replace("1 2\n", "1 2 0\n")
    told = read.refused(text)
    assert told.startswith(":6:1: the tie Siti (1) -  [2JAni  (2): a weight of '0'")
