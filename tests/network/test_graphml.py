"""GraphML means what its programmes mean: defaults hold, frames are no people, weights are never guessed."""

import pytest

from simulation.network.hints import hints_of
from simulation.network.village import village_of
from tests.network.reading import Reader, weights

ABC = '<node id="a"/><node id="b"/><node id="c"/>'
AB_BC = '<edge source="a" target="b"/><edge source="b" target="c"/>'
WEIGHT = '<key id="w" for="edge" attr.name="weight" attr.type="double"/>'
SIDE = '<key id="s" for="node" attr.name="side" attr.type="string"/>'


def graphml(*body: str, keys: str = "", graph: str = 'edgedefault="undirected"') -> str:
    return (
        f'<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">{keys}'
        f"<graph {graph}>\n" + "\n".join(body) + "\n</graph></graphml>"
    )


def weighted(*values: str, name: str = "weight", default: str = "") -> str:
    """Return a path of ties with these weights; None without one."""
    key = f'<key id="w" for="edge" attr.name="{name}" attr.type="double">{default}</key>'
    nodes = "".join(f'<node id="n{number}"/>' for number in range(len(values) + 1))
    ties = [
        f'<edge source="n{number}" target="n{number + 1}">'
        + (f'<data key="w">{value}</data>' if value is not None else "")
        + "</edge>"
        for number, value in enumerate(values)
    ]
    return graphml(nodes, *ties, keys=key)


@pytest.fixture
def read(tmp_path):
    return Reader(tmp_path, ".graphml")


def test_the_default_of_weights_and_groups_holds(read):
    assert weights(read(weighted("2", None, default="<default>10</default>"))) == [2.0, 10.0]
    key = SIDE.replace("/>", "><default>old</default></key>")
    graph = read(graphml('<node id="a"><data key="s">new</data></node><node id="b"/>', keys=key))
    assert dict(graph.nodes(data="side")) == {"a": "new", "b": "old"}


def test_an_empty_value_is_no_default(read):
    told = read.refused(weighted("", "3", default="<default>2</default>"))
    assert told.startswith(":3:1: the tie n0 - n1: has no weight")
    assert weights(read(weighted(None, None, default="<default/>"))) == [None, None]


def test_a_tie_without_weight_beside_weighted_ones_is_named(read):
    told = read.refused(weighted("2", None, "3", None))
    assert told.startswith(":4:1: the tie n1 - n2: has no weight, as have 1 more, beside ties that have one")


@pytest.mark.parametrize("value", ["NaN", "NA", "inf", "-Infinity", "0", "0.0", "-1", "much", "1_000"])
def test_what_is_no_weight_is_told_with_its_tie(read, value):
    told = read.refused(weighted("2", value))
    assert told.startswith(f":4:1: the tie n1 - n2: a weight of '{value}'; allowed: a number above 0")


def test_a_comma_before_three_digits_is_not_guessed(read):
    assert weights(read(weighted("1,5", "3"))) == [1.5, 3.0]
    assert "found 1,250: a comma as thousands separator? write 1250" in read.refused(weighted("1,250", "3"))


def test_weight_in_capitals_is_weight_and_said(read):
    graph = read(weighted("2", "3", name="Weight"))
    assert weights(graph) == [2.0, 3.0]
    assert hints_of(graph) == ["weights are those of the attribute 'Weight'; --weight ATTRIBUTE takes others"]


def test_numbers_of_another_name_are_weights_where_they_are_asked_for(read):
    text = weighted("2", "3", name="strength")
    assert weights(read(text)) == [None, None]
    assert read.hints(text) == [
        "the numbers of the attribute 'strength' are not used; --weight strength makes them weights"
    ]
    graph = read(text, weight="strength")
    assert (weights(graph), hints_of(graph)) == ([2.0, 3.0], [])
    assert "--weight: no tie has the attribute 'strenght'" in read.refused(text, weight="strenght")


@pytest.mark.parametrize(
    "key",
    [
        '<key id="weight" for="edge"/>',
        '<key id="weight" for="edge" attr.name="weight"/>',
        '<key id="weight" attr.name="weight" attr.type="float"/>',
        "",
    ],
)
def test_attributes_need_neither_type_nor_name(read, key):
    tie = '<edge source="a" target="b"><data key="weight">2.5</data></edge>'
    assert weights(read(graphml(ABC, tie, keys=key))) == [2.5]


def test_direction_is_not_used_and_that_is_said(read):
    one = '<edge source="a" target="b" directed="true"/>'
    said = "some ties have a direction: it is not used, a pair has a tie if either names the other"
    assert read.hints(graphml(ABC, one, '<edge source="b" target="c"/>')) == [said]
    assert read(graphml(ABC, one)).is_directed()
    assert read(graphml(ABC, AB_BC, graph='edgedefault="directed"')).is_directed()
    assert not read(graphml(ABC, AB_BC, graph="")).is_directed()


