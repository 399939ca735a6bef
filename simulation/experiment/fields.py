"""The fields of an experiment, each by itself."""

import re
from typing import Annotated, Any

from pydantic import Field, field_validator

from simulation.experiment.points import Points
from simulation.experiment.ranges import Range
from simulation.experiment.record import Record
from simulation.experiment.replicates import MOST_REPLICATES, UntilPrecise
from simulation.experiment.scenarios import Scenario
from simulation.experiment.sweep import Sweep
from simulation.experiment.village_table import VillageTable
from simulation.experiment.window import Window
from simulation.parameters import Behaviour, Label, Prices, VillageProfile
from simulation.parameters.field import Description, Name, Strict, parameter

OWN = "the user's own"
MOST_IN_PANEL = 8
"""Scenarios one figure can hold and still be read."""
REPLICATES = Description(
    "simulated villages", (1, MOST_REPLICATES), None, OWN, "assumed",
    "simulated villages a scenario", "desa simulasi per skenario")  # fmt: skip
BURN_IN_WEEKS = Description(
    "weeks", (0, 5200), None, "until the village finds its balance; none where the start was observed",
    "assumed",
    "weeks without a programme before", "pekan pemanasan tanpa program")  # fmt: skip
# names of devices, which Windows refuses as names of folders
_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")


def folder_name_fault(name: str) -> str | None:
    """Return why a name cannot be that of a folder everywhere; None where it can."""
    return f"{name!r} cannot be the name of a folder under Windows" if _DEVICES.fullmatch(name) else None


class Outcome(Strict):
    """A measure to compare.

    Attributes
    ----------
    smallest_effect : float
        Smallest difference that matters, in the unit of the measure.
    """

    smallest_effect: float = Field(gt=0)


class Panel(Strict):
    """Scenarios that are shown in one figure."""

    label: Label
    scenarios: Annotated[list[Name], Field(min_length=1)]


def _default_burn_in(data: dict[str, Any]) -> int:
    village: VillageProfile = data["village"]
    return village.usual_burn_in


