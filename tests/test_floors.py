"""The house stands: no two files import each other, not even for a type or inside a function."""

import ast
from pathlib import Path

import networkx

ROOT = Path(__file__).parent.parent
HOUSES = ("simulation", "benchmarks")


def module_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_of(path): path for house in HOUSES for path in sorted((ROOT / house).rglob("*.py"))}


def imported(module: str, path: Path, files: dict[str, Path]) -> set[str]:
    """Return the files that a file imports anywhere: at its head, for types only, or inside functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = module.split(".")
                above = above if path.name == "__init__.py" else above[:-1]
                above = above[: len(above) - node.level + 1]
                base = ".".join([*above, *filter(None, [node.module])])
            for alias in node.names:
                # a name of a package is a file of it, or stands in its __init__
                inner = f"{base}.{alias.name}"
                found.add(inner if inner in files else base)
    return found & set(files) - {module}


def circles(files: dict[str, Path]) -> list[str]:
    """Return each circle as the files that stand in it."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(files)
    graph.add_edges_from(
        (module, other) for module, path in files.items() for other in imported(module, path, files)
    )
    knots = [knot for knot in networkx.strongly_connected_components(graph) if len(knot) > 1]
    return sorted(", ".join(sorted(knot)) for knot in knots)


def test_no_two_files_import_each_other() -> None:
    found = circles(FILES)
    assert not found, "files that import each other:\n" + "\n".join(found)


def test_a_circle_is_found_however_it_is_written(tmp_path: Path) -> None:
    texts = {
        "simulation.one": "if TYPE_CHECKING:\n    from simulation import two\n",
        "simulation.two": "def work():\n    from . import three\n",
        "simulation.three": "import simulation.one\n",
        "simulation.four": "from simulation.one import anything\n",
    }
    files = {}
    for name, text in texts.items():
        files[name] = tmp_path / f"{name}.py"
        files[name].write_text(text)
    assert circles(files) == ["simulation.one, simulation.three, simulation.two"]
