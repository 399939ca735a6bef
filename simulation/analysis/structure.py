"""Structure: every effect with one mechanism of the model taken out, and what becomes of its verdict."""

import pandas as pd

from simulation.analysis.alternatives import ALTERNATIVES, AS_IS, alternative_points
from simulation.analysis.comparison import paired, verdict
from simulation.analysis.question import Run
from simulation.analysis.windows import read_weeks, values_at
from simulation.experiment.config import StudyConfig
from simulation.experiment.sampling import Sampling


def under_alternatives(config: StudyConfig, each: int, run: Run) -> pd.DataFrame:
    """Run every scenario of an experiment under every alternative, in the same villages.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    each : int
        Villages under each alternative.
    run : callable
        Runs a stage of an answer.

    Returns
    -------
    DataFrame
        One row an alternative (``as_is`` first), scenario and outcome, in the last week compared: the
        mean paired ``difference`` from the reference, ``low`` and ``high``, its 95 % interval,
        ``villages`` that have both, and the ``verdict`` against the smallest effect of interest (see
        :func:`simulation.analysis.comparison.verdict`).
    """
    outcomes, week = list(config.outcomes), config.compare_weeks[-1]
    weeks = read_weeks(outcomes, [week], config.window)
    programmes = config.programmes()
    names = [AS_IS, *ALTERNATIVES]
    design = Sampling.over(
        config, programmes, config.reference, weeks, alternative_points(config.behaviour), each,
        name=f"{config.name[:28]}_alternative",
    )  # fmt: skip
    table = run(design, f"{len(programmes)} scenarios under {len(ALTERNATIVES)} alternatives")
    base = table.scenarios.index(config.reference)
    rows = []
    for outcome, values in values_at(table, outcomes, [week], config.window).items():
        found = design.split(values[:, :, 0])
        smallest = config.outcomes[outcome].smallest_effect
        for number, scenario in enumerate(table.scenarios):
            if number == base:
                continue
            for place, alternative in enumerate(names):
                differences = found[number, place] - found[base, place]
                effect = paired(differences)
                rows.append(
                    {
                        "alternative": alternative,
                        "scenario": scenario,
                        "outcome": outcome,
                        "week": week,
                        **{name: effect[name] for name in ("difference", "low", "high")},
                        "villages": int(pd.notna(differences).sum()),
                        "verdict": verdict(effect, smallest),
                    }
                )
    return pd.DataFrame(rows)


def judged(as_is: str, other: str) -> str:
    """Return what becomes of a headline under an alternative.

    Parameters
    ----------
    as_is, other : str
        Verdicts of the model as it is and of the alternative.

    Returns
    -------
    str
        ``kept``: the same verdict; ``turned``: the opposite sign; ``lost``: what was sure no longer is;
        ``new``: sure what was too small to matter; ``open``: one of the two says nothing.
    """
    if as_is == "unsure":
        return "open"
    if as_is == other:
        return "kept"
    if as_is == "same":
        return "open" if other == "unsure" else "new"
    return "turned" if {as_is, other} == {"higher", "lower"} else "lost"
