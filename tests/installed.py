"""A package of somebody else, as pip would install it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any


def installed(folder: Path, project: Mapping[str, Any]) -> None:
    """Let a folder hold the distribution of a project, whose modules already stand there.

    Parameters
    ----------
    project : mapping
        As the table ``project`` of a pyproject.toml: name, version, entry-points.
    """
    about = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(
        f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    )
    lines = []
    for group, points in project["entry-points"].items():
        lines += [f"[{group}]", *(f"{name} = {target}" for name, target in points.items())]
    (about / "entry_points.txt").write_text("\n".join([*lines, ""]))
