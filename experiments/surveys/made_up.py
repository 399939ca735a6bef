"""Makes up a survey: one simulated village with known parameters, seen through the error of a survey.

``python experiments/surveys/made_up.py`` writes made_up_targets.csv, on which docs/calibrate.md works.
Nobody was asked anything: it shows what a calibration can find, because here the truth is known.
"""

from pathlib import Path

import numpy as np

from simulation.experiment.experiment_file import read_study
from simulation.model.draws import FOUNDING, normal, owner_key, replicate_seed, week_key
from simulation.model.engine import Engine
from simulation.questions.calibration.question import PARAMETERS

HERE = Path(__file__).parent
SET = 1
"""The village lives with the second set of the ensemble; the first are the defaults."""
ERRORS = {
    "belief_own": 0.02,
    "belief_other": 0.025,
    "degree": 0.3,
    "ei_index": 0.06,
    "gotong_royong": 0.02,
    "transparency": 0.02,
    "commitment": 0.02,
}
"""About what 40 of 60 owners asked would give."""
PROGRAMME = "all"
SEED = 1


def main() -> None:
    """Simulate the village, add the error, write the file; tell what no survey could."""
    config = read_study(HERE.parent / "kaloran_brimob.yaml")
    case = config.case(SET * config.villages_per_set)
    village = Engine(case.village, case.behaviour, replicate_seed(SEED, 0), prices=config.prices)
    village.advance(0)
    after = village.branch(case.dosed(config.programmes()[PROGRAMME]))
    after.advance(config.weeks)
    without = village.branch({})
    without.advance(config.weeks)
    place = village.columns.index("trust_other")
    effect = after.measure()[place] - without.measure()[place]
    print(
        f"effect of the programme on trust_other in week {config.weeks}, which no survey sees: {effect:+.3f}"
    )
    told = ", ".join(f"{name} {getattr(case.behaviour, name):g}" for name in PARAMETERS)
    lines = [
        "# MADE UP: nobody was asked. One simulated village, seen with the error of a survey",
        "# (experiments/surveys/made_up.py), which lives with the second set of the ensemble, with",
        f"# {told}. A real survey has this form.",
        "measure,week,value,standard_error",
    ]
    for place, (week, run) in enumerate([(0, village), (config.weeks, after)]):
        seen = np.asarray(run.measure())
        for number, (measure, error) in enumerate(ERRORS.items()):
            luck = normal(owner_key(week_key(SEED, place), FOUNDING, number), 0)
            value = seen[run.columns.index(measure)] + error * luck
            lines.append(f"{measure},{week},{value:.4f},{error:g}")
    (HERE / "made_up_targets.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
