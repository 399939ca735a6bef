"""The village that a survey describes: its profile and the state in which it starts."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from ruamel.yaml import YAML

from simulation.parameters import NORMS
from simulation.survey.landing import csv_bytes
from simulation.survey.network import network
from simulation.survey.quantities import quantities
from simulation.survey.wave import Wave

HEADER = """\
# Read from a survey of {owners} owners by `kampung survey read`. Owners are numbers here: no name is in this
# file nor in those it names. Answers are what people said of themselves on one day (docs/survey.md).
"""
STATE = ("communication", "conflict", *NORMS, "income")


def village_files(wave: Wave, target: Path) -> dict[Path, bytes]:
    """Return the files of a village, by path: profile, owners, ties.

    Parameters
    ----------
    wave : Wave
        Interviews before the programme.
    target : Path
        The profile; the tables lie beside it.
    """
    owners, ties = (target.with_name(f"{target.stem}_{part}.csv") for part in ("owners", "ties"))
    told = network(wave).ties[["first", "second", "strength"]]
    start = {"owners": owners.name} | ({"ties": ties.name} if len(told) else {})
    files = {target: _profile(wave, start), owners: csv_bytes(owners_frame(wave))}
    return files | ({ties: csv_bytes(told)} if len(told) else {})


def owners_frame(wave: Wave) -> pd.DataFrame:
    """Return the starting state: group and sector by name, and what was answered; NaN where nothing was."""
    village = wave.asked.village
    frame = pd.DataFrame(
        {
            kind: [parts[int(code) - 1].name for code in wave.answers[kind]]
            for kind, parts in (("group", village.groups), ("sector", village.sectors))
        }
    )
    answers = quantities(wave)
    present = [group.name for group in village.groups if group.name in set(frame["group"])]
    columns = [*STATE, *(f"belief_{group}" for group in present)]
    return pd.concat([frame, answers[columns].dropna(axis=1, how="all")], axis=1)


def _profile(wave: Wave, start: dict[str, str]) -> bytes:
    village = wave.asked.village
    codes = {kind: wave.answers[kind].to_numpy(dtype=int) - 1 for kind in ("group", "sector")}
    document: dict[str, Any] = village.model_dump(mode="json", exclude_none=True, exclude={"start"})
    document |= {"name": village.name, "owners": wave.owners}
    for key, kind in (("groups", "group"), ("sectors", "sector")):
        counts = np.bincount(codes[kind], minlength=len(document[key]))
        document[key] = [
            part | {"share": int(count) / wave.owners}
            for part, count in zip(document[key], counts, strict=True)
            if count
        ]
        if key == "sectors" and village.relations is not None:
            kept = np.flatnonzero(counts)
            document["relations"] = np.array(village.relations)[np.ix_(kept, kept)].tolist()
    document["start"] = start
    stream = io.StringIO()
    writer = YAML()
    writer.width, writer.default_flow_style = 100, None
    writer.dump(document, stream)
    return (HEADER.format(owners=wave.owners) + "\n" + stream.getvalue()).encode()
