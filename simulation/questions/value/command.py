"""`kampung value`: what would be worth knowing before a choice."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.terminal.options import (
    Language,
    Out,
    Replicates,
    Resume,
    Scheduler,
    Seed,
    Workers,
    rupiah,
)

if TYPE_CHECKING:
    from simulation.questions.value.answer import Information
    from simulation.terminal.tables import Sheet

SHOWN = 8
"""Parameters and items in a printed table."""


def value(
    file: Annotated[
        Path, typer.Argument(help="Experiment file (YAML), or a folder of finished results: no new runs.")
    ],
    decision: Annotated[
        str | None,
        typer.Option(help="Scenarios between which one chooses, as a,b,c; default: all.", metavar="A,B,C"),
    ] = None,
    budget: Annotated[
        float | None,
        typer.Option(
            help="What is expected to cost more is no option, such as '50 juta'.",
            parser=rupiah,
            metavar="RUPIAH",
        ),
    ] = None,
    outcome: Annotated[str | None, typer.Option(help="What counts; default: the experiment's first.")] = None,
    week: Annotated[int | None, typer.Option(help="When it counts; default: the last week compared.")] = None,
    interviews: Annotated[int | None, typer.Option(help="Owners a survey asks; default: all.")] = None,
    reliability: Annotated[
        float, typer.Option(help="Of a single question: share of its variance that is no error.")
    ] = 0.25,
    replicates: Replicates = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Tell what would be worth knowing before a choice: parameters, questions, pilots (extra 'value')."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this
    from simulation.store.earlier_runs import EarlierRuns  # noqa: PLC0415

    runs = EarlierRuns(file) if file.is_dir() else None
    config = read_study(file) if runs is None else runs.config
    from simulation.questions.command import put  # noqa: PLC0415
    from simulation.questions.value.question import ValueQuestion  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    question = ValueQuestion(
        changed(config, replicates, seed),
        decision=decision or (),
        budget=budget,
        outcome=outcome,
        week=week,
        interviews=interviews,
        reliability=reliability,
        runs=runs,
    )
    put(
        question,
        _sheets,
        file,
        question.as_options() | {"replicates": replicates, "seed": seed, "scheduler": scheduler},
        out=out,
        resume=resume,
        workers=workers,
        scheduler=scheduler,
        language=language,
    )


def _sheets(found: "Information") -> "list[Sheet]":
    """Return what knowing each thing is worth, the most valuable of each kind first."""
    from simulation.questions.value.answer import PERFECT  # noqa: PLC0415 - see above
    from simulation.questions.value.estimates import ITEM, PARAMETER, PILOT  # noqa: PLC0415
    from simulation.terminal.tables import Sheet  # noqa: PLC0415

    first = found.decisions.iloc[0]
    rows = [row for kind in (PERFECT, PILOT, ITEM, PARAMETER) for row in found.of(kind)[:SHOWN]]
    notes = [
        "floor: what the best of so many meaningless things would reach in 5 % of the cases",
        "error: standard error, which more sets and villages would shrink",
    ]
    return [
        Sheet(
            f"{found.outcome}, week {found.week}: by default {first['scenario']} ({first['gain']:+.4g})",
            ("worth knowing", "kind", "value", "error", "floor", "changes the choice"),
            [
                (
                    row["of"],
                    row["kind"],
                    f"{row['value']:+.4g}" + ("" if row["above"] else " (no more than luck)"),
                    f"{row['error']:.2g}",
                    f"{row['floor']:.4g}",
                    f"{row['changes_choice']:.0%}",
                )
                for row in rows
            ],
            notes,
        )
    ]
