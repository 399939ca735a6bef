"""The real server, asked what no page asks: a clean answer each time, and never a traceback."""

import contextlib
import http.client
import json
import re
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import uuid4

import pytest
import solara.server.settings
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from simulation.commands.dashboard import SETTINGS
from simulation.dashboard.server.gate import LONGEST_ADDRESS
from simulation.dashboard.server.notice import said
from simulation.dashboard.server.server import PING_SECONDS, PONG_SECONDS
from simulation.dashboard.server.visitors import MOST_AT_THE_DOOR
from tests.browser.server import Server

VISITORS = 2
PATIENCE = 100
HELLO = json.dumps(
    {"header": {"msg_type": "kernel_info_request", "msg_id": "1"}, "content": {}, "channel": "shell"}
)
COOKIE = {"Cookie": "solara-session-id=visitor"}
SCRIPT = "%3Cscript%3Ealert(1)%3C/script%3E"


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    text: str


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    found = Server(
        tmp_path_factory.mktemp("gate") / "output.txt",
        *("--limit-visitors", str(VISITORS), "--allow-host", "kampung.example.id"),
        SOLARA_KERNEL_CULL_TIMEOUT="1s",
    )
    yield found
    found.stop()
    # not one line more than where the server is: no traceback, no warning at each request
    assert found.told() == f"Kampung: {found.address}/   (Ctrl-C: stop)\n"


