"""The programme that is written down: its activities, the village they are held in, and the prices there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from simulation.experiment.config import StudyConfig
from simulation.files.faults import Fault, StudyError, listed, nearest, shown
from simulation.parameters import Dose, Label, Prices, VillageProfile


@dataclass(frozen=True)
class HeldProgramme:
    """One programme.

    Attributes
    ----------
    name : str
        Of the scenario.
    label : Label or None
        Its name to show.
    doses : mapping of str to Dose
        Activities in the order in which they act.
    village : VillageProfile
    prices : Prices
    weeks : int
        The last week of the experiment: what has no end is held until then.
    """

    name: str
    label: Label | None
    doses: Mapping[str, Dose]
    village: VillageProfile
    prices: Prices
    weeks: int

    @classmethod
    def of(cls, config: StudyConfig, scenario: str | None = None, file: object = "office") -> Self:
        """Return the programme of a scenario.

        Parameters
        ----------
        config : StudyConfig
        scenario : str, optional
            By default the only one that holds activities.
        file : object
            What the experiment was read from, for faults.

        Raises
        ------
        StudyError
            If there is no such scenario, it holds no activity, or none is named and several hold some.
        """
        programmes = config.programmes()
        if scenario is None:
            scenario = _only(programmes, file)
        if scenario not in programmes:
            raise unknown_scenario(file, scenario, list(programmes))
        if not programmes[scenario]:
            told = f"the scenario {shown(scenario)} holds no activity"
            raise StudyError([Fault.of(file, "--scenario", told, listed(_holding(programmes)))])
        pasts = config.pasts()
        past = pasts.of.get(scenario, 0)
        lived = [(config.village, config.behaviour), *pasts.lived(config.village, config.behaviour)]
        label = config.scenarios[scenario].label
        return cls(scenario, label, programmes[scenario], lived[past][0], config.prices, config.weeks)

    def held(self) -> dict[str, list[int]]:
        """Return the weeks of the sessions of each activity that has any."""
        weeks = {name: list(dose.weeks(self.weeks)) for name, dose in self.doses.items()}
        return {name: found for name, found in weeks.items() if found}


def unknown_scenario(file: object, name: str, known: list[str]) -> StudyError:
    """Return the fault of a name that no scenario has."""
    told = f"unknown scenario {shown(name)}"
    return StudyError([Fault(str(file), 0, 0, "--scenario", told, listed(known), nearest(name, known))])


def _only(programmes: Mapping[str, Mapping[str, Dose]], file: object) -> str:
    """Return the only scenario that holds activities."""
    holding = _holding(programmes)
    if len(holding) != 1:
        told = f"no scenario is named, and {len(holding)} of them hold activities"
        raise StudyError([Fault.of(file, "--scenario", told, listed(holding))])
    return holding[0]


def _holding(programmes: Mapping[str, Mapping[str, Dose]]) -> list[str]:
    """Return the scenarios that hold activities."""
    return [name for name, doses in programmes.items() if doses]
