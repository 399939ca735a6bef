"""`kampung plan`: what to buy for a budget."""

from typing import TYPE_CHECKING, Annotated

import typer

from simulation.terminal.options import File, Language, Out, Resume, Scheduler, Seed, Workers, rupiah

if TYPE_CHECKING:
    from simulation.questions.plan.answer import Plans
    from simulation.terminal.tables import Sheet

EVERYBODY = "all"


def plan(
    file: File,
    budget: Annotated[
        float,
        typer.Option(help="Rupiah to spend, such as '50 juta' or 50000000.", parser=rupiah, metavar="RUPIAH"),
    ],
    weeks: Annotated[
        int | None, typer.Option(help="Weeks in which it is spent; default: all of the experiment.")
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option(help="What to raise, the first decides; default: trust_other, bridging, income."),
    ] = None,
    activity: Annotated[
        list[str] | None, typer.Option(help="What can be bought; default: all activities of the experiment.")
    ] = None,
    spread: Annotated[
        float, typer.Option(help="Part of the plausible ranges from which villages are drawn; 0: one kind.")
    ] = 0.25,
    replicates: Annotated[int, typer.Option(help="Villages in which each plan is tried.")] = 50,
    evaluations: Annotated[int, typer.Option(help="Plans that are tried.")] = 2000,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Choose activities, doses, rhythm, places and order within a budget (extra 'plan')."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this

    config = read_study(file)
    from simulation.questions.command import put  # noqa: PLC0415
    from simulation.questions.plan.question import Plan  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    question = Plan(
        changed(config, seed=seed),
        budget=budget,
        weeks=weeks,
        outcome=outcome or (),
        activity=activity or (),
        spread=spread,
        replicates=replicates,
        evaluations=evaluations,
    )
    put(
        question,
        _sheets,
        file,
        {**question.options, "seed": seed, "scheduler": scheduler},
        out=out,
        resume=resume,
        workers=workers,
        scheduler=scheduler,
        language=language,
    )


def _sheets(found: "Plans") -> "list[Sheet]":
    """Return what the plan holds, and the best plan for a row of budgets."""
    from simulation.questions.plan.answer import EXPERIMENT, MILLION  # noqa: PLC0415 - see above
    from simulation.terminal.tables import Sheet, number  # noqa: PLC0415

    main = found.outcomes[0]
    effect = found.effect(found.bought, main)
    title = (
        f"The plan for Rp {number(round(found.budget))}: Rp {number(round(found.costs[found.bought]))}, "
        f"{main} {effect['difference']:+.4g} ({effect['low']:+.4g} to {effect['high']:+.4g})"
        if found.bought
        else f"No plan for Rp {number(round(found.budget))} is surely better for {main} than doing nothing"
    )
    bought = Sheet(
        title,
        ("activity", "sessions", "weeks", "places", "rupiah"),
        [
            (
                row["activity"],
                number(row["sessions"]),
                _when(row["first"], row["every"], row["sessions"]),
                EVERYBODY if row["places"] < 0 else number(row["places"]),
                number(round(row["rupiah"])),
            )
            for row in found.calendar(found.bought).fillna({"places": -1}).to_dict("records")
        ],
        [f"plans that tie with it: {len(found.ties) - 1}; as an experiment: {EXPERIMENT}"],
    )
    money, more = found.money(), found.next_money()
    curve = Sheet(
        f"What money buys: {main} by the best plan of each budget",
        ("budget", "plan", "cost", main, "plausible range"),
        [
            (
                number(round(row["budget"])),
                row["plan"],
                number(round(row["cost"])),
                f"{row['gain']:+.4g}",
                f"{row['low']:+.4g} to {row['high']:+.4g}",
            )
            for row in money.drop_duplicates("plan").to_dict("records")
        ],
        [f"Rp {number(round(MILLION))} more buys {more['difference']:+.4g}"],
    )
    return [bought, curve]


def _when(first: int, every: int, sessions: int) -> str:
    """Return the weeks of the sessions in words."""
    if sessions == 1:
        return str(first)
    return f"{first} to {first + every * (sessions - 1)}, every {every}"
