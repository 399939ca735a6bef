"""Spaces of plans for tests: what a village of 24 can buy, and a small one that can be enumerated."""

from simulation.parameters import DOSES, Dose, Prices
from simulation.questions.plan.space import PlanSpace
from tests.report.studies import config

VILLAGE = config().village
PRICES = Prices()


def doses(*names: str) -> dict[str, Dose]:
    return {name: DOSES[name]() for name in names or DOSES}


def space(*names: str, weeks: int = 30, ceiling: float = 20e6) -> PlanSpace:
    return PlanSpace(doses(*names), VILLAGE, PRICES, weeks, ceiling)
