"""A visitor's own village: read from the answers he sent, kept in memory, and simulated without any name.

What names people (``OwnVillage.told``) lives in the session of one visitor and ends with it. What is
simulated is a profile of numbers: no name is in it, nor in the question that the shared villages are kept by.
"""

import logging
import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Literal

import numpy as np
import pandas as pd
from pydantic import ValidationError

from simulation.dashboard.state.starting_point import Start
from simulation.experiment.config import StudyConfig
from simulation.experiment.points import Points
from simulation.experiment.varied import varied
from simulation.files.faults import StudyError
from simulation.survey.findings import Finding, gathered
from simulation.survey.network import network
from simulation.survey.quantities import SIDES, quantities
from simulation.survey.questionnaire import Questionnaire
from simulation.survey.reading import NoInterview, read_wave
from simulation.survey.source import Source
from simulation.survey.telling import Told, first, refusal, told
from simulation.survey.village import village_profile
from simulation.survey.wave import Wave

MOST_BYTES = 5_000_000
"""Largest file that is taken from a browser: some ten thousand interviews."""
MOST_UNPACKED, MOST_ROWS = 20_000_000, 10_000
"""Stricter than for who reads a file of his own at home: a hundred thousand owners held the interpreter, and
with it all visitors, for forty seconds."""
MOST_SHOWN = 300
"""Findings that are told: who has more of them has mended none."""
FEWEST_TOLD = 5
"""Answers of a smaller group would be those of persons: its means are not told."""
FEWEST_INTERVIEWS = 2
NAMES = {"id": "Desa dari survei", "en": "Village of the survey"}
"""What the village is called; the file may be called after a person."""
Unfit = Literal["", "few", "group", "large", "other"]
"""Why a village can be looked at and not be simulated; empty: it can."""
LOG = logging.getLogger(__name__)
_ONE_AT_A_TIME = threading.Lock()
"""Files of several visitors wait for each other: a large one takes the interpreter for seconds."""


@dataclass(frozen=True)
class GroupFigures:
    """What the owners of one group said on average; NaN where too few of them said anything."""

    name: str
    owners: int
    own: float
    other: float


@dataclass(frozen=True)
class Figures:
    """What is told of a village: sums and means, of nobody alone.

    Attributes
    ----------
    owners : int
    groups : tuple of GroupFigures
    sectors : dict of str to int
        Owners by the name of their line of business, those that have any.
    ties, across : int
        Pairs of owners that are tied, and those of them in two groups.
    contacts : int
        Names that were named, of whomever.
    """

    owners: int
    groups: tuple[GroupFigures, ...]
    sectors: dict[str, int]
    ties: int
    across: int
    contacts: int


@dataclass(frozen=True)
class OwnVillage:
    """What was read from a visitor's file; nothing of it is shown to anybody else.

    Attributes
    ----------
    file : str
        What he calls it.
    told : dict of str to list of Told
        What is wrong with it, in each language, the first :data:`MOST_SHOWN` of faults and of notes; names
        people.
    faults, notes : int
        How many there are.
    figures : Figures or None
        None where no interview can be used.
    start : Start or None
        From which it is simulated; None where ``unfit`` says why not.
    unfit : str
    missing : str
        The group of which nobody was interviewed.
    """

    file: str = field(repr=False)
    told: dict[str, list[Told]] = field(repr=False)
    faults: int
    notes: int
    figures: Figures | None
    start: Start | None = field(repr=False)
    unfit: Unfit = ""
    missing: str = ""


@dataclass(frozen=True)
class Refused:
    """A file that is not read.

    Attributes
    ----------
    file : str
    why : dict of str to str
        One sentence in each language; empty: the cause is none that was foreseen.
    """

    file: str = field(repr=False)
    why: dict[str, str]


def read_own(name: str, data: bytes, shipped: Start) -> OwnVillage | Refused:
    """Read the file of a visitor; nothing of it goes to a disk or into a log.

    Parameters
    ----------
    name : str
        What the browser says the file is called.
    data : bytes
        What it holds.
    shipped : Start
        Of the village that the dashboard was started with: its groups and sectors can be answered.
    """
    called = PurePosixPath(PureWindowsPath(name).name).name or "?"
    asked = Questionnaire.of(shipped.config.village)
    try:
        with _ONE_AT_A_TIME:
            return _read(called, Source(Path(called), data, MOST_ROWS, MOST_UNPACKED), asked, shipped)
    except StudyError as error:
        return Refused(called, {language: refusal(error, language) for language in NAMES})
    except Exception as error:  # a file from anybody: the visitor is told, and the page goes on
        # its kind alone: what an error says may be what stands in the file
        LOG.error("a file of answers could not be read (%s)", type(error).__name__)
        return Refused(called, {})


