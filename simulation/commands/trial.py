"""``kampung trial``: how many villages a trial needs, what it will find, what it has found."""

from typing import Any

import typer
from typer.core import TyperGroup

ITSELF = "size"
"""The word that may be left out: `kampung trial FILE`."""


class _Trial(TyperGroup):
    """A group whose first command need not be named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the word in where none of the group's commands is named."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = [ITSELF, *args]
        found: list[str] = super().parse_args(ctx, args)
        return found


trial = typer.Typer(
    cls=_Trial,
    help="How many villages? `kampung trial FILE` is short for `kampung trial size FILE`.",
    no_args_is_help=True,
)
