"""Parts: the pieces in which results land, each with a record that proves it whole.

Which replicates stand in which part follows from the study alone, so that the files are the same
bytes for any number of workers, after any interruption, and when shards are merged.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from simulation.study.faults import Fault, StudyError
from simulation.study.replicate import Failure, Replicate
from simulation.study.table import part_table
from simulation.study.whole_file import write_whole

WEEKS_PER_PART = 5_000
"""A part is written as soon as it holds the measures of so many weeks: a megabyte in the file.

Eight times as many cost no time less, and the memory of a study grew by 80 megabytes instead of 9."""
WORK_PER_PART = 10 * WEEKS_PER_PART
"""Simulated weeks after which a part is written in any case, where few of them are kept: seconds of work."""


@dataclass(frozen=True)
class Part:
    """Replicates ``first`` to ``last - 1`` of a study, which share a file."""

    number: int
    first: int
    last: int

    @property
    def name(self) -> str:
        """The name of its files, without an ending."""
        return f"part-{self.number:05d}"


def parts_of(first: int, last: int, kept: int, simulated: int) -> list[Part]:
    """Return the parts of replicates ``first`` to ``last - 1``.

    Parameters
    ----------
    first, last : int
        The replicates.
    kept, simulated : int
        Weeks of one of them, over all scenarios.
    """
    size = min(-(-WEEKS_PER_PART // kept), -(-WORK_PER_PART // simulated))
    return [
        Part(number, begin, min(begin + size, last)) for number, begin in enumerate(range(first, last, size))
    ]


@dataclass(frozen=True)
class Written:
    """A part that is there and whole.

    Attributes
    ----------
    data : Path or Arrow table
        Its Parquet file, or its rows.
    first, last : int
        Replicates ``first`` to ``last - 1`` are in it: fewer than planned if the study was stopped.
    failures : list of Failure
        Its runs that raised.
    """

    data: Path | pa.Table
    first: int
    last: int
    failures: list[Failure]


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
    write_whole(path, data)
    record: dict[str, Any] = {
        "part": part.number,
        "first": part.first,
        "last": part.first + len(replicates),
        "bytes": data.nbytes,
        "sha256": sha256(data).hexdigest(),
        "failures": [asdict(failure) for failure in failures],
    }
    record["seal"] = _seal(record)
    write_whole(_record_path(folder, part.name), (json.dumps(record, indent=1) + "\n").encode())
    return Written(path, part.first, part.first + len(replicates), failures)


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
        data = path.read_bytes()
    except (ValueError, KeyError, AttributeError):
        raise PartFault("has a damaged record") from None
    except FileNotFoundError:
        raise PartFault("is missing") from None
    if len(data) != record["bytes"]:
        raise PartFault(f"has {len(data):,} bytes instead of {record['bytes']:,}")
    if sha256(data).hexdigest() != record["sha256"]:
        raise PartFault("does not match its checksum")
    failures = [Failure(**failure) for failure in record["failures"]]
    return Written(path, record["first"], record["last"], failures)


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


def replicates_of(written: Written, scenarios: Sequence[str]) -> list[Replicate]:
    """Return what a part holds, replicate by replicate."""
    table = written.data if isinstance(written.data, pa.Table) else pq.read_table(written.data)
    names = table.column("scenario").combine_chunks()
    codes = np.array([scenarios.index(name) for name in names.dictionary.to_pylist()], dtype=np.int64)
    scenario = codes[names.indices.to_numpy()]
    replicate = table.column("replicate").to_numpy()
    values = np.column_stack([table.column(place).to_numpy() for place in range(3, table.num_columns)])
    found = [Replicate(number) for number in range(written.first, written.last)]
    # the rows of a run stand together: a run begins where either number changes
    begins = np.flatnonzero(np.diff(scenario, prepend=-1) | np.diff(replicate, prepend=-1))
    for begin, end in pairwise([*begins, scenario.size]):
        found[replicate[begin] - written.first].rows[int(scenario[begin])] = values[begin:end]
    for failure in written.failures:
        found[failure.replicate - written.first].failures.append(failure)
    return found


def part_names(folder: Path) -> list[str]:
    """Return the names of the parts of which anything is there, in their order."""
    return sorted(
        {path.stem for kind in ("weekly.parquet", "checksums") for path in (folder / kind).glob("part-*")}
    )


def make_folders(folder: Path) -> None:
    """Make the places of parts and of their records."""
    for kind in ("weekly.parquet", "checksums"):
        (folder / kind).mkdir(parents=True, exist_ok=True)


def _data_path(folder: Path, name: str) -> Path:
    return folder / "weekly.parquet" / f"{name}.parquet"


def _record_path(folder: Path, name: str) -> Path:
    return folder / "checksums" / f"{name}.json"


def _seal(record: dict[str, Any]) -> str:
    """Return a checksum over the record itself: its failures are data too."""
    return sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
