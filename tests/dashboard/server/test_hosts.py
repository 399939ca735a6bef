"""A server is asked by its own names and addresses; a page of another host asks for itself."""

import socket

import pytest

from simulation.dashboard.server.hosts import Hosts, is_name

HERE = Hosts("127.0.0.1", ["kampung.example.id"])
CLASS = Hosts("0.0.0.0")


@pytest.mark.parametrize(
    "host",
    ["localhost", "LOCALHOST:8765", "127.0.0.1:8765", "[::1]:8765", "127.0.0.2", "kampung.example.id",
     "Kampung.Example.id.:443", socket.gethostname()],
)  # fmt: skip
def test_its_own_names_are_known(host: str) -> None:
    assert HERE.known(host)


@pytest.mark.parametrize(
    "host",
    ["", "evil.example", "evil.example:8765", "kampung.example.id.evil.example", "x.kampung.example.id",
     "localhost.evil.example", "203.0.113.5", "[2001:db8::1]", "localhost:", "localhost:port", "a b", "x, y",
     "localhost/..", "user@localhost", "127.0.0.1.nip.io", "2130706433", "0x7f.1"],
)  # fmt: skip
def test_others_are_not(host: str) -> None:
    assert not HERE.known(host)


@pytest.mark.parametrize("host", ["192.168.1.20:8765", "[fe80::1]:8765", "localhost:8765"])
def test_who_listens_at_all_addresses_is_known_by_each_but_by_no_strange_name(host: str) -> None:
    assert CLASS.known(host)
    assert not CLASS.known("evil.example:8765")


@pytest.mark.parametrize(
    ("origin", "host", "home"),
    [
        ("", "localhost:8765", True),
        ("http://localhost:8765", "localhost:8765", True),
        ("http://LOCALHOST:8765", "localhost:8765", True),
        ("https://kampung.example.id", "kampung.example.id:443", True),
        ("http://localhost:8766", "localhost:8765", False),
        ("http://127.0.0.1:8765", "localhost:8765", False),
        ("null", "localhost:8765", False),
        ("file://", "localhost:8765", False),
        ("chrome-extension://localhost:8765", "localhost:8765", False),
        ("http://evil.example", "localhost:8765", False),
        ("http://evil.example:8765", "evil.example:8765", False),
    ],
)
def test_a_line_is_opened_only_by_a_page_of_the_same_host(origin: str, host: str, home: bool) -> None:
    assert HERE.at_home(origin, host) is home


def test_an_option_takes_names_and_addresses_only() -> None:
    assert all(map(is_name, ("kampung.example.id", "localhost", "192.168.1.20", "[::1]")))
    assert not any(map(is_name, ("", "http://x.id", "x.id:80", "x.id/y", "*", "*.x.id", "x y", "x..id")))
