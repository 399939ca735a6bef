"""``ro-crate-metadata.json``: the folder as an RO-Crate 1.1, which archives and machines read.

The run stands in it as the Process Run Crate profile has it: an action, its instrument, what went in and
what came out. See https://www.researchobject.org/ro-crate/specification/1.1/ and
https://www.researchobject.org/workflow-run-crate/profiles/process_run_crate/.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from simulation.codebook.tables import CODEBOOK
from simulation.codebook.titles import title_of
from simulation.files.spreadsheet import FOLDER as SPREADSHEETS
from simulation.files.whole_file import write_whole
from simulation.research_object.citation import CITATION, LICENCE
from simulation.store.experiment_files import AS_WRITTEN, RESOLVED
from simulation.store.experiment_files import FOLDER as EXPERIMENT
from simulation.store.manifest import MANIFEST

CRATE = "ro-crate-metadata.json"
CONSTRAINTS = "constraints.txt"
SPECIFICATION = "https://w3id.org/ro/crate/1.1"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
REPOSITORY = "https://github.com/kampung-simulation/kampung"
RUN, RIGHTS = "#run", "#rights"
FORMATS = {
    ".cff": "application/yaml",
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".yaml": "application/yaml",
}
SAID = {
    CITATION: "How to cite",
    CODEBOOK: "Codebook: meaning, unit and range of every column of every table",
    CONSTRAINTS: "Versions of every library that computed the results, for pip install -c",
    LICENCE: "Licence of the results and of the program",
    MANIFEST: "The run: experiment, seed, versions, command",
    RESOLVED: "The experiment with every default filled in",
    "report.html": "Report",
}
STATUS = {
    "finished": "CompletedActionStatus",
    "running": "ActiveActionStatus",
    "stopped": "FailedActionStatus",
}
FOLDERS = {
    AS_WRITTEN: "The experiment and the files it names as they were written",
    "checksums": "Checksum of each part of weekly.parquet",
    EXPERIMENT: "The experiment",
    "export": "The tables for other programs",
    "figures": "Figures of the report",
    SPREADSHEETS: "The tables with semicolons and decimal commas",
}


def write_crate(folder: Path, manifest: dict[str, Any]) -> Path:
    """Write the metadata of a results folder, of what is there now; return the file.

    Parameters
    ----------
    folder : Path
        The folder.
    manifest : dict
        The content of its ``manifest.json``.
    """
    path = folder / CRATE
    write_whole(path, (json.dumps(crate(folder, manifest), indent=1, ensure_ascii=False) + "\n").encode())
    return path


def crate(folder: Path, manifest: dict[str, Any]) -> dict[str, Any]:
    """Return the metadata of a results folder, as RO-Crate has it (parameters: :func:`write_crate`)."""
    config = manifest["config"]
    parts = list(_parts(folder, folder))
    title = (config.get("title") or {}).get("en", manifest["study"])
    kind = manifest.get("kind", "study")
    told = f"Simulation results ({kind}) of {manifest['study']}, village {config['village']['name']}"
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": title,
        "description": f"{told}, seed {manifest['seed']}, hash {manifest['config_hash']}.",
        "datePublished": manifest["written"],
        "identifier": manifest["config_hash"],
        "license": _to(RIGHTS),
        "conformsTo": _to(PROFILE),
        "hasPart": _all([part["@id"] for part in parts if "/" not in part["@id"].rstrip("/")]),
        "mentions": _to(RUN),
    }
    about = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "about": _to("./"),
            "conformsTo": _to(SPECIFICATION),
        },
        root,
        {"@id": PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
        {
            "@id": RIGHTS,
            "@type": "CreativeWork",
            "name": "For whoever computed the results to name",
            "description": f"Kampung sets no condition on what it computes; see {LICENCE}.",
        },
    ]
    return {
        "@context": f"{SPECIFICATION}/context",
        "@graph": [*about, *_run(manifest, parts), *parts],
    }


def _run(manifest: dict[str, Any], parts: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the action that made the results, and the program that did it."""
    there = [str(part["@id"]) for part in parts]
    inputs = [RESOLVED, CONSTRAINTS]
    beside = {CITATION, LICENCE, CODEBOOK, MANIFEST, *inputs}
    results = [name for name in there if "/" not in name.rstrip("/") and name not in beside]
    results = [name for name in results if name.rstrip("/") not in FOLDERS]
    host = manifest["host"]
    yield {
        "@id": RUN,
        "@type": "CreateAction",
        "name": manifest.get("command") or f"run of {manifest['study']}",
        "description": f"Python {host['python']}, {host['system']} {host['machine']}",
        "endTime": manifest["written"],
        "actionStatus": f"http://schema.org/{STATUS[manifest['state']]}",
        "instrument": _to(REPOSITORY),
        "object": _all([name for name in inputs if name in there]),
        "result": _all(results),
    }
    version = manifest["versions"]["kampung"]
    yield {
        "@id": REPOSITORY,
        "@type": "SoftwareApplication",
        "name": "Kampung",
        "softwareVersion": version,
        "identifier": manifest.get("git_commit") or version,
        "url": REPOSITORY,
        "license": {"@id": "https://spdx.org/licenses/MIT"},
        "softwareRequirements": [
            f"{name} {number}" for name, number in manifest["versions"].items() if name != "kampung"
        ],
    }


def _parts(base: Path, folder: Path) -> Iterator[dict[str, Any]]:
    """Yield an entry for each file and folder below a folder, folders before what is in them."""
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name == CRATE or path.is_symlink():
            continue
        name = path.relative_to(base).as_posix()
        if path.is_dir():
            inside = list(_parts(base, path))
            within = _all([part["@id"] for part in inside if _holder(part["@id"]) == name])
            yield {"@id": f"{name}/", "@type": "Dataset", "name": _said(name), "hasPart": within}
            yield from inside
        else:
            yield {
                "@id": name,
                "@type": "File",
                "name": _said(name),
                "contentSize": str(path.stat().st_size),
                "encodingFormat": FORMATS.get(path.suffix, "application/octet-stream"),
            }


def _said(name: str) -> str:
    """Return what a file or folder is; its name where nobody has said it."""
    path = Path(name)
    told = SAID.get(name) or FOLDERS.get(name) or (title_of(path.stem, "en") if path.suffix else "")
    return told or path.name


def _holder(name: str) -> str:
    return name.rstrip("/").rpartition("/")[0]


def _all(names: Sequence[str]) -> Any:
    """Return links to entities; of one the link itself, as the specification has it."""
    links = [_to(name) for name in names]
    return links[0] if len(links) == 1 else links


def _to(name: str) -> dict[str, str]:
    return {"@id": name}
