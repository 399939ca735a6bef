"""The ensemble: sets that no pattern rules out, how they were found, and what they leave open."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from math import isfinite
from pathlib import Path

import numpy as np
import pandas as pd
from ruamel.yaml import YAML

from simulation.analysis.question import Answer
from simulation.compiled import sources_digest
from simulation.experiment.config import StudyConfig
from simulation.experiment.posterior import write_posterior
from simulation.experiment.varied import own_value
from simulation.patterns.pattern import Band, standard_error
from simulation.questions.ensemble.matched import Matched
from simulation.questions.ensemble.own_patterns import Observed
from simulation.questions.ensemble.space import Space
from simulation.questions.ensemble.step import LIMIT, Step
from simulation.questions.ensemble.summary import narrowing, pairs, spread_out
from simulation.running.provenance import versions

ENSEMBLE = "ensemble.parquet"
OWN_PATTERNS = "own_patterns.yaml"
MODEL = ("model", "interventions", "measures", "patterns")
"""Folders whose sources decide which sets are plausible: not the defaults, each set brings its own values."""
NEAREST = 10
"""Sets told that were ruled out."""


@dataclass(frozen=True)
class Terms:
    """What was asked.

    Attributes
    ----------
    config : StudyConfig
    space : Space
    steps : list of Step
    own : list of Observed
        Patterns of the user's own, as they are written.
    wanted, draws, waves : int
        Sets to find, sets in a wave, and how many waves at most.
    village_seed : int
        Names the villages of the last step.
    """

    config: StudyConfig
    space: Space
    steps: list[Step]
    own: list[Observed]
    wanted: int
    draws: int
    waves: int
    village_seed: int

    @property
    def patterns(self) -> tuple[Band, ...]:
        """All patterns."""
        return self.steps[-1].patterns


class Plausible(Answer):
    """An ensemble.

    Parameters
    ----------
    terms : Terms
        What was asked.
    found : Matched
        What the search found.

    Attributes
    ----------
    sets : DataFrame
        One row a set: parameters, value of each pattern, ``implausibility`` (the largest), ``worst`` (the
        pattern it belongs to), ``wave``, and ``medoid``, true of the set in the middle. It is the first;
        the first few, however many, lie as all of them do.
    funnel, removed : DataFrame
        As in :class:`simulation.questions.ensemble.matched.Matched`.
    patterns : DataFrame
        One row a pattern: band, discrepancy, the share of unscreened sets that it rules out (``alone``),
        and that it rules out by itself (``only``), where the sets lie, and ``computing_error``, the
        standard error in the villages of the last step (that of the middle set); ``blurred`` where three
        of it are more than half the band: then only gross misses are ruled out.
    parameters, pairs : DataFrame
        See :mod:`simulation.questions.ensemble.summary`.
    nearest : DataFrame
        Sets that came furthest and were ruled out.
    """

    def __init__(self, terms: Terms, found: Matched) -> None:
        self.terms, self.found = terms, found
        space = terms.space
        self.funnel = pd.DataFrame(found.funnel)
        self.removed = pd.DataFrame(found.removed)
        taken = found.sets[: terms.wanted]
        shares = np.array([found.waves[wave].shares[place] for wave, place in taken])
        values = space.values(shares.reshape(-1, len(space.names)))
        self._order = spread_out(values)
        self.values = values[self._order]
        self.middle = 0 if taken else None
        self.sets = self._sets([taken[place] for place in self._order])
        self.patterns = pd.DataFrame([self._pattern(pattern) for pattern in terms.patterns])
        own = {name: own_value(name, terms.config) for name in space.names}
        self.parameters = narrowing(space, self.values, self.middle, own)
        self.pairs = pairs(space.names, self.values)
        self.nearest = self._nearest()

    @property
    def number(self) -> int:
        """How many sets there are."""
        return len(self.sets)

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables."""
        return {
            "sets": self.sets,
            "funnel": self.funnel,
            "removed": self.removed,
            "patterns": self.patterns,
            "parameters": self.parameters,
            "pairs": self.pairs,
            "nearest": self.nearest,
        }

    def write(self, folder: Path) -> None:
        """Write the ensemble, which experiments take as their behaviour, and all tables as Parquet files."""
        self.write_parquet(folder)
        if self.terms.own:
            with (folder / OWN_PATTERNS).open("w", encoding="utf-8") as file:
                kept = [each.model_dump(exclude_none=True) for each in self.terms.own]
                YAML().dump({"patterns": kept}, file)
        if self.number:
            points = self.terms.space.points(self.values)
            beside = self.sets.drop(columns=list(points.columns)).to_dict("list")
            names = {str(name): column for name, column in beside.items()}
            behaviour = self.terms.config.behaviour
            write_posterior(folder / ENSEMBLE, behaviour, points, self.notes, names)

    @cached_property
    def notes(self) -> dict[str, object]:
        """What is to be known of the ensemble beside its columns."""
        terms = self.terms
        ranges = {name: list(ends) for name, ends in terms.space.ranges().items()}
        canonical = json.dumps(ranges, sort_keys=True, separators=(",", ":"))
        return {
            "seed": terms.config.seed,
            "village_seed": terms.village_seed,
            "villages": terms.steps[-1].villages,
            "experiment": terms.config.hash(),
            "sources": sources_digest(MODEL),
            "ranges": hashlib.sha256(canonical.encode()).hexdigest(),
            "versions": versions(),
            "limit": LIMIT,
            "discrepancies": {pattern.name: pattern.discrepancy for pattern in terms.patterns},
        }

    def _sets(self, taken: list[tuple[int, int]]) -> pd.DataFrame:
        columns: dict[str, object] = {
            name: self.values[:, place] for place, name in enumerate(self.terms.space.names)
        }
        for pattern in self.terms.patterns:
            said = self._said(pattern)
            # a share between villages is a quantity of the ensemble (see _pattern)
            if pattern.judged:
                columns[pattern.name] = np.array([np.nanmean(pattern.values(each)) for each in said])
        where = [(self.found.waves[wave], place) for wave, place in taken]
        columns["implausibility"] = np.array([wave.implausibility[place] for wave, place in where])
        columns["worst"] = [wave.worst[place] for wave, place in where]
        columns["wave"] = np.array([wave.number for wave, _ in where], dtype=np.int64)
        columns["medoid"] = np.array([place == self.middle for place in range(len(taken))], dtype=bool)
        return pd.DataFrame(columns)

    def _pattern(self, pattern: Band) -> dict[str, object]:
        """Return what one pattern does, and where the sets lie."""
        row: dict[str, object] = {
            "pattern": pattern.name,
            "low": pattern.low if isfinite(pattern.low) else np.nan,
            "high": pattern.high if isfinite(pattern.high) else np.nan,
            "discrepancy": pattern.discrepancy,
        }
        misses = self.found.unscreened > LIMIT
        known = pattern.name in misses and len(misses) > 0
        by_itself = misses.sum(axis=1) == 1
        row["alone"] = float(misses[pattern.name].mean()) if known else np.nan
        row["only"] = float((misses[pattern.name] & by_itself).mean()) if known else np.nan
        values = self._values(pattern)
        there = values[np.isfinite(values)]
        told = np.quantile(there, [0.5, 0.05, 0.95]) if there.size else np.full(3, np.nan)
        row |= dict(zip(("median", "q05", "q95"), told.tolist(), strict=True))
        inside = (there >= pattern.low) & (there <= pattern.high)
        row["inside"] = float(inside.mean()) if there.size else np.nan
        error = self._computing_error(pattern)
        # an open band has no width to compare with
        blurred = isfinite(pattern.high - pattern.low) and LIMIT * error > (pattern.high - pattern.low) / 2
        return row | {"computing_error": error, "blurred": blurred, "source": pattern.source}

    def _computing_error(self, pattern: Band) -> float:
        """Return the standard error of a pattern in the villages of the last step, at the middle set."""
        said = self._said(pattern) if pattern.judged else []
        errors = [standard_error(pattern.values(each)) for each in said]
        return float(np.median(errors)) if errors else float("nan")

    def _values(self, pattern: Band) -> np.ndarray:
        """Return a pattern at each set; what is of the ensemble, in each village over all its sets."""
        if pattern.judged:
            return self.sets[pattern.name].to_numpy(float)
        said = np.array(self._said(pattern))
        if len(said) < 3:
            return np.full(0, np.nan)
        return np.array([np.mean(pattern.values(said[:, village])) for village in range(said.shape[1])])

    def _said(self, pattern: Band) -> list[np.ndarray]:
        """Return what the villages of the last step say on a pattern, set by set."""
        said = self.found.said.get(pattern.name)
        return [said[place] for place in self._order] if said else []

    def _nearest(self) -> pd.DataFrame:
        """Return the sets that passed most steps and were ruled out, the nearest to a band first."""
        rows = [
            (-int(wave.passed[place]), float(wave.implausibility[place]), number, place)
            for number, wave in enumerate(self.found.waves)
            for place in range(len(wave.shares))
            if wave.implausibility[place] > LIMIT
        ]
        told = []
        for passed, implausibility, number, place in sorted(rows)[:NEAREST]:
            wave, values = (
                self.found.waves[number],
                self.terms.space.values(self.found.waves[number].shares[[place]]),
            )
            told.append(
                {
                    "wave": wave.number,
                    "steps": -passed,
                    "worst": wave.worst[place],
                    "implausibility": implausibility if isfinite(implausibility) else np.nan,
                    **dict(zip(self.terms.space.names, values[0].tolist(), strict=True)),
                }
            )
        columns = ["wave", "steps", "worst", "implausibility", *self.terms.space.names]
        return pd.DataFrame(told, columns=columns)
