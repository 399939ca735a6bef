"""Amounts of rupiah: 20.000 is twenty thousand to who writes it, and twenty to YAML."""

from collections.abc import Iterator

from pydantic import BaseModel

from simulation.experiment.config import StudyConfig
from simulation.files.composer import Node
from simulation.files.document import Document
from simulation.files.faults import FieldPath, Problem
from simulation.files.numbers import thousands
from simulation.measures.catalogue import MEASURES
from simulation.parameters import Behaviour, Cost, Prices, description

RUPIAH = "rupiah"
SMALL = 100
"""Rupiah below which nothing is paid."""
MEASURED = frozenset(measure.name for measure in MEASURES if measure.unit.startswith(RUPIAH))


def _in_rupiah(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        known = description(field)
        if known is not None and known.unit.startswith(RUPIAH):
            yield name


FIELDS = frozenset(name for model in (Prices, Cost, Behaviour) for name in _in_rupiah(model)) | {"budget"}


def pointed(document: Document) -> list[Problem]:
    """Return the amounts of a file that have a point where nobody writes decimals."""
    return list(_pointed(document.root, (), False))


def _pointed(node: Node, path: FieldPath, is_amount: bool) -> Iterator[Problem]:
    if isinstance(node.content, dict):
        for key, child in node.content.items():
            paid = key.rpartition(".")[2] in FIELDS
            effect = key == "smallest_effect" and path[-1:] and path[-1] in MEASURED
            yield from _pointed(child, (*path, key), bool(paid or effect))
    elif isinstance(node.content, list):
        for place, child in enumerate(node.content):
            yield from _pointed(child, (*path, place), is_amount)
    elif is_amount and isinstance(node.content, float):
        told = thousands(node.text)
        if told is not None:
            yield Problem(path, told)


def small_amounts(config: StudyConfig) -> list[str]:
    """Say of each price and cost that is hardly one what may have been meant."""
    amounts = {(f"prices.{name}", float(value)) for name, value in config.prices.model_dump().items()}
    amounts.add(("behaviour.income", config.behaviour.income))
    for doses in config.programmes().values():
        for activity, dose in doses.items():
            amounts |= {
                (f"{activity}.cost.{name}", float(getattr(dose.cost, name))) for name in _in_rupiah(Cost)
            }
    return [
        f"{path} is Rp {value:g}: a point is that of decimals, so 20.000 is 20; write 20000 or 20_000"
        for path, value in sorted(amounts)
        if 0 < value < SMALL
    ]
