"""What every parameter carries: default, limits, plausible range, unit, source, mark and labels."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic.fields import FieldInfo

from simulation.files.faults import Problems
from simulation.parameters.argument import plain
from simulation.parameters.messages import translate
from simulation.parameters.place import NAME_PATTERN

Mark = Literal["seen", "fitted", "assumed", "calibrated"]
"""seen: read in the cited source; fitted: to published choice data; assumed: to be swept;
calibrated: settled by the patterns of the model (experiments/calibration)."""
Name = Annotated[str, Field(pattern=NAME_PATTERN)]
"""A name that can become part of a column: lower-case letters, digits and underscores."""
_SYMBOL = re.compile(r"(?!assumed)(\w+)(?:; |$)")


if TYPE_CHECKING:
    from pydantic._internal._model_construction import ModelMetaclass
else:
    ModelMetaclass = type(BaseModel)


class _OneLine(ModelMetaclass):
    """Lets a model that is made in Python say what is wrong in one line, as a file would be told."""

    # pydantic would call a model's own __init__ for models inside others too, and tell them apart from it
    def __call__(self, *args: Any, **values: Any) -> Any:
        try:
            return super().__call__(*args, **values)
        except ValidationError as error:
            raise Problems(translate(self, values, error), self.__name__) from None  # type: ignore[arg-type]


class Strict(BaseModel, metaclass=_OneLine):
    """Base of everything a user writes: no extra keys, no silent conversion, no NaN or infinity.

    Numbers and arrays of numpy are numbers and lists.

    Attributes
    ----------
    takes_text : bool
        Whether a text may stand for its fields.

    Raises
    ------
    Problems
        A ``ValueError`` of one line, if it is made of values that cannot be.
    """

    takes_text: ClassVar[bool] = False

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    @model_validator(mode="before")
    @classmethod
    def _numbers_of_numpy(cls, value: Any) -> Any:
        return plain(value)


@dataclass(frozen=True)
class Description:
    """What is known of one parameter beside its value."""

    unit: str
    limits: tuple[float | None, float | None]
    plausible: tuple[float, float] | None
    source: str
    mark: Mark
    en: str
    id: str

    @property
    def symbol(self) -> str:
        """Its letter in the equations, with which the source begins; empty where it has none."""
        found = _SYMBOL.match(self.source)
        return "" if found is None else found[1]

    @property
    def evidence(self) -> str:
        """The source without the symbol."""
        return _SYMBOL.sub("", self.source, count=1) if self.symbol else self.source


def parameter(
    default: Any,
    *,
    limits: tuple[float | None, float | None],
    plausible: tuple[float, float] | None = None,
    unit: str = "",
    source: str,
    mark: Mark = "assumed",
    en: str,
    id: str,
) -> Any:
    """Declare one numeric parameter.

    Parameters
    ----------
    default : number
        Value when the user says nothing.
    limits : (low, high)
        What the model can compute; a value outside is refused. None: no limit on that side.
    plausible : (low, high), optional
        The range the literature or judgement supports, swept in sensitivity analyses.
    unit, source, mark, en, id : str
        Unit, where the value comes from, how sure it is, labels in English and Indonesian.
    """
    return described(default, Description(unit, limits, plausible, source, mark, en, id))


def described(default: Any, described_as: Description) -> Any:
    """Declare a field by its description."""
    least, most = described_as.limits
    return Field(
        default,
        ge=least,
        le=most,
        json_schema_extra={"description": described_as},  # type: ignore[dict-item]
    )


def same(model: type[BaseModel], name: str, default: Any) -> Any:
    """Declare a parameter of a base class again, with another default."""
    found = description(model.model_fields[name])
    if found is None:
        raise TypeError(f"{model.__name__}.{name} has no description")
    return described(default, found)


def description(field: FieldInfo) -> Description | None:
    """Return the description of a pydantic field, or None where it has none."""
    extra = field.json_schema_extra
    found = extra.get("description") if isinstance(extra, dict) else None
    return found if isinstance(found, Description) else None


class Label(Strict):
    """A name to show, in both languages; one text alone, or that of one language, stands for both."""

    takes_text = True

    en: str
    id: str

    @model_validator(mode="before")
    @classmethod
    def _one_is_enough(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"en": value, "id": value}
        if not isinstance(value, dict):
            return value
        if value.keys().isdisjoint(cls.model_fields):
            told = f"found {', '.join(map(str, value))}" if value else "found an empty mapping"
            raise ValueError(f"{told}: a label is a text, or a text in en, in id or in both")
        given = value.get("en", value.get("id"))
        other = given if isinstance(given, str) else ""  # what is no text is told once
        return {"en": other, "id": other} | value
