"""Edge lists are read as other programmes write them; what is not used is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.files.faults import StudyError
from simulation.network.hints import hints_of
from tests.network.reading import Reader

TIES = [("Ani", "Budi"), ("Budi", "Citra")]


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    return Reader(tmp_path, ".csv")


@pytest.fixture
def refused(read: Reader) -> Callable[..., str]:
    return read.refused


@pytest.mark.parametrize(
    "text",
    [
        "source,target\nAni,Budi\nBudi,Citra\n",
        "Source;Target\r\nAni;Budi\r\nBudi;Citra\r\n;\r\n",
        "SOURCE\tTARGET\nAni\tBudi\nBudi\tCitra\n",
        "from,to\nAni,Budi\nBudi,Citra\n",
        "sep=;\n From ; To ;\nAni;Budi;\nBudi;Citra;\n",
        "# directed: false\nsource,target\nAni,Budi\n# and\nBudi,Citra\n",
        "year,to,from\n2020,Budi,Ani\n2021,Citra,Budi\n",
        ",source,target\n0,Ani,Budi\n1,Budi,Citra\n",
        '"","from","to"\n"1","Ani","Budi"\n"2","Budi","Citra"\n',
        "Unnamed: 0,source,target\n3,Ani,Budi\n7,Budi,Citra\n",
        '"source"\t"target"\n"1"\t"Ani"\t"Budi"\n"2"\t"Budi"\t"Citra"\n',
        "source,target\n1,Ani,Budi\n2,Budi,Citra\n",
        "Source,Target,Type,Id,Label,timeset,Weight\nAni,Budi,Undirected,0,,,\nBudi,Citra,Undirected,1,,,\n",
    ],
)
def test_ties_are_read_whatever_stands_around_them(read, text):
    graph = read(text)
    assert list(graph.edges(data="weight")) == [(*tie, None) for tie in TIES]
    assert not graph.is_directed()
    assert hints_of(graph) == []


def test_columns_that_r_names_itself_are_ends_where_they_are_no_matrix(read):
    three = '"","V1","V2"\n"1","Ani","Budi"\n"2","Budi","Citra"\n"3","Ani","Citra"\n'
    assert read(three).number_of_edges() == 3
    assert list(read('"","V1","V2"\n"1",0,1\n"2",1,0\n')) == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "weights"),
    [
        ("Ani,Budi\nBudi,Citra\n", [None, None]),
        ("Ani;Budi;\nBudi;Citra;\n", [None, None]),
        ("Ani\tBudi\t0.5\nBudi\tCitra\t2\n", [0.5, 2.0]),
        ('Ani,Budi,"0,5"\nBudi,Citra,"2,0"\n', [0.5, 2.0]),
    ],
)
def test_a_list_without_a_header_is_read_from_its_first_row_on(read, text, weights):
    graph = read(text)
    assert [tuple(tie) for tie in graph.edges()] == TIES
    assert [weight for *_, weight in graph.edges(data="weight")] == weights
    columns = "source, target" + (", weight" if weights[0] else "")
    assert hints_of(graph) == [f"there is no header: the columns are read as {columns}"]


def test_so_is_one_of_numbers_that_is_no_matrix(read):
    assert sorted(map(sorted, read("1,2\n2,3\n3,4\n4,1\n").edges())) == [
        ["1", "2"], ["1", "4"], ["2", "3"], ["3", "4"],
    ]  # fmt: skip
    matrix = read("0,1,1\n1,0,0\n1,0,0\n")
    assert sorted(map(sorted, matrix.edges())) == [["1", "2"], ["1", "3"]]
    assert hints_of(matrix) == []


def test_a_tie_of_the_first_row_is_told_at_its_own_line(refused):
    assert refused("Ani,Budi,0\nBudi,Citra,1\n") == ":1:10: a weight of '0'; allowed: a number above 0"


@pytest.mark.parametrize(
    "text", ["pelaku,mitra\nAni,Budi\nBudi,Citra\n", "Ani,Budi\nCitra,Dewi\n", "Ani,Budi\n"]
)
def test_a_first_row_that_may_be_a_header_is_asked_about(refused, text):
    first = text.splitlines()[0]
    told = refused(text)
    assert told.startswith(
        f":1:1: the header '{first}'; allowed: an edge list begins with a row 'source,target'"
    )


@pytest.mark.parametrize(
    "text",
    [
        'source,target,weight\nAni,Budi,"0,5"\nBudi,Citra,"4,0"\n',
        "source;target;Weight\nAni;Budi;0,5\nBudi;Citra;4\n",
        "source\ttarget\tWEIGHT\nAni\tBudi\t5e-1\nBudi\tCitra\t4.\n",
    ],
)
def test_weights_have_a_decimal_point_or_comma(read, text):
    assert [weight for *_, weight in read(text).edges(data="weight")] == [0.5, 4.0]


def test_another_column_can_hold_the_weights_and_is_named_until_it_does(read):
    text = "source,target,strength,year\nAni,Budi,2,1990\nBudi,Citra,3,1991\n"
    graph = read(text)
    told = "the numbers of the column 'strength' are not used; --weight strength makes them weights"
    assert hints_of(graph) == [told]
    assert [weight for *_, weight in graph.edges(data="weight")] == [None, None]
    graph = read(text, weight="Strength")
    assert [weight for *_, weight in graph.edges(data="weight")] == [2.0, 3.0]
    assert hints_of(graph) == []


def test_a_column_of_weights_that_is_not_there_is_told_with_the_nearest(refused, read):
    with pytest.raises(StudyError) as caught:
        read("source,target,strength\nAni,Budi,2\n", weight="strenght")
    assert "--weight: no column 'strenght'" in str(caught.value)
    assert "did you mean 'strength'?" in str(caught.value)


def test_a_direction_is_read_where_all_ties_have_one_and_told_where_some_have(read):
    kinds = "Source,Target,Type\nAni,Budi,{}\nBudi,Citra,{}\n"
    assert read(kinds.format("Directed", "directed")).is_directed()
    mixed = read(kinds.format("Directed", "Undirected"))
    assert not mixed.is_directed()
    assert hints_of(mixed) == [
        "some ties have a direction: it is not used, a pair has a tie if either names the other"
    ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Ani,Budi,0", ":2:10: a weight of '0'; allowed: a number above 0"),
        ("Ani,Budi,-2", ":2:10: a weight of '-2'; allowed: a number above 0"),
        ("Ani,Budi,", ":2:10: a tie without weight; allowed: a number above 0"),
        ("Ani,Budi,NA", ":2:10: a weight of 'NA'; allowed: a number above 0"),
        ("Ani,Budi,50%", ":2:10: found '50%', a percentage"),
        ("Ani,Budi,1.234.567", ":2:10: found '1.234.567': a thousands separator? write 1234567"),
        (",Budi,1", ":2:1: a tie with one end, found nothing; allowed: a name at both ends"),
        ("Ani,NA,1", ":2:5: a tie with one end, found 'NA'; allowed: a name at both ends"),
    ],
)
def test_a_row_that_is_no_tie_is_told_with_its_cell(refused, row, told):
    assert refused(f"source,target,weight\n{row}\nBudi,Citra,2\n").startswith(told)


def test_unquoted_decimal_commas_between_commas_are_no_names(refused, read):
    with pytest.raises(
        StudyError, match="4 values in every row; allowed: 3, one for each column; a decimal comma"
    ):
        read("source,target,weight\n1,2,0,5\n2,3,1,5\n")


def test_nodes_that_differ_by_typing_alone_are_told_and_not_merged(read):
    graph = read("source,target\nAni,Budi\nani,Citra\n001,1.0\n")
    assert graph.number_of_nodes() == 6
    (told,) = hints_of(graph)
    assert "'Ani' and 'ani'" in told
    assert "'001' and '1.0'" in told
