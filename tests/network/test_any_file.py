"""Whatever stands in a file, it is a network or refused in words."""

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulation.files.faults import StudyError
from simulation.network.read import read_network
from simulation.network.village import village_of
from tests.network.test_graph_formats import TWO, in_gexf, in_gml
from tests.network.test_graphml import YED
from tests.network.test_pajek import THREE
from tests.network.test_ucinet import MATRIX
from tests.network.test_workbook import EDGES, workbook

FILES = {
    ".graphml": YED.encode(),
    ".gexf": in_gexf(TWO, '<edge source="1" target="2" weight="2"/>').encode(),
    ".gml": in_gml("edge [ source 0 target 1 weight 2 ]").encode(),
    ".net": (THREE + "*Arcs\n1 2 2\n*Edgeslist\n2 3 1\n").encode(),
    ".dl": f"dl n=3 format=fullmatrix\nlabels:\na,b,c\ndata:\n{MATRIX}".encode(),
    ".csv": b"Source;Target;Weight\na;b;1,5\nb;c;2\n",
    ".txt": b"0 1\t1\n1\t0\n",
    ".xlsx": workbook(ties=EDGES),
}
PIECES = st.sampled_from(
    [
        b"",
        b"nan",
        b'"',
        b"0",
        b"-1",
        b"\n",
        b"\xff",
        b"1e999",
        b" ",
        b"[",
        b"]",
        b">",
        b"*",
        b",",
        b"\0",
        b"9" * 30,
    ]
)


@pytest.mark.parametrize("ending", FILES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_read_or_refused(tmp_path, ending, data):
    text = bytearray(FILES[ending])
    for _ in range(data.draw(st.integers(1, 3))):
        begin = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(begin, min(begin + 20, len(text))))
        text[begin:end] = data.draw(PIECES)
    path = tmp_path / f"x{ending}"
    path.write_bytes(bytes(text))
    with suppress(StudyError):
        village_of(read_network(path), "x", None, path)
