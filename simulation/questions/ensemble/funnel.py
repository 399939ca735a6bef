"""The funnel of the search: which patterns come first, and in how many villages each set is tried."""

from collections.abc import Sequence

from simulation.patterns.catalogue import PATTERNS
from simulation.patterns.pattern import RUNS, Band, Pattern
from simulation.questions.ensemble.own_patterns import OwnPattern
from simulation.questions.ensemble.step import Block, Step

FEW, SOME, MORE, MANY = 4, 8, 12, 30
"""Villages at a set: to screen, where sets are tried several times, to look again at what is left, also
on every pattern, and to judge.

With few villages a pattern that differs much from one to the next rules out little; nothing is taken in on
these villages alone."""
OWN, FINAL = "own", "final"
"""Steps beside those of RUNS: patterns of the user's own, and every pattern in many villages."""
OWN_AFTER = "mediators"
INCOME = "income"
LOOKS = {"start": (FEW, MORE), "years": (FEW, MORE), INCOME: (SOME,)}
"""Villages of steps that are no single look at few: what is cheap and rules out most is looked at again."""
DEAR = ("minorities", INCOME, FINAL)
"""Steps that take no more sets than are needed."""
SPREAD = ("income_spread", "income_sd")
GAINS = (
    "income_ties", "income_knowledge", "practice", "sharing", "knowledge_half_life", "mentored_half_life",
    "knowledge_strong", "knowledge_weak", "knowledge_sd", "mentoring.knowledge_gain",
)  # fmt: skip
"""What differs between owners' incomes, and what gains of income come from: nothing in the model depends on
income, and on knowledge nothing but income, so that another value leaves all else bit by bit as it was."""
OF_SPREAD, OF_GAINS = ("P24",), ("P8 income", "P8 stays")
"""Patterns that depend on them."""


def chosen(own: Sequence[OwnPattern], only_own: bool) -> list[Band]:
    """Return the patterns of a search: an own one takes the place of the shipped one of its name."""
    if only_own:
        return list(own)
    named = {pattern.name for pattern in own}
    return [*(pattern for pattern in PATTERNS if pattern.name not in named), *own]


def steps_of(patterns: Sequence[Band]) -> tuple[list[Step], int]:
    """Return the steps, and the place of the first that takes no more sets than are needed."""
    lots: dict[str, list[Band]] = {}
    for pattern in patterns:
        if pattern.judged:
            lots.setdefault(_step(pattern), []).append(pattern)
    cut = RUNS.index(OWN_AFTER) + 1
    judged = [pattern for pattern in patterns if pattern.judged]
    looks = [
        (name, villages, lots[name])
        for name in (*RUNS[:cut], OWN, *RUNS[cut:])
        if name in lots
        for villages in LOOKS.get(name, (FEW,))
    ]
    found = [
        Step(name, number, tuple(lot), villages, _blocks(lot) if name == INCOME else ())
        for number, (name, villages, lot) in enumerate(
            [*looks, (FINAL, MORE, judged), (FINAL, MANY, list(patterns))], start=1
        )
    ]
    return found, next(place for place, step in enumerate(found) if step.name in DEAR)


def _blocks(patterns: Sequence[Band]) -> tuple[Block, Block]:
    """Return what is drawn again for these patterns; those of the user's own may depend on all of it."""
    own = tuple(pattern.name for pattern in patterns if isinstance(pattern, OwnPattern))
    return Block(SPREAD, (*OF_SPREAD, *own)), Block(GAINS, (*OF_GAINS, *own))


def _step(pattern: Band) -> str:
    if isinstance(pattern, Pattern):
        return pattern.needs
    assert isinstance(pattern, OwnPattern)
    return INCOME if pattern.measure.startswith((INCOME, "knowledge")) else OWN
