"""GEXF and GML are read with their names, and refused with the tie."""

import pytest

from simulation.network.hints import hints_of
from tests.network.reading import Reader, weights


@pytest.fixture
def gexf(tmp_path):
    return Reader(tmp_path, ".gexf")


@pytest.fixture
def gml(tmp_path):
    return Reader(tmp_path, ".gml")


def in_gexf(nodes: str, edges: str, attributes: str = "", graph: str = "", version: str = "1.3") -> str:
    return (
        f'<gexf xmlns="http://gexf.net/{version}" version="{version}"><graph {graph}>{attributes}'
        f"<nodes>{nodes}</nodes><edges>\n{edges}</edges></graph></gexf>"
    )


TWO = '<node id="1" label="Siti"/><node id="2" label="Budi"/>'


@pytest.mark.parametrize("version", ["1.1draft", "1.2draft", "1.3", "2.0"])
def test_gexf_of_any_version_has_names_groups_and_defaults(gexf, version):
    side = (
        '<attributes class="node"><attribute id="0" title="side" type="string"><default>old</default>'
        "</attribute></attributes>"
    )
    nodes = TWO.replace('"Budi"/>', '"Budi"><attvalues><attvalue for="0" value="new"/></attvalues></node>')
    graph = gexf(in_gexf(nodes, '<edge source="1" target="2" weight="2.5"/>', side, version=version))
    assert dict(graph.nodes(data="side")) == {"1": "old", "2": "new"}
    assert dict(graph.nodes(data="label")) == {"1": "Siti", "2": "Budi"}
    assert weights(graph) == [2.5]


def test_an_edge_of_gexf_without_weight_has_1_as_the_format_says(gexf):
    edges = '<edge source="1" target="2"/>'
    assert weights(gexf(in_gexf(TWO, edges))) == [None]
    graph = gexf(in_gexf(TWO, edges + '<edge source="2" target="1" weight="3"/>'))
    assert weights(graph) == [1.0, 3.0]
    assert hints_of(graph) == ["ties without a weight count 1, as the format says: 1"]


def test_direction_times_and_frames_of_gexf_are_not_used_and_that_is_said(gexf):
    nodes = f'<node id="t" label="Team"><nodes>{TWO}</nodes></node><node id="3"/>'
    edges = '<edge source="1" target="2" type="directed" start="3"/><edge source="2" target="3"/>'
    graph = gexf(in_gexf(nodes, edges, graph='mode="dynamic"'))
    assert {*graph} == {"1", "2", "3"}
    assert hints_of(graph) == [
        "some ties have a direction: it is not used, a pair has a tie if either names the other",
        "frames around nodes are no nodes, left out: 'Team'",
        "times are not used: a tie of any time counts",
    ]


@pytest.mark.parametrize(
    ("edges", "told"),
    [
        ('<edge source="1" target="2" weight="0"/>', ":2:1: the tie Siti (1) - Budi (2): a weight of '0'"),
        (
            '<edge source="1" target="2" weight="NaN"/>',
            ":2:1: the tie Siti (1) - Budi (2): a weight of 'NaN'",
        ),
        ('<edge source="1" target="9"/>', ":2:1: the tie 1 - 9: there is no node '9'"),
        ('<edge source="1"/>', ":2:1: an edge with one end"),
    ],
)
def test_what_is_no_tie_of_gexf_is_told_with_its_line(gexf, edges, told):
    assert gexf.refused(in_gexf(TWO, edges)).startswith(told)


def in_gml(edges: str, head: str = "") -> str:
    return (
        f'Creator "x"\ngraph\n[\n{head}\n  node [ id 0 label "Siti" ]\n'
        '  node [ id 1 label "Siti" side "old" ]\n'
        f'  node [ id 2 label "Budi" graphics [ x 1.0 ] ]\n{edges}\n]\n'
    )


def test_gml_has_names_weights_and_several_ties_of_a_pair(gml):
    graph = gml(in_gml("edge [ source 0 target 1 weight 2 ] edge [ source 1 target 0 weight 0.5 ]"))
    assert dict(graph.nodes(data="label")) == {"0": "Siti", "1": "Siti", "2": "Budi"}
    assert weights(graph) == [2.0, 0.5]
    assert gml(in_gml("edge [ source 0 target 1 ]", "directed 1\nmultigraph 1")).is_directed()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (in_gml("edge [ source 0 target 2 weight 0 ]"), ": the tie Siti (0) - Budi (2): a weight of '0'"),
        (
            in_gml("edge [ source 0 target 2 weight 2 ] edge [ source 1 target 2 ]"),
            ": the tie Siti (1) - Budi (2): has",
        ),
        (in_gml("edge [ source 0 target 9 ]"), ": is not GML: edge #0 has undefined target 9"),
        (in_gml("edge [ source 0 tar=get 1 ]"), ":8:1: is not GML: cannot tokenize"),
        ("graph [" + " x [" * 5000 + "]" * 5001, ": is not GML that can be read"),
        ("hello", ": 0 graphs"),
    ],
)
def test_what_is_no_gml_is_told(gml, text, told):
    assert gml.refused(text).startswith(told)


def test_text_of_old_programmes_is_read_and_that_is_said(gml):
    graph = gml(in_gml("edge [ source 0 target 1 ]").replace("Budi", "José").encode("cp1252"))
    assert graph.nodes["2"]["label"] == "José"
    assert hints_of(graph)[0].startswith("the file is not UTF-8 and was read as Windows-1252")
    assert gml.refused(b"graph [ \x81 ]").startswith(":1:1: not UTF-8 text: byte 8 is 0x81")


def test_only_the_weights_of_the_format_itself_may_be_missing(gexf):
    declared = '<attributes class="edge"><attribute id="0" title="strength" type="float"/></attributes>'
    value = '<attvalues><attvalue for="0" value="3"/></attvalues>'
    edges = f'<edge source="1" target="2">{value}</edge><edge source="2" target="1"/>'
    assert "has no weight" in gexf.refused(in_gexf(TWO, edges, declared), weight="strength")
