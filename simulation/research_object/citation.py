"""How results are cited: the program that computed them, what it rests on, and which results they are."""

from importlib.resources import files
from typing import Any

CITATION = "CITATION.cff"
LICENCE = "LICENCE.txt"
MIT = "MIT.txt"
_RESULTS = """\
RESULTS

Kampung sets no condition on what it computes: these results belong to whoever computed them. Name a
licence here before you pass them on, for example CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).
Tables of a real village or of a survey, which lie in the folder experiment, may not be yours to pass on.

PROGRAM

"""


def citation(manifest: dict[str, Any]) -> str:
    """Return ``CITATION.cff`` of a results folder: the program's own, with the version that computed it.

    Parameters
    ----------
    manifest : dict
        The content of ``manifest.json``.
    """
    told = (
        f"Results of the experiment {manifest['study']}, seed {manifest['seed']}, hash "
        f"{manifest['config_hash'][:16]}. Please cite the program that computed them as below."
    )
    lines = []
    for line in _text(CITATION).splitlines():
        key, _, _ = line.partition(":")
        if key == "message":
            lines.append(f'message: "{told}"')
        elif key == "version":
            lines.append(f"version: {manifest['versions']['kampung']}")
            if manifest.get("git_commit"):
                lines.append(f'commit: "{manifest["git_commit"]}"')
        elif key != "date-released":
            lines.append(line)
    return "\n".join(lines) + "\n"


def licence() -> str:
    """Return ``LICENCE.txt`` of a results folder: of the results, and of the program."""
    return _RESULTS + _text(MIT)


def _text(name: str) -> str:
    return (files("simulation.research_object") / name).read_text(encoding="utf-8")
