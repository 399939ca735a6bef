"""Differences as the report of a plan tells them."""

from simulation.questions.plan.question import IN_RUPIAH
from simulation.report.answer_facts import AnswerFacts


def told(facts: AnswerFacts, outcome: str, value: float) -> str:
    """Return a difference; of income in per cent of what it is without a programme."""
    if outcome in IN_RUPIAH:
        return facts.words.percent(value, 1, sign=True)
    return facts.by(outcome, value)


def each_told(facts: AnswerFacts, outcome: str, value: float) -> str:
    """Return what one million buys, with the digits that so little needs."""
    if outcome in IN_RUPIAH:
        return facts.words.percent(value, 2, sign=True)
    return facts.words.amount(outcome, value, 4, sign=True)


def interval_told(facts: AnswerFacts, outcome: str, found: dict[str, float]) -> str:
    """Return the interval of a difference."""
    if outcome in IN_RUPIAH:
        edges = [facts.words.percent(found[end], 1, sign=True) for end in ("low", "high")]
        return facts.words("interval", low=edges[0], high=edges[1])
    return facts.interval(outcome, found["low"], found["high"])