def test_two_weights_of_a_pair_are_counted_and_the_higher_holds(read):
    keys = WEIGHT.replace("/>", "><default>4</default></key>")
    ties = '<edge source="a" target="b"/><edge source="b" target="a"><data key="w">2</data></edge>'
    graph = read(graphml(ABC, ties, keys=keys, graph='edgedefault="directed"'))
    village = village_of(graph, "x", None, read.file)
    assert (village.counted.mutual, village.counted.uneven) == (1, 1)
    assert village.profile.start.ties.strength == [1.0]


@pytest.mark.parametrize("nothing", ["NaN", "NA", "nan", "", "  ", "N/A", "null", None])
def test_nothing_known_of_a_group_makes_no_group_and_names_the_node(read, nothing):
    names = '<key id="n" for="node" attr.name="name" attr.type="string"/>'
    given = "" if nothing is None else f'<data key="s">{nothing}</data>'
    text = graphml(
        '<node id="n0"><data key="n">Siti</data><data key="s">1</data></node>',
        f'<node id="n1"><data key="n">Budi</data>{given}</node>',
        '<edge source="n0" target="n1"/>',
        keys=names + SIDE.replace("string", "double"),
    )
    village = village_of(read(text), "x", "side", read.file)
    assert [group.name for group in village.profile.groups] == ["group_1", "unknown"]
    assert village.counted.without_group == ("Budi (n1)",)


YED = graphml(
    '<node id="n0"><data key="g"><y:ShapeNode><y:NodeLabel>Siti<y:LabelModel/></y:NodeLabel></y:ShapeNode>'
    "</data></node>",
    '<node id="n1" yfiles.foldertype="group"><data key="g"><y:ProxyAutoBoundsNode><y:Realizers><y:GroupNode>'
    "<y:NodeLabel>RT 1</y:NodeLabel></y:GroupNode></y:Realizers></y:ProxyAutoBoundsNode></data>"
    '<graph id="n1:" edgedefault="directed"><node id="n1::n0"><data key="g"><y:ShapeNode><y:NodeLabel>Budi'
    '</y:NodeLabel></y:ShapeNode></data></node><node id="n1::n1"/>'
    '<edge source="n1::n0" target="n1::n1"/></graph></node>',
    '<edge source="n0" target="n1::n0"/>',
    '<edge source="n0" target="n1"/>',
    keys='<key id="g" for="node" yfiles.type="nodegraphics"/>',
    graph='edgedefault="directed"',
)


def test_a_frame_of_yed_is_no_person_and_what_is_inside_is_read(read):
    graph = read(YED)
    assert list(graph.nodes(data="label")) == [("n0", "Siti"), ("n1::n0", "Budi"), ("n1::n1", None)]
    assert {*graph.edges()} == {("n0", "n1::n0"), ("n1::n0", "n1::n1")}
    assert hints_of(graph) == [
        "frames around nodes are no nodes, left out: 'RT 1'",
        "ties that end at such a frame, left out: 1",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (graphml(ABC, '<hyperedge><endpoint node="a"/></hyperedge>'), ":3:1: a hyperedge, which joins more"),
        (
            f"<graphml><graph>{ABC}</graph>\n<graph/></graphml>",
            ":2:1: 2 graphs; allowed: a file with one graph",
        ),
        (graphml(ABC, '<node id="a"/>'), ":3:1: the id 'a' stands twice"),
        (graphml(ABC, "<node/>"), ":3:1: a node without id"),
        (graphml(ABC, '<edge source="a"/>'), ":3:1: an edge with one end"),
        (graphml(ABC, '<edge source="a" target="z"/>'), ":3:1: the tie a - z: there is no node 'z'"),
        (graphml("<x:y/>"), ":2:1: is not XML: unbound prefix"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_line(read, text, told):
    assert read.refused(text).startswith(told)


def test_ports_loops_and_several_ties_of_a_pair_are_read(read):
    node = '<node id="d"><port name="p"/></node>'
    ties = '<edge source="a" target="b"/><edge source="b" target="a"/>'
    graph = read(graphml(ABC, node, ties, '<edge source="d" target="d" sourceport="p"/>'))
    assert graph.number_of_edges() == 3


def test_deep_nesting_does_no_harm(read):
    text = "<node id='{}'><graph>"
    deep = (
        "".join(text.format(f"g{number}") for number in range(5000)) + ABC + AB_BC + "</graph></node>" * 5000
    )
    assert list(read(graphml(deep))) == ["a", "b", "c"]


def test_an_attribute_may_have_any_name(read):
    keys = "".join(f'<key id="{name}" for="node"/>' for name in ("self", "node_for_adding", "id"))
    values = "".join(f'<data key="{name}">1</data>' for name in ("self", "node_for_adding", "id"))
    node = f'<node id="d">{values}</node>'
    graph = read(graphml(ABC, node, AB_BC, keys=keys))
    assert graph.nodes["d"] == {"self": "1", "node_for_adding": "1", "id": "1"}
