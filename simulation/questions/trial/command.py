"""`kampung trial`: how many villages a trial of the programme needs."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from simulation.terminal.options import File, Language, Out, Resume, Scheduler, Seed, Workers

if TYPE_CHECKING:
    from simulation.questions.trial.answer import TrialSize
    from simulation.terminal.tables import Sheet

Plan = Annotated[
    Literal["parallel", "pairs", "wedge"],
    typer.Option(
        help="Parallel arms, matched pairs, or a stepped wedge in which every village begins some day."
    ),
]
Outcome = Annotated[str, typer.Option(help="A column of the table of owners.")]
Waves = Annotated[
    str | None, typer.Option(help="Weeks of the interviews, 0 first: 0,104. Default: 0 and the last.")
]
Items = Annotated[int, typer.Option(help="Items of the scale; 0: measured without error.")]
Reliability = Annotated[float, typer.Option(help="Of one item.")]
Sets = Annotated[
    int | None, typer.Option(help="Sets of parameters in the pool; default: 100, or all of fewer.")
]
Each = Annotated[
    int | None, typer.Option(help="Simulated villages of each set; default: 4, with one set 100.")
]
Interview = Annotated[str, typer.Option(metavar="AMOUNT", help="Rupiah of one interview.")]
Loss = Annotated[float, typer.Option(help="Share of those interviewed who cannot be asked again.")]
LossByTrust = Annotated[
    bool, typer.Option("--loss-by-trust", help="Most of the loss among those of a low outcome.")
]
Contamination = Annotated[
    float, typer.Option(help="Share of the effect that reaches villages without the programme.")
]
Desired = Annotated[
    float, typer.Option(help="By how much answers are moved up (scale 0 to 1) where the programme has begun.")
]


def trial(
    file: File,
    plan: Plan = "parallel",
    arms: Annotated[
        str | None,
        typer.Option(
            help="Scenarios, the first without the programme: none,all. Default: the reference and the most."
        ),
    ] = None,
    outcome: Outcome = "belief_other",
    waves: Waves = None,
    villages: Annotated[
        str, typer.Option(help="Villages of an arm (pairs; villages that begin together).")
    ] = "4,8,12,16,24,32,48,64",
    owners: Annotated[
        str | None, typer.Option(help="Owners interviewed in a village. Default: 10,20,40 where there are.")
    ] = None,
    items: Items = 3,
    reliability: Reliability = 0.25,
    desired: Desired = 0.0,
    loss: Loss = 0.0,
    loss_by_trust: LossByTrust = False,
    contamination: Contamination = 0.0,
    interview: Interview = "75 ribu",
    trials: Annotated[int, typer.Option(help="Trials drawn of each size, in each kind of world.")] = 4000,
    sets: Sets = None,
    each: Each = None,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Tell how many villages a trial of the programme needs: power, assurance, costs (extra 'trial')."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this
    from simulation.questions.trial.mixed import ready  # noqa: PLC0415

    ready("kampung trial")
    given = read_study(file)
    from simulation.questions.command import put  # noqa: PLC0415
    from simulation.questions.trial.lists import names_in, numbers_in  # noqa: PLC0415
    from simulation.questions.trial.question import Trial  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    question = Trial(
        changed(given, None, seed), plan=plan, arms=names_in(arms), outcome=outcome,
        waves=numbers_in("--waves", waves), villages=numbers_in("--villages", villages) or [],
        owners=numbers_in("--owners", owners), items=items, reliability=reliability, desired=desired,
        loss=loss, loss_by_trust=loss_by_trust, contamination=contamination, interview=interview,
        trials=trials, sets=sets, each=each,
    )  # fmt: skip
    put(
        question,
        _sheets,
        file,
        question.command() | {"seed": seed, "scheduler": scheduler},
        out=out,
        resume=resume,
        workers=workers,
        scheduler=scheduler,
        language=language,
    )


def _sheets(answer: "TrialSize") -> "list[Sheet]":
    """Return assurance at every size, and the smallest that is enough."""
    from simulation.questions.trial.answer import WORLDS  # noqa: PLC0415 - see above
    from simulation.terminal.tables import Sheet  # noqa: PLC0415

    sheets = []
    for arm in dict.fromkeys(answer.trial["arm"]):
        rows = []
        for villages in answer.terms.villages:
            cells = [str(villages)]
            for world in WORLDS:
                for owners in answer.terms.owners:
                    row = answer.of(arm, world, owners)
                    cells.append(f"{row.loc[row['per_arm'] == villages, 'assurance'].iloc[0]:.2f}")
            rows.append(tuple(cells))
        head = ("villages", *(f"{world}, {owners}" for world in WORLDS for owners in answer.terms.owners))
        cheapest = answer.cheapest(arm)
        told = (
            "no size that was tried has an assurance of .80 in both kinds of world"
            if cheapest is None
            else f".80 in both: {cheapest[0][0]} villages x {cheapest[0][1]} owners, Rp {cheapest[1]:,.0f}"
        )
        notes = [
            "share of trials that find the effect with its true sign; columns: owners asked in a village",
            f"alike: one set for all villages (ICC {answer.icc['alike']:.3f}); "
            f"different: a set each (ICC {answer.icc['different']:.3f}; real ones .03 to .20)",
            told,
        ]
        sheets.append(
            Sheet(f"{arm}: {answer.terms.plan}, assurance by villages of an arm", head, rows, notes)
        )
    return sheets
