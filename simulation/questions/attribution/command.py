"""`kampung attribute`: which activity did how much of it."""

from typing import TYPE_CHECKING, Annotated

import typer

from simulation.terminal.options import File, Language, Out, Replicates, Resume, Scheduler, Seed, Workers

if TYPE_CHECKING:
    from simulation.questions.attribution.answer import Attribution
    from simulation.terminal.tables import Sheet


def attribute(
    file: File,
    programme: Annotated[
        str | None, typer.Option(help="Scenario to divide up; default: the one of most activities.")
    ] = None,
    replicates: Replicates = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Divide what a programme reaches among its activities (Shapley), and say who needs whom."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this

    config = read_study(file)
    from simulation.questions.attribution.question import Attribute  # noqa: PLC0415
    from simulation.questions.command import put  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    put(
        Attribute(changed(config, replicates, seed), programme=programme),
        _sheets,
        file,
        {"programme": programme, "replicates": replicates, "seed": seed, "scheduler": scheduler},
        out=out,
        resume=resume,
        workers=workers,
        scheduler=scheduler,
        language=language,
    )


def _sheets(found: "Attribution") -> "list[Sheet]":
    """Return the last week of the first outcome."""
    from simulation.analysis.comparison import edges  # noqa: PLC0415 - see above
    from simulation.terminal.tables import Sheet  # noqa: PLC0415

    last = found.whole.drop_duplicates("outcome", keep="last").iloc[0]
    rows = found.shapley[
        (found.shapley["outcome"] == last["outcome"]) & (found.shapley["week"] == last["week"])
    ].sort_values("shapley", ascending=False, kind="stable")
    ends = "plausible range" if last["sets"] > 1 else "computing error, 95 %"
    sheet = Sheet(
        f"{last['outcome']}, week {last['week']}: the whole programme {last['effect']:+.4g}",
        ("activity", "share of it", ends, "alone", "missed without it"),
        [
            (
                row["activity"],
                f"{row['shapley']:+.4g}",
                " to ".join(f"{end:+.4g}" for end in edges(row)),
                f"{row['alone']:+.4g}",
                f"{row['missed']:+.4g}",
            )
            for row in rows.to_dict("records")
        ],
    )
    return [sheet]
