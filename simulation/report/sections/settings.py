"""How a setting of a study is called and written: any field of village, behaviour, programme or prices."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from simulation.experiment.varied import SECTOR, SHARE
from simulation.parameters import Dose, Label, description
from simulation.report.facts import Facts
from simulation.report.words import Words

NOWHERE: Mapping[str, str] = {}
SHARES = ("attendance", "share", "lowest", "highest")
"""Fields without a description that are written in per cent."""


def field_label(model: BaseModel, name: str, words: Words) -> str:
    """Return what a field is called."""
    described = description(type(model).model_fields[name])
    if described is not None:
        return str(getattr(described, words.language))
    return words.either(f"field.{name}", name)


def field_value(model: BaseModel, name: str, words: Words) -> str:
    """Return the value of a field, in its unit."""
    described, value = description(type(model).model_fields[name]), getattr(model, name)
    plain = isinstance(value, (int, float)) and not isinstance(value, bool)
    if plain and described is not None and described.unit.startswith("rupiah"):
        return words.rupiah(value)
    return words.percent(value) if plain and name in SHARES else written(value, words)


def written(value: Any, words: Words) -> str:
    """Return any value as a reader would write it."""
    text = words.either(f"setting.{value}", str(value))
    if value is None:
        text = words.number(float("nan"))
    elif isinstance(value, bool):
        text = words("assumptions.yes") if value else words("assumptions.no")
    elif isinstance(value, (int, float)):
        whole = float(value).is_integer()
        text = words.number(value, 0) if whole else words.number(value, 4).rstrip("0")
    elif isinstance(value, Label):
        text = words.label(value, "")
    elif isinstance(value, (list, tuple)):
        shared = bool(value) and hasattr(value[0], "share")
        text = shares(value, words) if shared else words.all_of([written(part, words) for part in value])
    elif isinstance(value, BaseModel):
        fields = [name for name in type(value).model_fields if getattr(value, name) is not None]
        pairs = [f"{field_label(value, name, words)} {field_value(value, name, words)}" for name in fields]
        text = ", ".join(pairs)
    return text


def shares(parts: Any, words: Words, over: Mapping[str, str] = NOWHERE) -> str:
    """Return groups or sectors with their shares; ``over``: those that differ between villages, in words."""
    return words.all_of(
        [
            f"{words.label(part.label, part.name)} {over.get(part.name) or words.percent(part.share)}"
            for part in parts
        ]
    )


def look_up(facts: Facts, path: str) -> tuple[str, str]:
    """Return the label and the value of a field such as ``village.owners`` or ``programme.forum.every``.

    A path that leads nowhere is its own label and has no value.
    """
    words = facts.words
    steps = re.findall(r"[^.\[\]]+", path)
    here: Any = facts.config
    before = ""
    if len(steps) > 2 and steps[0] == "programme":
        here, before, steps = _dose(facts, steps[1]), words.activity(steps[1]), steps[2:]
    label, value = path, words.number(float("nan"))
    for number, step in enumerate(steps):
        if isinstance(here, BaseModel) and step in type(here).model_fields:
            label, value = field_label(here, step, words), field_value(here, step, words)
            here = getattr(here, step)
        elif isinstance(here, (list, tuple)):
            found = [
                part for place, part in enumerate(here) if step in (getattr(part, "name", None), str(place))
            ]
            if not found:
                return path, words.number(float("nan"))
            here = found[0]
            before = words.label(getattr(here, "label", None), getattr(here, "name", step))
            label, value = before, written(here, words)
            before = "" if number == len(steps) - 1 else before
        else:
            return path, words.number(float("nan"))
    span = facts.over.get(_varied_name(steps))
    value = value if span is None else facts.spanned(span)
    return words.capital(f"{before}: {label}" if before else label), value


def _varied_name(steps: list[str]) -> str:
    """Return the name that a parameter has in points; empty for what cannot stand there."""
    match steps:
        case ["behaviour", name] | ["village", "owners" as name]:
            return name
        case ["village", "groups", name, "share"]:
            return SHARE + name
        case ["village", "sectors", name, "share"]:
            return SECTOR + name
    return ""


def _dose(facts: Facts, activity: str) -> Dose | None:
    """Return the dose of an activity in the fullest scenario that holds it."""
    held = [doses for doses in facts.scenarios.programmes.values() if activity in doses]
    return max(held, key=len)[activity] if held else None
