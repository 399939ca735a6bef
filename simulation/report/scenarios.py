"""The scenarios of a study as a report shows them: their labels, looks and panels."""

from dataclasses import dataclass

from simulation.experiment.config import StudyConfig
from simulation.report.palette import Style, styles
from simulation.report.words import Words

PER_PANEL = 8
"""Most scenarios in a panel that the report makes up itself."""


@dataclass(frozen=True)
class Panel:
    """Scenarios to be shown together."""

    name: str
    label: str
    scenarios: tuple[str, ...]


class Scenarios:
    """Who is who in a study.

    Parameters
    ----------
    config : StudyConfig
        The study.
    words : Words
        The language.

    Attributes
    ----------
    names : list of str
        In the order of the experiment.
    reference : str
        What all others are compared with.
    programmes : dict
        Doses by scenario and activity.
    styles : dict of str to Style
        The look of each.
    activities : list of str
        All activities of the study, in the order in which they first stand in it.
    """

    def __init__(self, config: StudyConfig, words: Words) -> None:
        self.config = config
        self.words = words
        self.programmes = config.programmes()
        self.names = list(self.programmes)
        self.reference = config.reference
        self.styles: dict[str, Style] = styles(self.programmes, config.reference)
        self.activities = list(dict.fromkeys(name for doses in self.programmes.values() for name in doses))

    def label(self, name: str) -> str:
        """Return what a scenario is called."""
        entry = self.config.scenarios.get(name)
        given = None if entry is None else entry.label
        if given is not None:
            return self.words.label(given, name)
        held = list(self.programmes[name])
        if not held and not self.config.pasts().of[name]:
            return self.words("scenario.nothing")
        return self.words.activity(name) if held == [name] else name.replace("_", " ")

    def labels(self, names: "list[str]") -> str:
        """Return the labels of several scenarios, each in quotation marks: a label may hold a comma."""
        return self.words.all_of([f"“{self.label(name)}”" for name in names])

    @property
    def others(self) -> list[str]:
        """All scenarios but the reference."""
        return [name for name in self.names if name != self.reference]

    @property
    def fullest(self) -> str | None:
        """The scenario with the most activities (the first of them); None without any programme."""
        best = max(self.others, key=lambda name: len(self.programmes[name]), default=None)
        return best if best is not None and self.programmes[best] else None

    @property
    def singles(self) -> list[str]:
        """For each activity the first scenario that holds it alone."""
        found: dict[str, str] = {}
        for name in self.others:
            held = list(self.programmes[name])
            if len(held) == 1:
                found.setdefault(held[0], name)
        return list(found.values())

    def panels(self) -> list[Panel]:
        """Return the panels of the study; scenarios in none of them come last, a few at a time."""
        found = [
            Panel(
                name,
                self.words.label(entry.label, name),
                tuple(s for s in entry.scenarios if s != self.reference),
            )
            for name, entry in self.config.panels.items()
        ]
        found = [panel for panel in found if panel.scenarios]
        shown = {scenario for panel in found for scenario in panel.scenarios}
        rest = [name for name in self.others if name not in shown]
        key = "scenario.others" if found else "scenario.all"
        pieces = range(0, len(rest), PER_PANEL)
        for number, first in enumerate(pieces, 1):
            label = self.words(key) + (f" ({number}/{len(pieces)})" if len(pieces) > 1 else "")
            found.append(Panel(f"rest_{number}", label, tuple(rest[first : first + PER_PANEL])))
        return found or [Panel("rest_1", self.words("scenario.all"), ())]
