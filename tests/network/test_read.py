"""Networks of others are read whole or refused; nothing in a file makes the reader do harm."""

import networkx as nx
import pytest

from simulation.files.faults import StudyError
from simulation.network import read as network_file
from simulation.network.read import read_network

GRAPHML = """<?xml version="1.0"?>
{doctype}<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="g" for="node" attr.name="group" attr.type="string"/>
<key id="w" for="edge" attr.name="weight" attr.type="double"/>
<graph edgedefault="{kind}">
<node id="a"><data key="g">{text}</data></node><node id="b"/><node id="c"/>
<edge source="a" target="b"><data key="w">{weight}</data></edge>
<edge source="b" target="a"><data key="w">1</data></edge>
</graph></graphml>"""
PLAIN = {"doctype": "", "kind": "directed", "text": "old", "weight": "2"}
LAUGHS = """<!DOCTYPE graphml [<!ENTITY a "ha"><!ENTITY b "{}"><!ENTITY c "{}"><!ENTITY d "{}">]>""".format(
    "&a;" * 50, "&b;" * 50, "&c;" * 50
)


@pytest.fixture
def network(tmp_path):
    """Read text as a file of this name, perhaps with a table of nodes."""

    def read(text, name="x.csv", nodes=None):
        (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        if nodes is not None:
            (tmp_path / "nodes.csv").write_text(nodes)
        return read_network(tmp_path / name, None if nodes is None else tmp_path / "nodes.csv")

    return read


def fault(read, *arguments, **more) -> str:
    with pytest.raises(StudyError) as caught:
        read(*arguments, **more)
    (found,) = caught.value.faults
    return str(found)


def test_graphml_keeps_direction_weights_and_attributes(network):
    graph = network(GRAPHML.format(**PLAIN), "x.graphml")
    assert graph.is_directed()
    assert graph.nodes["a"]["group"] == "old"
    assert [kept.get("weight") for *_, kept in graph.edges(data=True)] == [2.0, 1.0]


@pytest.mark.parametrize(
    ("doctype", "text"),
    [
        (LAUGHS, "&d;"),
        ('<!DOCTYPE graphml [<!ENTITY secret SYSTEM "file:///etc/hostname">]>', "&secret;"),
        ('<!DOCTYPE graphml SYSTEM "http://127.0.0.1:9/graphml.dtd">', "old"),
        ('<!DOCTYPE graphml [<!ENTITY % more SYSTEM "http://127.0.0.1:9/x"> %more;]>', "old"),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_that_declares_entities_or_a_document_type_is_refused(network, doctype, text, encoding):
    hostile = GRAPHML.format(**(PLAIN | {"doctype": doctype, "text": text}))
    told = fault(
        network, hostile.replace('"1.0"', f'"1.0" encoding="{encoding}"').encode(encoding), "x.graphml"
    )
    assert "declares a document type or entities" in told


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not XML"),
        ("<graphml>", "is not XML"),
        ("<svg/>", "begins with <svg>, not with <graphml>"),
        ("<graphml/>", "0 graphs; allowed: a file with one graph"),
        (GRAPHML.format(**(PLAIN | {"weight": "much"})), ":7:1: the tie a - b: a weight of 'much'"),
        (GRAPHML.format(**(PLAIN | {"weight": "-1"})), "a weight of '-1'; allowed: a number above 0"),
        (GRAPHML.format(**(PLAIN | {"weight": "inf"})), "a weight of 'inf'; allowed: a number above 0"),
        ("<a>" * 100_000, "is not XML"),
    ],
)
def test_what_is_no_graphml_is_told(network, text, said):
    assert said in fault(network, text, "x.graphml")


def test_an_edge_list_may_have_weights(network):
    graph = network('source,target,weight\n"Ibu, A",b,2\nb,c,.5\n')
    assert list(graph.edges(data="weight")) == [("Ibu, A", "b", 2.0), ("b", "c", 0.5)]
    assert not graph.is_directed()
    assert list(network("source,target\na,b\n").edges(data="weight")) == [("a", "b", None)]


def test_a_matrix_has_a_tie_for_each_number_above_0(network):
    graph = network(",a,b,c\na,0,1,0\nb,1,0,\nc,0,0,0\n")
    assert list(graph.edges(data=True)) == [("a", "b", {})]
    assert list(graph) == ["a", "b", "c"]
    assert network(",a,b\na,0,1\nb,0,0\n").is_directed()
    assert list(network(",a,b\na,0,2\nb,2,0\n").edges(data="weight")) == [("a", "b", 2.0)]


def test_a_table_of_nodes_adds_attributes_and_nodes_without_ties(network):
    graph = network("source,target\na,b\n", nodes="id,group\na,old\nb,\nc,new\n")
    assert dict(graph.nodes(data="group")) == {"a": "old", "b": None, "c": "new"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\nc,d\n", ":1:1: the header 'a,b'; allowed: an edge list begins with a row 'source,target'"),
        ("source,target\na\n", ":2:1: 1 values; allowed: 2, one for each column"),
        ("source,target\na,\n", ":2:3: a tie with one end, found nothing"),
        ("source,target,weight\na,b,0\n", ":2:5: a weight of '0'; allowed: a number above 0"),
        ("source,target,weight\na,b,nan\n", ":2:5: a weight of 'nan'"),
        ("source,target\n", ":1:1: holds no row below the header"),
        ('source,target\na,"b\n', ":2:1: cannot be read: unexpected end of data"),
        (b"source,target\na,\xff\n", "not UTF-8 text"),
        (",a,b\nc,0,1\na,1,0\n", ":2:1: the row 'c' is the name of no column; allowed: a, b"),
        (",a,a\na,0,1\na,1,0\n",  ":1:1: the name 'a' stands twice"),
        (",a,b\na,0,-1\nb,1,0\n", ":2:5: a weight of '-1'; allowed: 0 (no tie), a number above 0, or NA"),
        ("source,target\na,a\n", "1 nodes; allowed: at least 2"),
    ],
)  # fmt: skip
def test_a_csv_that_is_no_network_is_told_with_its_line(network, text, said):
    assert said in fault(network, text)


