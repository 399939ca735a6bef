"""The JSON schema of experiment files, for editors that complete and check them: ``kampung schema``.

It is pydantic's own schema of the models, with what the reading of a file adds: a village may be a
path, activities and measures have names, doses are changed by dotted fields, and numbers may hold
underscores. What a schema cannot say (shares add up to 1, weeks lie within the experiment) is left to
``kampung check``.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from simulation.experiment.config import StudyConfig
from simulation.experiment.field_words import texts_of
from simulation.experiment.varied import SECTOR, SHARE, of_doses, of_mechanisms
from simulation.interventions.registry import dose_types
from simulation.measures.catalogue import MEASURES, PER_GROUP
from simulation.mechanisms.registry import mechanism_types
from simulation.parameters import Behaviour, VillageProfile, description
from simulation.parameters.behaviour import OF_GROUPS, OF_PERSONS
from simulation.parameters.field import Description
from simulation.parameters.place import NAME_PATTERN, fields

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
DETAILS = "x-kampung"
"""Key under which a field keeps unit, plausible range, source, mark and both labels."""
GROUPED = 10_000
"""Where numbers may reach this, people write them as 50_000_000."""
WITH_UNDERSCORES = {"type": "string", "pattern": r"^[-+]?[0-9]+(_[0-9]+)+(\.[0-9]+)?$"}
"""Such a number, as editors read it (YAML 1.2 takes it for text)."""
_NUMBER = ("type", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
PATH = {"type": "string", "minLength": 1}
GROUP_NAME = NAME_PATTERN.removeprefix("^").removesuffix("$")


def experiment_schema() -> Schema:
    """Return the JSON schema of an experiment, with a user's own activities and mechanisms if installed."""
    doses, mechanisms = dose_types(), mechanism_types()
    kinds: list[type[BaseModel]] = [StudyConfig, *doses.values(), *mechanisms.values()]
    places, found = models_json_schema([(kind, "validation") for kind in kinds])
    definitions: dict[str, Schema] = found["$defs"]
    for model in _models(kinds):
        _describe(definitions[model.__name__], model)
    references = {name: places[kind, "validation"]["$ref"] for name, kind in doses.items()}
    _open(definitions, references)
    held = definitions["StudyConfig"]["properties"]["mechanisms"]
    definitions["StudyConfig"]["properties"]["mechanisms"] = _fields_of(held, {
        name: {"$ref": places[kind, "validation"]["$ref"]} for name, kind in mechanisms.items()
    })  # fmt: skip
    _plain(definitions)
    study = definitions.pop("StudyConfig")
    return {"$schema": DIALECT, "title": "Experiment of Kampung", **study, "$defs": definitions}


def _models(kinds: list[type[BaseModel]]) -> list[type[BaseModel]]:
    """Return models and all those inside them."""
    known = list(kinds)
    for model in known:  # grows while it is read
        for field in model.model_fields.values():
            known += [part for part in _inside(field.annotation) if part not in known]
    return known


