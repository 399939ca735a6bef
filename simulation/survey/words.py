"""The words of forms and reports in one language."""

from functools import cache
from importlib.resources import files
from typing import Any

from ruamel.yaml import YAML


@cache
def words(language: str) -> dict[str, Any]:
    """Return all words of a language, see ``words.yaml``.

    Raises
    ------
    KeyError
        If there is no such language.
    """
    text = (files("simulation.survey") / "words.yaml").read_text(encoding="utf-8")
    found: dict[str, dict[str, Any]] = YAML(typ="safe").load(text)
    return found[language]
