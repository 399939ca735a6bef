"""`kampung discover`: where a programme fails."""

from typing import TYPE_CHECKING, Annotated

import typer

from simulation.terminal.options import File, Language, Out, Resume, Scheduler, Seed, Workers

if TYPE_CHECKING:
    from simulation.questions.discovery.answer import Discovery
    from simulation.questions.discovery.finding import Finding
    from simulation.terminal.tables import Sheet


def discover(
    file: File,
    programme: Annotated[
        list[str] | None,
        typer.Option(help="Scenario to examine; repeat for more. Default: the one of most activities."),
    ] = None,
    outcome: Annotated[
        str | None, typer.Option(help="What the programme should improve. Default: trust in other groups.")
    ] = None,
    week: Annotated[int | None, typer.Option(help="When. Default: the last week compared.")] = None,
    villages: Annotated[
        int, typer.Option(min=100, max=100_000, help="Kinds of villages; half of them are held out.")
    ] = 2000,
    each: Annotated[int, typer.Option(min=1, max=1000, help="Replicates of each kind.")] = 2,
    parameter: Annotated[
        list[str] | None,
        typer.Option(help="What varies; repeat for more. Default: all behaviour and the file's ranges."),
    ] = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Describe the villages in which a programme does not raise an outcome, or makes it worse."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this

    config = read_study(file)
    from simulation.questions.command import put  # noqa: PLC0415
    from simulation.questions.discovery.question import Discover  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    question = Discover(
        changed(config, None, seed),
        programmes=programme,
        outcome=outcome,
        week=week,
        villages=villages,
        each=each,
        parameters=parameter,
    )
    asked = {"programme": programme, "outcome": outcome, "week": week, "villages": villages, "each": each}
    put(
        question,
        _sheets,
        file,
        {**asked, "parameter": parameter, "seed": seed, "scheduler": scheduler},
        out=out,
        resume=resume,
        workers=workers,
        scheduler=scheduler,
        language=language,
    )


def _sheets(answer: "Discovery") -> "list[Sheet]":
    """Return one table: how often each programme fails, and under which conditions."""
    from simulation.terminal.tables import Sheet  # noqa: PLC0415 - see above

    return [
        Sheet(
            f"{answer.outcome}, week {answer.week}, smallest effect {answer.smallest:g}",
            ("programme", "villages", "where", "fail there", "fail elsewhere", "of all failures"),
            [row for found in answer.findings for row in _rows(found)],
            ["fail there, elsewhere, of all failures: counted in villages that were held out of the search"],
        )
    ]


def _rows(found: "Finding") -> list[tuple[str, ...]]:
    head = (found.programme, f"{found.way} in {found.failures:,} of {found.villages:,}")
    boxes = found.search.confirmed
    if not found.search.enough:
        return [(*head, "too few, or all: nothing to describe", "", "", "")]
    if not boxes:
        return [(*head, "no condition stands the test", "", "", "")]
    return [
        (
            *(head if number == 0 else ("", "")),
            ", ".join(
                f"{side.parameter} {'>' if side.end == 'low' else '<'} {each.box.edge(side):.3g}"
                for side in each.box.sides
            ),
            f"{each.held.density:.0%}",
            f"{each.rest.elsewhere:.0%}",
            f"{each.held.coverage:.0%}",
        )
        for number, each in enumerate(boxes)
    ]
