"""`kampung trial seal`: what a trial will find, written down before the programme."""

from typing import TYPE_CHECKING, Annotated

import typer

from simulation.questions.trial.command import (
    Contamination,
    Desired,
    Each,
    Items,
    Loss,
    LossByTrust,
    Outcome,
    Reliability,
    Sets,
    Waves,
)
from simulation.terminal.options import File, Language, Out, Resume, Scheduler, Seed, Workers

if TYPE_CHECKING:
    from simulation.questions.trial_seal.answer import Sealed
    from simulation.terminal.tables import Sheet


def trial_seal(
    file: File,
    villages: Annotated[int, typer.Option(help="Villages of an arm.")],
    owners: Annotated[int, typer.Option(help="Owners interviewed in a village.")],
    arms: Annotated[
        str | None, typer.Option(help="Two scenarios, the first without the programme: none,all.")
    ] = None,
    outcome: Outcome = "belief_other",
    waves: Waves = None,
    items: Items = 3,
    reliability: Reliability = 0.25,
    desired: Desired = 0.0,
    loss: Loss = 0.0,
    loss_by_trust: LossByTrust = False,
    contamination: Contamination = 0.0,
    sets: Sets = None,
    each: Each = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Seal what a trial will find, before the programme: forecast, hash and date (extra 'trial')."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this
    from simulation.questions.trial.mixed import ready  # noqa: PLC0415

    ready("kampung trial seal")
    given = read_study(file)
    from simulation.questions.command import put  # noqa: PLC0415
    from simulation.questions.trial.lists import names_in, numbers_in  # noqa: PLC0415
    from simulation.questions.trial_seal.question import TrialSeal  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    question = TrialSeal(
        changed(given, None, seed), villages, owners, arms=names_in(arms), outcome=outcome,
        waves=numbers_in("--waves", waves), items=items, reliability=reliability, desired=desired, loss=loss,
        loss_by_trust=loss_by_trust, contamination=contamination, sets=sets, each=each,
    )  # fmt: skip
    put(
        question,
        _sheets,
        file,
        question.command() | {"seed": seed, "scheduler": scheduler},
        out=out,
        resume=resume,
        workers=workers,
        scheduler=scheduler,
        language=language,
    )


def _sheets(answer: "Sealed") -> "list[Sheet]":
    """Return the forecast and its hash."""
    from simulation.terminal.tables import Sheet  # noqa: PLC0415 - see above

    known = answer.forecast
    row = (f"{known.median:+.3f}", f"{known.low:+.3f} to {known.high:+.3f}", f"{answer.power:.2f}")
    notes = [
        "range: nine of ten trials, over all sets; found: share of trials with p below .05 and the true sign",
        f"SHA-256 of forecast.json: {answer.digest}",
        "publish it before the programme begins; afterwards: kampung trial read DIR --data TABLE.csv",
    ]
    return [Sheet("Sealed: the estimate of this trial", ("median", "range", "found"), [row], notes)]
