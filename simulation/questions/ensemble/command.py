"""`kampung ensemble`: which sets of parameters real data do not rule out."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.terminal.options import File, Language, Out, Resume, Scheduler, Seed, Workers

if TYPE_CHECKING:
    from simulation.questions.ensemble.answer import Plausible
    from simulation.terminal.tables import Sheet


def ensemble(
    file: File,
    sets: Annotated[int, typer.Option(help="How many sets to find.")] = 300,
    draws: Annotated[int, typer.Option(help="Sets drawn in a wave.")] = 4000,
    waves: Annotated[int, typer.Option(help="Waves at most.")] = 12,
    patterns: Annotated[
        Path | None, typer.Option(help="Patterns of your own (YAML); they join the shipped ones.")
    ] = None,
    only_own: Annotated[bool, typer.Option("--only-own", help="Leave the shipped patterns out.")] = False,
    seed: Seed = None,
    workers: Workers = None,
    out: Out = None,
    resume: Resume = False,
    scheduler: Scheduler = None,
    language: Language = "id",
) -> None:
    """Find the sets of parameters that patterns of real data do not rule out (history matching)."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this

    given = read_study(file)
    from simulation.questions.command import put  # noqa: PLC0415
    from simulation.questions.ensemble.own_patterns import read_patterns  # noqa: PLC0415
    from simulation.questions.ensemble.question import Ensemble  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    config = changed(given, None, seed)
    own = [] if patterns is None else read_patterns(patterns, config)
    question = Ensemble(config, patterns=own, only_own=only_own, sets=sets, draws=draws, waves=waves)
    asked = {"sets": sets, "draws": draws, "waves": waves, "patterns": patterns, "only_own": only_own}
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


def _sheets(found: "Plausible") -> "list[Sheet]":
    """Return the funnel, and what each pattern does."""
    from simulation.terminal.tables import Sheet  # noqa: PLC0415 - see above

    funnel = [
        (
            f"{row['wave']}",
            str(row["step"]),
            f"{row['villages']}",
            f"{row['sets']:,}",
            f"{row['left']:,}",
        )
        for row in found.funnel.to_dict("records")
    ]
    told = f"{found.number} of {found.terms.wanted} sets found"
    if not found.number:
        told += ": the nearest ones stand in nearest.csv"
    rows = [
        (
            str(row["pattern"]),
            f"{row['low']:.3g} to {row['high']:.3g}".replace("nan", "open"),
            f"{row['alone']:.0%}".replace("nan%", ""),
            f"{row['only']:.1%}".replace("nan%", ""),
            f"{row['median']:.3g} ({row['q05']:.3g} to {row['q95']:.3g})" if found.number else "",
        )
        for row in found.patterns.to_dict("records")
    ]
    notes = [
        f"of {len(found.found.unscreened)} sets that were drawn and not screened: ruled out, and by it only"
    ]
    return [
        Sheet("Sets that are left", ("wave", "step", "villages", "sets", "left"), funnel, [told]),
        Sheet("Patterns", ("pattern", "band", "rules out", "alone it", "the sets (90 %)"), rows, notes),
    ]
