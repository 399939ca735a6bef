"""The table of measures of the ODD protocol, made from the catalogue.

``python -m simulation.measures.table docs/odd.md`` writes it between its two marks.
"""

import sys
from pathlib import Path

from simulation.measures.catalogue import MEASURES, PER_GROUP
from simulation.parameters.table import between


def table() -> str:
    """Return every weekly column in Markdown; those of each group once."""
    return "\n".join(
        [
            "| column | what | unit | definition | file |",
            "|---|---|---|---|---|",
            *(
                f"| `{it.name}` | {it.en} | {it.unit} | {it.definition} | `measures/{it.file}.py` |"
                for it in (*MEASURES, *PER_GROUP)
            ),
        ]
    ).replace("|e^2|", "\\|e^2\\|")


def renewed(page: str) -> str:
    """Return a page with the table between its marks renewed."""
    return between(page, "measures", table())


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(renewed(target.read_text(encoding="utf-8")), encoding="utf-8")
