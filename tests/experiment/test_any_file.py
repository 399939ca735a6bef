"""Whatever stands in a file, the answer is a list of faults or a valid study: no traceback, no hang."""

import copy
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from simulation.experiment.experiment_file import read_study
from simulation.files.faults import StudyError
from tests.experiment.files import VALID

ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8), st.just("forum"), st.just([]),
    st.just({}), st.just(["none"]), st.just({"forum.every": 0}), st.just(10**40), st.dates(),
    st.dictionaries(st.sampled_from(["from", "set", "en", "forum", "x"]), st.integers(), max_size=2),
)  # fmt: skip


def places(value, path=()):
    """Return the way to every value inside."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in inside:
        yield (*path, key)
        yield from places(child, (*path, key))


SOURCE = YAML(typ="safe").load(VALID)
PLACES = list(places(SOURCE))


@settings(max_examples=150)
@given(data=st.data())
def test_no_changed_value_gives_anything_but_faults_or_a_valid_study(tmp_path_factory, data):
    changed = copy.deepcopy(SOURCE)
    for _ in range(data.draw(st.integers(1, 4))):
        path = data.draw(st.sampled_from(PLACES))
        holder = changed
        try:
            for part in path[:-1]:
                holder = holder[part]
            holder[path[-1]]
        except (LookupError, TypeError):
            continue
        kind = data.draw(st.sampled_from(["replace", "remove", "rename", "add"]))
        if kind == "replace":
            holder[path[-1]] = data.draw(ODD)
        elif kind == "remove":
            del holder[path[-1]]
        elif isinstance(holder, dict):
            moved = holder.pop(path[-1]) if kind == "rename" else data.draw(ODD)
            holder[data.draw(st.text(max_size=6))] = moved
    file = tmp_path_factory.mktemp("changed") / "x.yaml"
    with file.open("w", encoding="utf-8", errors="surrogatepass") as stream:
        YAML(typ="safe").dump(changed, stream)
    check_any(file)


@settings(max_examples=150)
@given(
    at=st.integers(0, len(VALID) - 1),
    length=st.integers(0, 30),
    text=st.one_of(
        st.text(max_size=10), st.text("{}[]:,-?&*!|>'\"%@`# \n\t<=~", max_size=10), st.binary(max_size=5)
    ),
)
def test_no_changed_text_gives_anything_but_faults_or_a_valid_study(tmp_path_factory, at, length, text):
    piece = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    source = VALID.encode()
    file = tmp_path_factory.mktemp("changed") / "x.yaml"
    file.write_bytes(source[:at] + piece + source[at + length :])
    check_any(file)


def check_any(file: Path) -> None:
    try:
        config = read_study(file)
    except StudyError as error:
        assert error.faults
        for fault in error.faults:
            assert len(str(fault).splitlines()) == 1
            assert fault.found
    else:
        assert len(config.hash()) == 64
        assert config.programmes().keys() == config.scenarios.keys()
    finally:
        file.unlink()
        file.parent.rmdir()
