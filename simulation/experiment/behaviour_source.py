"""Where an experiment's behaviour comes from: the ensemble that ships, a file of sets, or the defaults."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from simulation.experiment.varied import OF, holder_of, settled
from simulation.files.composer import Node
from simulation.files.document import Document
from simulation.files.faults import Fault, FieldPath, InputError, Problem, StudyError, shown
from simulation.parameters import Behaviour, VillageProfile
from simulation.parameters.given import given

FROM = "from"
SHIPPED, DEFAULTS = "plausible", "defaults"
VILLAGES_PER_SET = 2
"""Simulated villages of a set, where the experiment does not say: two tell luck from what is not known."""
BEHAVIOUR: FieldPath = ("behaviour",)
ACQUAINTANCES = "acquaintances"


@dataclass(frozen=True)
class Source:
    """Sets that an experiment names.

    Attributes
    ----------
    behaviour : dict
        Parameters that are the same in all sets.
    columns : dict of str to list of float
        Parameters of each set.
    """

    behaviour: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, list[float]] = field(default_factory=dict)

    def into(self, value: dict[str, Any]) -> None:
        """Put the sets into an experiment as plain values; what it says itself stands before them."""
        own = value.get("behaviour", {})
        own = own if isinstance(own, dict) else {}
        single = {name: each for name, each in self.behaviour.items() if name not in self.columns}
        value["behaviour"] = single | own
        said = own.keys() | _mechanisms_said(value).keys()
        columns = {name: column for name, column in self.columns.items() if name not in said}
        columns = _beside(columns, _village_of(value))
        if columns:
            value["points"] = {"columns": columns}
            value.setdefault("villages_per_set", VILLAGES_PER_SET)


def _beside(columns: dict[str, list[float]], village: VillageProfile | None) -> dict[str, list[float]]:
    """Return what sets leave open beside what was observed of a village at its start.

    What is known of every owner is the same in all sets, and no owner keeps fewer in mind than somebody is
    tied to.
    """
    if village is None or village.start is None:
        return columns
    known, most = settled(village), village.start.most_ties
    left = {name: column for name, column in columns.items() if name not in known}
    if ACQUAINTANCES in left:
        left[ACQUAINTANCES] = [max(each, most) for each in left[ACQUAINTANCES]]
    return left


def _village_of(value: Mapping[str, Any]) -> VillageProfile | None:
    try:
        found: VillageProfile = given(VillageProfile, value["village"], "village")
        return found
    except (InputError, KeyError):  # told where the village is read
        return None


def doubled(value: Mapping[str, Any], source: Source | None) -> list[Problem]:
    """Return what an experiment says twice: points beside sets, or beside a value of the same parameter."""
    points, behaviour = value.get("points"), value.get("behaviour")
    if points is None:
        return []
    if source is not None and source.columns:
        told = "points beside the sets that behaviour names"
        return [Problem(("points",), told, "one of the two", at_key=True)]
    columns = points.get("columns") if isinstance(points, Mapping) else None
    if not isinstance(columns, Mapping):
        return []
    said = _mechanisms_said(value)
    twice = [
        Problem(
            ("mechanisms", *name.split(OF)),
            f"found {shown(said[name])} beside points of every set",
            f"one of the two: points.columns.{name} or mechanisms.{name}",
        )
        for name in columns
        if name in said
    ]
    if not isinstance(behaviour, Mapping):
        return twice
    shipped = Behaviour.model_fields
    return twice + [
        Problem(("behaviour", name), f"found {shown(behaviour[name])} beside points of every set",
                f"one of the two: points.columns.{name} or behaviour.{name}")
        for name in columns
        if name in behaviour and name in shipped and behaviour[name] != shipped[name].default
    ]  # fmt: skip


def _mechanisms_said(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is written of mechanisms, and not as they ship, by names such as ``gossip.strength``."""
    written = value.get("mechanisms")
    if not isinstance(written, Mapping):
        return {}
    found = {}
    for name, fields in written.items():
        for field_name, each in fields.items() if isinstance(fields, Mapping) else ():
            held = holder_of(f"{name}{OF}{field_name}")
            if held is not None and each != held[0].model_fields[held[1]].default:
                found[f"{name}{OF}{field_name}"] = each
    return found


def source_in(value: dict[str, Any]) -> Source | None:
    """Return the sets that plain data name as behaviour, paths from where Python runs; the name is taken out.

    Raises
    ------
    StudyError
        If a file cannot be read.
    """
    behaviour = value.get("behaviour")
    named = behaviour.get(FROM) if isinstance(behaviour, Mapping) else behaviour
    if not isinstance(named, str):
        return None
    own = behaviour.items() if isinstance(behaviour, Mapping) else ()
    value["behaviour"] = {name: each for name, each in own if name != FROM}
    return _read(named, Path())


def include_behaviour(document: Document, folder: Path) -> tuple[Source | None, list[FieldPath]]:
    """Read the sets that a document names as its behaviour, or as the origin of it.

    Parameters
    ----------
    document : Document
        An experiment; gets the faults of a file that cannot be read, and loses the name.
    folder : Path
        Where relative paths begin: the folder of the experiment.

    Returns
    -------
    source, missing : Source or None, list of paths
        None where the document names nothing; what is missing because it cannot be read.
    """
    named, place = _named(document)
    source, missing = None, []
    try:
        source = None if named is None else _read(named, folder)
    except StudyError as error:
        document.faults += [document.mentioned(place, fault) for fault in error.faults]
        missing = [place]
    if isinstance(named, str):
        document.mapping_at(BEHAVIOUR).pop(FROM, None)
    return source, missing


def named_file(document: Document) -> str | None:
    """Return the path of the file of sets that a document names; None where it names none."""
    named, _ = _named(document)
    return None if named in (SHIPPED, DEFAULTS) else named


def _named(document: Document) -> tuple[str | None, FieldPath]:
    """Return the name of the sets, and its place."""
    text = document.text_at("behaviour")
    if text is not None:
        return text, BEHAVIOUR
    node: Node | None = document.mapping_at(BEHAVIOUR).get(FROM)
    return (node.content if node and isinstance(node.content, str) else None), (*BEHAVIOUR, FROM)


def _read(named: str, folder: Path) -> Source:
    from simulation.experiment.posterior import PLAUSIBLE, read_posterior  # noqa: PLC0415 - Parquet takes time to load

    if named == DEFAULTS:
        return Source()
    if named == SHIPPED:
        # around the set in its middle, which the defaults are, whatever it was searched from
        _, columns = read_posterior(PLAUSIBLE)
        return Source(columns=columns)
    path = folder / named
    near = get_close_matches(named, (SHIPPED, DEFAULTS), 1)
    if near and not path.exists():
        told = f"there is no such file; did you mean {near[0]}?"
        raise StudyError([Fault.of(path, "", told, f"{SHIPPED}, {DEFAULTS} or the path of a file of sets")])
    return Source(*read_posterior(path))
