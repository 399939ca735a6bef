"""A matrix is matched by its names, in whatever order and by whatever programme it was written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simulation.files.faults import StudyError
from simulation.network.hints import hints_of
from tests.network.reading import Reader


@pytest.fixture
def read(tmp_path: Path) -> Reader:
    return Reader(tmp_path, ".csv")


@pytest.fixture
def refused(read: Reader) -> Callable[..., str]:
    return read.refused


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (",A,B,C\nA,0,1,0\nB,1,0,1\nC,0,1,0\n", "ABC"),
        (",A,B,C\nC,0,1,0\nA,0,1,0\nB,1,0,1\n", "ABC"),
        ("name,A,B,C,\nA,0,1,0,\nB,1,0,1,\nC,0,1,0,\n,,,,\n", "ABC"),
        (";A;B;C\r\nA;;1;\r\nB;1,0;;1\r\nC;;1;\r\n", "ABC"),
        ('"A","B","C"\n"A",0,1,0\n"B",1,0,1\n"C",0,1,0\n', "ABC"),
        ("0,1,0\n1,0,1\n0,1,0\n", "123"),
        (",1,\n1,,1\n,1,\n", "123"),
        ("# all of us\n0\t1\t0\t\n1\t0\t1\t\n0\t1\t0\t\n", "123"),
        ('"","V1","V2","V3"\n"1",0,1,0\n"2",1,0,1\n"3",0,1,0\n', "123"),
        ('"","X1","X2","X3"\n"1",0,1,0\n"2",1,0,1\n"3",0,1,0\n', "123"),
        (",0,1,2\n0,0,1,0\n1,1,0,1\n2,0,1,0\n", "012"),
        (",1,2,3\n1,,1,\n2,1,,1\n3,,1,\n", "123"),
    ],
)
def test_a_chain_of_three_is_read(read, text, names):
    graph = read(text)
    assert list(graph) == list(names)
    assert {frozenset(tie) for tie in graph.edges()} == {frozenset(names[:2]), frozenset(names[1:])}
    assert not graph.is_directed()
    assert not any("weight" in kept for *_, kept in graph.edges(data=True))
    assert hints_of(graph) == []


@pytest.mark.parametrize("text", ["A,B\n0,1\n1,0\n", ",A,B\n0,0,1\n1,1,0\n", ",A,B\n1,0,1\n2,1,0\n"])
def test_rows_without_names_stand_in_the_order_of_the_columns_and_that_is_told(read, text):
    graph = read(text)
    assert list(graph.edges()) == [("A", "B")] or list(graph.edges()) == [("B", "A")]
    assert hints_of(graph) == [
        "rows have no names of their own: they are taken in the order of the columns"
    ]  # fmt: skip


def test_weights_of_a_matrix_in_another_order_stay_with_their_ties(read):
    graph = read(";A;B;C\nC;2,5;0;0\nA;0;0,5;2,5\nB;0,5;0;0\n")
    weights = {frozenset((one, two)): weight for one, two, weight in graph.edges(data="weight")}
    assert weights == {frozenset("AB"): 0.5, frozenset("AC"): 2.5}


def test_what_is_not_known_is_named_and_the_other_side_is_believed(read):
    graph = read(",A,B,C\nA,NA,NA,NA\nB,0,NA,1\nC,1,1,NA\n")
    assert {frozenset(tie) for tie in graph.edges()} == {frozenset("AC"), frozenset("BC")}
    assert not graph.is_directed()
    (told,) = hints_of(graph)
    assert told.startswith("nothing is known of A-B, A-C: no tie, unless the other side names one")


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("0,1,9 1,0,0 9,0,0", ": 1 tie of 9 among 0, 1: codes for missing or fixed ties?"),
        ("0,10,0 1,0,11 1,1,0", ": 1 tie of 10 and 1 tie of 11 among 0, 1"),
        ("0,3,99 3,0,2 99,2,0", ": 1 tie of 99 among 0, 2, 3"),
    ],
)
def test_codes_are_asked_about(refused, cells, told):
    line = refused(cells.replace(" ", "\n") + "\n")
    assert line.startswith(told)
    assert line.endswith("allowed: NA, 0 or 1 in place of codes; --weight weight if they are weights")


def test_other_numbers_are_weights(read):
    for cells in ("0,9,2\n9,0,0\n2,0,0\n", "0,99,35\n99,0,0\n35,0,0\n", "0,0.5,99\n0.5,0,0\n99,0,0\n"):
        weights = {float(cell) for cell in cells.replace("\n", ",").split(",") if cell} - {0.0}
        assert {weight for *_, weight in read(cells).edges(data="weight")} == weights


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (",A,B\nA,0,x\nB,1,0\n", ":2:5: found 'x'; allowed: 0 (no tie), a number above 0, or NA"),
        (",A,B\nA,-,50%\nB,x,-\n", None),
        (",A,B\nA,0,1\nB,-1,0\n", ":3:3: a weight of '-1'"),
        (",A,B,C\nA,0,1,0\nB,1,0\nC,0,0,0\n", ":3:1: 3 values; allowed: 4, as the header says"),
        (",A,B,C\nA,0,1,0\nB,1,0,0\n", ":1:1: 2 rows and 4 columns; allowed: as many rows as columns"),
        (
            ",A,Bu Sri\nA,0,1\nBu.Sri,1,0\n",
            ":3:1: the row 'Bu.Sri' is the name of no column",
        ),
        (",A,B\nA,0,1\nA,1,0\n", None),
        ("A,B\n", ":1:1: the header 'A,B'"),
    ],
)
def test_what_is_no_matrix_is_told_with_its_place(refused, read, text, told):
    if told is None:
        with pytest.raises(StudyError, match=r"the row 'A' stands twice|:2:5: found '50%', a percentage"):
            read(text)
    else:
        assert refused(text).startswith(told)


def test_a_matrix_has_no_column_of_weights_to_choose(refused):
    told = refused("0,1\n1,0\n", weight="strength")
    assert told == ": --weight: a matrix has no attribute 'strength'; allowed: weight"


def test_a_thousand_faulty_cells_are_told_soon(read):
    row = ",".join(f"{n}%" for n in range(101, 301))
    head = "," + ",".join(f"n{n}" for n in range(200)) + "\n"
    numbers = ",".join(["1"] * 200)
    rows = [f"n{n},{row if n == 0 else numbers}" for n in range(200)]
    with pytest.raises(StudyError) as caught:
        read(head + "\n".join(rows))
    assert len(caught.value.faults) == 50


def test_a_short_row_of_a_matrix_without_names_is_told(refused):
    assert refused("0,1,0\n1,0\n0,0,1\n").startswith(":2:1: 2 values; allowed: 3, as many as there are rows")
