"""All faults of a file in one go: what is faulty is set aside, and the rest is checked again."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from simulation.files.faults import FieldPath, Problem
from simulation.parameters.messages import translate

Model = TypeVar("Model", bound=BaseModel)


def settle(
    model: type[Model], value: dict[str, Any], left_out: Sequence[FieldPath], stand_ins: Mapping[str, Any]
) -> tuple[Model | None, list[Problem]]:
    """Check a value against a model until nothing new is found.

    Parameters
    ----------
    model : type
        What the value should be.
    value : dict
        Plain data; changed on the way.
    left_out : sequence of paths
        Values that are missing because they cannot be used, which is known already.
    stand_ins : mapping
        Required fields at the top with a value to go on with where the user's is faulty.

    Returns
    -------
    model or None
        None where anything is wrong.
    list of Problem
    """
    bench = _Bench(value, stand_ins)
    for path in left_out:
        bench.miss(path)
    problems: list[Problem] = []
    while True:
        try:
            found = model.model_validate(bench.value)
        except ValidationError as error:
            told = translate(model, bench.value, error)
            problems += [problem for problem in told if not bench.follows(problem)]
            # what the model checks as a whole comes last
            last = any(details["loc"] == () for details in error.errors(include_url=False))
            # keys first, the innermost before all: what holds them may go as well
            told.sort(key=lambda problem: (not problem.at_key, -len(problem.path)))
            taken = [bench.take_out(problem) for problem in told]
            if last or not any(taken):
                return None, problems
        else:
            return (None if problems or left_out else found), problems


class _Bench:
    """A value on the bench, and what was taken out of it."""

    def __init__(self, value: dict[str, Any], stand_ins: Mapping[str, Any]) -> None:
        self.value = value
        self.stand_ins = stand_ins
        self.values: set[FieldPath] = set()
        self.keys: set[FieldPath] = set()
        self.replaced: set[FieldPath] = set()

    def follows(self, problem: Problem) -> bool:
        """Tell whether a problem follows from something that was taken out."""
        for gone in self.values | self.keys:
            if any(path[: len(gone)] == gone for path in (problem.path, *problem.needs)):
                return True
        size = len(problem.path)
        return any(gone[:size] == problem.path for gone in self.values)

    def miss(self, path: FieldPath) -> None:
        """Note a value that is not there; what is left of a list without one of its items goes too."""
        if any(isinstance(part, int) for part in path):
            self.set_aside(path)
        else:
            self.values.add(path)

    def take_out(self, problem: Problem) -> bool:
        """Take out what is faulty; tell whether anything changed."""
        if not problem.at_key:
            return self.set_aside(problem.path)
        holder: Any = self.value
        for part in problem.path[:-1]:
            holder = holder[part]
        holder.pop(problem.path[-1], None)
        self.keys.add(problem.path)
        return True

    def set_aside(self, path: FieldPath) -> bool:
        """Take out a value, or what is still there of the things around it; tell whether anything changed.

        A faulty item takes its whole list along: the places of the others must not shift.
        """
        keys: list[str] = []
        for part in path:
            if isinstance(part, int):
                break
            keys.append(part)
        if any(tuple(keys[:size]) in self.replaced for size in range(len(keys) + 1)):
            return False
        while keys:
            gone = tuple(keys)
            self.values.add(gone)
            holder: Any = self.value
            for part in keys[:-1]:
                holder = holder.get(part, {})
            name = keys.pop()
            replacement = self._replacement(gone)
            if replacement is not None:
                holder[name] = deepcopy(replacement)
                self.replaced.add(gone)
                return True
            if name in holder:
                del holder[name]
                return True
        return False

    def _replacement(self, path: FieldPath) -> Any:
        if len(path) == 2 and path[0] == "scenarios":
            return {}  # others may build on it
        return self.stand_ins.get(str(path[0])) if len(path) == 1 else None
