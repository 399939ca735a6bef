"""All that the sections of a report know: the study, its numbers, its words."""

from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis.comparison import verdict
from simulation.analysis.recent import FLOWS, recent_weeks
from simulation.parameters import NORMS
from simulation.report.effects import Effect, Effects, KeptTable
from simulation.report.scenarios import Scenarios
from simulation.report.words import GAP, Words
from simulation.study.config import StudyConfig
from simulation.study.table import WeeklyTable

READ = (
    "trust_other", "trust", "bridging", "bonding", "degree", "clustering", "assortativity", *NORMS,
    "cooperation", "cooperation_other", "disputes", "unresolved", "income", "knowledge",
    "social_capital", "social_capital_trust", "social_capital_network", "social_capital_norms", "cost",
)  # fmt: skip
"""Measures that the sections use, whatever the study compares."""


class Facts:
    """What a section may draw on.

    Parameters
    ----------
    config, table, comparison, manifest
        The study and what it gave.
    language : str
        ``en`` or ``id``.

    Attributes
    ----------
    replicates : int
        Simulated villages.
    last : int
        The last week that is compared.
    main : str
        The outcome of the main figure: trust in other groups where there are any.
    shown : dict
        Measures that the page shows, for its glossary, in order (values are empty).
    """

    def __init__(
        self,
        config: StudyConfig,
        table: WeeklyTable,
        comparison: pd.DataFrame,
        manifest: dict[str, Any],
        language: str,
    ) -> None:
        self.config = config
        self.manifest = manifest
        self.words = Words(language, config.village)
        self.scenarios = Scenarios(config, self.words)
        self.table = KeptTable(table)
        self.table.keep([*READ, *config.outcomes])
        self.effects = Effects(self.table, config.reference, comparison)
        self.replicates = table.replicates
        self.weeks = sorted(config.compare_weeks)
        self.last = self.weeks[-1]
        self.several_groups = len(config.village.groups) > 1
        self.shown: dict[str, None] = {}
        self.effects.add(["trust_other", "trust", *config.outcomes], self.weeks)
        candidates = ["trust_other", "trust", *config.outcomes]
        self.main = next(
            (
                name
                for name in candidates
                if self.smallest(name) is not None and self.effects.has(name, self.last)
            ),
            "trust",
        )

    @property
    def village(self) -> str:
        """The name of the village."""
        return self.config.village.name

    @property
    def reference(self) -> str:
        """The label of the reference."""
        return self.scenarios.label(self.scenarios.reference)

    @property
    def begins(self) -> str:
        """How the villages begin: founded, observed, or observed and then left alone a while."""
        if self.config.village.start is None:
            return "founded"
        return "relaxed" if self.config.burn_in else "observed"

    @property
    def has_intervals(self) -> bool:
        """Whether there are enough replicates for intervals."""
        return self.replicates > 1

    def smallest(self, outcome: str) -> float | None:
        """Return the smallest effect of interest of an outcome; None if the study names none.

        Trust as a whole takes that of trust in other groups, which a village of one group has not.
        """
        entry = self.config.outcomes.get(outcome)
        if entry is None and outcome == "trust":
            entry = self.config.outcomes.get("trust_other")
        return None if entry is None else float(entry.smallest_effect)

    def effect(self, scenario: str, outcome: str, week: int | None = None) -> Effect | None:
        """Return an effect (in the last week compared); None where it has no numbers."""
        found = self.effects.get(scenario, outcome, self.last if week is None else week)
        return found if found is not None and np.isfinite(found.difference) else None

    def ranked(
        self, outcome: str, names: list[str] | None = None, week: int | None = None
    ) -> list[tuple[str, Effect]]:
        """Return scenarios with their effect, the largest first."""
        found = [(name, self.effect(name, outcome, week)) for name in names or self.scenarios.others]
        return sorted([(n, e) for n, e in found if e is not None], key=lambda entry: -entry[1].difference)

    def verdict(self, effect: Effect, outcome: str) -> str:
        """Return higher, lower, same or unsure; empty if the study names no smallest effect."""
        smallest = self.smallest(outcome)
        return "" if smallest is None else verdict(effect._asdict(), smallest)

    def verdicts(self, outcome: str, wanted: str, week: int | None = None) -> list[str]:
        """Return the scenarios whose verdict this is, in the order of the experiment."""
        found = [(name, self.effect(name, outcome, week)) for name in self.scenarios.others]
        return [
            name for name, effect in found if effect is not None and self.verdict(effect, outcome) == wanted
        ]

    def show(self, *outcomes: str) -> None:
        """Note that the page shows these measures."""
        self.shown |= dict.fromkeys(outcomes)

    # sentences that many sections use

    def when(self, outcome: str, week: int) -> str:
        """Return ``week 104`` or, for a measure of single weeks, ``mean of weeks 93-104``."""
        if outcome in FLOWS:
            return self.words("when.recent", first=recent_weeks(week)[0], last=week)
        return self.words("when.week", week=week).replace(" ", GAP)

    def by(self, outcome: str, value: float) -> str:
        """Return a signed difference; small ones with one digit more."""
        return self.words.amount(outcome, value, 2 if abs(value) >= 0.0995 else 3, sign=True)

    def villages(self, effect: Effect) -> str:
        """Return ``94 of 100 simulated villages``: how many have the sign of the mean difference."""
        return self.words("villages", count=round(effect.sign_share * effect.pairs), total=effect.pairs)

    def interval(self, outcome: str, low: float, high: float) -> str:
        """Return ``0.14 to 0.16`` with the digits that its width calls for; a dash where there is none."""
        if np.isnan(low):
            return self.words.number(np.nan)
        digits = 2 if high - low >= 0.095 else 3
        edges = (self.words.amount(outcome, edge, digits, sign=True) for edge in (low, high))
        return self.words("interval", low=next(edges), high=next(edges))

    def with_interval(self, outcome: str, value: float, low: float, high: float) -> str:
        """Return a difference with its interval in brackets, where there is one."""
        text = self.by(outcome, value)
        return text if np.isnan(low) else f"{text} ({self.interval(outcome, low, high)})"