def _read(called: str, source: Source, asked: Questionnaire, shipped: Start) -> OwnVillage:
    try:
        wave = read_wave(source, asked)
    except NoInterview as error:
        return OwnVillage(called, *_told(error.findings, asked), None, None, "few")
    read = OwnVillage(called, *_told(wave.findings, asked), figures_of(wave), None)
    present = set(wave.answers["group"].astype(int))
    parts = enumerate(shipped.config.village.groups, start=1)
    missing = next((group.name for code, group in parts if code not in present), "")
    if wave.owners < FEWEST_INTERVIEWS:
        return replace(read, unfit="few")
    if missing:
        return replace(read, unfit="group", missing=missing)
    if wave.owners > shipped.most_owners:
        return replace(read, unfit="large")
    try:
        return replace(read, start=own_start(wave, shipped))
    except ValidationError as error:
        LOG.error("a village of answers could not be simulated (%s)", type(error).__name__)
        return replace(read, unfit="other")


def _told(findings: Sequence[Finding], asked: Questionnaire) -> tuple[dict[str, list[Told]], int, int]:
    """Return the first findings in each language, and how many faults and notes there are."""
    once = gathered(findings)
    faults, notes = ([each for each in once if each.is_fault is wrong] for wrong in (True, False))
    some = [*first(faults, asked)[:MOST_SHOWN], *first(notes, asked)[:MOST_SHOWN]]
    return {language: told(some, asked, language) for language in NAMES}, len(faults), len(notes)


def figures_of(wave: Wave) -> Figures:
    """Return what is told of a village: means of five owners or more alone."""
    village, known, said = wave.asked.village, network(wave), quantities(wave)
    groups = []
    for code, group in enumerate(village.groups, start=1):
        theirs = (wave.answers["group"] == code).to_numpy()
        own, other = (_mean(said.loc[theirs, side]) for side in SIDES)
        groups.append(GroupFigures(group.name, int(theirs.sum()), own, other))
    sectors = {
        sector.name: int((wave.answers["sector"] == code).sum())
        for code, sector in enumerate(village.sectors, start=1)
    }
    first, second = (known.ties[side].to_numpy(dtype=int) for side in ("first", "second"))
    return Figures(
        wave.owners,
        tuple(groups),
        {name: count for name, count in sectors.items() if count},
        len(known.ties),
        int(np.count_nonzero(known.groups[first] != known.groups[second])),
        len(wave.nominations),
    )


def _mean(answers: pd.Series) -> float:
    told = answers.dropna()
    return float(told.mean()) if len(told) >= FEWEST_TOLD else math.nan


def own_start(wave: Wave, shipped: Start) -> Start:
    """Return the start of a village that was asked, with the programmes and outcomes of the dashboard.

    What was observed of every owner differs no more between the simulated villages; everybody's ties are
    kept in mind.

    Raises
    ------
    ValidationError
        If the answers make no village that the experiment can have.
    """
    config = shipped.config
    village = village_profile(wave, NAMES[shipped.language])
    ties = 0 if village.start is None else village.start.most_ties
    behaviour = config.behaviour
    if ties > behaviour.acquaintances:
        behaviour = behaviour.model_copy(update={"acquaintances": ties})
    fields = {name: getattr(config, name) for name in config.model_fields_set - {"burn_in", "points"}}
    fields |= {"village": village, "behaviour": behaviour}
    around = config.model_copy(update={"village": village, "behaviour": behaviour, "points": None})
    points = None if config.points is None else _points(config.points, around, ties)
    if points is not None:
        fields["points"] = points
    return Start(StudyConfig.model_validate(fields), shipped.language, shipped.most_owners)


def _points(points: Points, around: StudyConfig, ties: int) -> Points | None:
    """Return what can still differ between villages of which this was observed."""
    known = varied(around)
    columns = {name: values for name, values in points.columns.items() if name in known}
    if "acquaintances" in columns:
        columns["acquaintances"] = [max(value, float(ties)) for value in columns["acquaintances"]]
    return Points(columns=columns) if columns else None
