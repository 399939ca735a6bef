"""The parameters of the mechanisms that ship, in the ODD protocol.

``python -m simulation.mechanisms.table docs/odd.md`` writes them between their two marks.
"""

import sys
from pathlib import Path

from simulation.mechanisms.registry import shipped
from simulation.parameters.table import between, section


def table() -> str:
    """Return the parameters in Markdown, one section a mechanism."""
    parts = [
        section(f"Mechanism `{name}` (`mechanisms/{name}.py`)", kind) for name, kind in shipped().items()
    ]
    return "\n\n".join("\n".join(lines) for lines in parts)


def renewed(page: str) -> str:
    """Return a page with the tables between the marks renewed."""
    return between(page, "mechanisms", table())


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(renewed(target.read_text(encoding="utf-8")), encoding="utf-8")
