"""The parameter table of the ODD protocol, made from the parameters themselves.

``python -m simulation.parameters.table docs/odd.md`` writes it between its two marks.
"""

import sys
from pathlib import Path

from pydantic import BaseModel

from simulation.parameters.behaviour import Behaviour
from simulation.parameters.field import description
from simulation.parameters.programme import DOSES, Cost, Prices
from simulation.parameters.village import VillageProfile


def number(value: object) -> str:
    """Return a value as it is shown in the table."""
    if value is None:
        return "none"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:g}"
    return str(value)


def rows(model: type[BaseModel]) -> list[str]:
    """Return one Markdown row a described parameter of a model."""
    found = []
    for name, field in model.model_fields.items():
        it = description(field)
        if it is None:
            continue
        swept = " to ".join(number(float(end)) for end in it.plausible) if it.plausible else ""
        found.append(
            f"| `{name}` | {it.en} | {number(field.default)} | {it.unit} | {swept} | {it.mark} | {it.source} |"
        )
    return found


def section(title: str, model: type[BaseModel]) -> list[str]:
    """Return the table of one model in Markdown, under its title."""
    head = "| name | what | default | unit | plausible range | mark | source |"
    return [f"### {title}", "", head, "|---|---|---|---|---|---|---|", *rows(model)]


def table() -> str:
    """Return the whole table in Markdown, one section a model."""
    sections: list[tuple[str, type[BaseModel]]] = [
        ("Village (`parameters/village.py`)", VillageProfile),
        ("Behaviour (`parameters/behaviour.py`)", Behaviour),
        ("Prices and cost of a session (`parameters/programme.py`)", Prices),
        ("Cost of a session, of every activity", Cost),
        *((f"Activity `{name}`", dose) for name, dose in DOSES.items()),
    ]
    parts = []
    for title, model in sections:
        lines = section(title, model)
        if "attendance" in model.model_fields:
            lines.append(_attendance(model))
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _attendance(model: type[BaseModel]) -> str:
    default = number(model.model_fields["attendance"].default)
    return (
        f"| `attendance` | share of the invited who come, or lowest and highest by rank of belief in other "
        f"groups | {default} | share |  | assumed | default dose of the programme; to be set by the user |"
    )


def between(page: str, name: str, text: str) -> str:
    """Return a page with the text between the two marks of a name renewed."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    before, _, rest = page.partition(begin)
    _, _, after = rest.partition(end)
    return f"{before}{begin}\n\n{text}\n\n{end}{after}"


def renewed(page: str) -> str:
    """Return a page with the table between its marks renewed."""
    return between(page, "parameters", table())


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(renewed(target.read_text(encoding="utf-8")), encoding="utf-8")
