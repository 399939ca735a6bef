"""All that the sections of a report know: the study, its numbers, its words."""

from typing import Any

import numpy as np
import pandas as pd

from simulation.analysis.comparison import Terms, verdict
from simulation.analysis.houses import HOUSES, in_houses
from simulation.analysis.windows import values_at
from simulation.experiment.config import StudyConfig
from simulation.experiment.span import Span, spans
from simulation.experiment.window import FLOWS
from simulation.parameters import NORMS
from simulation.report.effects import Effect, Effects, KeptTable, judged
from simulation.report.scenarios import Scenarios
from simulation.report.words import GAP, Words
from simulation.running.weekly_table import WeeklyTable

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
    replicates, sets : int
        Simulated villages, and sets of parameters that they live with.
    last : int
        The last week that is compared.
    main : str
        The outcome of the main figure: trust in other groups where there are any.
    over : dict of str to Span
        Parameters that differ from village to village.
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
        terms = Terms.of(config, table.replicates)
        self.effects = Effects(self.table, terms, comparison)
        self.replicates = table.replicates
        self.sets = len(set(terms.sets.tolist()))
        self.weeks = sorted(config.compare_weeks)
        self.last = self.weeks[-1]
        self.over = spans(config)
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
    def otherwise(self) -> list[str]:
        """The scenarios in which owners or village are otherwise than in the reference."""
        of = self.config.pasts().of
        return [name for name in self.scenarios.names if of[name]]

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

    @property
    def several_sets(self) -> bool:
        """Whether villages live with more than one set: then a difference has a plausible range."""
        return self.sets > 1

    @property
    def villages_a_set(self) -> str:
        """How many villages live with a set."""
        return self.words.number(self.replicates / self.sets, 0 if self.replicates % self.sets == 0 else 1)

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

    def apart(self, one: str, other: str, outcome: str) -> tuple[float, float, float]:
        """Return how far two scenarios are apart in the last week compared, and the ends that judge it."""
        terms, names = self.effects.terms, self.table.scenarios
        values = values_at(self.table, [outcome], [self.last], terms.window)[outcome][:, :, 0]
        return judged(values[names.index(one)] - values[names.index(other)], terms.sets)

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
            return self.words("when.recent", first=self.config.window.weeks(outcome, week)[0], last=week)
        return self.words("when.week", week=week).replace(" ", GAP)

    def by(self, outcome: str, value: float) -> str:
        """Return a signed difference; small ones with one digit more."""
        return self.words.amount(outcome, value, 2 if abs(value) >= 0.0995 else 3, sign=True)

    def spanned(self, span: Span) -> str:
        """Return ``0.44 (0.40 to 0.48)``: the median and the range over the villages."""
        digits = 0 if all(value.is_integer() for value in (span.median, span.low, span.high)) else 4
        median, low, high = (self.words.number(value, digits) for value in (span.median, span.low, span.high))
        return f"{median} ({self.words('interval', low=low, high=high)})"

    def shares(self, begin: str) -> dict[str, str]:
        """Return the shares that differ between villages, by name of the group or sector."""
        over = {name: span for name, span in self.over.items() if name.startswith(begin)}
        return {name.removeprefix(begin): self.spanned(span) for name, span in over.items()}

    def villages(self, effect: Effect) -> str:
        """Return ``94 of 100``: how many simulated villages have the sign of the difference."""
        return self.words("villages", count=round(effect.sign_share * effect.pairs), total=effect.pairs)

    def houses(self, effect: Effect) -> str:
        """Return in how many of twenty plausible villages it helps, changes little and harms."""
        if np.isnan(effect.helps):
            return ""
        counts = dict(zip(("helps", "little", "harms"), self.counted(effect), strict=True))
        for kind, count in counts.items():
            if count == HOUSES:
                return self.words("sets.all", total=HOUSES, what=self.words(f"summary.{kind}"))
        told = {kind: str(count) if count else self.words("sets.none") for kind, count in counts.items()}
        return self.words("sets.helps", total=HOUSES, **told)

    def counted(self, effect: Effect) -> list[int]:
        """Return of twenty plausible villages those it helps, changes little and harms."""
        return in_houses([effect.helps, effect.little, effect.harms])

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
