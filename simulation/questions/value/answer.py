"""What would be worth knowing: the set, each parameter, each question, the questionnaire, pilots."""

from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis.question import Answer
from simulation.questions.value.estimates import QUESTIONNAIRE, Estimates
from simulation.questions.value.villages import Villages

PERFECT, SET = "perfect", "set"
NOT_VALUED = "not_valued"


class Information(Answer):
    """What would be worth knowing before a choice.

    Parameters
    ----------
    estimates : Estimates
    villages : Villages
    decisions : list of str
        Between what one chooses.
    costs : ndarray of float, shape (decisions,)
        Rupiah spent, mean over the villages.
    outcome, week
        What counts, and when.

    Attributes
    ----------
    value : DataFrame
        One row a thing that could be known: ``outcome``, ``week``, ``of``, ``kind`` (perfect, parameter,
        item, pilot; not_valued for what the questionnaire asks and no weekly measure holds), ``questions``,
        ``value`` in the unit of the outcome, ``error``, ``floor``, ``above`` (whether the value is above
        floor and error), ``changes_choice``, ``share`` of what the best decision gains, ``least`` and
        ``most``; sorted within each kind.
    decisions : DataFrame
        One row a decision: ``outcome``, ``week``, ``scenario``, ``gain`` over the reference (more is better),
        ``best`` (share of the sets in which it is), ``cost``.
    sets, each : int
        Sets of parameters, and villages of each.
    """

    def __init__(
        self,
        estimates: Estimates,
        villages: Villages,
        decisions: list[str],
        costs: np.ndarray,
        *,
        outcome: str,
        week: int,
    ) -> None:
        self.outcome, self.week, self.estimates = outcome, week, estimates
        self.sets, self.each = villages.gains.shape[:2]
        gains = villages.gains.mean(axis=(0, 1))
        best = np.bincount(estimates.perfect.best, minlength=len(decisions)) / self.sets
        self.decisions = pd.DataFrame(
            {
                "outcome": outcome,
                "week": week,
                "scenario": decisions,
                "gain": gains,
                "best": best,
                "cost": costs,
            }
        ).sort_values("gain", ascending=False, kind="stable", ignore_index=True)
        self.value = self._table(abs(float(gains.max())))

    def _table(self, gained: float) -> pd.DataFrame:
        found, told = self.estimates, self.estimates.perfect
        rows: list[dict[str, Any]] = [
            {
                "of": SET, "kind": PERFECT, "value": told.value, "error": told.error, "floor": told.floor,
                "changes_choice": told.changes, "least": told.least, "most": told.most,
            }
        ]  # fmt: skip
        for kind, family in found.families.items():
            rows += [
                {
                    "of": name, "kind": kind, "questions": found.questions.get(name), "value": one.value,
                    "error": one.error, "floor": found.floors[kind], "changes_choice": one.changes,
                }
                for name, one in sorted(family.items(), key=lambda entry: -entry[1].value)
            ]  # fmt: skip
        rows += [{"of": name, "kind": NOT_VALUED} for name in found.left_out]
        frame = pd.DataFrame(rows).assign(outcome=self.outcome, week=self.week)
        frame["above"] = (frame["value"] > frame["floor"]) & (frame["value"] > frame["error"])
        frame["share"] = frame["value"] / gained if gained > 0 else np.nan
        names = (
            "outcome", "week",
            "of", "kind", "questions", "value", "error", "floor", "above", "changes_choice",
            "share", "least", "most",
        )  # fmt: skip
        return frame[list(names)].astype({"questions": "Int64"})

    def of(self, kind: str) -> list[dict[str, Any]]:
        """Return the rows of a kind, the most valuable first."""
        return [
            {str(name): cell for name, cell in row.items()}
            for row in self.value[self.value["kind"] == kind].to_dict("records")
        ]

    def row(self, kind: str, name: str) -> dict[str, Any]:
        """Return one row."""
        (found,) = (row for row in self.of(kind) if row["of"] == name)
        return found

    def single_items(self) -> list[dict[str, Any]]:
        """Return the items of the questionnaire without the questionnaire as a whole."""
        return [row for row in self.of("item") if row["of"] != QUESTIONNAIRE]

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the values and the decisions."""
        return {"value": self.value, "decisions": self.decisions}
