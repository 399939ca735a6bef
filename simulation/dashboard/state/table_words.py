"""The words of a table of results: its heads and its cells in the language; the file keeps its raw names."""

from collections.abc import Callable

import pandas as pd

from simulation.analysis.alternatives import ALTERNATIVES
from simulation.codebook.column_words import ColumnWords
from simulation.dashboard.words import NONE_GIVEN, Words
from simulation.experiment.config import StudyConfig
from simulation.patterns.catalogue import PATTERNS
from simulation.questions.plan.answer import NONE
from simulation.questions.value.answer import SET
from simulation.questions.value.names import item_label
from simulation.report.parameters import ParameterLabels
from simulation.report.scenarios import Scenarios
from simulation.report.sections.parts import division, part_label

PATTERNS_BY_NAME = {pattern.name: pattern for pattern in PATTERNS}
DIGITS = 4
LARGE = 1000.0
"""A number from here on is written without decimals."""
MONEY = frozenset({"cost", "rupiah", "per_session", "spent", "budget"})
"""Columns in rupiah."""
WEEKS = frozenset({"week", "weeks", "weeks_after", "every"})
"""Columns of weeks: written without a point for thousands."""
OWN = "own"
"""The place of a boundary's history that is the experiment itself."""
AS_WRITTEN = frozenset({"village", "error", "trace", "source"})
"""Columns whose texts are names, or no words of a language."""


class TableWords:
    """What the columns of one table are called and what their cells say.

    Parameters
    ----------
    words : Words
        Those of the village of the folder.
    config : StudyConfig
        The experiment of the folder.
    kind : str
        Of the folder, as :class:`simulation.dashboard.state.result_folders.Found` tells.
    file : str
        Name of the table's file.
    """

    def __init__(self, words: Words, config: StudyConfig, kind: str, file: str) -> None:
        self.words, self.kind, self.table = words, kind, file.removesuffix(".csv")
        self._scenarios = Scenarios(config, words)
        self._parameters = ParameterLabels(words, config)
        self._columns = ColumnWords(words, config, kind, self.table)
        self._texts: dict[str, Callable[[str], str]] = {
            "outcome": self._measure,
            "measure": self._measure,
            "parameter": self._parameter,
            "tied_to": self._parameter,
            "activity": words.activity,
            "activities": lambda text: words.all_of([words.activity(name) for name in text.split()]),
            "scenario": self._scenario,
            "programme": self._scenario,
            "arm": self._scenario,
            "assumption": self._assumption,
            "alternative": self._assumption,
            "plan": self._plan,
            "place": self._place,
            "pattern": self._pattern,
            "worst": self._pattern,
            "step": self._step,
            "weeks": lambda text: ", ".join(text.split()),
            "verdict": self._verdict,
            "by": lambda name: division(words, name),
            "part": lambda name: part_label(words, config.village, name),
        }
        # two of a kind: of activities that need each other, or of parameters that hang together
        pair = self._parameter if self.table == "pairs" else words.activity
        self._texts |= {"first": pair, "second": pair}
        if self.table == "value":
            self._texts |= {"of": self._knowable, "kind": lambda name: words(f"value.kind.{name}")}

    def head(self, column: str) -> str:
        """Return what a column is called; one that has no words by its raw name made readable."""
        return self.words.capital(self.name(column) or column.replace("_", " "))

    def name(self, column: str) -> str:
        """Return the words of a column; an empty text where there are none."""
        return self._columns.name(column)

    def cell(self, column: str, value: object) -> str:
        """Return what a cell says; a text that has no words as it was written."""
        words = self.words
        if value is None or (isinstance(value, float) and pd.isna(value)):
            return words("plan.everybody") if column == "places" else NONE_GIVEN
        if isinstance(value, bool):
            return words.say("patterns.yes" if value else "patterns.no")
        if isinstance(value, int | float):
            return self._number(column, value)
        return self.text(column, str(value)) or str(value)

    def text(self, column: str, text: str) -> str:
        """Return the words of a text in a cell; an empty text where there are none."""
        if column in AS_WRITTEN:
            return text
        if column in self._texts:
            return self._texts[column](text)
        # a state with the programme is told as one without
        return self.words.of_unit(f"cell.{column.removesuffix('_with')}.{text}")

    def _number(self, column: str, value: float) -> str:
        # elsewhere the first is a share
        if column in WEEKS or (column == "first" and self.kind == "plan"):
            return f"{value:g}"
        # the number of places beside an empty cell is no int
        whole = isinstance(value, int) or column in MONEY or column == "places" or abs(value) >= LARGE
        whole = whole or (value.is_integer() and abs(value) >= 10)
        return self.words.number(value, 0 if whole else DIGITS)

    def _measure(self, name: str) -> str:
        return self.words.measure(name) if self.words.described(name) else ""

    def _parameter(self, name: str) -> str:
        return self._parameters.label(name)

    def _knowable(self, name: str) -> str:
        """Return what could be known before a choice: the set, a pilot, an item, a number."""
        if name == SET:
            return self.words("value.set")
        if name.isdecimal():
            return self.words("value.pilot", count=int(name))
        return self._parameter(name) or item_label(self.words, name)

    def _pattern(self, name: str) -> str:
        """Return what a pattern is; one of a user's own by its name."""
        shipped = PATTERNS_BY_NAME.get(name)
        if shipped is None:
            return name
        return f"{name}: {shipped.id if self.words.language == 'id' else shipped.en}"

    def _step(self, name: str) -> str:
        return self.words(f"ensemble.step.{name}")

    def _scenario(self, name: str) -> str:
        made_up = self.words.of_unit(f"cell.{self.kind}.{name}")  # by the question itself
        return made_up or (self._scenarios.label(name) if name in self._scenarios.programmes else "")

    def _assumption(self, name: str) -> str:
        if name in ALTERNATIVES:
            return self.words.label(ALTERNATIVES[name].label, name)
        return self.words.of_unit(f"cell.assumption.{name}")

    def _plan(self, name: str) -> str:
        number = name.removeprefix("plan_")
        if number.isdecimal():
            return self.words.say("cell.plan.number", number=number)
        return self.words.say("programme.none") if name == NONE else self.words.of_unit(f"cell.plan.{name}")

    def _place(self, name: str) -> str:
        number = name.removeprefix("boundary_")
        if number.isdecimal():
            return self.words("boundary.place_boundary", number=number)
        return self.words("boundary.place_own") if name == OWN else ""

    def _verdict(self, name: str) -> str:
        return self.words.of_unit(f"cell.verdict.{name}") or self.words.of_unit(f"compare.{name}")
