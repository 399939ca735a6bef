"""The server of the dashboard: one process, this machine's address, a browser opened when it is ready."""

import errno
import logging
import os
import socket
import sys
import threading
import time
import warnings
import webbrowser
from collections.abc import Callable
from typing import Any

import uvicorn

from simulation.dashboard.server.hosts import EVERYWHERE
from simulation.dashboard.server.memory import keep_loaded, prepare
from simulation.files.faults import Fault, StudyError

WAIT_SECONDS = 30.0
STOP_SECONDS = 3
"""How long open pages may delay the end."""
LARGEST_MESSAGE = 2_000_000
"""Bytes of a message of a page; saved settings come in one."""
SWITCH_SECONDS = 0.001
"""How long a thread that draws a page may keep the interpreter while one that simulates wants it.

A worker needs it some tenths of a millisecond for each village: at Python's 5 ms a processor stood idle.
"""
PING_SECONDS, PONG_SECONDS = 10, 15
"""How often a page is asked whether it is still there, and how long its answer may take.

Solara waits another 20 s (``SOLARA_KERNEL_CULL_TIMEOUT``): a line that broke frees its place within a minute.
"""
NO_SUCH_HOST = frozenset({errno.EADDRNOTAVAIL, socket.EAI_NONAME})


def serve(host: str, port: int, browser: bool, load: Callable[[], Any]) -> None:
    """Run the server until it is stopped (Ctrl-C or SIGTERM).

    Parameters
    ----------
    load : callable
        Returns the ASGI application; it loads the model, and memory must have been set up before.

    Raises
    ------
    StudyError
        If something else listens at the port, or the host is not this machine.
    """
    listening = _listen(host, port)
    # an office on its own network has no https, and its pages stand in no frame: nothing to mend, and
    # Solara has no setting for it, yet it says so at every request
    warnings.filterwarnings("ignore", message="Cookies with samesite=none require https")
    logging.getLogger("solara").setLevel(logging.ERROR)  # not each visitor whose browser keeps no cookies
    shown = "localhost" if host in EVERYWHERE else f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    print(f"Kampung: {address}   (Ctrl-C: stop)", flush=True)
    if browser:
        threading.Thread(target=_open, args=(shown.strip("[]"), port, address), daemon=True).start()
    prepare()
    application = load()
    from simulation.dashboard.server.protocol import Protocol  # noqa: PLC0415 - loads the model as well

    keep_loaded()
    sys.setswitchinterval(SWITCH_SECONDS)
    config = uvicorn.Config(
        application,
        log_level="error",
        server_header=False,
        http=Protocol,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PONG_SECONDS,
        ws_max_size=LARGEST_MESSAGE,
        timeout_graceful_shutdown=STOP_SECONDS,
    )
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass  # the server has ended in good order by then
    finally:
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        # a resolver's errors are numbered below zero, and have no words but their own
        number = error.errno or 0
        why = os.strerror(number) if number > 0 else error.strerror
        told = f"cannot listen at {host}:{port} ({why})"
        if error.errno in NO_SUCH_HOST:
            wanted = "an address of this machine; 127.0.0.1: for itself, 0.0.0.0: for others too"
            raise StudyError([Fault.of("--host", "", told, wanted)]) from None
        raise StudyError([Fault.of("--port", "", told, "a free port, such as --port 8766")]) from None


def _open(host: str, port: int, address: str) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                webbrowser.open(address)
                return
        time.sleep(0.2)
