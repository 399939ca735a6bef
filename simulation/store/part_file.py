"""The files of a part: its measures, and a record that proves it whole."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from simulation.files.faults import Fault, StudyError
from simulation.files.whole_file import write_whole
from simulation.running.part import Part, Written, tables_of
from simulation.running.replicate import Failure, Replicate
from simulation.running.weekly_table import part_table


class PartFault(Exception):
    """A part that is not what its record says; the text says why."""


def write_part(
    folder: Path,
    part: Part,
    scenarios: Sequence[str],
    columns: Sequence[str],
    recorded: Sequence[int],
    replicates: list[Replicate],
) -> Written:
    """Write the replicates of a part, or its first ones, and then the record that seals it."""
    sink = pa.BufferOutputStream()
    table = part_table(scenarios, columns, recorded, replicates)
    keys = table.column_names[:3]
    # random digits repeat nothing: only the keys are worth a dictionary, and of the values the
    # exponents, which stand together when the bytes are split
    pq.write_table(
        table, sink, compression="zstd", compression_level=1, write_statistics=False,
        use_dictionary=keys, column_encoding=dict.fromkeys(table.column_names[3:], "BYTE_STREAM_SPLIT"),
    )  # fmt: skip
    data = memoryview(sink.getvalue())
    failures = [failure for replicate in replicates for failure in replicate.failures]
    path = _data_path(folder, part.name)
    record: dict[str, Any] = {
        "part": part.number,
        "first": part.first,
        "last": part.first + len(replicates),
        **_write_data(path, data),
        "failures": [asdict(failure) for failure in failures],
        "tables": {},
    }
    paths = {}
    for kind, details in tables_of(scenarios, replicates).items():
        paths[kind] = _data_path(folder, part.name, kind)
        sink = pa.BufferOutputStream()
        pq.write_table(details, sink, compression="zstd", write_statistics=False)
        record["tables"][kind] = _write_data(paths[kind], memoryview(sink.getvalue()))
    record["seal"] = _seal(record)
    write_whole(_record_path(folder, part.name), (json.dumps(record, indent=1) + "\n").encode())
    return Written(path, part.first, part.first + len(replicates), failures, paths)


def read_part(folder: Path, name: str) -> Written | None:
    """Return a part that is there and whole; None if there is none.

    Raises
    ------
    PartFault
        If its file or its record is not whole.
    """
    path, sealed = _data_path(folder, name), _record_path(folder, name)
    if not path.exists() and not sealed.exists():
        return None
    if not sealed.exists():
        raise PartFault("was not finished")
    try:
        record = json.loads(sealed.read_bytes())
        if record.pop("seal") != _seal(record):
            raise PartFault("has a damaged record")
    except (ValueError, KeyError, AttributeError):
        raise PartFault("has a damaged record") from None
    _check_data(path, record)
    paths = {}
    for kind, expected in record.get("tables", {}).items():
        paths[kind] = _data_path(folder, name, kind)
        _check_data(paths[kind], expected)
    failures = [Failure(**failure) for failure in record["failures"]]
    return Written(path, record["first"], record["last"], failures, paths)


def whole_part(folder: Path, name: str, allowed: str) -> Written:
    """Return a part that must be whole.

    Raises
    ------
    StudyError
        If it is not; ``allowed`` says what to do.
    """
    try:
        written = read_part(folder, name)
        if written is None:
            raise PartFault("is missing")
    except PartFault as fault:
        raise StudyError([Fault.of(folder, "", f"{name} {fault}", allowed)]) from None
    return written


def part_names(folder: Path) -> list[str]:
    """Return the names of the parts of which anything is there, in their order."""
    return sorted(
        {path.stem for kind in ("weekly.parquet", "checksums") for path in (folder / kind).glob("part-*")}
    )


def make_folders(folder: Path, tables: Sequence[str]) -> None:
    """Make the places of parts, of further tables and of their records."""
    for kind in ("weekly.parquet", "checksums", *(f"{table}.parquet" for table in tables)):
        (folder / kind).mkdir(parents=True, exist_ok=True)


def _write_data(path: Path, data: memoryview) -> dict[str, Any]:
    """Write a file of data; return what its record says of it."""
    write_whole(path, data)
    return {"bytes": data.nbytes, "sha256": sha256(data).hexdigest()}


def _check_data(path: Path, expected: dict[str, Any]) -> None:
    """Hold a file of data against its record."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise PartFault("is missing") from None
    if len(data) != expected["bytes"]:
        raise PartFault(f"has {len(data):,} bytes instead of {expected['bytes']:,}")
    if sha256(data).hexdigest() != expected["sha256"]:
        raise PartFault("does not match its checksum")


def _data_path(folder: Path, name: str, kind: str = "weekly") -> Path:
    return folder / f"{kind}.parquet" / f"{name}.parquet"


def _record_path(folder: Path, name: str) -> Path:
    return folder / "checksums" / f"{name}.json"


def _seal(record: dict[str, Any]) -> str:
    """Return a checksum over the record itself: its failures are data too."""
    return sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
