"""How a parameter is called that differs between villages."""

from simulation.experiment.varied import OF
from simulation.parameters import Description
from simulation.report.words import Words


def parameter_label(words: Words, name: str, described: Description) -> str:
    """Return the label of a parameter; one of a dose names its activity.

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
    activity, of, _ = name.partition(OF)
    return f"{text} ({words.activity(activity)})" if of else text
