"""``kampung check FILE``."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from simulation.experiment.config import StudyConfig
    from simulation.experiment.sweep import Sweep


def check(file: Annotated[Path, typer.Argument(help="The experiment, a YAML file.")]) -> None:
    """Tell whether an experiment can run: nothing is run or written.

    Exit code 2 and one line a fault if it cannot.
    """
    from simulation.experiment.amounts import small_amounts  # noqa: PLC0415 - --help needs none of this
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415
    from simulation.experiment.span import sets_line  # noqa: PLC0415

    config = read_study(file)
    start = config.village.start
    scenarios = len(config.scenarios)
    typer.echo(f"{file}: no faults ({scenarios} scenarios, reference '{config.reference}')")
    if start is not None:
        owners = 0 if start.owners is None else start.owners.number
        ties = 0 if start.ties is None else len(start.ties.strength)
        asked = owners if start.sample is None else start.sample.asked
        rest = f"; {owners - asked:,} more owners are drawn" if asked < owners else ""
        typer.echo(f"the village starts from {asked:,} observed owners and {ties:,} observed ties{rest}")
        if config.burn_in:
            typer.echo(
                f"it lives {config.burn_in} weeks (burn_in) before week 0, which is then not as observed"
            )
    for line in (sets_line(config), *small_amounts(config)):
        if line:
            typer.echo(line)
    most = config.most_replicates
    up_to = "" if config.replicates == most else "up to "
    typer.echo(
        f"{scenarios} scenarios x {up_to}{most:,} replicates = {up_to}{scenarios * most:,} runs "
        f"of {config.weeks} weeks, after {config.burn_in} weeks of burn-in"
    )
    if config.sweep is not None:
        typer.echo(_of_sweep(config, config.sweep))


def _of_sweep(config: "StudyConfig", sweep: "Sweep") -> str:
    """Return how many runs a sweep takes."""
    from simulation.experiment.sweep_point import chosen_scenarios  # noqa: PLC0415 - --help needs none of this

    scenarios = len(chosen_scenarios(config, sweep))
    up_to, each = ("", sweep.each) if isinstance(sweep.each, int) else ("up to ", sweep.each.at_most)
    return (
        f"kampung sweep: {sweep.number:,} points x {scenarios} scenarios x {up_to}{each:,} villages "
        f"= {up_to}{sweep.number * scenarios * each:,} runs"
    )
