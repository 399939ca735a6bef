"""What fields are that carry no description of their own, in both languages."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel
from ruamel.yaml import YAML

from simulation.parameters import Dose


@cache
def _texts() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    text = files("simulation.experiment").joinpath("field_words.yaml").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, Mapping[str, str]]] = YAML(typ="safe", pure=True).load(text)
    return found


def texts_of(model: type[BaseModel], name: str) -> Mapping[str, str] | None:
    """Return in ``en`` and ``id`` what a field is that carries no description of its own."""
    return _texts().get("Dose" if issubclass(model, Dose) else model.__name__, {}).get(name)
