"""`kampung sweep`: what becomes of the effects as parameters go through values."""

from typing import TYPE_CHECKING, Annotated

import typer

from simulation.terminal.options import File, Language, Out, Resume, Scheduler, Seed, Share, Workers

if TYPE_CHECKING:
    from simulation.questions.sweep.answer import SweepAnswer
    from simulation.terminal.tables import Sheet

SHOWN = 30
"""Points that are printed."""


def sweep(
    file: File,
    each: Annotated[
        int | None, typer.Option(min=1, help="Simulated villages at every point, instead of the file's.")
    ] = None,
    outcome: Annotated[
        str | None, typer.Option(help="For the figures. Default: trust in other groups.")
    ] = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    shard: Share = None,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Run every scenario at every point of the experiment's `sweep`, in the same villages."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this

    config = read_study(file)
    from simulation.questions.command import put  # noqa: PLC0415
    from simulation.questions.sweep.question import SweepQuestion  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    question = SweepQuestion(changed(config, None, seed), each=each, outcome=outcome)
    put(
        question,
        _sheets,
        file,
        {"each": each, "outcome": outcome, "seed": seed, "shard": shard, "scheduler": scheduler},
        out=out,
        resume=resume,
        shard=shard,
        workers=workers,
        scheduler=scheduler,
        language=language,
    )


def _sheets(answer: "SweepAnswer") -> "list[Sheet]":
    """Return the effects on the outcome of the figures, point by point."""
    from simulation.terminal.tables import Sheet  # noqa: PLC0415 - see above

    terms = answer.terms
    effects = [answer.effect(programme) for programme in terms.programmes]
    rows = [
        (
            *(f"{value:.6g}" if isinstance(value, float) else str(value) for value in row.values()),
            *(f"{frame['difference'].iloc[point]:+.3f}" for frame in effects),
        )
        for point, row in enumerate(terms.rows[:SHOWN])
    ]
    notes = [] if len(terms.rows) <= SHOWN else [f"the first {SHOWN} of {len(terms.rows):,} points"]
    return [
        Sheet(f"effect on {terms.outcome}, week {terms.week}", (*terms.names, *terms.programmes), rows, notes)
    ]
