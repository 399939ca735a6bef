"""``kampung schema``."""

import typer


def schema() -> None:
    """Print the JSON schema of experiments, for editors: kampung schema > experiment.schema.json."""
    import json  # noqa: PLC0415 - --help needs none of this

    from simulation.experiment.schema import experiment_schema  # noqa: PLC0415

    # ASCII, because a redirected output has the encoding of the machine
    typer.echo(json.dumps(experiment_schema(), indent=1))
