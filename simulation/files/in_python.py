"""Errors for those who call from Python: they name the argument, where the command line names its option."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from inspect import signature
from typing import ParamSpec, TypeVar

from simulation.files.faults import StudyError

SWITCH_OF_ALL = "resume"
"""A switch that questions take among the arguments which they hand on."""
_OPTION = re.compile(r"--(?P<name>[a-z]+(?:-[a-z]+)*)(?P<value> [A-Z]+(?:/[A-Z]+)?\b)?")
Given = ParamSpec("Given")
Found = TypeVar("Found")


def in_python(function: Callable[Given, Found]) -> Callable[Given, Found]:
    """Return a function whose errors name arguments: ``x_range`` where the command line has ``--x-range``.

    Parameters
    ----------
    function : callable
        Raises :class:`~simulation.files.faults.StudyError` that may be worded for the command line.
    """
    known = signature(function).parameters
    switches = {SWITCH_OF_ALL, *(name for name, each in known.items() if each.default is False)}

    def argument(found: re.Match[str]) -> str:
        name = _argument(found["name"].replace("-", "_"), known)
        return name + ("=..." if found["value"] else "=True" if name in switches else "")

    @wraps(function)
    def called(*args: Given.args, **kwargs: Given.kwargs) -> Found:
        try:
            return function(*args, **kwargs)
        except StudyError as error:
            raise StudyError(
                replace(
                    fault,
                    file=_place(fault.file, known),
                    path=_place(fault.path, known),
                    found=_OPTION.sub(argument, fault.found),
                    allowed=_OPTION.sub(argument, fault.allowed),
                )
                for fault in error.faults
            ) from error.__cause__

    return called


def _place(text: str, known: Iterable[str]) -> str:
    return _OPTION.sub(lambda found: _argument(found["name"].replace("-", "_"), known), text)


def _argument(name: str, known: Iterable[str]) -> str:
    """Return the argument of an option: an option that may be given several times is one of several there."""
    several = (name, f"{name}s", f"{name[:-1]}ies")
    return next((each for each in several if each in known), name)
