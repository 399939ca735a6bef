"""The index of the questions in the documentation, made from the questions themselves.

``python -m simulation.questions.index docs/answers.md`` writes it between its two marks.
"""

import inspect
import sys
from pathlib import Path

from simulation.questions import QUESTIONS
from simulation.questions.registry import command_of, command_words, kinds, method_of
from simulation.questions.words import title

BEGIN, END = "<!-- questions: begin -->", "<!-- questions: end -->"


def index() -> str:
    """Return one row a question in Markdown: what it asks, its command, its method, its page."""
    rows = ["| question | command | in Python | page |", "|---|---|---|---|"]
    for kind in kinds():
        command = "".join(f" --{name} {name.upper()}" for name in _needed(kind)[1:])
        arguments = ", ".join(_needed(kind, python=True)[1:])
        page = f"[{kind}]({kind}.md)" if kind in QUESTIONS else ""
        words = " ".join(command_words(kind))
        asked = f"`kampung {words} FILE{command}` | `study.{kind}({arguments})`"
        rows.append(f"| {title(kind, 'en')} | {asked} | {page} |")
    return "\n".join(rows)


def _needed(kind: str, *, python: bool = False) -> list[str]:
    """Return the parameters without which a question cannot be asked, the experiment first."""
    parameters = inspect.signature(method_of(kind) if python else command_of(kind)).parameters.values()
    return [each.name for each in parameters if each.default is each.empty and each.kind != each.VAR_KEYWORD]


def renewed(page: str) -> str:
    """Return a page with the index between its marks renewed."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{index()}\n\n{END}{after}"


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.write_text(renewed(target.read_text(encoding="utf-8")), encoding="utf-8")
