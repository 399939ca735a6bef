"""What computed the results: versions, sources and platform. Equal origins give equal bytes."""

import inspect
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from simulation.compiled import sources_digest
from simulation.files.machine import is_lack
from simulation.interventions.registry import activity_type
from simulation.measures.own import Function, functions
from simulation.mechanisms.registry import mechanism_type, shipped
from simulation.parameters import DOSES

PACKAGES = ("kampung", "mesa", "numba", "numpy", "pandas", "pyarrow", "pydantic", "scipy")
DECISIVE = ("numba", "numpy", "pyarrow")
"""Packages that can change a byte of the results."""
SOURCES = (
    "parameters", "model", "interventions", "mechanisms", "measures", "patterns", "reference",
    "experiment", "running",
)  # fmt: skip


_REQUIREMENT = re.compile(r"[A-Za-z0-9._-]+")


def origin(
    parts: Iterable[str],
    libraries: Iterable[str] = (),
    measures: Mapping[str, Function] | None = None,
    model: type | None = None,
) -> dict[str, str]:
    """Return what decides the bytes of results beside the experiment itself.

    Parameters
    ----------
    parts : iterable of str
        Activities, mechanisms and measures of the study (:meth:`StudyConfig.parts`); those of a user's
        own are part of the sources.
    libraries : iterable of str
        Packages that compute beside those of every study.
    measures : mapping of str to callable, optional
        Measures that are not registered.
    model : type, optional
        The version of the readable model that is run.
    """
    found = {"sources": sources_digest(SOURCES)[:16]}
    found |= {package: installed(package) for package in (*DECISIVE, *libraries)}
    found["python"] = ".".join(map(str, sys.version_info[:2]))
    found["platform"] = f"{platform.system()} {platform.machine()}"
    for part in sorted(set(parts)):
        kind, _, name = part.rpartition(".")
        if kind == "mechanisms" and name not in shipped():
            found[f"mechanism {name}"] = _file_digest(mechanism_type(name))
        elif kind == "measures":
            found[f"measure {name}"] = _file_digest(functions([name], measures)[name])
        elif not kind and name not in DOSES:
            found[f"activity {name}"] = _file_digest(activity_type(name))
    if model is not None:
        found["model"] = f"{model.__module__}.{model.__qualname__} {_file_digest(model)}"
    return found


def _file_digest(made: Callable[..., object]) -> str:
    try:
        return sha256(Path(inspect.getfile(made)).read_bytes()).hexdigest()[:16]
    except (OSError, TypeError) as error:
        if is_lack(error):
            raise
        return "made by hand"


def versions(libraries: Iterable[str] = ()) -> dict[str, str]:
    """Return the versions of what computes the results; ``libraries`` as in :func:`origin`."""
    return {package: installed(package) for package in (*PACKAGES, *libraries)}


def constraints(libraries: Iterable[str] = ()) -> list[str]:
    """Return ``name==version`` of everything the results rest on, down to the last requirement.

    Parameters
    ----------
    libraries : iterable of str
        As in :func:`origin`.

    Returns
    -------
    list of str
        Lines for ``pip install -c``, without this project itself; what is not installed is left out.
    """
    waiting = ["kampung", *libraries]
    found: dict[str, str] = {}
    while waiting:
        package = waiting.pop()
        name = re.sub(r"[-_.]+", "-", package).lower()
        if name in found:
            continue
        try:
            about = distribution(package).metadata
        except PackageNotFoundError:
            continue  # wanted by another system or Python
        found[name] = about["Version"]
        # what an extra adds was not asked for
        for line in about.get_all("Requires-Dist", []):
            if "extra ==" not in line and (match := _REQUIREMENT.match(line)):
                waiting.append(match.group())
    del found["kampung"]
    return [f"{name}=={found[name]}" for name in sorted(found)]


def installed(package: str) -> str:
    """Return the version of a package."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def git_commit() -> str | None:
    """Return the commit of the project's checkout, with ``+changes`` if it was changed; None outside one."""
    here = Path(__file__).parent
    try:
        answer = [
            subprocess.run(
                ["git", *words], cwd=here, capture_output=True, text=True, timeout=10, check=True
            ).stdout.strip()
            for words in (["rev-parse", "HEAD"], ["status", "--porcelain", "--", "."])
        ]
    except (OSError, subprocess.SubprocessError):
        return None
    return answer[0] + ("+changes" if answer[1] else "")
