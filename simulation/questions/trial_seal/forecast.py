"""The forecast of a trial: written before the programme with its hash and date, and read afterwards."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from simulation.files.faults import Fault, StudyError
from simulation.files.new_files import write_new

FORECAST, SEAL = "forecast.json", "forecast.sha256"
FORMAT = 1
ALLOWED = "a folder that kampung trial seal has written, before the programme began"
MOST_BYTES = 10_000_000


@dataclass(frozen=True)
class Forecast:
    """What a trial will find, set by set.

    Attributes
    ----------
    about : dict
        Experiment, terms, estimator, versions, date.
    sets : ndarray of int, shape (sets,)
        Numbers of the sets.
    effect : ndarray of float, shape (sets,)
        True effect of each.
    mean, sd : ndarray of float, shape (sets,)
        Of the estimates of such trials, where all villages live with the set.
    low, median, high : float
        5th, 50th and 95th percentile of the estimates over all sets.
    """

    about: dict[str, Any]
    sets: np.ndarray
    effect: np.ndarray
    mean: np.ndarray
    sd: np.ndarray
    low: float
    median: float
    high: float

    @property
    def terms(self) -> dict[str, Any]:
        """What was asked of the trial."""
        found: dict[str, Any] = self.about["terms"]
        return found

    def text(self, day: date) -> str:
        """Return the document, the same text for the same forecast and day."""
        document = {
            "format": FORMAT,
            "sealed": day.isoformat(),
            **self.about,
            "estimate": {"low": self.low, "median": self.median, "high": self.high},
            "sets": [
                {"set": int(number), "effect": effect, "mean": mean, "sd": sd}
                for number, effect, mean, sd in zip(
                    self.sets, self.effect.tolist(), self.mean.tolist(), self.sd.tolist(), strict=True
                )
            ],
        }
        return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def seal(folder: Path, forecast: Forecast, day: date) -> str:
    """Write the forecast and its SHA-256 into a folder; return the latter.

    What is sealed already stays as it is: a question that is resumed does not seal twice.
    """
    if (folder / FORECAST).exists() and (folder / SEAL).exists():
        return digest_of((folder / FORECAST).read_bytes())
    text = forecast.text(day)
    digest = digest_of(text.encode())
    write_new({folder / FORECAST: text, folder / SEAL: f"{digest}  {FORECAST}\n"})
    return digest


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def read_forecast(folder: Path) -> tuple[Forecast, str]:
    """Return the forecast of a folder and its SHA-256.

    Raises
    ------
    StudyError
        If the folder holds no sealed forecast, or one that was changed after it was sealed.
    """
    place, seal_place = folder / FORECAST, folder / SEAL
    if not place.is_file() or not seal_place.is_file():
        told = "holds no sealed forecast: this trial was never sealed"
        raise StudyError([Fault.of(folder, "", told, ALLOWED)])
    content = place.read_bytes()[:MOST_BYTES]
    digest = digest_of(content)
    sealed = seal_place.read_text(encoding="utf-8", errors="replace").split()
    if not sealed or sealed[0] != digest:
        there = (sealed or ["none"])[0]
        told = f"the hash is {digest[:16]}..., that of the seal {there[:16]}...: it was changed"
        raise StudyError([Fault.of(place, "", told, "the forecast as it was sealed")])
    try:
        document = json.loads(content)
        if document["format"] != FORMAT:
            raise ValueError
        sets = document.pop("sets")
        estimate = document.pop("estimate")
        numbers, effect, mean, sd = (
            np.array([row[name] for row in sets]) for name in ("set", "effect", "mean", "sd")
        )
        ends = (float(estimate[name]) for name in ("low", "median", "high"))
        return Forecast(document, numbers, effect, mean, sd, *ends), digest
    except (ValueError, KeyError, TypeError):
        raise StudyError([Fault.of(place, "", "is no forecast of this version", ALLOWED)]) from None
