"""How many villages a trial needs: power and assurance at every size, and the smallest that is enough."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.analysis.proportion import wilson
from simulation.analysis.question import Answer
from simulation.experiment.config import StudyConfig
from simulation.files.whole_file import write_whole
from simulation.questions.trial.analysis_plan import Planned, analysis_plan
from simulation.questions.trial.estimate import AIM
from simulation.questions.trial.pool import Pool
from simulation.questions.trial.power import Found
from simulation.questions.trial.terms import WEDGE, Terms

ALIKE, DIFFERENT = "alike", "different"
"""All villages of a trial live with one set of parameters; each lives with a set of its own."""
WORLDS = (ALIKE, DIFFERENT)
BAND = (0.03, 0.20)
"""Of P23: the share of the variance of trust between villages in real data."""
Size = tuple[int, int]


class TrialSize(Answer):
    """What trials of each size find.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    terms : Terms
        What was asked.
    pool : Pool
        The simulated villages.
    found : dict of str to (dict, dict)
        By arm: trials of every size in worlds of one set, and where villages differ as the sets do.
    reliability : float
        Of the scale, as it came out.
    estimators : DataFrame
        Three estimators side by side.

    Attributes
    ----------
    trial : DataFrame
        One row an arm, a kind of world and a size.
    by_set : DataFrame
        One row an arm, a set and a size: the true effect and the power.
    needed : DataFrame
        One row an arm, a kind of world and a number of owners: the fewest villages with an assurance of 80 %.
    """

    def __init__(
        self,
        config: StudyConfig,
        terms: Terms,
        pool: Pool,
        found: dict[str, tuple[dict[Size, Found], dict[Size, Found]]],
        reliability: float,
        estimators: pd.DataFrame,
    ) -> None:
        self.config, self.terms, self.pool, self.estimators = config, terms, pool, estimators
        self.reliability = reliability
        self.icc = {ALIKE: pool.icc, DIFFERENT: pool.mixed.icc}
        rows, single = [], []
        for arm, kinds in found.items():
            for world, sizes in zip(WORLDS, kinds, strict=True):
                rows += [self._row(arm, world, size, each) for size, each in sizes.items()]
            single += [row for size, each in kinds[0].items() for row in self._sets(arm, size, each)]
        self.trial, self.by_set = pd.DataFrame(rows), pd.DataFrame(single)
        self.needed = pd.DataFrame(
            [
                self._needed(arm, world, owners)
                for arm in found for world in WORLDS for owners in terms.owners
            ]
        )  # fmt: skip

    def of(self, arm: str, world: str, owners: int) -> pd.DataFrame:
        """Return the rows of one curve, by villages."""
        rows = self.trial[
            (self.trial["arm"] == arm)
            & (self.trial["villages_are"] == world)
            & (self.trial["owners"] == owners)
        ]
        return rows.sort_values("per_arm").reset_index(drop=True)

    def _at(self, arm: str, world: str, size: Size) -> float:
        rows = self.of(arm, world, size[1])
        return float(rows.loc[rows["per_arm"] == size[0], "assurance"].iloc[0])

    def cheapest(self, arm: str) -> tuple[Size, float] | None:
        """Return the cheapest size with an assurance of 80 % in both kinds of world, and its rupiah."""
        rows = self.trial[self.trial["arm"] == arm]
        enough = rows.groupby(["per_arm", "owners"]).agg(
            least=("assurance", "min"), rupiah=("rupiah", "first")
        )
        enough = enough[enough["least"] >= AIM].sort_values("rupiah", kind="stable")
        if enough.empty:
            return None
        size = enough.index[0]
        return (int(size[0]), int(size[1])), float(enough["rupiah"].iloc[0])

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return all tables."""
        frames = {"trial": self.trial, "needed": self.needed, "power_by_set": self.by_set}
        return frames | ({} if self.estimators.empty else {"estimators": self.estimators})

    def write(self, folder: Path) -> None:
        """Write the plan of the analysis, to be printed, in both languages."""
        arm = str(self.trial["arm"].iloc[0])
        chosen = self.cheapest(arm)
        size = (self.terms.villages[-1], self.terms.owners[-1]) if chosen is None else chosen[0]
        alike, different = (self._at(arm, world, size) for world in WORLDS)
        planned = Planned(
            self.config, self.terms, arm, *size, alike, different, self.rupiah(arm, size),
        )  # fmt: skip
        for language in ("en", "id"):
            page = analysis_plan(planned, language, date.today())
            write_whole(folder / f"analysis_plan_{language}.html", page.encode())

    def rupiah(self, arm: str, size: Size) -> float:
        """Return what programme and interviews of a trial cost."""
        terms, (villages, owners) = self.terms, size
        interviews = villages * terms.steps * owners * len(terms.waves) * terms.interview
        if terms.plan == WEDGE:
            return float(villages * self.pool.cost[1:].sum() + interviews)
        return float(villages * (self.pool.cost[0] + self.pool.cost[terms.arms.index(arm)]) + interviews)

    def _row(self, arm: str, world: str, size: Size, found: Found) -> dict[str, object]:
        trials = int(found.trials.sum())
        right, false, held = (int(each.sum()) for each in (found.right, found.false, found.covered))
        low, high = wilson(right, trials)
        false_low, false_high = wilson(false, trials)
        several = found.power.size > 1
        ends = np.nanquantile(found.power, [0.05, 0.5, 0.95]) if several and trials else np.full(3, np.nan)
        seen = right + int(found.wrong.sum())
        effects = float(np.abs(found.effect).mean())
        turned = np.nansum(np.sign(found.effect) * found.estimate) / found.effect.size
        return {
            "plan": self.terms.plan,
            "arm": arm,
            "villages_are": world,
            "per_arm": size[0],
            "villages": size[0] * self.terms.steps,
            "owners": size[1],
            "items": self.terms.items,
            "effect": float(np.median(found.effect)),
            "assurance": _share(right, trials),
            "assurance_low": float(low),
            "assurance_high": float(high),
            "power_05": float(ends[0]),
            "power_50": float(ends[1]),
            "power_95": float(ends[2]),
            "sets_enough": float(np.mean(found.power >= AIM)) if several else np.nan,
            "type_one": _share(false, trials),
            "type_one_low": float(false_low),
            "type_one_high": float(false_high),
            "detectable": float(np.nanmedian(found.detectable)),
            "wrong_sign": _share(int(found.turned.sum()), trials),
            "wrong_found": _share(int(found.wrong.sum()), seen),
            "coverage": _share(held, trials),
            "seen_of_effect": float(turned / effects) if effects else np.nan,
            "icc": self.icc[world],
            "trials": trials,
            "rupiah": self.rupiah(arm, size),
        }

    def _sets(self, arm: str, size: Size, found: Found) -> list[dict[str, object]]:
        return [
            {"arm": arm, "per_arm": size[0], "owners": size[1], "set": number, "effect": float(effect),
             "power": float(power)}
            for number, effect, power in zip(self.pool.numbers, found.effect, found.power, strict=True)
        ]  # fmt: skip

    def _needed(self, arm: str, world: str, owners: int) -> dict[str, object]:
        rows = self.of(arm, world, owners)
        enough = rows[rows["assurance"] >= AIM]
        first = None if enough.empty else enough.iloc[0]
        return {
            "arm": arm,
            "villages_are": world,
            "owners": owners,
            "per_arm": np.nan if first is None else int(first["per_arm"]),
            "villages": np.nan if first is None else int(first["villages"]),
            "rupiah": np.nan if first is None else float(first["rupiah"]),
            "most_tried": int(rows["per_arm"].max()),
            "assurance_of_most": float(rows["assurance"].iloc[-1]),
        }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else float("nan")
