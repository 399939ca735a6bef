"""``make archive``: what CoMSES and other model libraries ask for, in one zip file below dist/.

``code/`` is the repository as it is committed; beside it stand what a reader looks for first: the ODD
protocol, the narrative, the instructions, licence, citation and metadata. The same commit gives the same
bytes.
"""

import subprocess
import sys
import tarfile
import tomllib
import zipfile
from io import BytesIO
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
    committed = _committed(root)
    about = tomllib.loads(committed["pyproject.toml"].decode())["project"]
    version = str(about["version"])
    target.mkdir(parents=True, exist_ok=True)
    path = target / f"{about['name']}-{version}-archive.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, source in BESIDE.items():
            made = INSTRUCTIONS.format(version=version).encode()
            _add(archive, name, made if source == "INSTRUCTIONS" else committed[source])
        for name, data in committed.items():
            _add(archive, f"code/{name}", data)
    return path


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _committed(root: Path) -> dict[str, bytes]:
    """Return every file of the last commit by its path."""
    git = subprocess.run(["git", "archive", "HEAD"], cwd=root, capture_output=True, check=False)
    if git.returncode:
        sys.exit(f"{root}: no checkout of the project: {git.stderr.decode().strip()}")
    with tarfile.open(fileobj=BytesIO(git.stdout)) as archive:
        files = [(entry.name, archive.extractfile(entry)) for entry in archive if entry.isfile()]
        return {name: file.read() for name, file in files if file is not None}


if __name__ == "__main__":
    print(write_archive(Path(sys.argv[1])))
