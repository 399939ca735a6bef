"""The reference of experiment files, made from the JSON schema that editors and tests use."""

from collections.abc import Mapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from simulation.experiment.schema import DETAILS, WITH_UNDERSCORES, experiment_schema

PAGE, MARK = "experiment.md", "<!-- every field of an experiment, made at build time -->"
HEAD = ("| field | what / *apa* | type, range | default | plausible | source |", "|---|---|---|---|---|---|")
MOST_WORDS = 10
"""Words a field may take that are listed there; there are more outcomes than that."""
Schema = Mapping[str, Any]


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the tables in the place of the mark."""
    if page.file.src_uri != PAGE:
        return markdown
    if MARK not in markdown:
        raise ValueError(f"{PAGE} has lost its mark: {MARK}")
    return markdown.replace(MARK, reference())


def reference() -> str:
    """Return all fields in Markdown: the experiment, then every mapping that stands inside it."""
    schema = experiment_schema()
    parts = [_section("Top of the file", schema)]
    parts += [_section(name, definition) for name, definition in schema["$defs"].items()]
    outcomes = schema["properties"]["outcomes"]["properties"]
    measures = "\n".join(f"| `{name}` | {_cell(known['description'])} |" for name, known in outcomes.items())
    about = "Each takes `{smallest_effect: number}`, in its own unit."
    parts.append(f"## Outcomes\n\n{about}\n\n| name | what |\n|---|---|\n{measures}")
    return "\n\n".join(parts)


def _section(name: str, definition: Schema) -> str:
    required = definition.get("required", ())
    rows = [
        f"| `{field}`{' (required)' if field in required else ''} | {_row(known)} |"
        for field, known in definition["properties"].items()
    ]
    return "\n".join([f"## {name}", "", definition["description"], "", *HEAD, *rows])


def _row(field: Schema) -> str:
    details = field[DETAILS]
    swept = details.get("plausible")
    source = ": ".join(filter(None, (details.get("mark"), details.get("source"))))
    default = _value(field["default"]) if "default" in field else ""
    plausible = f"{swept[0]:g} to {swept[1]:g}" if swept else ""
    what = f"{details['en']}<br>*{details['id']}*"
    kind = ", ".join(filter(None, (_type(field), details.get("unit"))))
    return " | ".join(map(_cell, (what, kind, default, plausible, source)))


def _type(field: Schema) -> str:
    """Return what may stand there, in words; how a number may be written is left out."""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if field == WITH_UNDERSCORES:
        return ""
    if "anyOf" in field:
        return " or ".join(dict.fromkeys(filter(None, map(_type, field["anyOf"]))))
    if "enum" in field or "const" in field:
        if len(field.get("enum", ())) > MOST_WORDS:
            return "one of the [outcomes](#outcomes)"
        return ", ".join(f"`{word}`" for word in field.get("enum", [field.get("const")]))
    kind = field.get("type")
    words = {"integer": "whole number", "string": "text", "null": "empty", "boolean": "`true`, `false`"}
    told = words.get(kind, kind)
    if kind == "array":
        told = f"list of {_type(field['items'])}"
    elif kind == "object":
        told = _mapping(field)
    return told + _range(field)


def _mapping(field: Schema) -> str:
    inside = field.get("patternProperties") or {"": field.get("additionalProperties")}
    (held,) = inside.values()
    return f"name: {_type(held)}" if isinstance(held, dict) else "name: value"


def _range(field: Schema) -> str:
    parts = (("from", "minimum"), ("above", "exclusiveMinimum"), ("to", "maximum"))
    told = [f"{word} {field[key]:,}" for word, key in parts if key in field]
    return " " + " ".join(told) if told else ""


def _value(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, dict):
        return "`{" + ", ".join(f"{name}: {part}" for name, part in value.items()) + "}`"
    return f"{value:,.0f}" if isinstance(value, float) and abs(value) >= 10_000 else str(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
