"""The experiment: what a researcher writes, checked and with every default filled in."""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import Field, field_validator, model_validator

from simulation.parameters import Behaviour, Dose, Label, Prices, VillageProfile
from simulation.parameters.field import Description, Name, Strict, parameter
from simulation.study.case import Case
from simulation.study.checks import study_problems
from simulation.study.document import Document, read_document
from simulation.study.faults import FieldPath, Problem, Problems, StudyError
from simulation.study.points import Points, Range
from simulation.study.replication import MOST_REPLICATES, UntilPrecise
from simulation.study.scenarios import Context, Scenario, resolve
from simulation.study.settling import Model, settle
from simulation.study.start_file import include_start
from simulation.study.village_file import read_village_file
from simulation.study.village_table import VillageTable

OWN = "the user's own"
MOST_IN_PANEL = 8
"""Scenarios one figure can hold and still be read."""
REPLICATES = Description(
    "simulated villages", (1, MOST_REPLICATES), None, OWN, "assumed",
    "simulated villages a scenario", "desa simulasi per skenario")  # fmt: skip
BURN_IN_WEEKS = Description(
    "weeks", (0, 5200), None, "model.md section 1; none where the start was observed", "assumed",
    "weeks without a programme before", "pekan pemanasan tanpa program")  # fmt: skip
# names of devices, which Windows refuses as names of folders
_DEVICES = re.compile(r"con|prn|aux|nul|(com|lpt)[0-9]")
STAND_INS: dict[str, Any] = {
    "name": "study",
    "village": {
        "name": "?",
        "groups": [{"name": "all", "share": 1.0}],
        "sectors": [{"name": "all", "share": 1.0}],
    },
    "scenarios": {"none": {}},
    "reference": "none",
    "outcomes": {"trust": {"smallest_effect": 1.0}},
}
"""What a check goes on with where the user's own value is faulty."""


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


class StudyConfig(Strict):
    """An experiment: a village, scenarios, and what to compare.

    Attributes
    ----------
    name : str
        Name of the experiment and of the folder of its results.
    title : Label or None
        The question in words.
    village, behaviour, prices
        See :mod:`simulation.parameters`.
    programme : dict
        Changes of default doses in all scenarios: ``{forum: {every: 2}}``.
    weeks, burn_in, seed : int
        Size of the experiment and name of its random draws. There is no burn-in by default where the
        village's start was observed.
    replicates : int or UntilPrecise
        Simulated villages a scenario: so many, or as many as narrow intervals take.
    scenarios : dict of str to Scenario
        As written; :meth:`programmes` gives their doses.
    reference : str
        The scenario the others are compared with.
    outcomes : dict of str to Outcome
        Measures to compare.
    compare_weeks, network_weeks : list of int
        When to compare; when to compute the costly measures of the network.
    panels : dict of str to Panel
        How figures group the scenarios.
    assumed : dict of str to Label
        Sizes not known for the village, each with the field question that would settle it.
    ranges : dict of str to [low, high]
        Where analyses vary a parameter, instead of its plausible range.
    points : Points or None
        Parameters that differ from one simulated village to the next: replicate ``r`` lives with row
        ``r``, and begins again after the last. A posterior as behaviour becomes this.
    villages : VillageTable or None
        Further villages, for `kampung villages`.
    """

    name: Name
    title: Label | None = None
    village: VillageProfile = Field(
        description="the path of a village file, "
        "or a mapping with the fields name, owners, groups, sectors, relations, start"
    )
    behaviour: Behaviour = Field(
        Behaviour(), description="a mapping of parameters, or the path of a posterior of `kampung calibrate`"
    )
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
    panels: dict[Name, Panel] = Field(default_factory=_default_panels)
    assumed: dict[str, Label] = Field(default_factory=dict)
    ranges: dict[str, Range] = Field(default_factory=dict)
    points: Points | None = None
    villages: VillageTable | None = Field(None, description="the path of a table of villages (CSV)")

    @field_validator("name")
    @classmethod
    def _can_be_a_folder(cls, name: str) -> str:
        told = folder_name_fault(name)
        if told is not None:
            raise ValueError(told)
        return name

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        _, problems = self._resolved()
        problems += study_problems(self)
        if problems:
            raise Problems(problems)
        return self

    @property
    def most_replicates(self) -> int:
        """How many replicates the study takes at most."""
        wanted = self.replicates
        return wanted.at_most if isinstance(wanted, UntilPrecise) else wanted

    def case(self, number: int) -> Case:
        """Return the village of a replicate."""
        village, behaviour = self.village, self.behaviour
        if self.points is not None:
            village, behaviour = self.points.applied(number % self.points.rows, village, behaviour)
        return Case(number, village, behaviour, number)

    def recorded_weeks(self) -> list[int]:
        """Return the weeks whose measures are kept, ascending: all of them."""
        return list(range(self.weeks + 1))

    def programmes(self) -> dict[str, dict[str, Dose]]:
        """Return the doses of every scenario, activities in the order in which they act."""
        return self._resolved()[0]

    def to_document(self) -> dict[str, Any]:
        """Return the resolved experiment as plain data in a stable order.

        The village is inlined, defaults are filled in, and each scenario lists all its activities
        and doses. It is a valid experiment again, with the same programmes and the same hash.
        """
        document = self.model_dump(mode="json", by_alias=True)
        document["programme"] = {}
        document["scenarios"] = {
            name: {
                "label": document["scenarios"][name]["label"],
                "activities": list(doses),
                "set": {
                    f"{activity}.{field}": value
                    for activity, dose in doses.items()
                    for field, value in dose.model_dump(mode="json").items()
                },
            }
            for name, doses in self.programmes().items()
        }
        return document

    def hash(self) -> str:
        """Return the SHA-256 of :meth:`to_document`, in hexadecimal digits."""
        canonical = json.dumps(
            self.to_document(), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        )
        return hashlib.sha256(canonical.encode()).hexdigest()

    def _resolved(self) -> tuple[dict[str, dict[str, Dose]], list[Problem]]:
        context = Context(self.village, self.prices, self.weeks, self.programme)
        return resolve(self.scenarios, context)


