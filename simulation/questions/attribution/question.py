"""Attribution: which activity did it? Exact Shapley values and pairwise interactions over all programmes.

The whole programme is a game: a coalition is a subset of its activities, its worth what the subset
reaches in a simulated village. The Shapley value of an activity is its mean contribution over all orders
in which the activities could join (Shapley 1953); the interaction of two is what they reach together
beyond what each reaches alone, averaged over what else is there (Grabisch & Roubens 1999). Both are
computed in each replicate, on the same seeds, so that their intervals are those of paired differences.
"""

from typing import ClassVar, Unpack, cast

from simulation.analysis.choices import chosen_programme
from simulation.analysis.question import Question, Run
from simulation.analysis.windows import read_weeks
from simulation.experiment.config import StudyConfig
from simulation.experiment.design import Design
from simulation.files.faults import Fault, StudyError
from simulation.questions.answering import How, put
from simulation.questions.attribution.answer import Attribution
from simulation.running.run import changed

MOST_ACTIVITIES = 10
"""Activities of an exact attribution: 1,024 programmes."""


def whole_programme(config: StudyConfig, programme: str | None = None) -> str:
    """Return the scenario that is attributed: by default the one of most activities, the first of equals.

    Raises
    ------
    StudyError
        If there is no such scenario, or it has fewer than 2 or more than 10 activities.
    """
    programme = chosen_programme(config, programme)
    number = len(config.programmes()[programme])
    if not 2 <= number <= MOST_ACTIVITIES:
        told = f"the scenario '{programme}' has {number} activities"
        allowed = f"2 to {MOST_ACTIVITIES} activities: an exact attribution runs every subset of them"
        raise StudyError([Fault.of("--programme", "", told, allowed)])
    return programme


def attribution_design(config: StudyConfig, programme: str) -> Design:
    """Return the study of all subsets of a programme.

    Scenario ``subset_C`` holds the ``i``-th activity of the programme if bit ``i`` of ``C`` is set.
    """
    doses = config.programmes()[programme]
    names = list(doses)
    programmes = {
        f"subset_{coalition}": {
            name: doses[name] for place, name in enumerate(names) if coalition >> place & 1
        }
        for coalition in range(2 ** len(names))
    }
    weeks = read_weeks(list(config.outcomes), config.compare_weeks, config.window)
    return Design.of(config, programmes, "subset_0", weeks, name=f"{config.name[:30]}_attribute")


class Attribute(Question):
    """Which activity did it: exact Shapley values over all subsets of a programme.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    programme : str, optional
        The scenario to divide up; by default the one of most activities.

    Raises
    ------
    StudyError
        If it cannot be divided up.
    """

    kind: ClassVar[str] = "attribute"

    def __init__(self, config: StudyConfig, *, programme: str | None = None) -> None:
        super().__init__(config, programme=whole_programme(config, programme))
        self.programme: str = self.options["programme"]

    def answer(self, run: Run) -> Attribution:
        """Run every subset of the programme and divide what it reaches."""
        design = attribution_design(self.config, self.programme)
        table = run(design, f"{len(design.scenarios)} programmes")
        *_, whole = design.programmes().values()
        return Attribution(
            list(whole), table, list(design.outcomes), design.compare_weeks, design.window,
            design.set_numbers(table.replicates),
        )  # fmt: skip


def attribute(
    config: StudyConfig,
    programme: str | None = None,
    *,
    replicates: int | None = None,
    seed: int | None = None,
    **how: Unpack[How],
) -> Attribution:
    """Divide what a programme reaches among its activities: exact Shapley values, interactions.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    programme : str, optional
        The scenario to divide up; by default the one of most activities.
    replicates, seed, **how
        As in :meth:`simulation.api.Study.run`; with ``out``, a report in ``language`` too.
    """
    config = changed(config, replicates, seed)
    return cast(Attribution, put(Attribute(config, programme=programme), **how))
