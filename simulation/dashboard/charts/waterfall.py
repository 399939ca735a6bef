"""The trust ledger as a waterfall: where trust comes from, and what it costs."""

from typing import Any

from simulation.dashboard.charts.course import TEXT
from simulation.dashboard.words import Words
from simulation.report.ledger import Balance, source_label

GAIN, LOSS, TOTAL = "#1B7837", "#B2182B", "#404040"


def waterfall(balance: Balance, words: Words) -> dict[str, Any]:
    """Return the ECharts option: each source begins where the one above ends, the last bar is the sum."""
    lines = [(source_label(source, words), value) for source, value in balance.lines if abs(value) > 1e-9]
    names = [label for label, _ in lines] + [words.say("ledger.total")]
    bars, reached = [], 0.0
    for place, (_, value) in enumerate(lines):
        bars.append(_bar(reached, reached + value, place, GAIN if value > 0 else LOSS))
        reached += value
    bars.append(_bar(0.0, balance.total, len(lines), TOTAL))
    return {
        "animation": False,
        "textStyle": TEXT,
        "grid": {"left": 24, "right": 24, "top": 8, "bottom": 36, "containLabel": True},
        "xAxis": {"type": "value", "splitNumber": 4, "axisLabel": {"formatter": "number:0"}},
        "yAxis": {"type": "category", "data": names, "inverse": True, "axisTick": {"show": False}},
        "series": [
            {"type": "custom", "renderItem": "bar:from-to", "encode": {"x": [0, 1], "y": 2}, "data": bars}
        ],
    }


def _bar(begin: float, end: float, place: int, colour: str) -> dict[str, Any]:
    return {"value": [begin, end, place], "itemStyle": {"color": colour}}


def waterfall_table(balance: Balance, words: Words) -> dict[str, Any]:
    """Return the numbers of a waterfall."""
    rows: list[list[Any]] = [[source_label(source, words), float(value)] for source, value in balance.lines]
    rows.append([words.say("ledger.total"), balance.total])
    return {"head": [words.say("ledger.source"), words.say("ledger.change")], "rows": rows}
