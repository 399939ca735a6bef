"""A visitor without a browser: speaks the messages of Jupyter widgets that Solara's pages speak."""

import asyncio
import json
import struct
import time
from collections.abc import Callable
from http.cookiejar import CookieJar
from typing import Any, Self
from urllib.parse import quote
from urllib.request import HTTPCookieProcessor, Request, build_opener
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect

LONGEST_MESSAGE = 64 * 2**20
PATIENCE = 60.0
"""Seconds after which an answer counts as lost."""


class Visitor:
    """One open page.

    Parameters
    ----------
    address : str
        Of the server, such as ``127.0.0.1:8766``.
    search : str
        The part of the page's address from ``?`` on.

    Attributes
    ----------
    widgets : dict of str to dict
        The state of each part of the page by its id, as a browser would hold it.
    bytes : int
        Received so far.
    """

    def __init__(self, address: str, search: str = "") -> None:
        self.address = address
        self.search = search
        self.widgets: dict[str, dict[str, Any]] = {}
        self.bytes = 0
        self.messages = 0
        self._kernel, self._page, self._control = (str(uuid4()) for _ in range(3))
        self._socket: ClientConnection | None = None
        self._reader: asyncio.Task[None] | None = None
        self._changed = asyncio.Condition()
        self._finished = False
        self._taken: set[str] = set()

    async def __aenter__(self) -> Self:
        cookies = await asyncio.to_thread(self._load)
        where = f"ws://{self.address}/jupyter/api/kernels/{self._kernel}/channels?session_id={self._page}"
        self._socket = await connect(
            where, additional_headers={"Cookie": cookies}, max_size=LONGEST_MESSAGE, compression=None,
            open_timeout=PATIENCE, ping_interval=None,
        )  # fmt: skip
        self._reader = asyncio.create_task(self._read())
        await self._send("kernel_info_request", {})
        opened = {"comm_id": self._control, "target_name": "solara.control", "data": {}}
        await self._send("comm_open", opened)
        path = "/" + self.search
        arguments = {"path": path, "appName": "__default__", "dark": False, "themes": {}}
        await self._tell(self._control, {"method": "run", "args": arguments})
        await self.until(lambda: self._finished)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._socket is not None
        assert self._reader is not None
        await self._socket.close()
        await self._reader
        await asyncio.to_thread(self._close)

    async def until(self, happened: Callable[[], bool], seconds: float = PATIENCE) -> float:
        """Wait until something is so; return when.

        Raises
        ------
        TimeoutError
            If it never is.
        """
        async with asyncio.timeout(seconds), self._changed:
            await self._changed.wait_for(happened)
            return time.perf_counter()

    def part(self, name: str) -> tuple[str, dict[str, Any]] | None:
        """Return the id and the state of a slider or a chart by its name; None where there is none."""
        for number, state in reversed(self.widgets.items()):
            if state.get("name") == name:
                return number, state
        return None

    async def move(self, slider: str, value: float) -> float:
        """Move a slider, as its part of the page does when the hand rests; return when that was.

        The page as it stands right after the move has come when this returns: its answer may be on its way.

        Raises
        ------
        TimeoutError
            If the server does not take it.
        """
        found = self.part(slider)
        assert found is not None, slider
        number, state = found
        state["value"] = value
        begin = time.perf_counter()
        told = await self._tell(number, {"method": "update", "state": {"value": value}, "buffer_paths": []})
        await self.until(lambda: told in self._taken)
        return begin

    async def _send(self, kind: str, content: dict[str, Any]) -> str:
        assert self._socket is not None
        number = uuid4().hex
        header = {
            "msg_id": number, "msg_type": kind, "session": self._page, "username": "", "version": "5.2",
            "date": "2026-01-01T00:00:00Z",
        }  # fmt: skip
        message = {
            "header": header, "parent_header": {}, "metadata": {}, "content": content, "channel": "shell",
            "buffers": [],
        }  # fmt: skip
        await self._socket.send(json.dumps(message))
        return number

    async def _tell(self, part: str, data: dict[str, Any]) -> str:
        return await self._send("comm_msg", {"comm_id": part, "data": data})

    async def _read(self) -> None:
        assert self._socket is not None
        async for raw in self._socket:
            self.bytes += len(raw)
            self.messages += 1
            message = json.loads(raw if isinstance(raw, str) else _text(raw))
            kind, content = message["header"]["msg_type"], message["content"]
            if kind == "status" and content["execution_state"] == "idle":
                async with self._changed:
                    self._taken.add(message["parent_header"]["msg_id"])
                    self._changed.notify_all()
            if kind not in ("comm_open", "comm_msg", "comm_close"):
                continue
            async with self._changed:
                self._take(kind, content)
                self._changed.notify_all()

    def _take(self, kind: str, content: dict[str, Any]) -> None:
        part, data = content["comm_id"], content["data"]
        if part == self._control:
            self._finished |= data.get("method") == "finished"
        elif kind == "comm_open":
            self.widgets[part] = dict(data.get("state", {}))
        elif kind == "comm_close":
            self.widgets.pop(part, None)
        elif data.get("method") == "update" and part in self.widgets:
            self.widgets[part] |= data["state"]

    def _load(self) -> str:
        jar = CookieJar()
        with build_opener(HTTPCookieProcessor(jar)).open(f"http://{self.address}/{self.search}") as page:
            page.read()
        # the session's cookie is for https or localhost only, as browsers see it: a jar would keep it back
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)

    def _close(self) -> None:
        """Say good-bye as a browser does when its page goes away."""
        where = f"http://{self.address}/_solara/api/close/{self._kernel}?session_id={quote(self._page)}"
        with build_opener().open(Request(where, method="POST")) as answer:
            answer.read()


def _text(raw: bytes) -> bytes:
    """Return the JSON of a message that has binary parts behind it."""
    count = struct.unpack("!i", raw[:4])[0]
    offsets = [*struct.unpack("!" + "I" * count, raw[4 : 4 * (count + 1)]), len(raw)]
    return raw[offsets[0] : offsets[1]]
