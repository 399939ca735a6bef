"""The gate of the server: what may pass to Solara, and what every response carries."""

import json
import re
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from simulation.dashboard.server.hosts import Hosts
from simulation.dashboard.server.notice import notice
from simulation.dashboard.server.visitors import Visitors

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

LONGEST_ADDRESS = 16_000
"""Letters of path and query; settings take 6,000 at most, the name of a folder 300."""
CDN = "/_solara/cdn/"
KERNEL = re.compile(r"/jupyter/api/kernels/[\w-]{1,80}")
"""A page whose line broke asks here whether the server is there again."""
STATIC = ("/static/", "/jupyter/nbextensions/")
CLOSE = re.compile(r"/_solara/api/close/[\w-]{1,80}")
CHANNELS = re.compile(r"/jupyter/api/kernels/([\w-]{1,80})/channels")
PAGE = re.compile(r"[\w-]{1,80}")
HOST = re.compile(r"[\w.:\[\]-]{1,255}")
UNFIT = re.compile(r"[\x00-\x1f\x7f\\\ufffd]|(^|/)\.\.?(/|$)")
"""What no path of ours holds: control characters, broken encoding, steps upwards."""
UNTRUSTED = frozenset({b"script-name", b"x-script-name", b"x-forwarded-host", b"x-forwarded-proto"})
"""Headers by which Solara would let a visitor say where its pages are; uvicorn has read what a proxy says."""
MESSAGES = frozenset(
    {"kernel_info_request", "comm_open", "comm_msg", "comm_close", "comm_info_request", "shutdown_request"}
)
"""Kinds of messages a page sends."""


def policy(host: str) -> str:
    """Return the Content-Security-Policy: nothing from elsewhere, nothing to elsewhere, in no frame.

    Vue compiles its templates in the browser, which takes ``unsafe-eval``; Solara's page is made of
    scripts and styles within the HTML. The websocket is named by host, because some browsers don't count
    it as 'self'.
    """
    sockets = f" ws://{host} wss://{host}" if HOST.fullmatch(host) else ""
    return (
        "default-src 'none'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        f"connect-src 'self'{sockets}; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )


HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),  # an address holds settings
    (b"x-frame-options", b"DENY"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
)


class Gate:
    """Lets through what the pages need, and nothing else.

    Solara's own routes trust whoever asks: its store of assets fetches from the internet what it lacks and
    deletes a folder that is asked for as a file, others fail without a word that is missing.

    Parameters
    ----------
    app : callable
        Solara's ASGI application.
    visitors : Visitors
        Who is here.
    pages : iterable of str
        Paths of the pages, without slashes.
    assets : Path
        Folder of what Solara's pages are made of.
    hosts : Hosts
        Names by which the server may be called.
    """

    def __init__(
        self, app: App, visitors: Visitors, pages: Iterable[str], assets: Path, hosts: Hosts
    ) -> None:
        self._app = app
        self._visitors = visitors
        self._pages = frozenset(f"/{page}" for page in pages)
        self._assets = assets.resolve()
        self._hosts = hosts

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Answer a request or pass it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = [(name, value) for name, value in scope["headers"] if name not in UNTRUSTED]
        scope = {**scope, "headers": headers}
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self._http(scope, receive, _with_headers(send, _header(headers, b"host")))

    async def _http(self, scope: Message, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        page = path.rstrip("/") or "/"
        posted = CLOSE.fullmatch(path) is not None
        if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
            await _say(send, 414, "refused")
        elif scope["method"] not in ({"POST"} if posted else {"GET", "HEAD"}):
            await _say(send, 405, "refused")
        elif UNFIT.search(path):
            await _say(send, 400, "refused")
        elif not self._hosts.known(_header(scope["headers"], b"host")):
            await _say(send, 421, "stranger")
        elif posted:
            await self._close(scope, receive, send)
        elif page in self._pages:
            if self._visitors.full:
                await _say(send, 503, "full")
            else:
                await self._app({**scope, "path": page}, receive, send)
        elif self._is_of_a_page(path):
            await self._app(scope, receive, send)
        else:
            await _say(send, 404, "missing")

    async def _close(self, scope: Message, receive: Receive, send: Send) -> None:
        """Take the good-bye of a page that is here; Solara fails on any other."""
        kernel = scope["path"].rsplit("/", 1)[1]
        if self._visitors.knows(kernel) and _asked(scope, "session_id"):
            await self._app(scope, receive, send)
        else:
            await _say(send, 404, "missing")

    def _is_of_a_page(self, path: str) -> bool:
        known = path == "/readyz" or path.startswith(STATIC) or KERNEL.fullmatch(path) is not None
        return known or self._is_asset(path)

    def _is_asset(self, path: str) -> bool:
        if not path.startswith(CDN):
            return False
        file = self._assets / path.removeprefix(CDN)
        try:
            return file.is_file() and file.resolve().is_relative_to(self._assets)
        except OSError:  # a name longer than the file system takes
            return False

    async def _websocket(self, scope: Message, receive: Receive, send: Send) -> None:
        found = CHANNELS.fullmatch(scope["path"])
        origin, host = (_header(scope["headers"], name) for name in (b"origin", b"host"))
        at_home = self._hosts.at_home(origin, host)
        known = found is not None and self._visitors.knows(found[1])
        if not (found and at_home and _asked(scope, "session_id")) or (self._visitors.crowded and not known):
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(scope, _of_a_page(receive), send)


def _asked(scope: Message, name: str) -> bool:
    values = parse_qs(scope["query_string"].decode("latin-1")).get(name, [])
    return len(values) == 1 and PAGE.fullmatch(values[0]) is not None


def _header(headers: list[tuple[bytes, bytes]], name: bytes) -> str:
    return next((value.decode("latin-1") for known, value in headers if known == name), "")


def _with_headers(send: Send, host: str) -> Send:
    more = [*HEADERS, (b"content-security-policy", policy(host).encode())]

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message.get("headers", []), *more]}
        await send(message)

    return sent


def _of_a_page(receive: Receive) -> Receive:
    """Return a receiver that takes what no page sends for a good-bye."""

    async def received() -> Message:
        message = await receive()
        if message["type"] != "websocket.receive" or _is_message(message.get("text")):
            return message
        return {"type": "websocket.disconnect", "code": 1003}

    return received


def _is_message(text: str | None) -> bool:
    try:
        found = json.loads(text or "")
        return (
            found["header"]["msg_type"] in MESSAGES
            and isinstance(found["content"], dict)
            and found["channel"] in {"shell", "control"}
        )
    except (ValueError, TypeError, KeyError, RecursionError):
        return False


async def _say(send: Send, status: int, kind: str) -> None:
    body = notice(kind).encode()
    headers = [
        (b"content-type", b"text/html; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
    ]
    if status == 503:
        headers.append((b"retry-after", b"60"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
