"""A question about trials: how many villages they need, and what they would find.

The experiment's scenarios are the arms. One paired study makes a pool of villages, owner by owner; trials
are drawn from it in seconds, each analysed as one would be analysed in the field.
"""

from collections.abc import Sequence
from typing import Any, ClassVar, Unpack, cast

from simulation.analysis.question import Question, Run
from simulation.experiment.arguments import whole_number
from simulation.experiment.config import StudyConfig
from simulation.experiment.panel_study import PanelStudy
from simulation.files.faults import Fault, StudyError
from simulation.files.money import read_rupiah
from simulation.files.numbers import NoNumberError
from simulation.parameters import Dose
from simulation.questions.answering import How, put
from simulation.questions.trial.answer import TrialSize
from simulation.questions.trial.checks import side_by_side
from simulation.questions.trial.mixed import ready
from simulation.questions.trial.pool import Pool
from simulation.questions.trial.power import found_by, reached_reliability
from simulation.questions.trial.terms import OUTCOME, PARALLEL, WEDGE, Terms, terms_of
from simulation.running.run import changed

VILLAGES = (4, 8, 12, 16, 24, 32, 48, 64)
INTERVIEW = 75_000.0
"""Rupiah of an interview of half an hour, assumed."""
SETS, EACH, ALONE = 100, 4, 100
"""Sets of the pool and villages of each; villages where there is one set only."""
TRIALS = 4000


class Trial(Question):
    """How many villages a trial needs.

    Parameters
    ----------
    config : StudyConfig
        The experiment; its replicates play no part.
    plan : str
        ``parallel``, ``pairs`` or ``wedge``.
    arms : sequence of str, optional
        Scenarios, the first without the programme; by default the reference and the one of most activities.
    outcome : str
        A column of the table of owners.
    waves : sequence of int, optional
        Weeks of the interviews, 0 first; by default 0 and the last one (of a wedge: five).
    villages, owners : sequence of int, optional
        Sizes: villages of an arm (pairs; villages that begin together), and owners asked in each.
    items, reliability, desired, loss, loss_by_trust, contamination, interview, trials
        As :class:`simulation.questions.trial.terms.Terms`.
    sets, each : int, optional
        Sets of parameters in the pool, and simulated villages of each.

    Raises
    ------
    StudyError
        If something cannot be used, or statsmodels is not installed.
    """

    kind: ClassVar[str] = "trial"
    libraries: ClassVar[tuple[str, ...]] = ("scipy", "statsmodels")

    def __init__(
        self,
        config: StudyConfig,
        *,
        plan: str = PARALLEL,
        arms: str | Sequence[str] | None = None,
        outcome: str = OUTCOME,
        waves: Sequence[int] | None = None,
        villages: Sequence[int] = VILLAGES,
        owners: Sequence[int] | None = None,
        items: int = 3,
        reliability: float = 0.25,
        desired: float = 0.0,
        loss: float = 0.0,
        loss_by_trust: bool = False,
        contamination: float = 0.0,
        interview: str | float = INTERVIEW,
        trials: int = TRIALS,
        sets: int | None = None,
        each: int | None = None,
    ) -> None:
        ready("kampung trial")
        self.terms: Terms = terms_of(
            config,
            {
                "plan": plan, "arms": arms, "outcome": outcome, "waves": waves, "villages": villages,
                "owners": owners, "items": items, "reliability": reliability, "desired": desired,
                "loss": loss, "loss_by_trust": loss_by_trust, "contamination": contamination,
                "interview": amount(interview), "trials": trials,
            },
        )  # fmt: skip
        self.sets, self.each = pool_size(config, sets, each)
        super().__init__(config, **self.terms.plain(), sets=self.sets, each=self.each)

    def command(self) -> dict[str, Any]:
        """Return the options of the command that asks it of its experiment."""
        return command_of(self)

    def answer(self, run: Run) -> TrialSize:
        """Simulate the pool, draw trials of every size and analyse them."""
        terms, seed = self.terms, self.config.seed
        pool = self.pool(run)
        treated = range(1, 2 if terms.plan == WEDGE else len(terms.arms))
        found = {terms.arms[arm]: found_by(pool, terms, arm, seed) for arm in treated}
        checks = side_by_side(pool, terms, 1, seed)
        return TrialSize(self.config, terms, pool, found, reached_reliability(pool, terms, seed), checks)

    def pool(self, run: Run) -> Pool:
        """Simulate the villages that trials are drawn from."""
        return simulated_pool(self.config, self.terms, self.sets, self.each, run)

    def design(self) -> PanelStudy:
        """Return the study of the pool: the arms, in the same villages."""
        return pool_design(self.config, self.terms, self.sets, self.each)


