"""One page on paper for the village meeting, and the same plan as a table of figures."""

import textwrap
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import matplotlib as mpl
import numpy as np
import segno
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from simulation.dashboard.state.calendar import Calendar
from simulation.dashboard.words import Words
from simulation.files.table_text import csv_text

A4 = (8.27, 11.69)
INK, HELD, FAINT = "#1d1d1f", "#123b2f", "#b9b6ad"
LEFT = 0.08
"""The margin, as a share of the page."""
WIDE, TITLE = 92, 48
"""Characters on a line of running text, and of the title."""
LEADING = 1.35


def sheet(calendar: Calendar, title: str, effects: Sequence[str], code: str, words: Words) -> bytes:
    """Return the plan as a PDF of one page (parameters as :func:`drawn`)."""
    page = BytesIO()
    about = {"Title": title, "Creator": "Kampung", "CreationDate": None}
    # a name may hold signs of mathematics: they are written as they are
    with mpl.rc_context({"text.parse_math": False}):
        drawn(calendar, title, effects, code, words).savefig(page, format="pdf", metadata=about)
    return page.getvalue()


def drawn(calendar: Calendar, title: str, effects: Sequence[str], code: str, words: Words) -> Figure:
    """Draw the page.

    Parameters
    ----------
    calendar : Calendar
    title : str
        The programme and the village.
    effects : sequence of str
        What is expected of it, each with its uncertainty in words; empty: not known yet.
    code : str
        The settings, to be opened again.
    """
    figure = Figure(figsize=A4)
    top = _write(figure, 0.955, _wrapped(title, TITLE), 17, weight="bold") - 0.006
    top = _write(figure, top, _balance(calendar, words), 10.5) - 0.008
    height = 0.022 * (2 + len(calendar.lines))
    _table(figure.add_axes((LEFT, top - height, 0.84, height)), calendar, words)
    top -= height + 0.035
    height = 0.026 * max(1, len(calendar.lines)) + 0.02
    _weeks(figure.add_axes((0.36, top - height, 0.56, height)), calendar, words)
    top -= height + 0.05
    for heading, lines in (
        ("sheet.effect", list(effects) or [words.say("sheet.unknown")]),
        ("sheet.caveat", [words.say("sheet.honest"), words.say("sheet.ask")]),
    ):
        top = _write(figure, top, words.say(heading), 12, weight="bold") - 0.003
        for line in lines:
            top = _write(figure, top, _wrapped(line, WIDE), 9.5) - 0.006
        top -= 0.01
    _address(figure, code, words)
    return figure


def table_rows(calendar: Calendar, words: Words) -> list[list[Any]]:
    """Return the plan as rows: a head, a line for each activity, the sum."""
    head = [words.say(f"sheet.{name}") for name in ("activity", "sessions", "weeks", "per_session", "rupiah")]
    rows: list[list[Any]] = [head]
    for line in calendar.lines:
        weeks = " ".join(map(str, line.weeks))
        label = words.capital(words.activity(line.activity))
        rows.append([label, len(line.weeks), weeks, line.per_session, line.rupiah])
    sessions = sum(len(line.weeks) for line in calendar.lines)
    rows.append([words.say("sheet.total"), sessions, "", "", calendar.rupiah])
    return rows


def csv_of(calendar: Calendar, words: Words) -> bytes:
    """Return the plan as a CSV file that a spreadsheet opens."""
    text = csv_text(table_rows(calendar, words), end="\r\n")
    # the mark tells a spreadsheet that the letters are UTF-8
    return b"\xef\xbb\xbf" + text.encode()


def _write(figure: Figure, top: float, text: str, size: float, **style: Any) -> float:
    """Write lines from this height down; return where they end, both as shares of the page."""
    figure.text(LEFT, top, text, fontsize=size, color=INK, va="top", linespacing=LEADING, **style)
    return top - (text.count("\n") + 1) * size * LEADING / 72 / A4[1]


def _balance(calendar: Calendar, words: Words) -> str:
    money = {
        "cost": words.rupiah(calendar.rupiah),
        "budget": words.rupiah(calendar.budget),
        "left": words.rupiah(abs(calendar.left)),
    }
    told = words.say("calendar.over" if calendar.over else "calendar.within", **money)
    return _wrapped(told, WIDE - 8)


def _table(axes: Axes, calendar: Calendar, words: Words) -> None:
    """Write the activities with their sessions and rupiah."""
    axes.set_axis_off()
    axes.set(xlim=(0, 1), ylim=(0, len(calendar.lines) + 2))
    rows = table_rows(calendar, words)
    edges = (0.0, 0.60, 0.79, 1.0)
    for place, (label, sessions, _, price, rupiah) in enumerate(rows):
        y = len(rows) - place - 0.5
        plain = place == 0
        cells = [
            label,
            str(sessions),
            price if plain or price == "" else words.rupiah(price),
            rupiah if plain else words.rupiah(rupiah),
        ]
        weight = "bold" if place in (0, len(rows) - 1) else "normal"
        for x, cell in zip(edges, cells, strict=True):
            side = "left" if x == 0 else "right"
            axes.text(
                x, y, cell, fontsize=9, ha=side, va="center", weight=weight, color=INK, parse_math=False
            )
        axes.axhline(y - 0.5, color=FAINT, linewidth=0.6)


def _weeks(axes: Axes, calendar: Calendar, words: Words) -> None:
    """Draw the calendar: a square for each session."""
    lines, horizon = calendar.lines, calendar.horizon
    axes.set(xlim=(0.5, horizon + 0.5), ylim=(max(1, len(lines)) - 0.5, -0.5))
    for place, line in enumerate(lines):
        axes.axhline(place, color=FAINT, linewidth=0.5, zorder=0)
        axes.scatter(line.weeks, [place] * len(line.weeks), marker="s", s=58, color=HELD)
    labels = [
        textwrap.shorten(words.capital(words.activity(line.activity)), 38, placeholder=" …") for line in lines
    ]
    axes.set_yticks(range(len(lines)), labels, fontsize=8.5, parse_math=False)
    axes.set_xticks([1, *range(4, horizon + 1, 4)])
    axes.set_xlabel(words.say("sheet.calendar"), fontsize=9)
    axes.tick_params(length=0, labelsize=8.5)
    axes.spines[:].set_visible(False)


def _address(figure: Figure, code: str, words: Words) -> None:
    """Show the code of the settings, as a picture and to be typed."""
    picture = np.array([list(row) for row in segno.make(code, error="m", micro=False).matrix])
    axes = figure.add_axes((0.78, 0.04, 0.14, 0.14 * A4[0] / A4[1]))
    axes.imshow(1 - picture, cmap="gray", interpolation="nearest")
    axes.set_axis_off()
    top = _write(figure, 0.145, words.say("sheet.code"), 9.5, weight="bold")
    _write(figure, top, "\n".join(textwrap.wrap(code, 84)), 6.5, family="monospace")


def _wrapped(text: str, width: int) -> str:
    # a no-break space keeps a number with its sign, but the page must break lines somewhere
    return "\n".join(textwrap.wrap(text, width))
