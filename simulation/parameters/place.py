"""What a field allows and what was found there, in plain words."""

import re
import types
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt, MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from simulation.files.faults import FieldPath, listed, shown

NAME_WORDS = "a name of small letters, digits and _, beginning with a letter, at most 40 characters"
NAME_PATTERN = r"^[a-z][a-z0-9_]{0,39}$"


@dataclass(frozen=True)
class Place:
    """What the models say of one value: its type, its constraints, and words for it if there are any."""

    annotation: Any
    metadata: tuple[Any, ...] = ()
    words: str | None = None

    def key(self) -> "Place":
        """Return the place of the keys of a mapping."""
        return _unwrapped(get_args(self.annotation)[0])

    def step(self, part: str | int) -> "Place | None":
        """Return the place one key or list place further; None where the models know none."""
        for choice in self._choices():
            origin, arguments = get_origin(choice), get_args(choice)
            if is_model(choice):
                found = fields(choice).get(str(part))
                if found is not None:
                    return Place(found.annotation, tuple(found.metadata), found.description)
            elif origin is dict:
                return _unwrapped(arguments[1])
            elif origin in (list, tuple):
                return _unwrapped(arguments[0])
        return None

    def model(self) -> type[BaseModel] | None:
        """Return the model a mapping here would be read as."""
        return next((choice for choice in self._choices() if is_model(choice)), None)

    def allowed(self) -> str:
        """Return what may stand here."""
        if self.words is not None:
            return self.words
        places = [_unwrapped(choice) for choice in self._written_choices()]
        return " or ".join(_words(place.annotation, self.metadata + place.metadata) for place in places)

    def literals(self) -> list[str]:
        """Return the words among which to choose here."""
        choices = [choice for choice in self._choices() if get_origin(choice) is Literal]
        return [word for choice in choices for word in get_args(choice) if isinstance(word, str)]

    def _choices(self) -> tuple[Any, ...]:
        return tuple(_unwrapped(choice).annotation for choice in self._written_choices())

    def _written_choices(self) -> tuple[Any, ...]:
        union = get_origin(self.annotation) in (Union, types.UnionType)
        return get_args(self.annotation) if union else (self.annotation,)


def _unwrapped(annotation: Any) -> Place:
    if get_origin(annotation) is not Annotated:
        return Place(annotation)
    bare, *extra = get_args(annotation)
    metadata = []
    for item in extra:
        metadata += item.metadata if isinstance(item, FieldInfo) else [item]
    return Place(bare, tuple(metadata))


def place_of(model: type[BaseModel], path: FieldPath) -> Place | None:
    """Return what the models say of the value at a path; None where there is no such field."""
    place: Place | None = Place(model)
    for part in path:
        place = place.step(part) if place is not None else None
    return place


def fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the name that stands in a file."""
    return {found.alias or name: found for name, found in model.model_fields.items()}


def is_model(annotation: Any) -> bool:
    """Tell whether a type is a model."""
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def found_words(value: object) -> str:
    """Return a value and what it is: ``found '12' (text)``."""
    if value is None:
        return "found nothing"
    for kind, told in ((bool, "true or false"), (int, "a whole number"), (float, "a number"), (str, "text")):
        if isinstance(value, kind):
            return f"found {shown(value)} ({told})"
    if isinstance(value, Mapping):
        return "found a mapping"
    if isinstance(value, list | tuple | set | frozenset):
        return "found a list"
    if isinstance(value, type):
        return f"found the class {value.__name__}"
    return f"found an object of {type(value).__name__}"


def rewritten(text: str, whole: bool) -> str | None:
    """Return the number somebody meant by a text such as ``50.000.000``, ``0,35`` or ``15%``."""
    plain = re.sub(r"^rp\.?\s*|\s", "", text.strip(), flags=re.IGNORECASE)
    share = plain.endswith("%")
    plain = plain.removesuffix("%")
    if re.fullmatch(r"[-+]?[0-9]{1,3}(\.[0-9]{3})+(,[0-9]+)?", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"[-+]?[0-9]{1,3}(,[0-9]{3}){2,}(\.[0-9]+)?", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"[-+]?[0-9]+,[0-9]+", plain):
        plain = plain.replace(",", ".")
    if len(plain) > 30 or not re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?", plain):
        return None
    if share:
        plain = f"{float(plain) / 100:g}"
    return None if whole and "." in plain else plain


def _words(choice: Any, limits: tuple[Any, ...]) -> str:
    origin, arguments = get_origin(choice), get_args(choice)
    words = {bool: "true or false", type(None): "empty"}.get(choice, "a value")
    if is_model(choice):
        words = f"a mapping with the fields {listed(list(fields(choice)))}"
        if getattr(choice, "takes_text", False):
            words = f"text, or {words}"
    elif origin is Literal:
        words = "one of " + listed([str(word) for word in arguments])
    elif origin in (list, tuple):
        words = f"a list of {_plural(_unwrapped(arguments[0]).allowed())}{_length(limits)}"
    elif origin is dict:
        words = f"a mapping of 'name: value' lines{_length(limits)}"
    elif choice in (int, float):
        words = ("a whole number" if choice is int else "a number") + _range(limits)
    elif choice is str:
        named = any(getattr(limit, "pattern", None) == NAME_PATTERN for limit in limits)
        words = NAME_WORDS if named else f"text{_length(limits)}"
    return words


def _plural(words: str) -> str:
    for one, many in (
        ("a list of ", "lists of "),
        ("a name ", "names "),
        ("a whole number", "whole numbers"),
        ("a number", "numbers"),
    ):
        if words.startswith(one):
            return many + words.removeprefix(one)
    return words.replace("a mapping with", "mappings with").replace("text", "texts")


def _range(limits: tuple[Any, ...]) -> str:
    low = next((limit.ge for limit in limits if isinstance(limit, Ge)), None)
    high = next((limit.le for limit in limits if isinstance(limit, Le)), None)
    above = next((limit.gt for limit in limits if isinstance(limit, Gt)), None)
    below = next((limit.lt for limit in limits if isinstance(limit, Lt)), None)
    if low is not None and high is not None:
        return f" from {_number(low)} to {_number(high)}"
    parts = (("at least", low), ("above", above), ("at most", high), ("below", below))
    told = " and ".join(f"{word} {_number(bound)}" for word, bound in parts if bound is not None)
    return f" {told}" if told else ""


def _length(limits: tuple[Any, ...]) -> str:
    least = next((limit.min_length for limit in limits if isinstance(limit, MinLen)), 0)
    most = next((limit.max_length for limit in limits if isinstance(limit, MaxLen)), None)
    if most is None:
        return "" if not least else ", not empty" if least == 1 else f", at least {least}"
    return f", {least} to {most} long" if least else f", at most {most} long"


def _number(bound: Any) -> str:
    return str(int(bound)) if float(bound).is_integer() else f"{bound:g}"
