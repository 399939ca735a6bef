"""Names of columns that Stata and SPSS take."""

import re
from collections.abc import Sequence

LONGEST = {"stata": 32, "spss": 64}
"""Characters of a name; SPSS counts bytes, and these are ASCII."""
RESERVED = {
    "stata": frozenset({
        "_all", "_b", "_coef", "_cons", "_n", "_pi", "_pred", "_rc", "_skip", "byte", "double", "float",
        "if", "in", "int", "long", "str", "strl", "using", "with",
    }),
    "spss": frozenset({
        "all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with",
    }),
}  # fmt: skip
"""Words that are no names there."""


def taken_names(columns: Sequence[str], program: str) -> dict[str, str]:
    """Return the name of each column in a program, all different.

    Parameters
    ----------
    columns : sequence of str
        As they stand in the results.
    program : str
        ``stata`` or ``spss``.

    Returns
    -------
    dict of str to str
        What is no letter, digit or underline is an underline; a name that is too long loses its end; one
        that is reserved, or there already, gets a number.
    """
    longest, reserved = LONGEST[program], RESERVED[program]
    found: dict[str, str] = {}
    # SPSS knows no difference between capitals and small letters
    used = set(reserved)
    for column in columns:
        plain = re.sub(r"[^A-Za-z0-9_]", "_", column) or "_"
        if not plain[0].isalpha():
            plain = f"v{plain}"
        # SPSS keeps names that end with an underline for itself
        plain = plain[:longest].rstrip("_") or "v"
        name, number = plain, 1
        while name.lower() in used:
            number += 1
            end = f"_{number}"
            name = plain[: longest - len(end)] + end
        used.add(name.lower())
        found[column] = name
    return found
