"""`kampung calibrate`: which parameters fit what was observed in the village."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.terminal.options import File, Language, Out, Resume, Scheduler, Seed, Workers

if TYPE_CHECKING:
    from simulation.questions.calibration.answer import Calibrated
    from simulation.terminal.tables import Sheet


def calibrate(
    file: File,
    data: Annotated[
        Path, typer.Option(help="What was observed (CSV): measure, week, value, standard_error.")
    ],
    parameter: Annotated[
        list[str] | None,
        typer.Option(help="A parameter to fit, once for each; default: eight that a survey may tell."),
    ] = None,
    programme: Annotated[
        str | None,
        typer.Option(help="Scenario the village went through; default: the one of most activities."),
    ] = None,
    particles: Annotated[int, typer.Option(min=50, help="Size of a population of ABC-SMC.")] = 500,
    populations: Annotated[int, typer.Option(min=2, help="How many; the first one is the prior.")] = 4,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Fit parameters to a survey (extra 'calibrate'), and say which of them it can tell."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this

    given = read_study(file)
    from simulation.experiment.targets import read_targets  # noqa: PLC0415
    from simulation.questions.calibration.question import Calibrate, programme_of  # noqa: PLC0415
    from simulation.questions.command import put  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    config = changed(given, None, seed)
    targets = read_targets(data, config, programme_of(config, programme))
    put(
        Calibrate(
            config,
            targets=[target.model_dump() for target in targets],
            parameters=parameter,
            programme=programme,
            particles=particles,
            populations=populations,
        ),
        _sheets,
        file,
        {
            "data": data,
            "parameter": parameter,
            "programme": programme,
            "particles": particles,
            "populations": populations,
            "seed": seed,
            "scheduler": scheduler,
        },
        out=out,
        resume=resume,
        workers=workers,
        scheduler=scheduler,
        language=language,
    )


def _sheets(found: "Calibrated") -> "list[Sheet]":
    """Return what is known of each parameter, and how the survey is met."""
    from simulation.terminal.tables import Sheet  # noqa: PLC0415 - see above

    told = {"identified": "identified", "weakly": "weakly identified", "not": "not identified"}
    rows = [
        (
            row["parameter"],
            f"{row['prior_low']:.4g} to {row['prior_high']:.4g}",
            f"{row['median']:.3g}",
            f"{row['q05']:.3g} to {row['q95']:.3g}",
            f"{row['contraction']:.2f}",
            told[row["verdict"]],
            f"{row['tied_to']} ({row['correlation']:+.2f})" if row["tied_to"] else "",
        )
        for row in found.posterior.to_dict("records")
    ]
    notes = [
        f"These data cannot tell {row['first']} and {row['second']} apart: only a combination is known."
        for row in found.pairs.to_dict("records")
        if not row["told_apart"]
    ]
    head = ("parameter", "prior", "median", "90 % interval", "contraction", "the data", "most tied to")
    posterior = Sheet("Posterior", head, rows, notes)
    targets = [
        (
            row["measure"],
            str(row["week"]),
            f"{row['value']:.3g}",
            f"{row['standard_error']:.2g}",
            f"{row['median']:.3g} ({row['low']:.3g} to {row['high']:.3g})",
            "yes" if row["met"] else "no",
        )
        for row in found.predictive.to_dict("records")
    ]
    head_targets = ("measure", "week", "observed", "s.e.", "villages of the posterior (90 %)", "met")
    return [posterior, Sheet("The survey against the posterior", head_targets, targets)]