def read_study(path: str | Path) -> StudyConfig:
    """Read an experiment.

    Raises
    ------
    StudyError
        With all faults of the file, and of the files of its village, its start and its villages if it
        names them.
    """
    document = read_document(path)
    missing: list[FieldPath] = []
    folder = Path(path).parent
    start_folder = folder
    for key, read in (("village", read_document), ("villages", read_village_file)):
        named = document.text_at(key)
        if named is None:
            continue
        try:
            document.include(key, read(folder / named))
            if key == "village":
                start_folder = (folder / named).parent
        except StudyError as error:
            missing.append((key,))
            document.faults += [document.mentioned((key,), fault) for fault in error.faults]
    missing += include_start(document, ("village",), start_folder)
    posterior = document.text_at("behaviour")
    fitted: dict[str, Any] = {}
    if posterior is not None:
        from simulation.study.posterior import read_posterior  # noqa: PLC0415 - Parquet takes time to load

        try:
            behaviour, columns = read_posterior(Path(path).parent / posterior)
            fitted = {"behaviour": behaviour, "points": {"columns": columns}}
        except StudyError as error:
            missing.append(("behaviour",))
            document.faults += [document.mentioned(("behaviour",), fault) for fault in error.faults]
    return _checked(StudyConfig, document, missing, STAND_INS, fitted)


def read_village(path: str | Path) -> VillageProfile:
    """Read a village profile.

    Raises
    ------
    StudyError
        With all faults of the file and of the tables of its start.
    """
    document = read_document(path)
    return _checked(VillageProfile, document, include_start(document, (), Path(path).parent), {}, {})


def is_study(path: str | Path) -> bool:
    """Tell whether a file is an experiment; if not, it should be a village profile.

    Raises
    ------
    StudyError
        If the file cannot be read.
    """
    value, _ = read_document(path).plain()
    return not value.keys().isdisjoint({"village", "scenarios", "reference", "outcomes"})


def _checked(
    model: type[Model],
    document: Document,
    missing: list[FieldPath],
    stand_ins: Mapping[str, Any],
    instead: Mapping[str, Any],
) -> Model:
    value, unusable = document.plain()
    value |= instead
    found, problems = settle(model, value, [*missing, *unusable], stand_ins)
    faults = [*document.faults, *(document.fault(problem) for problem in problems)]
    if found is None or faults:
        raise StudyError(faults)
    return found
