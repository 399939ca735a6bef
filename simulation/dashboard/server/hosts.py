"""Names by which the dashboard may be called: who calls it by another one is a page of somebody else."""

import re
import socket
from collections.abc import Iterable
from ipaddress import ip_address

EVERYWHERE = frozenset({"0.0.0.0", "::"})
"""Addresses to listen at that stand for all of this machine."""
HOST = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})(?::\d{1,5})?", re.ASCII)
"""A host as a browser names it: a name or an address, and a port where it is not the usual one."""
NAME = re.compile(r"[a-z0-9_-]{1,63}(\.[a-z0-9_-]{1,63})*", re.ASCII)
USUAL = {"http": ":80", "https": ":443"}


class Hosts:
    """The hosts by which this server may be called.

    A stranger's page can give this machine a name of its own in the name service (DNS rebinding); its
    browser then takes what is here for a part of that page. It can't do so with an address or with a name
    that is not its own.

    Parameters
    ----------
    listens : str
        The address the server listens at; at all of a machine, it may be called by any address.
    names : iterable of str
        Further names, such as that of a proxy before it.
    """

    def __init__(self, listens: str, names: Iterable[str] = ()) -> None:
        here = socket.gethostname()
        known = ("localhost", here, f"{here}.local", listens, *names)
        self._names = frozenset(name.strip("[]").rstrip(".").casefold() for name in known)
        self._any_address = listens in EVERYWHERE

    def known(self, host: str) -> bool:
        """Tell whether a request that names this host (with or without port) is meant for this server."""
        found = HOST.fullmatch(host.casefold())
        if found is None:
            return False
        name = found[1].strip("[]").rstrip(".")
        try:
            address = ip_address(name)
        except ValueError:
            return name in self._names
        return self._any_address or address.is_loopback or name in self._names

    def at_home(self, origin: str, host: str) -> bool:
        """Tell whether what is asked of a known host is asked by a page of the same host.

        Parameters
        ----------
        origin : str
            As a browser says; empty: it is no browser.
        """
        if not self.known(host):
            return False
        scheme, _, asking = origin.casefold().partition("://")
        usual = USUAL.get(scheme)
        if not origin or usual is None:
            return not origin
        return asking.removesuffix(usual) == host.casefold().removesuffix(usual)


def is_name(text: str) -> bool:
    """Tell whether a text can be the name or address of a host, without scheme, port or path."""
    try:
        ip_address(text.strip("[]"))
    except ValueError:
        return NAME.fullmatch(text.casefold()) is not None
    return True
