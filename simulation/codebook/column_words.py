"""What a column of one table is called, and what its values are."""

from functools import cache

from simulation.codebook.columns import COLUMNS, ENDS, SCALES, Column
from simulation.codebook.scales import ANY, FLAG, PATTERN, SHARE_OF_INCOME, TEXT, Scale, between, of_measure
from simulation.experiment.varied import Surroundings
from simulation.measures.catalogue import Measure
from simulation.report.parameters import ParameterLabels
from simulation.report.words import RUPIAH, Words
from simulation.running.detail_table import DETAILS

OF_MEASURES = frozenset({"weekly", "sweep"})
"""Tables whose columns are measures."""


@cache
def _columns() -> dict[str, Column]:
    return {column.name: column for column in COLUMNS}


class ColumnWords:
    """The columns of one table in one language.

    Parameters
    ----------
    words : Words
        Those of the village.
    around : Surroundings
        The experiment, whose groups have columns of their own.
    kind : str
        Of the folder: ``study`` or the name of a question.
    table : str
        Name of the file without its ending.
    """

    def __init__(self, words: Words, around: Surroundings, kind: str, table: str) -> None:
        self._words, self._kind, self._table = words, kind, table
        self._parameters = ParameterLabels(words, around)
        self._details = {column.name: column for column in DETAILS.get(table, ())}

    def name(self, column: str) -> str:
        """Return what a column is called; an empty text where nobody has said it."""
        if column in self._details:
            return self._either(self._details[column].en, self._details[column].id)
        listed = self._listed(column)
        if listed is not None:
            return self._either(listed.en, listed.id)
        first, then = self._parameters.label, self._measure
        if self._measures_first:
            first, then = then, first
        found = first(column) or then(column) or self._pattern(column)
        base, end = self._base(column)
        if found or not base:
            return found or self._own(column)
        name = self.name(base)
        return self._either(*ENDS[end]).format(name=name) if name else self._own(column)

    def scale(self, column: str) -> Scale:
        """Return the unit and the range of a column; both empty where nobody has said them."""
        detail, listed = self._details.get(column), self._listed(column)
        own = SCALES.get(f"{self._table}.{column}") if detail is None else _of_detail(detail)
        if own is not None:
            return own
        if listed is not None:
            return listed.scale
        measure = self._described(column)
        if measure is not None:
            return _gain(measure) if self._kind == "plan" else of_measure(measure.unit)
        parameter = self._parameters.described(column)
        if parameter is not None:
            return Scale(parameter.unit, between(*parameter.limits))
        if self._parameters.label(column):
            return TEXT
        base, _ = self._base(column)
        return self.scale(base) if base else PATTERN if self._pattern(column) else Scale("", "")

    def definition(self, column: str) -> str:
        """Return how a measure is computed (in English, with its source); empty for other columns."""
        if column in self._details:
            return self._details[column].definition
        other = self._table not in OF_MEASURES and self._listed(column) is not None
        measure = None if other else self._described(column)
        return "" if measure is None else measure.definition

    @property
    def _measures_first(self) -> bool:
        """Whether a name that is one of a measure and of a parameter is the measure's here."""
        return self._kind == "plan" or self._table in OF_MEASURES

    def _described(self, column: str) -> Measure | None:
        """Return the measure that a column holds."""
        known = self._parameters.described(column) is not None and not self._measures_first
        return None if known else self._words.described(column)

    def _listed(self, column: str) -> Column | None:
        return _columns().get(f"{self._table}.{column}") or _columns().get(column)

    def _base(self, column: str) -> tuple[str, str]:
        """Return the column whose end this one is, and which; empty texts where it is none."""
        base, _, end = column.rpartition("_")
        return (base, end) if base and end in ENDS else ("", "")

    def _either(self, en: str, id_: str) -> str:
        return id_ if self._words.language == "id" else en

    def _measure(self, name: str) -> str:
        return self._words.measure(name) if self._words.described(name) else ""

    def _own(self, name: str) -> str:
        """Return the words of a question that another package adds."""
        key = f"column.{name}"
        return self._words(key) if self._words.has(key) else ""

    def _pattern(self, name: str) -> str:
        if self._kind != "ensemble":
            return ""
        from simulation.patterns.catalogue import PATTERNS  # noqa: PLC0415 - no other table names them

        shipped = next((pattern for pattern in PATTERNS if pattern.name == name), None)
        return name if shipped is None else f"{name}: {self._either(shipped.en, shipped.id)}"


def _of_detail(column: Measure) -> Scale:
    """Return the scale of a column of owners, ties or events."""
    known = {"name": TEXT, "yes or no": FLAG, "week": Scale("week", ANY), "log-odds": Scale("log-odds", ANY)}
    return known.get(column.unit) or of_measure(column.unit)


def _gain(measure: Measure) -> Scale:
    """Return the scale of what a plan gains in a measure."""
    if measure.unit.startswith(RUPIAH):
        return SHARE_OF_INCOME
    return Scale(of_measure(measure.unit).unit, ANY)
