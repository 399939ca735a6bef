"""``kampung dashboard [FILE]``."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

EXTRA = "pip install -e .[dashboard]"
SETTINGS = {
    "SOLARA_APP": "simulation.dashboard.app",
    "SOLARA_MODE": "production",
    "SOLARA_ASSETS_PROXY": "True",  # what the pages need comes from this machine
    "SOLARA_TELEMETRY_MIXPANEL_ENABLE": "False",
    "SOLARA_THEME_SHOW_BANNER": "False",
    "SOLARA_THEME_TITLE": "Kampung",
    "SOLARA_THEME_LOADER": "kampung",
    "SOLARA_THEME_FORCE_REFRESH": "True",  # after a new start of the server
    "SOLARA_KERNEL_CULL_TIMEOUT": "20s",  # after its line broke, a page may come back for so long
    "SOLARA_ROOT_PATH": "",  # not what the first visitor's headers say
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
    language: Annotated[
        Literal["id", "en"], typer.Option(help="Language of a visitor whose address names none.")
    ] = "id",
    limit_owners: Annotated[
        int | None,
        typer.Option(
            min=60,
            max=10_000,
            help="Largest village a visitor may set, in owners; default: 200, which answers within seconds.",
        ),
    ] = None,
    limit_visitors: Annotated[
        int | None,
        typer.Option(min=1, max=1000, help="Open pages at once; default: 60. Others are told to try again."),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(help="A name by which the server is called beside its address, as behind a proxy."),
    ] = None,
) -> None:
    """Explore, compare and plan in a browser; needs no internet."""
    from importlib.util import find_spec  # noqa: PLC0415 - --help needs none of this

    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415
    from simulation.files.faults import Fault, StudyError  # noqa: PLC0415

    if find_spec("solara") is None:
        told = "solara is not installed"
        raise StudyError([Fault.of("dashboard", "", told, f"the extra 'dashboard': {EXTRA}")])
    if file is not None:
        owners = read_study(file).village.owners  # a fault is told here, not in the browser
        if limit_owners is not None and owners > limit_owners:
            wanted = f"at least the {owners} owners of {file}"
            raise StudyError([Fault.of("--limit-owners", "", f"found {limit_owners}", wanted)])
        os.environ["KAMPUNG_EXPERIMENT"] = str(file.resolve())
    if results is not None:
        if not results.is_dir():
            told = "no folder" if not results.exists() else "a file"
            raise StudyError([Fault.of("--results", "", f"{results}: {told}", "a folder of results")])
        os.environ["KAMPUNG_RESULTS"] = str(results.resolve())
    os.environ["KAMPUNG_LANGUAGE"] = language
    os.environ["KAMPUNG_LISTENS"] = host
    if allow_host:
        from simulation.dashboard.server.hosts import is_name  # noqa: PLC0415

        for name in allow_host:
            if not is_name(name):
                wanted = "a name without scheme, port or path, such as kampung.example.id"
                raise StudyError([Fault.of("--allow-host", "", f"found {name!r}", wanted)])
        os.environ["KAMPUNG_HOSTS"] = " ".join([os.environ.get("KAMPUNG_HOSTS", ""), *allow_host]).strip()
    for name, limit in (("KAMPUNG_LIMIT_OWNERS", limit_owners), ("KAMPUNG_LIMIT_VISITORS", limit_visitors)):
        if limit is not None:
            os.environ[name] = str(limit)
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    from simulation.dashboard.server.server import serve  # noqa: PLC0415

    serve(host, port, browser, _application)


def _application() -> Any:
    from simulation.dashboard.asgi import GATE  # noqa: PLC0415 - loads the model

    return GATE
