"""What Python users hand over where a model is wanted: the model itself, or a mapping of its fields."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from simulation.files.faults import Problem, Problems
from simulation.parameters.argument import plain
from simulation.parameters.field import Strict
from simulation.parameters.messages import translate
from simulation.parameters.place import Place, found_words

Model = TypeVar("Model", bound=Strict)


def given(kind: type[Model], value: Model | Mapping[str, Any], name: str) -> Model:
    """Return an argument as the model it stands for.

    Parameters
    ----------
    kind : type
        The model that is wanted.
    value : model or mapping
        It, or its fields.
    name : str
        Of the argument, for the error.

    Raises
    ------
    Problems
        A ``ValueError`` of one line, if it is neither, or a field cannot be.
    """
    if isinstance(value, kind):
        return value
    fields = dict(given_mapping(value, name, f"a {kind.__name__}, or {Place(kind).allowed()}"))
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        raise Problems(translate(kind, plain(fields), error), name) from None


def given_mapping(value: object, name: str, allowed: str) -> Mapping[str, Any]:
    """Return an argument that is a mapping.

    Parameters
    ----------
    value : mapping
    name, allowed : str
        Name of the argument and what it may be, for the error.

    Raises
    ------
    Problems
        If it is none.
    """
    if not isinstance(value, Mapping):
        raise Problems([Problem((), found_words(plain(value)), allowed)], name)
    return value
