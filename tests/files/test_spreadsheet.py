"""The same table for a spreadsheet with a decimal comma."""

import pandas as pd

from simulation.files.delimited import read_delimited
from simulation.files.spreadsheet import with_decimal_comma

TABLE = 'name,weeks,effect,cost\n"Desa A; B","1 2 3",-0.25,2350000\n"say ""a, b""\nc",1..2,1.5e-05,.5\n'


def test_numbers_get_a_comma_and_all_else_stays():
    lines = with_decimal_comma(TABLE.encode()).decode("utf-8").split("\r\n")
    assert lines[:2] == ["\ufeffname;weeks;effect;cost", '"Desa A; B";1 2 3;-0,25;2350000']
    assert lines[2:] == ['"say ""a, b""\nc";1..2;1,5e-05;,5', ""]


def test_it_holds_the_same_numbers_and_we_read_it_ourselves(tmp_path):
    frame = pd.DataFrame({"name": ["a", "b"], "effect": [1 / 3, -2e-9], "villages": [12, 7]})
    file = tmp_path / "t.csv"
    file.write_bytes(with_decimal_comma(frame.to_csv(index=False).encode()))
    pd.testing.assert_frame_equal(pd.read_csv(file, sep=";", decimal=","), frame, rtol=1e-15)
    table = read_delimited(file, 1_000, "a table")
    assert [table.numbers.real(row.texts[1]) for row in table.rows[1:]] == [1 / 3, -2e-9]
