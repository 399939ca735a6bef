"""When the sessions of a plan are: a row an activity, a sign a session."""

from collections.abc import Sequence
from typing import Any

from simulation.dashboard.charts.forest import FONT, LABELS
from simulation.dashboard.words import Words


def calendar(
    labels: Sequence[str], weeks: Sequence[Sequence[int]], last: int, words: Words
) -> dict[str, Any]:
    """Return the ECharts option.

    Parameters
    ----------
    labels : sequence of str
        The activities, from top to bottom.
    weeks : sequence of sequences of int
        Of the sessions of each.
    last : int
        The last week that is shown.
    """
    signs = [[week, place] for place, held in enumerate(weeks) for week in held]
    end = max([last, *(week for week, _ in signs)])
    return {
        "animation": False,
        "textStyle": {"fontFamily": FONT, "fontSize": 13},
        "grid": {"left": LABELS + 12, "right": 20, "top": 8, "bottom": 40},
        "xAxis": {
            "type": "value", "min": 0, "max": end, "minInterval": 1, "name": words.say("chart.week"),
            "nameLocation": "middle", "nameGap": 26, "splitLine": {"show": False},
        },
        "yAxis": {
            "type": "category", "data": list(labels), "inverse": True, "axisTick": {"show": False},
            "splitLine": {"show": True},
            "axisLabel": {"width": LABELS, "overflow": "break", "lineHeight": 14, "fontSize": 12,
                          "interval": 0, "color": "#1d1d1f"},
        },
        "series": [
            {"type": "scatter", "symbol": "rect", "symbolSize": [8, 18], "color": "#123b2f", "data": signs}
        ],
    }  # fmt: skip


def calendar_table(labels: Sequence[str], weeks: Sequence[Sequence[int]], words: Words) -> dict[str, Any]:
    """Return the sessions: activity and week of each."""
    rows = [[label, week] for label, held in zip(labels, weeks, strict=True) for week in held]
    return {"head": [words.say("forest.row"), words.say("chart.week")], "rows": rows}
