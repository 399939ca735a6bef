"""Text that a user could write anywhere, and what a page or a table must not make of it."""

import csv
import io
import json
from html.parser import HTMLParser
from pathlib import Path

SCRIPT = "window.pwned=1;alert(1)"
MARKUP = (
    f"</title></style></text></code>]]><script>{SCRIPT}</script><x-pwned><img src=x onerror={SCRIPT}>"
    f'" x-pwned="1" onmouseover="{SCRIPT}" \' x-pwned=\'2\' {{{{7*7}}}}{{% pwned %}}${{7*7}} [red]r[/red][/]'
)
FORMULA = '=HYPERLINK("http://pwned";"x")'
LAYOUT = "$\\bad{ %s {x} {0} \u202eRTL \u0639\u0631\u0628\u064a\nline \u6f22 \U0001f600 " + "long " * 60
TEXTS = {"markup": MARKUP, "formula": FORMULA, "at": "@SUM(1+1)", "layout": LAYOUT}


def write_study(folder: Path, text: str) -> Path:
    """Write an experiment whose every text is this one, numbered where names must differ."""

    def named(number: object) -> str:
        return json.dumps(f"{text} {number}", ensure_ascii=False)

    def label(number: object) -> str:
        return f"{{en: {named(number)}, id: {named(number)}}}"

    table = io.StringIO()
    csv.writer(table).writerows(
        [["name", "owners"], *([f"{text} {n}".replace("\n", " "), 12 + n] for n in range(3))]
    )
    (folder / "villages.csv").write_text(table.getvalue(), encoding="utf-8")
    study = folder / "study.yaml"
    study.write_text(
        f"""
name: hostile
title: {label("title")}
village:
  name: {json.dumps(text[:70], ensure_ascii=False)}
  owners: 12
  groups: [{{name: a, share: 0.5, label: {label(1)}}}, {{name: b, share: 0.5, label: {label(2)}}}]
  sectors: [{{name: food, share: 0.5, label: {label(3)}}}, {{name: craft, share: 0.5, label: {label(4)}}}]
villages: villages.csv
weeks: 8
burn_in: 2
replicates: 3
seed: 5
reference: none
outcomes: {{trust_other: {{smallest_effect: 0.02}}}}
compare_weeks: [8]
scenarios:
  none: {{label: {label(5)}}}
  forum: {{label: {label(6)}, activities: [forum]}}
assumed: {{behaviour.tie_decay: {label(7)}}}
panels: {{p: {{label: {label(8)}, scenarios: [none, forum]}}}}
""",
        encoding="utf-8",
    )
    return study


class Page(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.made: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.made |= {tag} | {name for name, _ in attributes}


def is_harmless(page: str) -> bool:
    """Tell whether no element and no attribute of a page can run anything, or was made by the text."""
    made = Page(page).made
    return not made & {"script", "x-pwned", "img", "iframe"} and not [
        name for name in made if name.startswith("on")
    ]


def formulas(path: Path) -> list[str]:
    """Return the cells of a CSV file that a spreadsheet would calculate."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    return [cell for cell in cells if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and not _is_number(cell)]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
