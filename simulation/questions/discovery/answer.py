"""Where programmes fail: villages, verdicts, findings."""

import numpy as np
import pandas as pd

from simulation.analysis.direction import sign
from simulation.analysis.question import Answer
from simulation.analysis.scenario_discovery import Half, search
from simulation.questions.discovery.finding import BOXES, STEPS, Finding

FAILS, BACKFIRES = "fails", "backfires"
NEAR = 1.96
"""Standard errors within which luck may have put a village on the wrong side of the threshold."""


class Discovery(Answer):
    """Where programmes fail.

    Parameters
    ----------
    points : DataFrame, shape (villages, parameters)
        First half: to search in; second half: held out.
    effects : mapping of str to ndarray of float, shape (each, villages)
        Paired differences from the reference by programme, NaN where a run failed.
    outcome : str
    week : int
        What was compared, and when.
    smallest : float
        The smallest effect of interest.
    seed : int
        Names the order of equal splits.

    Attributes
    ----------
    villages : DataFrame
        One row a programme and village: ``half`` (searched, held), ``effect``, ``verdict`` (raises,
        fails, backfires; empty without a result), ``near`` (the threshold), and the parameters.
    findings : list of Finding
        Failing and backfiring of each programme.
    """

    def __init__(
        self,
        points: pd.DataFrame,
        effects: dict[str, np.ndarray],
        *,
        outcome: str,
        week: int,
        smallest: float,
        seed: int,
    ) -> None:
        self.outcome, self.week, self.smallest, self._seed = outcome, week, smallest, seed
        self.points = points
        self.searched = np.arange(len(points)) < len(points) // 2
        self.findings: list[Finding] = []
        frames = []
        for programme, found in effects.items():
            gain = sign(self.outcome) * found.mean(axis=0)
            error = _standard_error(found)
            for way, threshold in ((FAILS, self.smallest), (BACKFIRES, -self.smallest)):
                failed = gain < threshold if way == FAILS else gain <= threshold
                near = np.abs(gain - threshold) < NEAR * error
                self.findings.append(self._finding(programme, way, failed, near, gain, len(found)))
            frames.append(self._frame(programme, gain, np.abs(gain - self.smallest) < NEAR * error))
        self.villages = pd.concat(frames, ignore_index=True)

    def _finding(
        self,
        programme: str,
        way: str,
        failed: np.ndarray,
        near: np.ndarray,
        gain: np.ndarray,
        each: int,
    ) -> Finding:
        there = ~np.isnan(gain)
        searched, held = (
            Half(self.points[there & half].reset_index(drop=True), failed[there & half])
            for half in (self.searched, ~self.searched)
        )
        # a fixed number of 32 bits, as scikit-learn wants it
        found = search(searched, held, self._seed % 2**32)
        count = None if each == 1 else int((near & there).sum())
        return Finding(programme, way, int(there.sum()), int(failed[there].sum()), count, found)

    def _frame(self, programme: str, gain: np.ndarray, near: np.ndarray) -> pd.DataFrame:
        verdict = np.select(
            [np.isnan(gain), gain <= -self.smallest, gain < self.smallest], ["", BACKFIRES, FAILS], "raises"
        )
        head = pd.DataFrame(
            {
                "programme": programme,
                "village": np.arange(gain.size),
                "half": np.where(self.searched, "searched", "held"),
                "effect": sign(self.outcome) * gain,
                "verdict": verdict,
                "near": near,
            }
        )
        return pd.concat([head, self.points], axis=1)

    def finding(self, programme: str, way: str) -> Finding:
        """Return the finding of a programme."""
        return next(f for f in self.findings if (f.programme, f.way) == (programme, way))

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the villages, the findings in numbers, the boxes and leaves, and the peeling."""
        return {
            "villages": self.villages,
            "findings": pd.DataFrame([found.numbers() for found in self.findings]),
            "boxes": pd.DataFrame(
                [row for found in self.findings for row in found.box_rows()], columns=BOXES
            ),
            "trajectory": pd.DataFrame(
                [row for found in self.findings for row in found.steps()], columns=STEPS
            ),
        }


def _standard_error(effects: np.ndarray) -> float:
    """Return the standard error of a village's mean effect, pooled over the villages; NaN for one replicate.

    Two or three replicates of one village say little of its spread; thousands of villages together do.
    """
    each, there = effects.shape[0], effects[:, ~np.isnan(effects).any(axis=0)]
    if each < 2 or not there.size:
        return float("nan")
    return float(np.sqrt(there.var(axis=0, ddof=1).mean() / each))
