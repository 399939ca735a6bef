"""Where a question's parts are found: its class, command, method, page and words."""

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any

from simulation.plugins import plugins
from simulation.questions import GROUPED, QUESTIONS

if TYPE_CHECKING:
    from simulation.analysis.question import Question

GROUP = "kampung.questions"


def _usable(entry: EntryPoint) -> EntryPoint:
    """Return the entry point of a question whose command can be loaded; the rest of it may take long."""
    getattr(import_module(f"{entry.module.rpartition('.')[0]}.command"), entry.name)
    return entry


def _entry(kind: str) -> EntryPoint:
    shipped = QUESTIONS.get(kind)
    return plugins(GROUP, _usable)[kind] if shipped is None else EntryPoint(kind, shipped, GROUP)


def kinds() -> list[str]:
    """Return the names of all questions: those that ship, then those of other packages."""
    return list(dict.fromkeys([*QUESTIONS, *plugins(GROUP, _usable)]))


def question_type(kind: str) -> "type[Question]":
    """Return the class of a question."""
    found: type[Question] = _entry(kind).load()
    return found


def command_of(kind: str) -> Callable[..., None]:
    """Return the function of its command, ``command.py``; light enough for ``--help``."""
    found: Callable[..., None] = getattr(_part(kind, "command"), kind)
    return found


def command_words(kind: str) -> tuple[str, ...]:
    """Return the words of its command behind ``kampung``: most often its name."""
    return GROUPED.get(kind, (kind,))


def method_of(kind: str) -> Callable[..., Any]:
    """Return the function that asks it of an experiment from Python: beside its class, named as it."""
    found: Callable[..., Any] = getattr(import_module(_entry(kind).module), kind)
    return found


def sections_of(kind: str) -> Callable[..., Any]:
    """Return the function that tells its answer in a report, ``page.py``."""
    found: Callable[..., Any] = _part(kind, "page").sections
    return found


def package_of(kind: str) -> str:
    """Return the package of a question; its folder ``words`` holds ``en.yaml`` and ``id.yaml``."""
    return _entry(kind).module.rpartition(".")[0]


def _part(kind: str, name: str) -> Any:
    return import_module(f"{package_of(kind)}.{name}")
