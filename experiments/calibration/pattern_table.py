"""The table of the patterns, as the page and as the dashboard have it."""

from collections.abc import Mapping
from math import isinf

import numpy as np

from simulation.model.behaviour_record import behaviour_record
from simulation.parameters import Behaviour
from simulation.patterns.catalogue import PATTERNS
from simulation.patterns.choices import HISTORIES, SEEN, repeated_choices
from simulation.patterns.pattern import Pattern, interval

DASHBOARD_HEAD = """\
# The patterns as `python experiments/calibration/calibrate.py` found and wrote them; a test compares them
# with docs/calibration.md.
"""


def table(version_1: Mapping[str, np.ndarray], version_2: Mapping[str, np.ndarray]) -> list[str]:
    """Return all patterns as the lines of a Markdown table.

    Parameters
    ----------
    version_1, version_2 : mapping of str to ndarray
        Values of the villages by pattern.
    """
    lines = [
        "| pattern | band | real data | version 1 | version 2 | met |",
        "|---|---|---|---|---|---|",
    ]
    for pattern in PATTERNS:
        values = version_1[pattern.name], version_2[pattern.name]
        before, now = (pattern.met(each) for each in values)
        told = "yes" if now else "**no**"
        if before != now:
            told += " (version 1: " + ("yes" if before else "no") + ")"
        cells = [
            f"{pattern.name}: {pattern.en}",
            band(pattern),
            pattern.source,
            *(cell(each) for each in values),
            told,
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return lines


def band(pattern: Pattern) -> str:
    """Return the band in words."""
    if isinf(pattern.low):
        return f"below {pattern.high:g}"
    return f"{pattern.low:g} and more" if isinf(pattern.high) else f"{pattern.low:g} to {pattern.high:g}"


def cell(values: np.ndarray, form: str = ".3f") -> str:
    """Return mean and 95 % interval in words."""
    mean, low, high = (format(value, form) for value in interval(values))
    return f"{mean} ({low} to {high})"


def choices_line(behaviour: Behaviour) -> str:
    """Return in words what P5 comes to, with its distance from the experiments."""
    found = repeated_choices(behaviour_record(behaviour), 1, 20_000, 12)
    parts = (
        f"{history} {value:.2f} (distance {value - seen:+.2f})"
        for history, value, seen in zip(HISTORIES, found, SEEN, strict=True)
    )
    return ", ".join(parts)


def dashboard_rows(found: Mapping[str, np.ndarray]) -> str:
    """Return the patterns as the dashboard reads them, in YAML."""
    parts = [DASHBOARD_HEAD]
    for pattern in PATTERNS:
        mean, low, high = interval(found[pattern.name])
        ends = ("null" if isinf(end) else f"{end:g}" for end in (pattern.low, pattern.high))
        rows = {
            "name": pattern.name,
            "en": f'"{pattern.en}"',
            "id": f'"{pattern.id}"',
            **dict(zip(("low", "high"), ends, strict=True)),
            "mean": f"{mean:.3f}",
            "from": f"{low:.3f}",
            "to": f"{high:.3f}",
            "met": str(pattern.met(found[pattern.name])).lower(),
        }
        parts.append("\n- " + "\n  ".join(f"{key}: {value}" for key, value in rows.items()) + "\n")
    return "".join(parts)
