"""Reading a network from a few words, and what is told where it is refused."""

from pathlib import Path

import pytest

from simulation.files.faults import StudyError
from simulation.network.hints import Graph, hints_of
from simulation.network.read import read_network


class Reader:
    """Reads text as a file of one ending."""

    def __init__(self, folder: Path, ending: str) -> None:
        self.file = folder / f"x{ending}"
        self.nodes = folder / "people.csv"

    def __call__(self, text: str | bytes, nodes: str | None = None, weight: str | None = None) -> Graph:
        self.file.write_bytes(text if isinstance(text, bytes) else text.encode())
        if nodes is not None:
            self.nodes.write_text(nodes)
        return read_network(self.file, None if nodes is None else self.nodes, weight)

    def hints(self, text: str | bytes) -> list[str]:
        return hints_of(self(text))

    def refused(self, text: str | bytes, **more: str) -> str:
        """Return the one line that is told, from the name of the file on."""
        with pytest.raises(StudyError) as caught:
            self(text, **more)
        (fault,) = caught.value.faults
        assert "\n" not in str(fault)
        return str(fault).removeprefix(str(self.file))


def weights(graph: Graph) -> list[float | None]:
    return [weight for *_, weight in graph.edges(data="weight")]
