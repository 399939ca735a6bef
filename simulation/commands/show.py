"""``kampung show VILLAGE-or-experiment``."""

from pathlib import Path
from typing import Annotated

import typer


def show(
    file: Annotated[Path, typer.Argument(help="An experiment or a village profile, a YAML file.")],
    scenario: Annotated[
        str | None, typer.Option(help="Show the doses of this scenario of the experiment.")
    ] = None,
) -> None:
    """Show all parameters as they will be used, with unit, range and source."""
    from rich.console import Console  # noqa: PLC0415 - --help needs none of this

    from simulation.experiment.experiment_file import is_study, read_study, read_village  # noqa: PLC0415
    from simulation.files.faults import Fault, StudyError, listed, nearest, shown  # noqa: PLC0415
    from simulation.terminal.tables import print_table, scenario_tables, study_tables, village_tables  # noqa: PLC0415

    if not is_study(file):
        if scenario is not None:
            raise StudyError(
                [Fault.of(file, "--scenario", "a village profile has no scenarios", "an experiment")]
            )
        tables = village_tables(read_village(file))
    else:
        config = read_study(file)
        names = list(config.scenarios)
        if scenario is None:
            tables = study_tables(config)
        elif scenario in names:
            tables = scenario_tables(config, scenario)
        else:
            told = f"unknown scenario {shown(scenario)}"
            raise StudyError(
                [Fault(str(file), 0, 0, "--scenario", told, listed(names), nearest(scenario, names))]
            )
    console = Console()
    for table in tables:
        print_table(console, table)
