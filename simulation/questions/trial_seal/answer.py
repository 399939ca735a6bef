"""What a trial will find according to the model, sealed."""

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from simulation.analysis.question import Answer
from simulation.questions.trial_seal.forecast import Forecast, digest_of, seal


class Sealed(Answer):
    """A forecast.

    Parameters
    ----------
    forecast : Forecast
        What trials find, set by set.
    power : float
        Share of the trials that find the effect with its true sign.

    Attributes
    ----------
    digest : str or None
        SHA-256 of the sealed document; None before it is written.
    """

    def __init__(self, forecast: Forecast, power: float) -> None:
        self.forecast, self.power = forecast, power
        self.digest: str | None = None

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the forecast set by set: ``forecast.csv``."""
        known = self.forecast
        rows = {
            "set": known.sets, "effect": known.effect, "estimate": known.mean, "estimate_sd": known.sd,
            "estimate_low": known.mean - 1.96 * known.sd, "estimate_high": known.mean + 1.96 * known.sd,
        }  # fmt: skip
        return {"forecast": pd.DataFrame(rows)}

    def write(self, folder: Path) -> None:
        """Write the forecast and its hash; what is sealed stays."""
        self.digest = seal(folder, self.forecast, date.today())

    @property
    def mark(self) -> str:
        """A short hash of what is forecast, whatever the day."""
        return digest_of(self.forecast.text(date(1, 1, 1)).encode())[:16]

    @property
    def near_zero(self) -> float:
        """Share of the sets whose true effect is below nothing."""
        return float(np.mean(self.forecast.effect < 0))
