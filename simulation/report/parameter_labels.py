"""How any parameter of an experiment is called: of owners and village, of a dose, of a mechanism."""

from simulation.experiment.sweep import Value
from simulation.experiment.varied import OF, varied
from simulation.interventions.registry import dose_types
from simulation.mechanisms.registry import mechanism_types
from simulation.parameters import Description, VillageProfile, description
from simulation.report.parameters import parameter_label
from simulation.report.words import Words


class ParameterLabels:
    """Names and values of parameters in one language."""

    def __init__(self, words: Words, village: VillageProfile) -> None:
        self._words = words
        self._known = {name: each.description for name, each in varied(village).items()}

    def label(self, name: str) -> str:
        """Return what a parameter is; of one without words, as a field inside a field, nothing."""
        found = self._description(name)
        if found is None:
            return ""
        if name.partition(OF)[0] in mechanism_types():
            return str(getattr(found, self._words.language))
        return parameter_label(self._words, name, found)

    def unit(self, name: str) -> str:
        """Return the unit of a parameter; empty where it has none."""
        found = self._description(name)
        return "" if found is None else found.unit

    def value(self, value: Value) -> str:
        """Return a value as people of the language write it."""
        if isinstance(value, bool | str):
            return str(value)
        return self._words.number(value, len(f"{value:.6g}".partition(".")[2]))

    def _description(self, name: str) -> Description | None:
        if name in self._known:
            return self._known[name]
        first, _, field = name.partition(OF)
        kind = dose_types().get(first) or mechanism_types().get(first)
        if kind is None or field not in kind.model_fields:
            return None
        return description(kind.model_fields[field])
