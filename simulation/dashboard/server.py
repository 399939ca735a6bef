"""The server of the dashboard: one process, this machine's address, a browser opened when it is ready."""

import socket
import threading
import time
import webbrowser

import uvicorn

from simulation.study.faults import Fault, StudyError

WAIT_SECONDS = 30.0


def serve(host: str, port: int, browser: bool) -> None:
    """Run the server until it is stopped (Ctrl-C).

    Raises
    ------
    StudyError
        If something else listens at the port.
    """
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            told = f"cannot listen at {host}:{port} ({error.strerror})"
            raise StudyError([Fault.of("--port", "", told, "a free port, such as --port 8766")]) from None
    address = f"http://{'localhost' if host == '0.0.0.0' else host}:{port}/"
    print(f"Kampung: {address}   (Ctrl-C: stop)", flush=True)
    if browser:
        threading.Thread(target=_open, args=(host, port, address), daemon=True).start()
    uvicorn.run("solara.server.starlette:app", host=host, port=port, log_level="error")


def _open(host: str, port: int, address: str) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex((host, port)) == 0:
                webbrowser.open(address)
                return
        time.sleep(0.2)
