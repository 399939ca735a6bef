"""Single values of a YAML file: text, numbers, true and false, nothing."""

import math
import re

from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.resolver import Resolver

from simulation.files.faults import shown

MOST_DIGITS = 30
Scalar = str | int | float | bool | None

_RESOLVER = Resolver()
_BASES = {"0b": 2, "0o": 8, "0x": 16}
# surrogates and the two non-characters cannot be written to a file again
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class UnusableError(ValueError):
    """A single value that no field takes, with what would be allowed."""

    def __init__(self, found: str, allowed: str) -> None:
        super().__init__(found)
        self.found = found
        self.allowed = allowed


def control_character(text: str) -> re.Match[str] | None:
    """Return the first control character of a text."""
    return _CONTROL.search(text)


def read_scalar(text: str, plain: bool) -> Scalar:
    """Return the value of a scalar by the rules of YAML 1.2.

    Parameters
    ----------
    text : str
        The scalar, without quotes.
    plain : bool
        It stood without quotes: it may be a number.

    Raises
    ------
    UnusableError
        For NaN, infinities, dates, numbers of too many digits, and control characters.
    """
    kind = str(_RESOLVER.resolve(ScalarNode, text, (True, False))).rpartition(":")[2] if plain else "str"
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    if kind == "timestamp":
        raise UnusableError(f"found the date {text}", "a number, or text in quotes")
    if kind in ("int", "float"):
        try:
            return _whole(text) if kind == "int" else _decimal(text)
        except UnusableError:
            raise
        except ValueError:  # such as '-_': like a number, but none
            return text
    if _CONTROL.search(text):
        raise UnusableError(
            f"found {shown(text)} (text with a control character)", "text of printable characters"
        )
    return text


def _whole(text: str) -> int:
    digits = text.replace("_", "").lower()
    sign, digits = (digits[0], digits[1:]) if digits[0] in "+-" else ("", digits)
    if len(digits) > MOST_DIGITS:
        raise UnusableError(
            f"found a whole number of {len(digits)} digits", f"numbers of at most {MOST_DIGITS} digits"
        )
    base = _BASES.get(digits[:2], 10)
    return int(sign + (digits[2:] if base != 10 else digits), base)


def _decimal(text: str) -> float:
    if text[-3:].lower() in ("nan", "inf"):
        raise UnusableError(f"found {text} (not a finite number)", "a finite number")
    value = float(text.replace("_", ""))
    if not math.isfinite(value):
        raise UnusableError(f"found {shown(text)} (too large a number)", "a finite number")
    return value
