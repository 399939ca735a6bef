"""A table is read as a spreadsheet wrote it, and every cell knows where it stands."""

from pathlib import Path

import pytest

from simulation.files.delimited import Delimited, plain_name, read_delimited
from simulation.files.faults import StudyError

ROWS = [["name", "owners"], ["Desa A", "70"]]


@pytest.fixture
def read(tmp_path: Path):
    def reading(content: str | bytes, **options: bool) -> Delimited:
        file = tmp_path / "table.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_delimited(file, 10_000, "a table", **options)

    return reading


@pytest.fixture
def refused(read):
    def refusing(content: str | bytes, **options: bool) -> str:
        with pytest.raises(StudyError) as caught:
            read(content, **options).rectangular()
        (fault,) = caught.value.faults
        return str(fault).rpartition("table.csv")[2]

    return refusing


def texts(table: Delimited) -> list[list[str]]:
    return [row.texts for row in table.rows]


@pytest.mark.parametrize(
    "content",
    [
        "name,owners\nDesa A,70\n",
        "name;owners\r\nDesa A;70\r\n",
        "name\towners\rDesa A\t70",
        "\ufeffname,owners\nDesa A,70\n",
        "name\towners\nDesa A\t70\n".encode("utf-16"),
        b"\xfe\xff" + "name;owners\nDesa A;70\n".encode("utf-16-be"),
        "sep=;\nname;owners\nDesa A;70\n",
        '"SEP=,"\nname,owners\n"Desa A",70\n',
        "sep=;,\nname;owners\nDesa A;70\n",
        ' name , owners\n "Desa A", 70\n',
        "name,owners\nDesa A,70\n,\n\n  ,\n",
        "name;owners;;\nDesa A;70;;\n;;;\n",
        "name,owners\nDesa A,70,,\n",
        "name,owners,\nDesa A,70\n",
    ],
)  # fmt: skip
def test_separators_marks_and_empty_tails_do_not_matter(read, content):
    assert texts(read(content).rectangular()) == ROWS


def test_a_semicolon_file_with_decimal_commas_is_separated_by_semicolons(read):
    assert texts(read("0,5;0,3;1,2\n1,5;0,1;2,2\n"))[0] == ["0,5", "0,3", "1,2"]
    assert texts(read('name,note\nA,"x;y"\nB,p;q\n'))[1:] == [["A", "x;y"], ["B", "p;q"]]
    assert texts(read("Survey of a village\nname;group, sector\nA;1\nB;2\n"))[1] == ["name", "group, sector"]


def test_what_sep_says_is_taken_where_counting_would_say_otherwise(read):
    assert texts(read("sep=,\na;b,c;d\ne;f,g;h\n"))[0] == ["a;b", "c;d"]


def test_a_cell_in_quotes_may_hold_line_breaks_quotes_and_separators(read):
    table = read('name,note,owners\n"Desa\nA","say ""a, b""",70\n')
    assert table.rows[1].texts == ["Desa\nA", 'say "a, b"', "70"]
    assert [(cell.line, cell.column) for cell in table.cells(table.rows[1])] == [(2, 1), (3, 4), (3, 19)]


def test_comments_are_left_out_where_they_are_asked_for(read):
    content = '# directed: false\nname,owners\n# "open\n"A\n# inside",1\n'
    assert texts(read(content, comments=True)) == [["name", "owners"], ["A\n# inside", "1"]]
    assert len(texts(read("# a\nname,owners\n"))) == 2


def test_a_row_knows_its_line_and_a_cell_its_place(read):
    table = read("# asked in May\n\nname ;  owners\n\nDesa A;  70\n", comments=True)
    assert [row.line for row in table.rows] == [3, 5]
    cell = table.cells(table.rows[1])[1]
    assert (cell.text, str(cell.fault("found")).rpartition("/")[2]) == ("70", "table.csv:5:10: found")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("name,owners\nDesa A,70,0,25\n", ":2:1: 4 values; allowed: 2, one for each column; a decimal comma"),
        ("name;owners\nDesa A\n", ":2:1: 1 values; allowed: 2, one for each column"),
        ('name,owners\n"Desa A,70\nB,3\n', ":2:1: cannot be read: "),
        ('name,owners\n"Desa "A"",70\n', ":2:1: cannot be read: "),
        (b"name,owners\nAndr\xe9,1\n", ":2:1: not UTF-8 text: byte 16 is 0xe9; allowed: a file saved as"),
        ("name,owners\nA,1\n".encode("utf-16-le"), ":1:1: not a text file"),
        (b"PK\x03\x04 and so on", ": is an Excel workbook"),
        ("sep=|\nname|owners\n", ":1:1: the separator '|'"),
        ("", ": holds no table; allowed: a table"),
        (",,\n \n", ": holds no table"),
        ("a,b\n" * 5000, ": the file is larger than 0 MB"),
    ],
)
def test_what_is_no_table_is_one_line(refused, content, told):
    assert refused(content).startswith(told)


def test_too_many_rows_are_one_line(tmp_path):
    (tmp_path / "a.csv").write_text("a,b\n" * 4)
    assert len(read_delimited(tmp_path / "a.csv", 100, "", most_rows=4).rows) == 4
    with pytest.raises(StudyError, match="more than 3 rows"):
        read_delimited(tmp_path / "a.csv", 100, "", most_rows=3)


@pytest.mark.parametrize(
    "content",
    [
        ",name,owners\n0,A,70\n1,B,80\n",
        '"","name","owners"\n"1","A",70\n"2","B",80\n',
        "Unnamed: 0,name,owners\n4,A,70\n9,B,80\n",
        "row.names;name;owners\n1;A;70\n2;B;80\n",
        "No,name,owners\n1,A,70\n2,B,80\n",
        "name,owners\n1,A,70\n2,B,80\n",
        '"name"\t"owners"\n"1"\t"A"\t70\n"2"\t"B"\t80\n',
    ],
)
def test_a_column_that_numbers_the_rows_is_left_out(read, content):
    table = read(content).without_index().rectangular()
    assert texts(table) == [["name", "owners"], ["A", "70"], ["B", "80"]]
    cell = table.cells(table.rows[2])[0]
    assert content.splitlines()[cell.line - 1][cell.column - 1 :].lstrip('"').startswith("B")


@pytest.mark.parametrize(
    "content",
    [
        "source,target,weight\n1,2,0,5\n2,3,1,5\n",  # decimal commas without quotes, not numbered rows
        "name,owners,share\nA,70,0,25\nB,80,0,5\n",
        ",A,B\nA,0,1\nB,1,0\n",
        "name,owners\n1,70,\n2,80,\n",
    ],
)
def test_what_does_not_number_the_rows_stays(read, content):
    table = read(content)
    assert table.without_index() == table


def test_headers_are_compared_in_small_letters():
    assert plain_name(" Standard  Error") == plain_name("STANDARD_ERROR") == "standard_error"
