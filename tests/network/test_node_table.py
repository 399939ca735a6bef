"""A table of nodes says who is in which group; nobody is in a group called nan."""

from pathlib import Path

import pytest

from simulation.files.faults import StudyError
from simulation.network.read import read_network
from simulation.network.village import NetworkVillage, village_of

EDGES = "source,target\n001,002\n002,003\n"


@pytest.fixture
def village(tmp_path: Path):
    def reading(nodes: str, edges: str = EDGES) -> NetworkVillage:
        (tmp_path / "ties.csv").write_text(edges)
        (tmp_path / "nodes.csv").write_text(nodes)
        path = tmp_path / "ties.csv"
        return village_of(read_network(path, tmp_path / "nodes.csv"), "x", "side", path)

    return reading


def sizes(village: NetworkVillage) -> dict[str, int]:
    return {group.name: round(group.share * village.profile.owners) for group in village.profile.groups}


@pytest.mark.parametrize(
    "nodes",
    [
        "id,side\n001,old\n002,old\n003,new\n",
        "Id,Label,side\n001,Ani,old\n002,Budi,old\n003,Citra,new\n",
        "ID;side;\r\n001;old;\r\n002;old ;\r\n003; new;\r\n;;\r\n",
        "name\tside\n001\told\n002\told\n003\tnew\n",
        "Id,name,side\n7,001,old\n8,002,old\n9,003,new\n",
        '"","id","side"\n"1","001","old"\n"2","002","old"\n"3","003","new"\n',
        '"","side"\n"001","old"\n"002","old"\n"003","new"\n',
        "# asked in May\nid,side\n001,old\n002,old\n003,new\n",
    ],
)
def test_nodes_are_found_by_their_id(village, nodes):
    found = village(nodes)
    assert sizes(found) == {"old": 2, "new": 1}
    assert found.counted.hints == found.counted.without_group == ()


@pytest.mark.parametrize("nothing", ["", "NA", "nan", "NaN", "null", "#N/A", "-"])
def test_who_has_no_group_is_named_and_in_no_group_called_nan(village, nothing):
    found = village(f"id,side\n001,old\n002,{nothing}\n003,new\n")
    assert sizes(found) == {"old": 1, "unknown": 1, "new": 1}
    assert found.counted.without_group == ("002",)


def test_groups_that_differ_by_typing_alone_are_told_and_not_merged(village):
    found = village("id,side\n001,Pasar Baru\n002,pasar  baru\n003,new\n")
    assert len(sizes(found)) == 3
    (told,) = found.counted.hints
    assert told == (
        "the groups 'Pasar Baru' and 'pasar  baru' differ only in capitals, blanks or zeros: the same?"
    )


@pytest.mark.parametrize(
    ("nodes", "told"),
    [
        (
            "id,side\n1,old\n2,old\n3,new\n",
            "001, 002, 003; '1' of the table and '001' of the network",
        ),
        (
            "id,side\n1.0,old\n2.0,old\n3.0,new\n",
            "'1.0' of the table and '001' of the network differ only",
        ),
        ("id,side\n001,old\n002,old\n", "no row for 003; allowed: one row for every node"),
        ("id,side\n001,old\n001,old\n003,new\n", ":3:1: the id '001' stands in line 2 already"),
        ("id,side\n001,old\nNA,old\n003,new\n", ":3:1: a row without id"),
        ("person,side\n001,old\n", ":1:1: no column 'id' among person, side"),
    ],
)
def test_a_table_that_does_not_fit_is_told_in_one_line(village, nodes, told):
    with pytest.raises(StudyError) as caught:
        village(nodes)
    assert told in str(caught.value)
    assert len(caught.value.faults) == 1
