"""Many villages: what a programme does in each of them, and where to begin.

Every village of the experiment's table is a paired study of its own, through the one runner: its
replicates, with every programme and without, on the same draws.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Unpack, cast

from simulation.analysis.choices import chosen_outcome, chosen_programme, chosen_week
from simulation.analysis.question import Question, Run
from simulation.analysis.windows import read_weeks, values_at
from simulation.analysis.workbench import ready
from simulation.experiment.arguments import listed
from simulation.experiment.config import StudyConfig
from simulation.experiment.replicates import MOST_REPLICATES
from simulation.experiment.village_studies import VillageStudies
from simulation.experiment.village_table import VillageTable
from simulation.files.faults import Fault, StudyError
from simulation.questions.answering import How, put
from simulation.questions.villages.answer import SEGREGATION, Terms, VillageEffects
from simulation.running.run import changed


class Villages(Question):
    """What programmes do in each of many villages.

    Parameters
    ----------
    config : StudyConfig
        The experiment, with a table of villages; its replicates are those of each village.
    programmes : sequence of str, optional
        Scenarios; by default all.
    outcome : str, optional
        What maps, ranking and rule are about; by default trust in other groups.
    week : int, optional
        When; by default the last week that is compared.

    Raises
    ------
    StudyError
        If there is no table of villages, a name is unknown, the number of replicates cannot be used, or
        scikit-learn or ema-workbench is not installed.
    """

    kind: ClassVar[str] = "villages"
    libraries: ClassVar[tuple[str, ...]] = ("ema-workbench", "scikit-learn")

    def __init__(
        self,
        config: StudyConfig,
        *,
        programmes: str | Sequence[str] | None = None,
        outcome: str | None = None,
        week: int | None = None,
    ) -> None:
        ready("kampung villages")
        self.table = _table(config)
        self.each = _each(config, len(self.table.names))
        chosen = [chosen_programme(config, name) for name in listed(programmes) or config.scenarios]
        self.programmes = [name for name in dict.fromkeys(chosen) if name != config.reference]
        if not self.programmes:
            told = f"'{config.reference}' is the reference itself"
            raise StudyError([Fault.of("--programme", "", told, "a scenario to compare with it")])
        self.outcome = chosen_outcome(config, outcome)
        self.week = chosen_week(config, week)
        super().__init__(config, programmes=self.programmes, outcome=self.outcome, week=self.week)

    def command(self) -> dict[str, Any]:
        """Return the options of the command that asks it of its experiment."""
        asked = super().command()
        return {"programme" if name == "programmes" else name: value for name, value in asked.items()}

    def answer(self, run: Run) -> VillageEffects:
        """Run every village with each programme and without."""
        design = self.design()
        table = run(design, f"{len(self.table.names):,} villages x {self.each}")
        outcomes = list(self.config.outcomes)
        found = values_at(table, list(dict.fromkeys([*outcomes, "cost"])), [self.week], self.config.window)
        values = {name: design.split(each[:, :, 0]) for name, each in found.items()}
        before = {name: design.split(each[:, :, 0])[0] for name, each in table.many(SEGREGATION, [0]).items()}
        assert design.points is not None
        return VillageEffects(self.terms(), design.points, values, before)

    def terms(self) -> Terms:
        """Return what was asked, for the answer."""
        return Terms(
            self.config, self.table.names, self.programmes, self.outcome, self.week, self.each,
            self.config.set_numbers(self.each),
        )  # fmt: skip

    def design(self) -> VillageStudies:
        """Return the study: village after village, ``each`` replicates of it."""
        config, programmes = self.config, self.config.programmes()
        names = [config.reference, *self.programmes]
        return VillageStudies.over(
            config,
            {name: programmes[name] for name in names},
            config.reference,
            sorted({0, *read_weeks(list(config.outcomes), [self.week], config.window)}),
            self.table.drawn(config.seed, config.village),
            self.each,
            lucks=self.table.lucks(),
            sets=None if config.points is None else config.points.model_dump(),
            weeks=self.week,
            compare_weeks=[self.week],
            name=f"{config.name[:30]}_villages",
        )


def _table(config: StudyConfig) -> VillageTable:
    if config.villages is None:
        told = f"the experiment '{config.name}' names no table of villages"
        raise StudyError([Fault.of("villages", "", told, "a line 'villages: TABLE.csv' in its file")])
    return config.villages


def _each(config: StudyConfig, villages: int) -> int:
    each = config.replicates
    most = MOST_REPLICATES // villages
    if not isinstance(each, int):
        told = "the number of replicates rests on the results ('until')"
        raise StudyError([Fault.of("replicates", "", told, f"a fixed number: --replicates N, 2 to {most:,}")])
    if not 2 <= each <= most:
        told = f"found {each:,} replicates of each of {villages:,} villages"
        raise StudyError([Fault.of("replicates", "", told, f"2 to {most:,}")])
    return each


def villages(
    config: StudyConfig,
    programmes: str | Sequence[str] | None = None,
    *,
    outcome: str | None = None,
    week: int | None = None,
    replicates: int | None = None,
    seed: int | None = None,
    **how: Unpack[How],
) -> VillageEffects:
    """Compare programmes in every village of the experiment's table, and say where to go first.

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    programmes, outcome, week
        As :class:`simulation.questions.villages.question.Villages`.
    replicates, seed, **how
        As in :meth:`simulation.api.Study.run`; with ``out``, a report in ``language`` too.
    """
    config = changed(config, replicates, seed)
    question = Villages(config, programmes=programmes, outcome=outcome, week=week)
    return cast(VillageEffects, put(question, **how))
