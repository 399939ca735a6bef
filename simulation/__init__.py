"""Kampung: where trust comes from, in a simulated village of small businesses."""

import os
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulation.api import Study, load_study, load_village, rerun
    from simulation.experiment.sweep import lhs, sobol
    from simulation.files.faults import InputError, StudyError
    from simulation.model.owner import Owner
    from simulation.model.village import Village
    from simulation.questions.answering import open_answer
    from simulation.result import Result, open_result

# to colour its messages numba exchanges sys.stdout for a moment, also while it compiles in a thread: what
# others print meanwhile is lost or ends in an error
os.environ.setdefault("NUMBA_DISABLE_ERROR_MESSAGE_HIGHLIGHTING", "1")

_HOME = {
    "InputError": "simulation.files.faults",
    "Owner": "simulation.model.owner",
    "Result": "simulation.result",
    "Study": "simulation.api",
    "StudyError": "simulation.files.faults",
    "Village": "simulation.model.village",
    "lhs": "simulation.experiment.sweep",
    "load_study": "simulation.api",
    "load_village": "simulation.api",
    "open_answer": "simulation.questions.answering",
    "open_result": "simulation.result",
    "rerun": "simulation.api",
    "sobol": "simulation.experiment.sweep",
}
__all__ = [
    "InputError",
    "Owner",
    "Result",
    "Study",
    "StudyError",
    "Village",
    "lhs",
    "load_study",
    "load_village",
    "open_answer",
    "open_result",
    "rerun",
    "sobol",
]


def __getattr__(name: str) -> Any:
    """Import what is asked for, so that `kampung --help` waits for neither numba nor pandas."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
