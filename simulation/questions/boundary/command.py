"""`kampung boundary`: where the village tips."""

from typing import TYPE_CHECKING, Annotated

import typer

from simulation.terminal.options import File, Language, Out, Resume, Scheduler, Seed, Workers

if TYPE_CHECKING:
    import pandas as pd

    from simulation.questions.boundary.answer import Tipping
    from simulation.terminal.tables import Sheet


def boundary(
    file: File,
    x: Annotated[str, typer.Option(help="Parameter, or its symbol such as theta.")],
    y: Annotated[str, typer.Option(help="Another one, such as e0.")],
    x_range: Annotated[
        str | None, typer.Option(help="LOW:HIGH; default: the experiment's ranges, else the plausible one.")
    ] = None,
    y_range: Annotated[str | None, typer.Option(help="As --x-range.")] = None,
    programme: Annotated[
        str | None,
        typer.Option(help="Scenario that is to lift villages; default: the one of most activities."),
    ] = None,
    replicates: Annotated[int, typer.Option(help="Simulated villages a point.")] = 20,
    cells: Annotated[int, typer.Option(help="Cells a side at the finest: 8, 16, 32, 64 or 128.")] = 32,
    points: Annotated[int, typer.Option(help="Points at most.")] = 400,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Map where the village tips over two parameters, and whether a programme lifts it over."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this

    config = read_study(file)
    from simulation.questions.boundary.question import Boundary  # noqa: PLC0415
    from simulation.questions.command import put  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    question = Boundary(
        changed(config, seed=seed), x, y, x_range, y_range, programme, replicates, cells, points
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


def _sheets(found: "Tipping") -> "list[Sheet]":
    """Return where the boundary stands, what the programme does there, and how long a past is felt."""
    from simulation.questions.boundary.answer import WITH, WITHOUT  # noqa: PLC0415 - see above
    from simulation.questions.boundary.history import verdict  # noqa: PLC0415
    from simulation.terminal.tables import Sheet  # noqa: PLC0415

    x, y, states = found.x.name, found.y.name, found.states.iloc[0]
    edge = found.crossings
    rows = [
        (
            f"{height:.4g}",
            *(_where(edge[(edge["scenario"] == name) & (edge[y] == height)], x) for name in (WITHOUT, WITH)),
        )
        for height in edge[y].drop_duplicates().sort_values()
    ]
    notes = [
        f"broken: {states['broken_area']:.0%} of the map without, "
        f"{states['broken_area_with']:.0%} with the programme",
        f"{states['points']} points measured, a full grid has {states['full_grid']}",
    ]
    if states["unfinished"]:
        notes.append(f"points ran out: {states['unfinished']} cells are coarser than wanted (--points)")
    if states["lifted_of"]:
        notes.append(
            f"on the boundary the programme lifts {states['lifted']:.0%} of the broken villages "
            f"({states['lifted_low']:.0%} to {states['lifted_high']:.0%})"
        )
    notes.append(
        f"two kinds of villages or a glide? {states['kinds']}; a good or bad past {verdict(found.memory)}"
    )
    return [
        Sheet(
            f"where the village tips: {x} (and its band)", (y, "without", "with the programme"), rows, notes
        )
    ]


def _where(rows: "pd.DataFrame", x: str) -> str:
    """Return the crossings of one height, each with its band."""
    told = [f"{row[x]:.4g} ({row['low']:.4g} to {row['high']:.4g})" for row in rows.to_dict("records")]
    return ", ".join(told) or "-"
