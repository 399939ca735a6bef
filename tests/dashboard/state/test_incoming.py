"""A file that comes piece by piece: in order, whole, within its limit; whatever else comes is dropped."""

import base64
import re
from pathlib import Path
from typing import Any

import pytest

import simulation.dashboard.components
from simulation.dashboard.server.server import LARGEST_MESSAGE
from simulation.dashboard.state.incoming import MOST_PIECE, Incoming


def piece(data: bytes, place: int, size: int, file: str = "one", name: str = "a.csv") -> dict[str, Any]:
    text = base64.b64encode(data).decode()
    return {"file": file, "name": name, "size": size, "place": place, "data": text}


def test_pieces_make_the_file() -> None:
    incoming = Incoming(100)
    assert incoming.take(piece(b"abc", 0, 5)) == "more"
    assert incoming.take(piece(b"de", 1, 5)) == "whole"
    assert incoming.name == "a.csv"
    assert incoming.content() == b"abcde"
    assert (incoming.name, incoming.content()) == ("", b"")  # taken, and kept no longer


def test_an_empty_file_is_whole_at_once() -> None:
    assert Incoming(100).take(piece(b"", 0, 0)) == "whole"


def test_what_is_too_large_is_refused_at_its_first_piece() -> None:
    incoming = Incoming(100)
    assert incoming.take(piece(b"abc", 0, 101)) == "large"
    assert incoming.content() == b""


def test_what_is_larger_than_it_claims_is_dropped() -> None:
    incoming = Incoming(100)
    assert incoming.take(piece(b"abc", 0, 4)) == "more"
    assert incoming.take(piece(b"abc", 1, 4)) == "broken"
    assert incoming.content() == b""
    assert Incoming(2).take(piece(b"abc", 0, 2)) == "large"


def test_of_two_files_at_once_the_last_that_begins_counts() -> None:
    incoming = Incoming(100)
    incoming.take(piece(b"abc", 0, 6, "one"))
    assert incoming.take(piece(b"xy", 0, 4, "two", "b.csv")) == "more"
    assert incoming.take(piece(b"zz", 1, 4, "two", "b.csv")) == "whole"
    assert (incoming.name, incoming.content()) == ("b.csv", b"xyzz")
    # and what is left of the first makes no file
    assert incoming.take(piece(b"def", 1, 6, "one")) == "broken"


@pytest.mark.parametrize(
    "message",
    [
        None, "text", [], {}, {"file": "x"}, piece(b"a", -1, 5), piece(b"a", 3, 5), piece(b"", 0, 5),
        piece(b"a", 0, -1), piece(b"a", 0, 5) | {"data": "%%%"}, piece(b"a", 0, 5) | {"data": "é"},
        piece(b"a", 0, 5) | {"size": True}, piece(b"a", 0, 5) | {"place": 0.5},
        piece(b"a", 0, 5) | {"name": 1},
        piece(b"a", 0, 5) | {"data": "A" * (MOST_PIECE + 4)},
    ],
)  # fmt: skip
def test_what_is_no_piece_is_dropped_with_all_that_came_before(message: Any) -> None:
    incoming = Incoming(1_000_000)
    incoming.take(piece(b"abc", 0, 6))
    assert incoming.take(message) == "broken"
    assert (incoming.pieces, incoming.content()) == (0, b"")


def test_a_piece_of_the_page_is_within_what_the_server_takes() -> None:
    page = (Path(simulation.dashboard.components.__file__).parent / "upload.vue").read_text(encoding="utf-8")
    sent = re.search(r"PIECE = (\d+);", page)
    assert sent is not None
    assert int(sent[1]) % 3 == 0
    assert int(sent[1]) / 3 * 4 <= MOST_PIECE < LARGEST_MESSAGE
