"""How parameters and their values are called."""

from simulation.experiment.field_words import texts_of
from simulation.experiment.sweep import Value
from simulation.experiment.varied import OF, Surroundings, holder_of, varied
from simulation.interventions.registry import dose_types
from simulation.parameters import Description, description
from simulation.report.words import Words


def parameter_label(words: Words, name: str, described: Description) -> str:
    """Return the label of a parameter; one of a dose or a mechanism names what it belongs to.

    Parameters
    ----------
    words : Words
        The language.
    name : str
        As in :func:`simulation.experiment.varied.varied`.
    described : Description
        Its own.
    """
    text = str(getattr(described, words.language))
    return _of_part(words, name, text)


def _of_part(words: Words, name: str, text: str) -> str:
    """Return a label with the activity or the mechanism that the parameter belongs to."""
    first, of, _ = name.partition(OF)
    return f"{text} ({words.activity(first) if first in dose_types() else first})" if of and text else text


class ParameterLabels:
    """Names and values of parameters in one language."""

    def __init__(self, words: Words, around: Surroundings) -> None:
        self._words = words
        self._known = {name: each.description for name, each in varied(around).items()}

    def label(self, name: str) -> str:
        """Return what a parameter is; nothing where nobody has said it."""
        found = self.described(name)
        if found is not None:
            text = str(getattr(found, self._words.language))
        else:
            held = holder_of(name)
            texts = None if held is None else texts_of(*held)
            text = "" if texts is None else texts[self._words.language]
        return _of_part(self._words, name, text)

    def unit(self, name: str) -> str:
        """Return the unit of a parameter; empty where it has none."""
        found = self.described(name)
        return "" if found is None else found.unit

    def value(self, value: Value) -> str:
        """Return a value as people of the language write it."""
        if isinstance(value, bool | str):
            return str(value)
        return self._words.number(value, len(f"{value:.6g}".partition(".")[2]))

    def described(self, name: str) -> Description | None:
        """Return all that is known of a parameter beside its value; None where nobody has said it."""
        if name in self._known:
            return self._known[name]
        held = holder_of(name)
        return None if held is None else description(held[0].model_fields[held[1]])
