"""``make archive``: what CoMSES and other model libraries ask for, in one zip file below dist/.

``code/`` is the repository as it is committed; beside it stand what a reader looks for first: the ODD
protocol, the narrative, the instructions, licence, citation and metadata. The same commit gives the same
bytes.
"""

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BESIDE = {
    "README.md": "INSTRUCTIONS",
    "LICENSE": "LICENSE",
    "CITATION.cff": "CITATION.cff",
    "codemeta.json": "codemeta.json",
    "docs/odd.md": "docs/odd.md",
    "docs/index.md": "README.md",
    "docs/instructions.md": "docs/first_steps.md",
    "docs/calibration.md": "docs/calibration.md",
    "docs/researchers.md": "docs/researchers.md",
}
"""What stands beside the code: its name in the archive, and its file in the repository."""
INSTRUCTIONS = """\
# Kampung {version}: archive of the model

| folder | what it is |
|---|---|
| `code/` | the whole project: model, experiments, tests, documentation |
| `docs/odd.md` | the model by the ODD protocol |
| `docs/index.md` | narrative: what the model is for, what it finds, what it is not |
| `docs/calibration.md`, `docs/researchers.md` | patterns met and failed; how to extend and cite it |
| `docs/instructions.md` | how to install and run it |

Run it (Python 3.11 or newer): `cd code`, `make demo`; without make `python -m venv .venv`,
`.venv/bin/pip install -c constraints.txt -e .`, `.venv/bin/kampung run experiments/kaloran_brimob.yaml`.
Licence: MIT (`LICENSE`). How to cite: `CITATION.cff`.
"""
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in it: a zip file knows no earlier one."""


def write_archive(target: Path, root: Path = ROOT) -> Path:
    """Write the archive of what is committed into a folder; return the file.

    Parameters
    ----------
    target : Path
        The folder; made where it is not there.
    root : Path
        The checkout.
    """
    about = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    version = str(about["version"])
    names = _git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD").decode().split("\0")
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"{about['name']}-{version}-archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in BESIDE.items():
            data = INSTRUCTIONS.format(version=version).encode()
            _add(archive, name, data if source == "INSTRUCTIONS" else _committed(root, source))
        for name in filter(None, names):
            _add(archive, f"code/{name}", _committed(root, name))
    return path


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _committed(root: Path, name: str) -> bytes:
    return _git(root, "show", f"HEAD:{name}")


def _git(root: Path, *words: str) -> bytes:
    return subprocess.run(["git", *words], cwd=root, capture_output=True, check=True).stdout


if __name__ == "__main__":
    print(write_archive(Path(sys.argv[1])))
