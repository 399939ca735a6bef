"""The files of docs/deploy say what the command knows."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main

from simulation.cli import app

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "deploy"
UNITS = sorted(FOLDER.glob("*.service"))


def options(unit: Path) -> dict[str, str]:
    """Return the options with which a unit starts the dashboard, each with its value."""
    (line,) = re.findall(
        r"^ExecStart=\S+/kampung dashboard (.*)$", unit.read_text(encoding="utf-8"), re.MULTILINE
    )
    words = shlex.split(line)
    return {
        word: following if not following.startswith("--") else ""
        for word, following in zip(words, [*words[1:], "--"], strict=True)
        if word.startswith("--")
    }


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_the_options_of_a_unit_are_those_of_the_command(unit: Path) -> None:
    command = typer.main.get_command(app).commands["dashboard"]  # type: ignore[attr-defined]
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    assert set(options(unit)) <= known
    assert "--no-browser" in options(unit)


def test_nginx_asks_where_the_unit_listens() -> None:
    found = options(FOLDER / "kampung.service")
    here = f"http://{found['--host']}:{found['--port']}"
    asked = re.findall(r"proxy_pass (\S+);", (FOLDER / "nginx.conf").read_text())
    assert len(asked) == 3
    assert set(asked) == {here}


def test_the_guide_names_every_file() -> None:
    guide = (FOLDER.parent / "deploy.md").read_text()
    files = [file.name for file in FOLDER.iterdir()]
    assert len(files) == 3
    assert [name for name in files if f"deploy/{name}" not in guide] == []
