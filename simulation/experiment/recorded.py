"""A study that keeps more: what a caller asks for beside the weekly measures, held against the experiment."""

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from simulation.experiment.arguments import mapping
from simulation.experiment.checks import study_problems
from simulation.experiment.config import StudyConfig
from simulation.experiment.fields import Outcome
from simulation.experiment.record import Record, record_problems
from simulation.files.faults import Fault, StudyError, dotted
from simulation.measures.catalogue import names
from simulation.measures.own import GROUP, Function, own_measures
from simulation.parameters.argument import as_number, plain
from simulation.parameters.messages import translate
from simulation.parameters.place import found_words

ARGUMENTS = {"owners": "owners_at", "ties": "ties_at", "events": "events_at"}
"""What the fields of a record are called among the arguments of :meth:`simulation.api.Study.run`."""


def recorded(
    config: StudyConfig,
    *,
    owners_at: Iterable[int] | None = None,
    ties_at: Iterable[int] | None = None,
    events_at: Iterable[int] | None = None,
    measures: Mapping[str, Function] | None = None,
    outcomes: Mapping[str, float] | None = None,
) -> StudyConfig:
    """Return a study that keeps what is asked for, in the place of what its experiment says.

    Parameters
    ----------
    owners_at, ties_at, events_at : iterable of int, optional
        Weeks of the tables of owners, ties and events.
    measures : mapping of str to callable, optional
        Measures beside those of the experiment.
    outcomes : mapping of str to float, optional
        Smallest effects that matter of measures that are compared beside the outcomes of the experiment.

    Raises
    ------
    StudyError
        If a week or a name does not fit, or a measure of the experiment is not there.
    """
    own = mapping("measures", {} if measures is None else measures, "a mapping of names to functions")
    faults = [
        Fault.of("measures", name, "no function", "a function that takes a village and returns a number")
        for name, function in own.items()
        if not callable(function)
    ]
    given = {"owners": owners_at, "ties": ties_at, "events": events_at}
    written: dict[str, Any] = config.record.model_dump(by_alias=True)
    written |= {name: _weeks(weeks) for name, weeks in given.items() if weeks is not None}
    written["measures"] = list(dict.fromkeys([*written["measures"], *own]))
    try:
        record = Record.model_validate(written)
        problems = record_problems(
            record, config.weeks, names([group.name for group in config.village.groups])
        )
    except ValidationError as error:
        problems = translate(Record, written, error)
    for problem in problems:
        first, *rest = problem.path[1:] if problem.path[:1] == ("record",) else problem.path
        place = dotted((ARGUMENTS.get(str(first), str(first)), *rest))
        faults.append(Fault("run", 0, 0, place, problem.found, problem.allowed, problem.nearest))
    if not faults:
        config = config.model_copy(update={"record": record})
        faults = [
            Fault.of("measures", name, "is not registered", _known())
            for name in record.measures
            if name not in own and name not in own_measures()
        ]
    if faults:
        raise StudyError(faults)
    return config if outcomes is None else _compared(config, outcomes)


def _compared(config: StudyConfig, outcomes: Mapping[str, float]) -> StudyConfig:
    """Return a study that compares further measures."""
    given = mapping("outcomes", outcomes, "a mapping of measures to the smallest effect that matters")
    numbers = {name: as_number(smallest) for name, smallest in given.items()}
    faults = [
        Fault.of("outcomes", str(name), found_words(plain(given[name])), "a number above 0")
        for name, number in numbers.items()
        if number is None or number <= 0
    ]
    if not faults:
        more = {name: Outcome(smallest_effect=number) for name, number in numbers.items() if number}
        config = config.model_copy(update={"outcomes": config.outcomes | more})
        faults = [
            Fault("run", 0, 0, dotted(problem.path), problem.found, problem.allowed, problem.nearest)
            for problem in study_problems(config)
        ]
    if faults:
        raise StudyError(faults)
    return config


def _weeks(given: Any) -> Any:
    weeks = plain(given)
    return (
        weeks if isinstance(weeks, list | Mapping | str) or not isinstance(weeks, Iterable) else list(weeks)
    )


def _known() -> str:
    known = ", ".join(own_measures())
    return (
        f"one of the entry point group {GROUP}: {known}"
        if known
        else f"an entry point of {GROUP}; there is none"
    )