def _inside(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _inside(part)


def _describe(definition: Schema, model: type[BaseModel]) -> None:
    """Give each field its words, and the model the first sentence of its own."""
    definition["description"] = (model.__doc__ or "").split("\n\n")[0].replace("\n    ", " ").strip()
    for name, field in fields(model).items():
        known = description(field)
        words = texts_of(model, name)
        schema = definition["properties"][name]
        schema.pop("description", None)
        if known is not None:
            schema["description"] = _told(known)
            schema[DETAILS] = {
                "en": known.en, "id": known.id, "unit": known.unit, "plausible": known.plausible,
                "mark": known.mark, "source": known.source,
            }  # fmt: skip
        elif words is not None:
            schema["description"] = f"{words['en']} / {words['id']}"
            schema[DETAILS] = dict(words)


def _told(known: Description) -> str:
    unit = f" [{known.unit}]" if known.unit else ""
    swept = f"; plausible {known.plausible[0]:g} to {known.plausible[1]:g}" if known.plausible else ""
    return f"{known.en} / {known.id}{unit}{swept}; {known.mark}: {known.source}"


def _open(definitions: dict[str, Schema], references: Mapping[str, str]) -> None:
    """Let the schema say what a file may, beside what the models hold when it is read."""
    study = definitions["StudyConfig"]["properties"]
    for name in ("village", "behaviour"):
        study[name]["anyOf"] = [PATH, {"$ref": study[name].pop("$ref")}]
    source = texts_of(Behaviour, "from") or {}
    definitions["Behaviour"]["properties"]["from"] = PATH | {
        "description": f"{source['en']} / {source['id']}", DETAILS: dict(source),
    }  # fmt: skip
    study["villages"]["anyOf"].insert(0, PATH)
    definitions["Sweep"]["properties"]["table"]["anyOf"].insert(0, PATH)
    start = definitions["Start"]["properties"]
    for name in start:
        start[name]["anyOf"].insert(0, PATH)
    study["programme"] = _fields_of(study["programme"], {
        name: {
            "type": "object",
            "properties": _dotted(definitions, reference),
            "additionalProperties": False,
        }
        for name, reference in references.items()
    })  # fmt: skip
    outcome = {"$ref": "#/$defs/Outcome"}
    study["outcomes"] |= _fields_of(study["outcomes"], {
        each.name: outcome | {"description": f"{each.en} / {each.id} [{each.unit}]; {each.definition}"}
        for each in MEASURES
    })  # fmt: skip
    study["outcomes"]["patternProperties"] = {_pattern_of_groups(): outcome}
    ends = study["ranges"]["additionalProperties"]
    ranged = {
        name: known
        for model in (Behaviour, VillageProfile)
        for name, field in model.model_fields.items()
        if (known := description(field)) is not None and known.plausible is not None
    } | {name: each.description for name, each in (of_doses() | of_mechanisms(mechanism_types())).items()}
    study["ranges"] = _fields_of(study["ranges"], {
        name: ends | {"description": _told(known)} for name, known in ranged.items()
    })  # fmt: skip
    study["ranges"]["patternProperties"] = {f"^{SHARE}{GROUP_NAME}$": ends}
    changes = definitions["Scenario"]["properties"]
    changes["behaviour"] = _fields_of(changes["behaviour"], {
        name: {"$ref": f"#/$defs/Behaviour/properties/{name}"} for name in Behaviour.model_fields
    })  # fmt: skip
    changes["village"] |= {
        "patternProperties": {f"^(owners|({SHARE}|{SECTOR}){GROUP_NAME})$": {"type": "number"}}
    }
    group, village = definitions["Group"]["properties"], definitions["VillageProfile"]["properties"]
    group["behaviour"] = _fields_of(group["behaviour"], {
        name: {"$ref": f"#/$defs/Behaviour/properties/{name}"} for name in OF_GROUPS
    })  # fmt: skip
    spread = village["spreads"]["additionalProperties"]
    village["spreads"] = _fields_of(village["spreads"], dict.fromkeys(OF_PERSONS, spread))
    # one text stands for both languages, and so does that of one
    del definitions["Label"]["required"]
    definitions["Label"] |= {"type": ["string", "object"], "minProperties": 1}
    scenario = definitions["Scenario"]["properties"]
    for name in ("activities", "without"):
        scenario[name]["items"] = {"enum": list(references)}
    scenario["set"] = _fields_of(scenario["set"], {
        f"{name}.{field}": schema
        for name, reference in references.items()
        for field, schema in _dotted(definitions, reference).items()
    })  # fmt: skip
    definitions["Target"]["properties"]["outcome"] |= {
        "anyOf": [
            {"enum": [each.name for each in MEASURES]},
            {"type": "string", "pattern": _pattern_of_groups()},
        ]
    }
    for reference in references.values():
        dose = definitions[reference.rpartition("/")[2]]["properties"]
        dose["who"]["anyOf"] = [{"const": "everyone"}, {"$ref": dose["who"].pop("$ref")}]
        share, _ = dose["attendance"]["anyOf"]
        share |= {"minimum": 0, "maximum": 1}


def _fields_of(schema: Schema, properties: dict[str, Schema]) -> Schema:
    """Return the schema of a mapping that has these fields and no others."""
    return schema | {"properties": properties, "additionalProperties": False}


def _pattern_of_groups() -> str:
    names = "|".join(measure.name.replace("{group}", "") for measure in PER_GROUP)
    return f"^({names}){GROUP_NAME}$"


def _dotted(definitions: Mapping[str, Schema], reference: str, before: str = "") -> dict[str, Schema]:
    """Return references to the fields of a definition and to those inside them, by dotted name."""
    found = {}
    for name, schema in definitions[reference.rpartition("/")[2]]["properties"].items():
        found[before + name] = {"$ref": f"{reference}/properties/{name}"}
        for inner in [schema, *schema.get("anyOf", ())]:
            if "$ref" in inner:
                found |= _dotted(definitions, inner["$ref"], f"{before}{name}.")
    return found


def _plain(definitions: dict[str, Schema]) -> None:
    """Take away what nobody reads, and allow what people write."""
    for definition in definitions.values():
        definition.pop("title", None)
        for schema in definition["properties"].values():
            schema.pop("title", None)
            default = schema.get("default")
            if isinstance(default, dict):
                own = _defaults(definitions, schema)
                schema["default"] = {name: value for name, value in default.items() if value != own[name]}
            if schema.get("default") == {}:
                del schema["default"]
            if "patternProperties" in schema:
                schema["additionalProperties"] = False
            choices = schema.get("anyOf", [schema])
            if any(_is_large(choice) for choice in choices):
                numbers = [{key: choice.pop(key) for key in _NUMBER if key in choice} for choice in choices]
                kept = [choice for choice in choices if choice is not schema and choice]
                schema["anyOf"] = [*filter(None, numbers), *kept, WITH_UNDERSCORES]


def _defaults(definitions: Mapping[str, Schema], schema: Schema) -> dict[str, Any]:
    """Return the defaults of the model that a field holds."""
    (reference,) = (choice["$ref"] for choice in schema.get("anyOf", [schema]) if "$ref" in choice)
    inside = definitions[reference.rpartition("/")[2]]["properties"]
    return {name: field.get("default") for name, field in inside.items()}


def _is_large(schema: Schema) -> bool:
    number = schema.get("type") in ("integer", "number")
    return number and schema.get("maximum", GROUPED) >= GROUPED
