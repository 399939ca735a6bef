"""How a question is called."""

from simulation.questions.registry import package_of
from simulation.report.words import Words


def title(kind: str, language: str) -> str:
    """Return the title of a question's answer; its name where its words have none."""
    return Words(language, package=package_of(kind)).either(f"{kind}.title", kind)
