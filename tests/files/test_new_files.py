"""New files: all of them are written, or none."""

from pathlib import Path

import pytest

from simulation.files.faults import StudyError
from simulation.files.new_files import write_new


def test_texts_and_bytes_are_written_as_they_are(tmp_path: Path) -> None:
    text, data = tmp_path / "a.txt", tmp_path / "b.bin"
    assert write_new({text: "é", data: b"\x00\xff"}) == [text, data]
    assert text.read_bytes() == "é".encode()
    assert data.read_bytes() == b"\x00\xff"


def test_none_is_written_where_one_is_there(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_bytes(b"mine")
    with pytest.raises(StudyError, match="exists already and is not overwritten"):
        write_new({tmp_path / "new": b"a", there: b"b"})
    assert there.read_bytes() == b"mine"
    assert not (tmp_path / "new").exists()
