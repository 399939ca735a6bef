"""`kampung sensitivity`: which parameters drive the result."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from simulation.terminal.options import File, Language, Out, Resume, Scheduler, Seed, Workers

if TYPE_CHECKING:
    from simulation.questions.sensitivity.answer import Sensitivity
    from simulation.terminal.tables import Sheet

SHOWN = 12
"""Parameters in a printed table."""


def sensitivity(
    file: File,
    programme: Annotated[
        str | None,
        typer.Option(help="Scenario whose effect is explained; default: the one of most activities."),
    ] = None,
    outcome: Annotated[
        str | None, typer.Option(help="Outcome that ranks the parameters; default: the experiment's first.")
    ] = None,
    parameter: Annotated[
        list[str] | None, typer.Option(help="Vary only this one; may be given several times. Default: all.")
    ] = None,
    trajectories: Annotated[int, typer.Option(min=2, help="Of the Morris screening.")] = 20,
    replicates: Annotated[
        int, typer.Option(min=2, help="Simulated villages at each of its points, and under each alternative.")
    ] = 20,
    method: Annotated[
        Literal["sobol", "pawn", "none"], typer.Option(help="Second look at what ranks first.")
    ] = "sobol",
    keep: Annotated[int, typer.Option(min=1, help="How many parameters it looks at.")] = 8,
    samples: Annotated[
        int, typer.Option(min=2, help="Its base points (Sobol: a power of 2), or points (PAWN).")
    ] = 256,
    sample_replicates: Annotated[
        int, typer.Option(min=2, help="Simulated villages at each of its points.")
    ] = 4,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Find what drives the result: Morris, then Sobol or PAWN, then other structures of the model."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this

    config = read_study(file)
    from simulation.questions.command import put  # noqa: PLC0415
    from simulation.questions.sensitivity.question import SensitivityQuestion  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    question = SensitivityQuestion(
        changed(config, None, seed),
        programme=programme,
        outcome=outcome,
        parameter=parameter,
        trajectories=trajectories,
        replicates=replicates,
        method=method,
        keep=keep,
        samples=samples,
        sample_replicates=sample_replicates,
    )
    put(
        question,
        _sheets,
        file,
        question.options | {"seed": seed, "scheduler": scheduler},
        out=out,
        resume=resume,
        workers=workers,
        scheduler=scheduler,
        language=language,
    )


def _sheets(found: "Sensitivity") -> "list[Sheet]":
    """Return the screening of the outcome that ranks, for the programme's effect and without programme."""
    from simulation.questions.sensitivity.answer import is_constant, of  # noqa: PLC0415 - see above
    from simulation.questions.sensitivity.spread import EFFECT, LEVEL  # noqa: PLC0415
    from simulation.terminal.tables import Sheet  # noqa: PLC0415

    sheets = []
    for what, told in ((EFFECT, "effect of the programme"), (LEVEL, "without programme")):
        frame = found.screened(found.outcome, what)
        rows = frame[frame["mu_star"].notna()].head(SHOWN).to_dict("records")
        notes = []
        if is_constant(found.morris, found.outcome, what):
            value = of(found.spread, found.outcome, what)["middle"].iloc[0]
            notes = [f"does not vary: {value:.4g} in every kind of village that was tried"]
        elif not rows:
            notes = ["not defined in enough of the villages"]
        sheets.append(
            Sheet(
                f"{found.outcome}, {told}: change over the whole range of a parameter (Morris)",
                ("parameter", "mean size", "95 % interval", "mean", "sigma", "luck alone"),
                [
                    (
                        row["parameter"],
                        f"{row['mu_star']:.4g}",
                        f"{row['low']:.4g} to {row['high']:.4g}",
                        f"{row['mu']:+.4g}",
                        f"{row['sigma']:.4g}",
                        f"{row['floor']:.4g}",
                    )
                    for row in rows
                ],
                notes,
            )
        )
    return sheets