def _default_compare_weeks(data: dict[str, Any]) -> list[int]:
    weeks = data["weeks"]
    return sorted({max(1, weeks // 4), max(1, weeks // 2), weeks})


def _default_panels(data: dict[str, Any]) -> dict[str, Panel]:
    """Show all scenarios, the reference beside each of them."""
    reference = data["reference"]
    others = [name for name in data["scenarios"] if name != reference]
    size = MOST_IN_PANEL - 1
    parts = [others[start : start + size] for start in range(0, len(others), size)] or [[]]
    return {
        f"part_{number}": Panel(
            label=Label(en=f"Scenarios, part {number}", id=f"Skenario, bagian {number}"),
            scenarios=[reference, *part],
        )
        for number, part in enumerate(parts, start=1)
    }


class StudyFields(Strict):
    """What an experiment holds, each field by itself; :class:`StudyConfig` checks that they fit.

    Attributes
    ----------
    name : str
        Name of the experiment and of the folder of its results.
    title : Label or None
        The question in words.
    village, behaviour, prices
        See :mod:`simulation.parameters`.
    mechanisms : dict
        Optional mechanisms, each with what differs from its defaults: ``{gossip: {strength: 0.2}}``.
        None by default.
    programme : dict
        Changes of default doses in all scenarios: ``{forum: {every: 2}}``.
    weeks, burn_in, seed : int
        Size of the experiment and name of its random draws. There is no burn-in by default where the
        village's start was observed.
    replicates : int or UntilPrecise
        Simulated villages a scenario: so many, or as many as narrow intervals take.
    scenarios : dict of str to Scenario
        As written; :meth:`StudyConfig.programmes` gives their doses.
    reference : str
        The scenario the others are compared with.
    outcomes : dict of str to Outcome
        Measures to compare.
    compare_weeks, network_weeks : list of int
        When to compare; when to compute the costly measures of the network.
    window : Window
        Over how many weeks outcomes are averaged.
    panels : dict of str to Panel
        How figures group the scenarios.
    assumed : dict of str to Label
        Sizes not known for the village, each with the field question that would settle it.
    ranges : dict of str to [low, high]
        Where analyses vary a parameter, instead of its plausible range.
    points : Points or None
        Sets of parameters that differ from one simulated village to the next: the first
        ``villages_per_set`` replicates live with row 0, the next with row 1, and after the last it
        begins again. An ensemble or a posterior as behaviour becomes this.
    villages_per_set : int
        Simulated villages of a set: what differs between them is luck, what differs between sets is what
        is not known. 2 where the behaviour names a file of sets.
    villages : VillageTable or None
        Further villages, for `kampung villages`.
    sweep : Sweep or None
        Values of parameters to go through, for `kampung sweep`.
    record : Record
        What is kept beside the weekly measures; nothing by default.
    """

    name: Name
    title: Label | None = None
    village: VillageProfile = Field(
        description="the path of a village file, "
        "or a mapping with the fields name, owners, groups, sectors, relations, start, spreads"
    )
    behaviour: Behaviour = Field(
        Behaviour(),
        description="plausible (the ensemble that ships), defaults (the set in its middle), the path of a "
        "posterior of `kampung calibrate` or of an ensemble of `kampung ensemble`, or a mapping of "
        "parameters; with `from: plausible` in it these stand in every set",
    )
    mechanisms: dict[str, dict[str, Any]] = Field(default_factory=dict)
    prices: Prices = Prices()
    programme: dict[str, dict[str, Any]] = Field(default_factory=dict)
    weeks: int = parameter(
        104, limits=(1, 5200), unit="weeks", source=OWN,
        en="weeks after the burn-in", id="pekan setelah pemanasan")  # fmt: skip
    burn_in: int = Field(
        default_factory=_default_burn_in, ge=0, le=5200,
        json_schema_extra={"description": BURN_IN_WEEKS})  # type: ignore[dict-item]  # fmt: skip
    replicates: Annotated[int, Field(ge=1, le=MOST_REPLICATES)] | UntilPrecise = Field(
        100, json_schema_extra={"description": REPLICATES})  # type: ignore[dict-item]  # fmt: skip
    seed: int = parameter(1, limits=(0, 2**63 - 1), source=OWN, en="random seed", id="benih acak")
    scenarios: Annotated[dict[Name, Scenario], Field(min_length=1)]
    reference: str
    outcomes: Annotated[dict[str, Outcome], Field(min_length=1)]
    compare_weeks: Annotated[list[int], Field(min_length=1)] = Field(default_factory=_default_compare_weeks)
    network_weeks: list[int] = Field(default_factory=lambda data: [0, data["weeks"]])
    window: Window = Window()
    panels: dict[Name, Panel] = Field(default_factory=_default_panels)
    assumed: dict[str, Label] = Field(default_factory=dict)
    ranges: dict[str, Range] = Field(default_factory=dict)
    points: Points | None = None
    villages_per_set: int = parameter(
        1, limits=(1, 1000), unit="villages", source=OWN,
        en="simulated villages of a set of parameters",
        id="desa simulasi per himpunan parameter")  # fmt: skip
    villages: VillageTable | None = Field(None, description="the path of a table of villages (CSV)")
    sweep: Sweep | None = Field(None, exclude_if=lambda sweep: sweep is None)
    record: Record = Field(Record(), exclude_if=lambda record: record == Record())

    @field_validator("name")
    @classmethod
    def _can_be_a_folder(cls, name: str) -> str:
        told = folder_name_fault(name)
        if told is not None:
            raise ValueError(told)
        return name

    @property
    def most_replicates(self) -> int:
        """How many replicates the study takes at most."""
        wanted = self.replicates
        return wanted.at_most if isinstance(wanted, UntilPrecise) else wanted