def ask(server: Server, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Reply:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        connection.request(method, path, body or None, named)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Reply(answer.status, found, answer.read().decode("utf-8"))
    finally:
        connection.close()


def raw(server: Server, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", server.port), 60) as line:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it had read enough
            line.sendall(request)
        return line.recv(10_000)


def opened(server: Server, kernel: str = "", page: str = "page", **headers: str) -> ClientConnection:
    where = f"ws://127.0.0.1:{server.port}/jupyter/api/kernels/{kernel or uuid4()}/channels"
    return connect(f"{where}?session_id={page}" if page else where, additional_headers=COOKIE | headers)


def until(asked: Callable[[], Reply], status: int) -> Reply:
    """Ask until the answer is this one: a line is open a moment before its page is counted."""
    for _ in range(PATIENCE):
        reply = asked()
        if reply.status == status:
            return reply
        time.sleep(0.1)
    raise AssertionError(f"{reply.status}, not {status}")


def is_notice(reply: Reply, kind: str) -> bool:
    return all(each["title"] in reply.text and each["onwards"] in reply.text for each in said(kind))


@pytest.mark.parametrize("path", ["/", "/compare", "/compare/", "/budget?lang=en", "/readyz", "/nowhere"])
def test_every_response_says_what_a_browser_may_do(server: Server, path: str) -> None:
    headers = ask(server, path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == policy["frame-ancestors"] == policy["form-action"] == "'none'"
    here = f"127.0.0.1:{server.port}"
    assert policy["connect-src"] == f"'self' ws://{here} wss://{here}"
    outside = [
        word for name in policy if name != "connect-src" for word in policy[name].split() if "/" in word
    ]
    assert outside == []
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "camera=()" in headers["permissions-policy"]
    assert "server" not in headers


@pytest.mark.parametrize("host", ["x;script-src *", "a b", "x, y", "*"])
def test_a_made_up_host_adds_nothing_to_the_policy(server: Server, host: str) -> None:
    policy = ask(server, "/", Host=host).headers["content-security-policy"]
    assert "connect-src 'self';" in policy
    assert host not in policy


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8765", "203.0.113.5", "localhost.evil.example"]
)
@pytest.mark.parametrize("path", ["/", "/compare", "/static/main-vuetify.js", "/readyz"])
def test_who_calls_it_by_a_strange_name_gets_no_page(server: Server, host: str, path: str) -> None:
    reply = ask(server, path, Host=host)
    assert reply.status == 421
    assert is_notice(reply, "stranger")


def test_it_may_be_called_by_the_names_its_host_allows(server: Server) -> None:
    here = f"localhost:{server.port}"
    assert [ask(server, "/", Host=host).status for host in (here, "kampung.example.id")] == [200, 200]


@pytest.mark.parametrize(
    "path",
    [
        "/nowhere",
        "/compare/deeper",
        "/wp-login.php",
        "/resourcez",
        "/jupyter/api/kernels",
        "/_solara/api/evict/1",
        "/favicon.ico",
        "/_solara/cdn/",
        "/_solara/cdn/nowhere@1.0.0/x.js",
        "/_solara/cdn/" + "a" * 5000,
        f"/{SCRIPT}",
    ],
)
def test_an_unknown_page_is_told_in_words_with_the_way_home(server: Server, path: str) -> None:
    reply = ask(server, path)
    assert reply.status == 404
    assert is_notice(reply, "missing")
    assert 'href="/"' in reply.text
    assert "<script" not in reply.text


@pytest.mark.parametrize(
    "path",
    ["/../../etc/passwd", "/static/../../etc/passwd", "/static/%2e%2e/%2e%2e/etc/passwd", "/..%5c..%5cx",
     "/_solara/cdn/../../../../pyvenv.cfg", "/%00", "/compare%00",
     "/static/%00", "/%ff%fe", "/%c0%ae/", "/a%0d%0ab"],
)  # fmt: skip
def test_a_broken_path_is_refused(server: Server, path: str) -> None:
    reply = ask(server, path)
    assert reply.status == 400
    assert is_notice(reply, "refused")


@pytest.mark.parametrize(
    "path", ["/static/nowhere.js", "/static/", "/jupyter/nbextensions/", "/static/public/x"]
)
def test_what_is_no_file_is_missing(server: Server, path: str) -> None:
    assert ask(server, path).status == 404


@pytest.mark.parametrize(
    "query",
    [f"lang={SCRIPT}", f"s={SCRIPT}", f"r={SCRIPT}", "r=../../../../etc", "r=%00", "s=%00%ff", "lang=%",
     "s=%zz&&==", "%ff%fe", "s=" + "A" * 6001, "s=" + "%41" * 4000, "&" * 5000,
     "lang=en;lang=id", "s[]=1&r[x]=2"],
)  # fmt: skip
def test_a_hostile_query_gets_the_page_which_repeats_none_of_it(server: Server, query: str) -> None:
    reply = ask(server, f"/?{query}")
    assert reply.status == 200
    assert "alert(1)" not in reply.text


def test_an_address_too_long_is_refused(server: Server) -> None:
    reply = ask(server, "/?s=" + "A" * LONGEST_ADDRESS)
    assert reply.status == 414
    assert is_notice(reply, "refused")
    assert raw(server, b"GET /?" + b"A" * 1_000_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n").startswith(
        b"HTTP/1.1 400 "
    )


def test_what_is_no_http_is_refused(server: Server) -> None:
    for request in (
        b"\0" * 100 + b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"\x16\x03\x01" * 50 + b"\r\n\r\n",
    ):
        head, _, body = raw(server, request).partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 400 "), request
        for header in (b"content-security-policy: default-src 'none'", b"x-content-type-options: nosniff"):
            assert header in head
        assert b"Kampung" in body and b"Invalid HTTP" not in body


def test_a_line_that_breaks_frees_its_place(server: Server) -> None:
    assert PING_SECONDS + PONG_SECONDS + int(SETTINGS["SOLARA_KERNEL_CULL_TIMEOUT"].removesuffix("s")) < 60
    lines = [opened(server, page=f"page{place}") for place in range(VISITORS)]
    until(lambda: ask(server, "/"), 503)
    for line in lines:
        line.socket.close()  # without a word, as a network that is gone
    until(lambda: ask(server, "/"), 200)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"])
def test_nothing_can_be_sent_to_a_page(server: Server, method: str) -> None:
    assert ask(server, "/", method, b"x").status == 405


def test_a_huge_body_is_not_read(server: Server) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000000\r\n\r\n"
    assert raw(server, head + b"\0" * 3_000_000).startswith(b"HTTP/1.1 405 ")


def test_a_good_bye_of_nobody_is_nothing(server: Server) -> None:
    for path in ("/_solara/api/close/1", "/_solara/api/close/1?session_id=2", "/_solara/api/close/..%2f1"):
        assert ask(server, path, "POST").status in (400, 404, 405)
    assert ask(server, "/_solara/api/close/1").status == 405


def test_headers_do_not_say_where_the_pages_are(server: Server) -> None:
    lies = {"X_Script_Name": "//evil.example", "Script_Name": "/evil", "X_Forwarded_Host": "evil.example:1",
            "X_Forwarded_Proto": "gopher"}  # fmt: skip
    reply = ask(server, "/", **lies)
    assert reply.status == 200
    assert "evil" not in reply.text
    assert "evil" not in ask(server, "/").text


def test_no_folder_of_the_assets_is_lost_by_asking_for_it(server: Server) -> None:
    assets = solara.server.settings.assets.proxy_cache_dir
    before = sorted(path.name for path in assets.iterdir())
    assert len(before) > 3
    for name in before:
        assert ask(server, f"/_solara/cdn/{name}").status == 404
    assert sorted(path.name for path in assets.iterdir()) == before
    files = re.findall(r'(?:src|href)="(/_solara/cdn/[^"]+)"', ask(server, "/").text)
    assert len(files) > 3
    assert [ask(server, file).status for file in files if not file.endswith((".js", ".css"))] == []
    assert {ask(server, file, "HEAD").status for file in files} == {200}


@pytest.mark.parametrize(
    ("kernel", "page", "origin"),
    [("", "", ""), ("a.b", "page", ""), ("k" * 200, "page", ""), ("", "p" * 200, ""), ("", "%00", ""),
     ("", "page", "https://evil.example"), ("", "page", "null"), ("", "page", "http://127.0.0.1:1")],
)  # fmt: skip
def test_only_a_page_of_ours_opens_a_line(server: Server, kernel: str, page: str, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        opened(server, kernel, page, **({"Origin": origin} if origin else {}))
    assert refused.value.response.status_code == 403


def test_no_line_is_opened_by_a_strange_name(server: Server) -> None:
    host = f"evil.example:{server.port}"
    for headers in ({"Host": host}, {"Host": host, "Origin": f"http://{host}"}):
        with socket.create_connection(("127.0.0.1", server.port), 60) as line:
            named = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
            path = f"/jupyter/api/kernels/{uuid4()}/channels?session_id=page"
            line.sendall(
                f"GET {path} HTTP/1.1\r\n{named}Connection: Upgrade\r\nUpgrade: websocket\r\n"
                "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
            )
            assert line.recv(100).startswith(b"HTTP/1.1 403 ")


@pytest.mark.parametrize(
    "message",
    ["", "{", "[]", "null", "1", '{"header": {}}',
     '{"header": {"msg_type": "execute_request"}, "content": {}}',
     "[" * 100_000, b"\0" * 10, "x" * 3_000_000],
)  # fmt: skip
def test_what_no_page_says_ends_the_line(server: Server, message: str | bytes) -> None:
    kernel = str(uuid4())
    with opened(server, kernel) as line, pytest.raises(ConnectionClosed):
        line.send(message)
        for _ in range(100):
            line.recv(20)
    until(lambda: ask(server, f"/_solara/api/close/{kernel}?session_id=page", "POST"), 200)


def test_the_next_visitor_is_told_that_the_server_is_full(server: Server) -> None:
    kernels = [str(uuid4()) for _ in range(VISITORS + MOST_AT_THE_DOOR)]
    with contextlib.ExitStack() as lines:
        for kernel in kernels[:VISITORS]:
            lines.enter_context(opened(server, kernel))
        reply = until(lambda: ask(server, "/compare?s=abc"), 503)
        assert is_notice(reply, "full")
        assert int(reply.headers["retry-after"]) > 0
        assert "content-security-policy" in reply.headers
        # those who had the page already when the last place was taken wait at the door; then none is let in
        for kernel in kernels[VISITORS:]:
            lines.enter_context(opened(server, kernel))
        with pytest.raises(InvalidStatus):
            for _ in range(PATIENCE):
                lines.enter_context(opened(server))
        # who is here may come back after a broken line
        with opened(server, kernels[0]) as line:
            line.send(HELLO)
            assert "kernel_info_reply" in str([line.recv(20) for _ in range(2)])
        for kernel in kernels:
            ask(server, f"/_solara/api/close/{kernel}?session_id=page", "POST")
    until(lambda: ask(server, "/"), 200)
