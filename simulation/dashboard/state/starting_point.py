"""Where a visitor starts: an experiment whose village and scenarios are the presets."""

from dataclasses import dataclass
from functools import cached_property
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML

from simulation.dashboard.state.settings import Programme, Settings, Value, Values
from simulation.experiment.budget import expected_cost
from simulation.experiment.config import StudyConfig
from simulation.experiment.experiment_file import read_study
from simulation.experiment.overrides import CHOICES, Change, changed
from simulation.experiment.points import Points, point_problems
from simulation.experiment.varied import OF, SECTOR, SHARE, Varied, own_value, varied
from simulation.files.faults import Problem
from simulation.interventions.registry import dose_types
from simulation.parameters import Behaviour, Dose, Label, Prices, VillageProfile

MOST_OWNERS = 200
"""The largest village a visitor sets, unless the host says otherwise: more take longer than a second."""
COSTLY = frozenset({"owners", "meetings", "acquaintances"})
"""Parameters that decide how long a week takes: a visitor's own values stay within the sliders."""
COMPARED = 2
"""Programmes beside the fullest that a new visitor finds on the page of comparison."""
DATA = files("simulation.dashboard") / "data"


class SettingsFault(ValueError):
    """Settings that cannot be simulated; ``problems`` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{'.'.join(map(str, p.path))}: {p.found}" for p in problems))
        self.problems = problems


@dataclass(frozen=True)
class Kind:
    """A kind of village to start from.

    Attributes
    ----------
    label, about : Label
        What it is called, and in what it differs.
    values : dict of str to float
        Parameters that differ from the village of the experiment.
    """

    label: Label
    about: Label
    values: Values


@dataclass(frozen=True)
class Resolved:
    """Settings as the model takes them.

    Attributes
    ----------
    village, behaviour, prices
    programmes : list of dict of str to Dose
    points : Points or None
        What differs from one simulated village to the next, as the experiment says.
    """

    village: VillageProfile
    behaviour: Behaviour
    prices: Prices
    programmes: list[dict[str, Dose]]
    points: Points | None = None


@dataclass(frozen=True)
class Start:
    """The experiment a dashboard was started with.

    Attributes
    ----------
    config : StudyConfig
    language : str
        Of a visitor whose address names none.
    most_owners : int
        The largest village a visitor sets, by a slider, an address or a code.
    """

    config: StudyConfig
    language: str = "id"
    most_owners: int = MOST_OWNERS

    @cached_property
    def parameters(self) -> dict[str, Varied]:
        """Every parameter of the village that a visitor may change.

        Not what was observed of most owners: a slider that moves the blanks alone seems broken.
        """
        village = self.config.village
        observed = {} if village.start is None else village.start.observed([g.name for g in village.groups])
        found = varied(self.config)
        return {name: found[name] for name in found if OF not in name and observed.get(name, 0.0) <= 0.5}

    @cached_property
    def kinds(self) -> dict[str, Kind]:
        """Kinds of villages to start from."""
        text = (DATA / "villages.yaml").read_text(encoding="utf-8")
        found = {name: _kind(entry) for name, entry in YAML(typ="safe").load(text).items()}
        return {
            name: kind
            for name, kind in found.items()
            if set(kind.values) <= set(self.parameters) and not self._beyond(kind.values)
        }

    @cached_property
    def programmes(self) -> dict[str, Programme]:
        """The scenarios of the experiment as programmes to start from: those that change nothing else."""
        defaults = {name: kind() for name, kind in dose_types().items()}
        pasts = self.config.pasts().of
        return {
            name: Programme(
                name=name, activities={a: differences(defaults[a], dose) for a, dose in doses.items()}
            )
            for name, doses in self.config.programmes().items()
            if not pasts[name]
        }

    def slider_range(self, parameter: Varied) -> tuple[float, float]:
        """Return what a visitor may set: the plausible range, a village no larger than the host allows."""
        low, high = parameter.plausible
        return (low, float(self.most_owners)) if parameter.name == "owners" else (low, high)

    def settings(self) -> Settings:
        """Return what a new visitor sees: the programme of most activities, and others to compare it with."""
        programmes = [programme for programme in self.programmes.values() if programme.activities]
        if not programmes:
            return Settings(programmes=tuple(self.programmes.values())[:1])
        fullest = max(programmes, key=lambda programme: len(programme.activities))
        others = [programme for programme in programmes if programme is not fullest]
        return Settings(programmes=(fullest, *others[:COMPARED]))

    def value(self, settings: Settings, name: str) -> float:
        """Return the value of a parameter of the village."""
        if name in settings.village:
            return settings.village[name]
        return own_value(name, self.config)

    def resolve(self, settings: Settings) -> Resolved:
        """Return settings as the model takes them.

        Raises
        ------
        SettingsFault
            If a parameter, activity or field is unknown or out of range.
        """
        village, behaviour = self.config.village, self.config.behaviour
        if settings.village:
            points = Points(columns={name: [value] for name, value in settings.village.items()})
            problems = point_problems(points, self.config) or self._beyond(settings.village)
            if problems:
                raise SettingsFault(problems)
            village, behaviour = points.applied(0, village, behaviour)
        try:
            prices = Prices.model_validate(self.config.prices.model_dump() | settings.prices)
        except ValidationError as error:
            found = [Problem(("prices", *fault["loc"]), fault["msg"]) for fault in error.errors()]
            raise SettingsFault(found) from None
        programmes = [self._doses(programme, village) for programme in settings.programmes]
        return Resolved(village, behaviour, prices, programmes, self._differing(settings))

    def _differing(self, settings: Settings) -> Points | None:
        """Return what still differs between the villages: what a visitor sets is the same in all."""
        if self.config.points is None:
            return None
        # shares add up: who sets one of them has settled the others
        begins = tuple(
            part for part in (SHARE, SECTOR) if any(name.startswith(part) for name in settings.village)
        )
        left = {
            name: values
            for name, values in self.config.points.columns.items()
            if name not in settings.village and not name.startswith(begins)
        }
        return Points(columns=left) if left else None

    def _beyond(self, values: Values) -> list[Problem]:
        """Return what would keep the workers busy for minutes: an address may say anything."""
        problems = []
        for name in sorted(COSTLY & set(values)):
            low, high = self.slider_range(self.parameters[name])
            if values[name] > high:
                told = f"found {values[name]:g}"
                problems.append(Problem(("village", name), told, f"{low:g} to {high:g}"))
        return problems

    def cost(self, resolved: Resolved, doses: dict[str, Dose]) -> float:
        """Return the rupiah a programme is expected to cost over the weeks of the experiment."""
        return sum(
            len(dose.weeks(self.config.weeks)) * expected_cost(dose, resolved.village, resolved.prices)
            for dose in doses.values()
        )

    def _doses(self, programme: Programme, village: VillageProfile) -> dict[str, Dose]:
        types, doses, problems = dose_types(), {}, list[Problem]()
        for name, fields in programme.activities.items():
            if name not in types:
                problems.append(Problem((programme.name, name), f"unknown activity {name!r}"))
                continue
            changes = [Change(tuple(f.split(".")), v, (programme.name, name, f)) for f, v in fields.items()]
            dose, wrong = changed(types[name](), changes)
            groups = [group.name for group in village.groups]
            if dose.who.group is not None and dose.who.group not in groups:
                wrong.append(Problem((programme.name, name, "who"), f"unknown group {dose.who.group!r}"))
            problems += wrong
            doses[name] = dose
        if problems:
            raise SettingsFault(problems)
        return {name: doses[name] for name in types if name in doses}


def read_start(path: Path | None, language: str = "id", most_owners: int = MOST_OWNERS) -> Start:
    """Return the start of an experiment file; without one, of the village of Kaloran Brimob.

    Parameters
    ----------
    language, most_owners
        As in :class:`Start`.

    Raises
    ------
    StudyError
        If the file has faults.
    """
    if path is not None:
        return Start(read_study(path), language, most_owners)
    with as_file(DATA / "start.yaml") as shipped:
        return Start(read_study(shipped), language, most_owners)


def _kind(entry: dict[str, Any]) -> Kind:
    values = {name: float(value) for name, value in entry.get("values", {}).items()}
    return Kind(Label.model_validate(entry["label"]), Label.model_validate(entry["about"]), values)


def differences(default: Dose, dose: Dose) -> dict[str, Value]:
    """Return the dotted fields in which a dose differs from the default, as :func:`changed` takes them."""
    found: dict[str, Value] = {}

    def look(prefix: str, one: BaseModel, other: BaseModel) -> None:
        for name in type(other).model_fields:
            before, after = getattr(one, name), getattr(other, name)
            if before == after:
                continue
            # what replaces a whole choice is no change of its fields
            if (
                isinstance(after, type(before))
                and isinstance(after, BaseModel)
                and not isinstance(after, CHOICES)
            ):
                look(f"{prefix}{name}.", before, after)
            else:
                found[prefix + name] = after.model_dump() if isinstance(after, BaseModel) else after

    look("", default, dose)
    return found