def test_faults_of_a_table_of_nodes_are_told(network):
    edges = "source,target\na,b\n"
    assert "no row for b" in fault(network, edges, nodes="id,group\na,x\n")
    assert ":3:1: the id 'a' stands in line 2 already" in fault(network, edges, nodes="id,group\na,x\na,x\n")
    assert "no column 'id' among person, group" in fault(network, edges, nodes="person,group\na,x\n")


def test_limits_hold_for_bytes_nodes_and_ties(network, monkeypatch):
    text = "source,target\na,b\nb,c\na,c\n"
    with monkeypatch.context() as limits:
        limits.setattr(network_file, "MOST_BYTES", 10)
        assert "the file is larger than" in fault(network, text)
    with monkeypatch.context() as limits:
        limits.setattr(network_file, "MOST_OBSERVED", 2)
        assert "3 nodes; allowed: at most 2" in fault(network, text)
    with monkeypatch.context() as limits:
        limits.setattr(network_file, "MOST_LINES", 2)
        assert "3 ties; allowed: at most 2" in fault(network, text)
    assert network(text).number_of_edges() == 3


def test_a_file_of_another_kind_or_none_is_told(network, tmp_path):
    assert "the kind of file is unknown: '.json'; allowed: GraphML (.graphml, .xml)" in fault(
        network, "{}", "x.json"
    )
    assert "there is no such file" in fault(read_network, tmp_path / "nowhere.csv")
    assert "is not a regular file" in fault(read_network, tmp_path)


def test_what_networkx_writes_is_read_back(tmp_path):
    graph = nx.karate_club_graph()
    nx.write_graphml_xml(graph, tmp_path / "k.graphml")
    again = read_network(tmp_path / "k.graphml")
    assert {(a, b): weight for a, b, weight in again.edges(data="weight")} == {
        (str(a), str(b)): weight for a, b, weight in graph.edges(data="weight")
    }
    assert dict(again.nodes(data="club")) == {str(node): club for node, club in graph.nodes(data="club")}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.graphml", "graph [ node [ id 1 ] node [ id 2 ] edge [ source 1 target 2 ] ]"),
        ("x.txt", "*Vertices 2\n*Edges\n1 2\n"),
        ("x.csv", "DL N=2\nDATA:\n0 1\n1 0\n"),
        (
            "x.net",
            "<graphml><graph><node id='1'/><node id='2'/><edge source='1' target='2'/></graph></graphml>",
        ),
    ],
)
def test_the_content_says_the_format_where_the_name_says_another(network, name, text):
    assert list(network(text, name).edges()) == [("1", "2")]


CODES = {
    "x.csv": "source,target,weight\na,b,1\nb,c,9\n",
    "x.graphml": """<graphml><graph><node id="a"/><node id="b"/><node id="c"/>
<edge source="a" target="b" weight="1"/><edge source="b" target="c" weight="9"/></graph></graphml>""",
    "x.net": "*Vertices 3\n*Edges\n1 2 1\n2 3 9\n",
    "x.dl": "dl n=3\ndata:\n0 1 0\n1 0 9\n0 9 0\n",
}


@pytest.mark.parametrize("name", CODES)
def test_codes_among_0_and_1_are_asked_about_in_any_format(network, name):
    assert "1 tie of 9 among 0, 1: codes for missing or fixed ties?" in fault(network, CODES[name], name)


@pytest.mark.parametrize("name", CODES)
def test_who_names_the_weights_says_that_they_are_no_codes(tmp_path, name):
    (tmp_path / name).write_text(CODES[name])
    graph = read_network(tmp_path / name, weight="weight")
    assert [weight for *_, weight in graph.edges(data="weight")] == [1.0, 9.0]
    with pytest.raises(StudyError, match="--weight: "):
        read_network(tmp_path / name, weight="strength")
