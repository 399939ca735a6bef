"""`kampung network fit`: does an observed network look like those of the villages held plausible."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.terminal.options import File, Language, Out, Resume, Scheduler, Seed, Workers

if TYPE_CHECKING:
    from simulation.questions.network_fit.answer import NetworkFitted
    from simulation.terminal.tables import Sheet


def network_fit(
    file: File,
    network: Annotated[Path, typer.Option(help="The observed network, as for `kampung network read`.")],
    network_after: Annotated[
        Path | None, typer.Option(help="The same network at a second time; nodes are known by their ids.")
    ] = None,
    programme: Annotated[
        str | None, typer.Option(help="Scenario the village went through; default: the reference.")
    ] = None,
    week: Annotated[int, typer.Option(min=0, help="Week of the network; 0 is the end of the burn-in.")] = 0,
    week_after: Annotated[
        int | None, typer.Option(min=1, help="Week of the second one; default: the last of the experiment.")
    ] = None,
    villages: Annotated[
        int | None, typer.Option(min=30, help="Simulated villages; default: 300, shared by all sets.")
    ] = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Hold the networks of simulated villages against an observed one (extra 'network')."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this
    from simulation.network.export import must_have_networkx  # noqa: PLC0415

    must_have_networkx()
    config = read_study(file)
    from simulation.questions.command import put  # noqa: PLC0415
    from simulation.questions.network_fit.question import NetworkFit  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    asked = {"programme": programme, "week": week, "week_after": week_after, "villages": villages}
    question = NetworkFit(
        changed(config, None, seed), network, network_after, programme=programme, week=week,
        week_after=week_after, villages=villages,
    )  # fmt: skip
    put(
        question,
        _sheets,
        file,
        {
            "network": network,
            "network_after": network_after,
            **asked,
            "seed": seed,
            "scheduler": scheduler,
        },
        out=out,
        resume=resume,
        workers=workers,
        scheduler=scheduler,
        language=language,
    )


def _sheets(answer: "NetworkFitted") -> "list[Sheet]":
    """Return the tests."""
    from simulation.questions.network_fit.answer import p_error  # noqa: PLC0415 - see above
    from simulation.terminal.tables import Sheet  # noqa: PLC0415

    rows = [
        (each.statistic, each.wave, f"{each.tested.p:.3f}", f"{p_error(each.tested):.3f}")
        for each in answer.compared
    ]
    title = f"The observed network among {answer.villages:,} simulated ones"
    notes = ["p: share of all networks that lie as far out, or further"]
    return [Sheet(title, ("statistic", "wave", "p", "its error"), rows, notes)]
