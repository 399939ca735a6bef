"""Structural alternatives: the model with one mechanism taken out (docs/calibration.md)."""

from dataclasses import dataclass

from simulation.experiment.points import Points
from simulation.parameters import Behaviour, Label

AS_IS = "as_is"
"""Name of the experiment's own behaviour beside the alternatives."""
EACH = 8
"""Villages of a plan under each alternative."""


@dataclass(frozen=True)
class Alternative:
    """One mechanism taken out.

    Attributes
    ----------
    changes : dict of str to float
        Fields of Behaviour that differ from the experiment's.
    label : Label
        Name to show.
    """

    changes: dict[str, float]
    label: Label


ALTERNATIVES: dict[str, Alternative] = {
    "no_generalisation": Alternative(
        {"generalisation": 0.0},
        Label(
            en="experience with a person says nothing about the group (eta = 0)",
            id="pengalaman dengan seseorang tidak meluas ke kelompoknya (eta = 0)",
        ),
    ),
    "even_weight": Alternative(
        {"bad_weight": 1.0},
        Label(
            en="bad experience weighs as good (omega = 1)",
            id="pengalaman buruk berbobot sama dengan yang baik (omega = 1)",
        ),
    ),
    "norms_off": Alternative(
        {"norm_weight": 0.0, "norm_learning": 0.0, "norm_anchor": 0.0},
        Label(
            en="norms neither guide nor change (gamma = alpha = xi = 0)",
            id="norma tidak menuntun dan tidak berubah (gamma = alpha = xi = 0)",
        ),
    ),
    "homophily_off": Alternative(
        {"avoidance": 0.0},
        Label(
            en="nobody avoids the other group (h = 0)",
            id="tidak ada yang menghindari kelompok lain (h = 0)",
        ),
    ),
}
"""By name; `sensitivity` and `plan` look at effects under each of them."""


def alternative_points(behaviour: Behaviour) -> Points:
    """Return the behaviour as it is in row 0, then under each alternative in turn."""
    rows: list[dict[str, float]] = [{}, *(each.changes for each in ALTERNATIVES.values())]
    changed = dict.fromkeys(name for row in rows for name in row)
    return Points(
        columns={name: [row.get(name, float(getattr(behaviour, name))) for row in rows] for name in changed}
    )
