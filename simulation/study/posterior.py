"""A calibrated posterior: draws of parameters, kept in a Parquet file that experiments name as behaviour."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from simulation.parameters import Behaviour
from simulation.study.faults import Fault, StudyError
from simulation.study.points import MOST_ROWS, Points
from simulation.study.whole_file import write_whole

KEY = b"kampung"
ALLOWED = "a posterior.parquet that `kampung calibrate` wrote"


def write_posterior(path: Path, behaviour: Behaviour, points: Points, notes: Mapping[str, Any]) -> None:
    """Write draws, equally weighted, beside the behaviour they were fitted in.

    Parameters
    ----------
    path : Path
        The file.
    behaviour : Behaviour
        Parameters that were not fitted keep these values.
    points : Points
        One row a draw.
    notes : mapping
        What else is to be known, as plain data.
    """
    about = json.dumps({"behaviour": behaviour.model_dump(mode="json"), **notes}, sort_keys=True)
    table = pa.table(points.columns).replace_schema_metadata({KEY: about.encode()})
    sink = pa.BufferOutputStream()
    pq.write_table(table, sink)
    write_whole(path, memoryview(sink.getvalue()))


def read_posterior(path: Path) -> tuple[dict[str, Any], dict[str, list[float]]]:
    """Read a posterior as plain data: the behaviour, and the columns of its draws.

    Raises
    ------
    StudyError
        If the file is not there or is something else.
    """
    try:
        table = pq.read_table(path)
        behaviour = json.loads((table.schema.metadata or {})[KEY])["behaviour"]
        columns = {name: table.column(name).cast(pa.float64()).to_pylist() for name in table.column_names}
    except FileNotFoundError:
        raise StudyError([Fault.of(path, "", "there is no such file", ALLOWED)]) from None
    except (OSError, KeyError, TypeError, ValueError, pa.ArrowException) as error:
        told = f"cannot be read as a posterior ({type(error).__name__})"
        raise StudyError([Fault.of(path, "", told, ALLOWED)]) from None
    if not columns or not 1 <= table.num_rows <= MOST_ROWS:
        told = f"holds {table.num_rows} draws of {len(columns)} parameters"
        raise StudyError([Fault.of(path, "", told, f"1 to {MOST_ROWS:,} draws")])
    return behaviour, columns
