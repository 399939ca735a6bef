"""`kampung villages`: what programmes do in each of many villages, and where to go first."""

from typing import TYPE_CHECKING, Annotated

import typer

from simulation.terminal.options import File, Language, Out, Replicates, Resume, Scheduler, Seed, Workers

if TYPE_CHECKING:
    from simulation.questions.villages.answer import VillageEffects
    from simulation.terminal.tables import Sheet

SHOWN = 10
"""Villages of a ranking that are printed."""


def villages(
    file: File,
    programme: Annotated[
        list[str] | None, typer.Option(help="Scenario to examine; repeat for more. Default: all.")
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option(help="For maps, ranking and rule. Default: trust in other groups."),
    ] = None,
    week: Annotated[int | None, typer.Option(help="When. Default: the last week compared.")] = None,
    replicates: Replicates = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Compare programmes in every village of the experiment's table, and say where to go first."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this

    config = read_study(file)
    from simulation.questions.command import put  # noqa: PLC0415
    from simulation.questions.villages.question import Villages  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    question = Villages(changed(config, replicates, seed), programmes=programme, outcome=outcome, week=week)
    asked = {"programme": programme, "outcome": outcome, "week": week, "replicates": replicates}
    put(
        question,
        _sheets,
        file,
        {**asked, "seed": seed, "scheduler": scheduler},
        out=out,
        resume=resume,
        workers=workers,
        scheduler=scheduler,
        language=language,
    )


def _sheets(answer: "VillageEffects") -> "list[Sheet]":
    """Return in how many villages each programme does what, and the top of each ranking."""
    from simulation.terminal.tables import Sheet  # noqa: PLC0415 - see above

    kinds = ("higher", "same", "unsure", "lower")
    rows = [
        (
            programme,
            outcome,
            *(str(int((answer.verdicts(programme, outcome) == kind).sum())) for kind in kinds),
        )
        for programme, outcome in answer.means
    ]
    sheets = [
        Sheet(
            f"villages by verdict, week {answer.terms.week}", ("programme", "outcome", *kinds), rows,
            ["higher, lower: the interval lies beyond the smallest effect; same: within; unsure: neither"],
        )
    ]  # fmt: skip
    for programme, rule in answer.rules.items():
        ranked = answer.ranked(programme)
        first = int((ranked["tier"] == 1).sum())
        sheets.append(
            Sheet(
                f"{programme}: {answer.terms.outcome} for a million rupiah (effect x owners)",
                ("village", "ranks", "worth", "interval", "owners"),
                [
                    (
                        row["village"], f"{row['best_rank']} to {row['worst_rank']}", f"{row['worth']:.3g}",
                        f"{row['low']:.3g} to {row['high']:.3g}", f"{row['owners']:.0f}",
                    )
                    for row in ranked.head(SHOWN).to_dict("records")
                ],
                [
                    f"{first} villages share the first tier; the first {min(SHOWN, len(ranked))} are shown",
                    f"where to go first: {rule.verdict.replace('_', ' ')}" + _told(answer, programme),
                ],
            )
        )  # fmt: skip
    return sheets


def _told(answer: "VillageEffects", programme: str) -> str:
    rule = answer.rules[programme].taken
    if rule is None:
        return ""
    leaves = [
        " and ".join(
            f"{side.parameter} {'>' if side.end == 'low' else '<'} {leaf.edge(side):.3g}"
            for side in leaf.sides
        )
        for leaf in rule.boxes
    ]
    return (
        f": {' or '.join(leaves)}: {rule.held.hits} of {rule.held.inside} are among the best quarter "
        f"(by chance {rule.held.base:.0%}; counted in villages held out)"
    )
