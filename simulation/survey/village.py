"""The village that a survey describes: its profile and the state in which it starts."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from ruamel.yaml import YAML

from simulation.parameters import NORMS, VillageProfile
from simulation.survey.landing import csv_bytes
from simulation.survey.network import network
from simulation.survey.quantities import quantities
from simulation.survey.sample import InPart
from simulation.survey.wave import Wave

HEADER = """\
# Read from a survey of {owners} owners by `kampung survey read`. Owners are numbers here: no name is in this
# file nor in those it names. Answers are what people said of themselves on one day (docs/survey.md).
"""
BELIEF = "belief"
"""How the columns begin that stand once for each group."""
STATE = ("communication", "conflict", *NORMS, "income")


def village_files(wave: Wave, target: Path, part: InPart | None = None) -> dict[Path, bytes]:
    """Return the files of a village, by path: profile, owners, ties.

    Parameters
    ----------
    wave : Wave
        Interviews before the programme.
    target : Path
        The profile; the tables lie beside it.
    part : InPart, optional
        The village that has more owners than those interviewed.
    """
    owners, ties = (target.with_name(f"{target.stem}_{part}.csv") for part in ("owners", "ties"))
    told = network(wave).ties[["first", "second", "strength"]] if part is None else part.ties()
    start: dict[str, Any] = {"owners": owners.name} | ({"ties": ties.name} if len(told) else {})
    frame = owners_frame(wave)
    if part is not None:
        frame = _with_the_rest(frame, part)
        start["sample"] = part.sample().model_dump()
    files = {target: _profile(wave, frame, start), owners: csv_bytes(frame)}
    return files | ({ties: csv_bytes(told)} if len(told) else {})


def _with_the_rest(asked: pd.DataFrame, part: InPart) -> pd.DataFrame:
    """Return the table of owners with those who were not asked below, blank but for group and sector."""
    village, places = part.wave.asked.village, part.places()
    frame = asked.assign(**{f"contacts_{group}": told for group, told in part.contacts().items()})
    frame = frame.reindex(range(part.population))
    frame["group"] = [village.groups[place].name for place in places["group"]]
    frame["sector"] = [village.sectors[place].name for place in places["sector"]]
    return frame


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


def village_profile(wave: Wave, name: str) -> VillageProfile:
    """Return the village of a wave as it is simulated: what its files would say, without any file.

    Parameters
    ----------
    wave : Wave
        Interviews before the programme.
    name : str
        What the village is called.

    Raises
    ------
    ValidationError
        If no such village can be.
    """
    told = network(wave).ties
    columns: dict[str, Any] = {}
    for column, values in owners_frame(wave).items():
        kind, _, group = str(column).partition("_")
        listed = [None if pd.isna(value) else value for value in values]
        if kind == BELIEF:
            columns.setdefault(BELIEF, {})[group] = listed
        else:
            columns[str(column)] = listed
    start: dict[str, Any] = {"owners": columns}
    if len(told):
        start["ties"] = {part: told[part].tolist() for part in ("first", "second", "strength")}
    document = _document(wave, owners_frame(wave), start) | {"name": name}
    return VillageProfile.model_validate(document)


def _document(wave: Wave, owners: pd.DataFrame, start: dict[str, Any]) -> dict[str, Any]:
    village = wave.asked.village
    document: dict[str, Any] = village.model_dump(mode="json", exclude_none=True, exclude={"start"})
    document |= {"name": village.name, "owners": len(owners)}
    for key, kind in (("groups", "group"), ("sectors", "sector")):
        counts = np.array([(owners[kind] == part["name"]).sum() for part in document[key]])
        document[key] = [
            part | {"share": int(count) / len(owners)}
            for part, count in zip(document[key], counts, strict=True)
            if count
        ]
        if key == "sectors" and village.relations is not None:
            kept = np.flatnonzero(counts)
            document["relations"] = np.array(village.relations)[np.ix_(kept, kept)].tolist()
    return document | {"start": start}


def _profile(wave: Wave, owners: pd.DataFrame, start: dict[str, Any]) -> bytes:
    document = _document(wave, owners, start)
    stream = io.StringIO()
    writer = YAML()
    writer.width, writer.default_flow_style = 100, None
    writer.dump(document, stream)
    return (HEADER.format(owners=wave.owners) + "\n" + stream.getvalue()).encode()
