"""The questionnaire: what is asked, on which scale, and which quantity of the model it measures."""

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from ruamel.yaml import YAML

from simulation.parameters import Label
from simulation.parameters.field import Strict

Kind = Literal["person", "group", "sector", "number", "choice"]
GROUP = "{group}"


class Option(Strict):
    """One answer of a scale.

    Attributes
    ----------
    code : int
        What is written into the table.
    en, id : str
        What it says.
    value : float or None
        The number of the model that it stands for.
    """

    code: int
    en: str
    id: str
    value: float | None = None

    @property
    def label(self) -> Label:
        """What it says, in both languages."""
        return Label(en=self.en, id=self.id)


class Scale(Strict):
    """The answers that a question allows."""

    options: Annotated[list[Option], Field(min_length=2, max_length=10)]

    def value(self, code: int, *, turned: bool = False) -> float | None:
        """Return the number of the model for an answer; of a reversed question from the other end."""
        codes = [option.code for option in self.options]
        place = codes.index(code)
        return self.options[-1 - place if turned else place].value


class Column(Strict):
    """One question, and one column of a table.

    Attributes
    ----------
    name : str
        Its name in this project.
    kind : str
        ``person`` (a name), ``group`` or ``sector`` (of the village), ``number``, or ``choice``.
    header, text : Label
        Head of the column, and the question.
    how : Label
        How an answer becomes a number of the model.
    source : str
        Key of the questionnaire's sources.
    section : str or None
        Where in the source.
    quantity : str or None
        What it measures; None for a column that only describes.
    scale : str or None
        Of a choice.
    low, high : float or None
        Bounds of a number.
    unit : Label or None
        What a number counts.
    part_of : str or None
        Name of the column that counts all of which this one counts some.
    also : list of str
        Other headers, of which the first counts in a table that has none of the column's own.
    reversed : bool
        A high answer means little of the quantity.
    needed : bool
        A table cannot be without it.
    """

    name: str
    kind: Kind
    header: Label
    text: Label
    how: Label
    source: str
    section: str | None = None
    quantity: str | None = None
    scale: str | None = None
    low: float | None = None
    high: float | None = None
    unit: Label | None = None
    part_of: str | None = None
    also: list[str] = Field(default_factory=list)
    reversed: bool = False
    needed: bool = False

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.kind == "choice") != (self.scale is not None):
            raise ValueError(f"{self.name}: a choice has a scale, nothing else has one")
        if (self.kind == "number") != (None not in (self.low, self.high, self.unit)):
            raise ValueError(f"{self.name}: a number has low, high and unit, nothing else has them")
        return self

    def of_group(self, group: str, label: Label) -> "Column":
        """Return the column for one group of the village."""
        changes = {
            "name": self.name.replace(GROUP, group),
            "quantity": None if self.quantity is None else self.quantity.replace(GROUP, group),
            "part_of": None if self.part_of is None else self.part_of.replace(GROUP, group),
            "header": _filled(self.header, group, label),
            "text": _filled(self.text, group, label),
        }
        return self.model_copy(update=changes)


class Sheet(Strict):
    """A table of answers.

    Attributes
    ----------
    sheet : Label
        Name of the sheet or file.
    title : Label
        What a row is.
    question : Label or None
        The question that all columns belong to.
    most : int or None
        Rows that one owner may have.
    columns : list of Column
        In their order.
    """

    sheet: Label
    title: Label
    question: Label | None = None
    most: int | None = None
    columns: Annotated[list[Column], Field(min_length=1)]


class Instrument(Strict):
    """The whole questionnaire, see ``instrument.yaml``."""

    title: Label
    opening: Label
    sources: dict[str, str]
    scales: dict[str, Scale]
    tables: dict[Literal["owners", "contacts", "attendance"], Sheet]

    @model_validator(mode="after")
    def _known(self) -> Self:
        for sheet in self.tables.values():
            names = [column.name for column in sheet.columns]
            for column in sheet.columns:
                if names.count(column.name) > 1:
                    raise ValueError(f"{column.name} stands twice in a table")
                if column.source not in self.sources:
                    raise ValueError(f"{column.name}: unknown source {column.source}")
                if column.scale is not None and column.scale not in self.scales:
                    raise ValueError(f"{column.name}: unknown scale {column.scale}")
                if column.part_of is not None and column.part_of not in names:
                    raise ValueError(f"{column.name}: unknown column {column.part_of}")
        return self

    def cited(self, column: Column) -> str:
        """Return where a question comes from."""
        source = self.sources[column.source]
        return source if column.section is None else f"{source}, {column.section}"


def _filled(text: Label, group: str, label: Label) -> Label:
    return Label(
        en=text.en.replace(GROUP, group).replace("{label}", label.en),
        id=text.id.replace(GROUP, group).replace("{label}", label.id),
    )


@cache
def instrument() -> Instrument:
    """Return the questionnaire."""
    text = (files("simulation.survey") / "instrument.yaml").read_text(encoding="utf-8")
    return Instrument.model_validate(YAML(typ="safe").load(text))
