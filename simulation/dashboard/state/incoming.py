"""A file that comes from a browser piece by piece, into memory; a large one is refused at its first piece."""

import base64
import binascii
from typing import Any, Literal

MOST_PIECE = 400_000
"""Characters of a piece; the page sends pieces of a third of this."""
LONGEST_NAME = 200
State = Literal["more", "whole", "large", "broken"]


class Incoming:
    """The pieces of one file; a new file begins with its first piece, whatever came of the one before.

    Parameters
    ----------
    most : int
        Bytes of the largest file.

    Attributes
    ----------
    name : str
        What the browser calls it.
    pieces : int
        How many have come.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self.forget()

    def forget(self) -> None:
        """Forget what has come."""
        self.name, self.pieces = "", 0
        self._file, self._size = "", 0
        self._content = bytearray()

    def take(self, message: Any) -> State:
        """Take a piece.

        Parameters
        ----------
        message : dict
            ``file`` (a word for this file), ``name``, ``size``, ``place`` (from 0), ``data`` (base64).

        Returns
        -------
        str
            ``more`` are to come; the file is ``whole``; it is too ``large``; or it is ``broken``: what came
            is no piece that was due, and nothing of it is kept.
        """
        piece = _piece(message)
        if piece is None:
            self.forget()
            return "broken"
        file, name, size, place, data = piece
        if place == 0:
            self.forget()
            self._file, self.name, self._size = file, name, size
        if size > self._most or len(self._content) + len(data) > self._most:
            self.forget()
            return "large"
        due = file == self._file and place == self.pieces and size == self._size
        if not due or len(self._content) + len(data) > size or (not data and size):
            self.forget()
            return "broken"
        self._content += data
        self.pieces += 1
        return "whole" if len(self._content) == size else "more"

    def content(self) -> bytes:
        """Return what has come, and keep it no longer."""
        found = bytes(self._content)
        self.forget()
        return found


def _piece(message: Any) -> tuple[str, str, int, int, bytes] | None:
    """Return what a message holds; None where it is no piece: anybody can write to a websocket."""
    if not isinstance(message, dict):
        return None
    file, name, data = (message.get(key) for key in ("file", "name", "data"))
    size, place = message.get("size"), message.get("place")
    if not (isinstance(file, str) and isinstance(name, str) and isinstance(data, str)):
        return None
    if type(size) is not int or type(place) is not int or size < 0 or place < 0 or len(data) > MOST_PIECE:
        return None
    try:
        content = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        return None
    return file[:LONGEST_NAME], name[:LONGEST_NAME], size, place, content
