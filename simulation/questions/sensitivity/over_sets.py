"""What drives the result among plausible villages: given-data correlations over the sets of an experiment.

The screening varies one parameter at a time over its whole range, and most of those villages fit no pattern.
Here nothing is varied: the sets that the experiment lives with are compared as they are.
"""

import numpy as np
import pandas as pd

from simulation.analysis.question import Run
from simulation.analysis.spread import spread
from simulation.analysis.telling import bound, correlations
from simulation.analysis.windows import read_weeks, values_at
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design
from simulation.experiment.span import used_rows
from simulation.questions.sensitivity.spread import EFFECT, LEVEL

COLUMNS = ("outcome", "of", "parameter", "correlation", "chance", "sure", "sets")


def over_sets(config: StudyConfig, programme: str, run: Run) -> pd.DataFrame:
    """Return how outcomes and effects go with each parameter over the sets of an experiment.

    Returns
    -------
    DataFrame
        One row an outcome (in the last week compared), ``of`` (level without a programme, or effect) and
        parameter: Spearman's ``correlation`` over the sets, luck removed; ``chance``, what the largest of
        all parameters would reach by chance in 5 % of such tables; ``sure``, whether it is more;
        ``sets``. Empty for a single set.
    """
    rows = used_rows(config)
    if config.points is None or rows < 2:
        return pd.DataFrame(columns=list(COLUMNS))
    week, outcomes = config.compare_weeks[-1], list(config.outcomes)
    design = Design.of(
        config,
        {name: config.programmes()[name] for name in (config.reference, programme)},
        config.reference,
        read_weeks(outcomes, [week], config.window),
        name=f"{config.name[:28]}_sets",
        replicates=config.most_replicates,
    )
    table = run(design, f"{rows} sets")
    numbers = config.set_numbers(table.replicates)
    parameters = {name: np.array(column[:rows]) for name, column in config.points.columns.items()}
    found = []
    for outcome, values in values_at(table, outcomes, [week], config.window).items():
        without, with_it = values[:, :, 0]
        for what, each in ((LEVEL, without), (EFFECT, with_it - without)):
            by_set = spread(each, numbers).sets
            told = correlations(by_set, parameters)
            chance = bound(len(parameters), int(np.isfinite(by_set).sum()))
            found += [
                {
                    "outcome": outcome, "of": what, "parameter": name, "correlation": value,
                    "chance": chance, "sure": abs(value) > chance, "sets": rows,
                }
                for name, value in sorted(told.items(), key=lambda entry: -abs(entry[1]))
            ]  # fmt: skip
    return pd.DataFrame(found, columns=list(COLUMNS))
