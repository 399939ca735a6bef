"""The files of a village that starts from a network: village, owners, ties; and who is who, apart."""

import io
import os
from pathlib import Path

from ruamel.yaml import YAML

from simulation.files.faults import shown
from simulation.files.new_files import write_new
from simulation.files.table_text import csv_text
from simulation.network.village import NetworkVillage

ABOUT = """\
# Made by `kampung network read` from {source}.
# Groups and ties are those of the network. ASSUMED: the sectors, in equal shares; change them.
# What was not observed is drawn; an experiment with this village has no burn-in unless it sets one.
"""
ROOM = "# Somebody has {most} ties: the experiment needs  behaviour: {{acquaintances: {most}}}  or more.\n"


def write_village(village: NetworkVillage, source: str, path: Path, keys: Path | None = None) -> list[Path]:
    """Write the village file, its two tables beside it, and perhaps who is who; return what was written.

    The names of nodes stand in ``keys`` alone.

    Raises
    ------
    StudyError
        If one of the files is there already; then none is written.
    OSError
        If one cannot be written; then none is left.
    """
    profile = village.profile
    assert profile.start is not None
    assert profile.start.owners is not None
    assert profile.start.ties is not None
    owners, ties = (path.with_name(f"{path.stem}_{name}.csv") for name in ("owners", "ties"))
    plain = profile.model_dump(mode="json", exclude={"start"}, exclude_none=True)
    plain["start"] = {"owners": owners.name, "ties": ties.name}
    head = ABOUT.format(source=shown(source))
    most = village.behaviour.acquaintances
    if profile.start.most_ties == most:
        head += ROOM.format(most=most)
    text = io.StringIO(head)
    text.seek(0, os.SEEK_END)
    YAML().dump(plain, text)
    seen = profile.start.ties
    files = {
        owners: csv_text([("group",), *([name] for name in profile.start.owners.group or ())]),
        ties: csv_text(
            [("first", "second", "strength"), *zip(seen.first, seen.second, seen.strength, strict=True)]
        ),
        path: text.getvalue(),
    }
    if keys is not None:
        files[keys] = _keys(village)
    return write_new(files)


def _keys(village: NetworkVillage) -> str:
    """Return the table of who is who; with the ids of the file where nodes have names beside them."""
    if village.ids == village.labels:
        return csv_text([("owner", "label"), *enumerate(village.labels)])
    rows = zip(range(len(village.ids)), village.labels, village.ids, strict=True)
    return csv_text([("owner", "label", "id"), *rows])
