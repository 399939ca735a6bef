"""Sets of parameters, a posterior or an ensemble: a Parquet file that experiments name as their behaviour."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from simulation.experiment.points import MOST_ROWS, Points
from simulation.files.faults import Fault, StudyError
from simulation.files.whole_file import write_whole
from simulation.parameters import Behaviour

PLAUSIBLE = Path(__file__).parent / "data" / "plausible.parquet"
"""The ensemble that ships; ``make plausible`` makes it anew."""
KEY = b"kampung"
ALLOWED = "a posterior.parquet of `kampung calibrate` or an ensemble.parquet of `kampung ensemble`"
NOTHING: Mapping[str, Sequence[Any]] = {}


def write_posterior(
    path: Path,
    behaviour: Behaviour,
    points: Points,
    notes: Mapping[str, Any],
    beside: Mapping[str, Sequence[Any]] = NOTHING,
) -> None:
    """Write sets, all of equal weight, with the behaviour they were found in.

    Parameters
    ----------
    path : Path
        The file.
    behaviour : Behaviour
        Parameters without a column keep these values.
    points : Points
        One row a set.
    notes : mapping
        What else is to be known, as plain data.
    beside : mapping of str to sequence
        Columns that are no parameters.
    """
    kept = {"behaviour": behaviour.model_dump(mode="json"), "parameters": list(points.columns)}
    about = json.dumps(kept | dict(notes), sort_keys=True)
    table = pa.table(points.columns | dict(beside)).replace_schema_metadata({KEY: about.encode()})
    sink = pa.BufferOutputStream()
    # hardly a number stands twice in a column: a dictionary would be larger than what it saves
    pq.write_table(table, sink, compression="zstd", use_dictionary=False, write_statistics=False)
    write_whole(path, memoryview(sink.getvalue()))


def read_posterior(path: Path) -> tuple[dict[str, Any], dict[str, list[float]]]:
    """Read sets as plain data: the behaviour, and the columns of their parameters.

    Raises
    ------
    StudyError
        If the file is not there or is something else.
    """
    try:
        table = pq.read_table(path)
        about = _about(table.schema)
        behaviour = about["behaviour"]
        names = about.get("parameters", table.column_names)
        columns = {name: table.column(name).cast(pa.float64()).to_pylist() for name in names}
    except FileNotFoundError:
        raise StudyError([Fault.of(path, "", "there is no such file", ALLOWED)]) from None
    except (OSError, KeyError, TypeError, ValueError, pa.ArrowException) as error:
        told = f"cannot be read as a posterior ({type(error).__name__})"
        raise StudyError([Fault.of(path, "", told, ALLOWED)]) from None
    if not columns or not 1 <= table.num_rows <= MOST_ROWS:
        told = f"holds {table.num_rows} draws of {len(columns)} parameters"
        raise StudyError([Fault.of(path, "", told, f"1 to {MOST_ROWS:,} draws")])
    return behaviour, columns


def read_notes(path: Path) -> dict[str, Any]:
    """Return what is to be known of a file of sets beside its columns."""
    return _about(pq.read_schema(path))


def _about(schema: pa.Schema) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((schema.metadata or {})[KEY])
    return found
