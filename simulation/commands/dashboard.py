"""``kampung dashboard [FILE]``."""

import os
from pathlib import Path
from typing import Annotated

import typer

EXTRA = "pip install -e .[dashboard]"
SETTINGS = {
    "SOLARA_APP": "simulation.dashboard.app",
    "SOLARA_MODE": "production",
    "SOLARA_ASSETS_PROXY": "True",  # what the pages need comes from this machine
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_KERNEL_CULL_TIMEOUT": "10m",
    "SOLARA_KERNELS_MAX_COUNT": "200",
    "SOLARA_KERNEL_MAX_PER_SESSION": "10",
}
"""How the server runs; what the user has set himself stays."""


def dashboard(
    file: Annotated[
        Path | None, typer.Argument(help="Experiment to start from; default: Kaloran Brimob.")
    ] = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port of the server.")] = 8765,
    host: Annotated[
        str, typer.Option(help="Address to listen at; 0.0.0.0: other machines may come.")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option(help="Open a browser.")] = True,
    results: Annotated[
        Path | None, typer.Option(help="Folder whose results may be opened; default: ./results.")
    ] = None,
) -> None:
    """Explore, compare and plan in a browser; needs no internet."""
    from importlib.util import find_spec  # noqa: PLC0415 - --help needs none of this

    from simulation.study.config import read_study  # noqa: PLC0415
    from simulation.study.faults import Fault, StudyError  # noqa: PLC0415

    if find_spec("solara") is None:
        told = "solara is not installed"
        raise StudyError([Fault.of("dashboard", "", told, f"the extra 'dashboard': {EXTRA}")])
    if file is not None:
        read_study(file)  # a fault is told here, not in the browser
        os.environ["KAMPUNG_EXPERIMENT"] = str(file.resolve())
    if results is not None:
        if not results.is_dir():
            told = "no folder" if not results.exists() else "a file"
            raise StudyError([Fault.of("--results", "", f"{results}: {told}", "a folder of results")])
        os.environ["KAMPUNG_RESULTS"] = str(results.resolve())
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    from simulation.dashboard.server import serve  # noqa: PLC0415

    serve(host, port, browser)