def simulated_pool(config: StudyConfig, terms: Terms, sets: int, each: int, run: Run) -> Pool:
    """Simulate the villages that trials are drawn from.

    Raises
    ------
    StudyError
        If no village has a value for its owners.
    """
    design = pool_design(config, terms, sets, each)
    pool = Pool.of(design, run(design, f"{sets * each:,} villages to draw trials from"))
    if not pool.worlds:
        told = f"no owner of any village has the outcome '{terms.outcome}'"
        raise StudyError([Fault.of("--outcome", "", told, "one that the village's owners have")])
    return pool


def pool_size(config: StudyConfig, sets: int | None, each: int | None) -> tuple[int, int]:
    """Return how many sets a pool has, and how many villages live with each."""
    rows = 1 if config.points is None else config.points.rows
    number = whole_number("--sets", min(SETS, rows) if sets is None else sets, 1, rows)
    return number, whole_number(
        "--each", (EACH if number > 1 else ALONE) if each is None else each, 2, 10_000
    )


def pool_design(config: StudyConfig, terms: Terms, sets: int, each: int) -> PanelStudy:
    """Return the study of a pool of villages."""
    programmes = config.programmes()
    chosen = {name: programmes[name] for name in terms.arms}
    if terms.plan == WEDGE:
        name = terms.arms[1]
        first, *others = terms.waves[:-1]
        chosen |= {f"{name}_from_{week}": _later(chosen[name], week, config.weeks) for week in others}
        assert first == 0
    lived = config.model_copy(update={"villages_per_set": each, "replicates": sets * each})
    return PanelStudy.of(
        lived,
        chosen,
        terms.arms[0],
        terms.waves,
        panel=terms.outcome,
        weeks=terms.waves[-1],
        name=f"{config.name[:30]}_trial",
    )


def _later(doses: dict[str, Dose], weeks: int, last: int) -> dict[str, Dose]:
    """Return a programme that begins so many weeks later; what would begin after the end is left out."""
    moved = {name: dose.model_copy(update={"first": dose.first + weeks}) for name, dose in doses.items()}
    return {name: dose for name, dose in moved.items() if dose.first <= last}


def amount(given: str | float) -> object:
    """Return an amount of rupiah, also one as people write it.

    Raises
    ------
    StudyError
        If it is a text that is no amount.
    """
    if not isinstance(given, str):
        return given
    try:
        return read_rupiah(given)
    except NoNumberError as error:
        raise StudyError([Fault.of("--interview", "", error.found, error.allowed)]) from None


def command_of(question: Question) -> dict[str, Any]:
    """Return the options of a command about trials: lists stand in one text."""
    asked = {
        name: ",".join(map(str, value)) if isinstance(value, list) else value
        for name, value in question.options.items()
    }
    return {"seed": question.config.seed} | asked


def trial(
    config: StudyConfig,
    *,
    plan: str = PARALLEL,
    arms: str | Sequence[str] | None = None,
    outcome: str = OUTCOME,
    waves: Sequence[int] | None = None,
    villages: Sequence[int] = VILLAGES,
    owners: Sequence[int] | None = None,
    items: int = 3,
    reliability: float = 0.25,
    desired: float = 0.0,
    loss: float = 0.0,
    loss_by_trust: bool = False,
    contamination: float = 0.0,
    interview: str | float = INTERVIEW,
    trials: int = TRIALS,
    sets: int | None = None,
    each: int | None = None,
    seed: int | None = None,
    **how: Unpack[How],
) -> TrialSize:
    """Tell how many villages a trial of the programme needs (extra ``trial``).

    Parameters
    ----------
    config : StudyConfig
        The experiment.
    plan, arms, outcome, waves, villages, owners, items, reliability, desired, loss, loss_by_trust
        As :class:`Trial`.
    contamination, interview, trials, sets, each
        As :class:`Trial`.
    seed, **how
        As in :meth:`simulation.api.Study.run`; with ``out``, a report in ``language`` too.
    """
    question = Trial(
        changed(config, None, seed), plan=plan, arms=arms, outcome=outcome, waves=waves, villages=villages,
        owners=owners, items=items, reliability=reliability, desired=desired, loss=loss,
        loss_by_trust=loss_by_trust, contamination=contamination, interview=interview, trials=trials,
        sets=sets, each=each,
    )  # fmt: skip
    return cast(TrialSize, put(question, **how))
