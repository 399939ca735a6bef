"""``kampung network``: measure a network of others, let a village start from it, write those of villages."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simulation.terminal.options import File, Seed

if TYPE_CHECKING:
    from simulation.network.village import NetworkVillage
    from simulation.terminal.tables import Sheet

network = typer.Typer(
    help="Networks: measure those of others, write those of simulated villages.", no_args_is_help=True
)


@network.command("read")
def read(
    file: Annotated[
        Path, typer.Argument(help="GraphML, GEXF, GML, Pajek, UCINET DL, or a table in CSV or .xlsx.")
    ],
    group: Annotated[
        str | None,
        typer.Option(help="Attribute of the nodes that holds their group; without it all are one."),
    ] = None,
    nodes: Annotated[Path | None, typer.Option(help="CSV with a column id and one an attribute.")] = None,
    weight: Annotated[
        str | None, typer.Option(help="Attribute of the ties that holds their weights; else 'weight'.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Village file to write, its tables beside it; without names of nodes.")
    ] = None,
    keys: Annotated[
        Path | None, typer.Option(help="With --out: a CSV file to write that says which owner is which node.")
    ] = None,
) -> None:
    """Measure a network as the model measures its villages, and write a village that starts from it."""
    from rich.console import Console  # noqa: PLC0415 - --help needs none of this

    from simulation.files.faults import Fault, StudyError  # noqa: PLC0415
    from simulation.network.export import must_have_networkx  # noqa: PLC0415

    must_have_networkx()
    if keys is not None and out is None:
        raise StudyError([Fault.of("--keys", "", "there is no village without --out", "--keys with --out")])
    from simulation.network.read import read_network  # noqa: PLC0415
    from simulation.network.village import village_of  # noqa: PLC0415
    from simulation.network.write import write_village  # noqa: PLC0415
    from simulation.terminal.tables import print_table  # noqa: PLC0415

    name = (file if out is None else out).stem
    village = village_of(read_network(file, nodes, weight), name, group, file)
    for line in _counted(village):
        typer.echo(line)
    typer.echo("")
    print_table(Console(), _measured(village))
    if out is not None:
        for path in write_village(village, file.name, out, keys):
            typer.echo(f"{path} written")


@network.command("export")
def export(
    file: File,
    out: Annotated[Path, typer.Option(help="Folder to write into; nothing in it is overwritten.")],
    week: Annotated[
        list[int] | None, typer.Option(help="Week, given once for each; 0 is the end of the burn-in.")
    ] = None,
    scenario: Annotated[str | None, typer.Option(help="Default: the reference.")] = None,
    replicate: Annotated[int, typer.Option(min=0, help="Which village of the study, from 0 on.")] = 0,
    format: Annotated[
        str, typer.Option(help="graphml, gexf, pajek, edges (CSV) or rsiena (matrices and a script of R).")
    ] = "graphml",
    seed: Seed = None,
) -> None:
    """Write the network of one simulated village at chosen weeks: owners, ties, trust."""
    from simulation.experiment.experiment_file import read_study  # noqa: PLC0415 - --help needs none of this
    from simulation.network.export import export_networks  # noqa: PLC0415
    from simulation.running.run import changed  # noqa: PLC0415

    config = changed(read_study(file), None, seed)
    weeks = [0] if week is None else week
    for path in export_networks(config, out, weeks, scenario=scenario, replicate=replicate, format=format):
        typer.echo(f"{path} written")


def _counted(village: "NetworkVillage") -> list[str]:
    """Say what was read, and what became of it."""
    from simulation.files.faults import listed  # noqa: PLC0415
    from simulation.files.unseen import as_printed  # noqa: PLC0415 - see above

    counted, profile = village.counted, village.profile
    assert profile.start is not None
    assert profile.start.ties is not None
    kept = len(profile.start.ties.strength)
    told = [f"{profile.owners:,} nodes, {counted.read:,} ties in the file, {kept:,} pairs with a tie"]
    if counted.directed:
        told.append("ties have a direction: it is not used, a pair has a tie if either names the other")
        told.append(f"{counted.mutual:,} pairs name each other")
    if counted.uneven:
        told.append(f"{counted.uneven:,} of them with different weights: the higher counts")
    if counted.selves:
        told.append(f"{counted.selves:,} ties of a node with itself left out")
    if counted.repeated:
        told.append(f"{counted.repeated:,} further ties of the same pair: the strongest counts")
    if counted.weighted:
        told.append(
            "weights become strengths: the heaviest tie 1, one of weight near 0 just above tie_minimum"
        )
    else:
        told.append("no weights: every tie has the strength of a new one (tie_start)")
    sizes = ", ".join(
        f"{as_printed(each.name)} {round(each.share * profile.owners):,}" for each in profile.groups
    )
    told.append(f"groups: {sizes}")
    if counted.without_group:
        told.append(f"without a group, counted as 'unknown': {as_printed(listed(counted.without_group))}")
    return told + [f"note: {as_printed(line)}" for line in counted.hints]


def _measured(village: "NetworkVillage") -> "Sheet":
    """Return the measures as a table."""
    import math  # noqa: PLC0415 - see above

    from simulation.measures.catalogue import catalogue  # noqa: PLC0415
    from simulation.measures.costly import SAMPLE, SAMPLE_ABOVE  # noqa: PLC0415
    from simulation.terminal.tables import Sheet, number  # noqa: PLC0415

    groups = [(group.name, group.name, group.name) for group in village.profile.groups]
    known = {measure.name: measure for measure in catalogue(groups)}
    rows = [
        (name, "-" if math.isnan(value) else number(round(value, 4)), known[name].definition)
        for name, value in village.measures().items()
    ]
    notes = ["- not defined in this network"] if any(row[1] == "-" for row in rows) else []
    if village.profile.owners > SAMPLE_ABOVE:
        notes.append(f"path_length and betweenness from a sample of {SAMPLE} nodes")
    return Sheet("Measures of the network", ("measure", "value", "what it is"), rows, notes)
