"""The files of a village that starts from a network: village, owners, ties; and who is who, apart."""

import csv
import io
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from ruamel.yaml import YAML

from simulation.study.faults import Fault, StudyError, shown
from simulation.study.network_village import NetworkVillage
from simulation.study.whole_file import write_whole

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
        If one of the files is there already or cannot be written; then none is written.
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
        owners: _csv(["group"], ([name] for name in profile.start.owners.group or ())),
        ties: _csv(["first", "second", "strength"], zip(seen.first, seen.second, seen.strength, strict=True)),
        path: text.getvalue(),
    }
    if keys is not None:
        files[keys] = _csv(["owner", "label"], enumerate(village.labels))
    for file in files:
        if os.path.lexists(file):
            raise StudyError([Fault.of(file, "", "exists already and is not overwritten", "a new file")])
    written: list[Path] = []
    try:
        for file, content in files.items():
            write_whole(file, content.encode())
            written.append(file)
    except OSError as error:
        for done in written:
            done.unlink(missing_ok=True)
        told = f"cannot be written: {error.strerror or error}"
        raise StudyError([Fault.of(file, "", told)]) from None
    return written


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()
