"""The steps on which a parameter is set by hand."""

import math


def step_of(low: float, high: float, whole: bool) -> tuple[float, int]:
    """Return the step of a parameter, at most a fortieth of its range, and its decimals.

    One or five of a decimal place: a step of two would pass by 0.65 on its way from 0.40.
    """
    if whole:
        return 1.0, 0
    most = (high - low) / 40 * 1.001
    power = math.floor(math.log10(most))
    step = next(m * 10.0**power for m in (5, 1) if m * 10.0**power <= most)
    return float(f"{step:.6g}"), max(0, -power)


def stepped(value: float, low: float, high: float, whole: bool) -> float:
    """Return the step next to a value."""
    step, digits = step_of(low, high, whole)
    return round(min(high, max(low, low + step * round((value - low) / step))), digits)
