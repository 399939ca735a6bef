"""The JSON schema of experiments: what editors accept and complete is what ``kampung check`` accepts."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from simulation.experiment.experiment_file import is_study, read_study
from simulation.experiment.schema import DETAILS, experiment_schema
from simulation.experiment.template import starting_experiment
from simulation.files.faults import StudyError
from simulation.interventions.registry import dose_types
from simulation.measures.catalogue import names
from simulation.parameters import Behaviour, description
from tests.experiment.files import VALID

ROOT = Path(__file__).parents[2]
SHIPPED = [path for path in sorted((ROOT / "experiments").rglob("*.yaml")) if is_study(path)]
SCALARS = (
    (r"[-+]?[0-9]+", int),
    (r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", float),
    (r"true|false", lambda text: text == "true"),
    (r"null|~|", lambda text: None),
)
"""Plain scalars of the core schema of YAML 1.2, which editors read."""


def as_editors_read(text: str) -> Any:
    return _value(YAML().compose(text))


def _value(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {_value(key): _value(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_value(item) for item in node.value]
    for pattern, meaning in SCALARS if node.style is None else ():
        if re.fullmatch(pattern, node.value):
            return meaning(node.value)
    return node.value


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return experiment_schema()


@pytest.fixture(scope="module")
def faults(schema):
    validator = Draft202012Validator(schema)
    return lambda text: [
        f"{each.json_path}: {each.message}" for each in validator.iter_errors(as_editors_read(text))
    ]


def test_it_is_a_schema(schema):
    Draft202012Validator.check_schema(schema)


def test_the_shipped_file_is_the_schema_of_this_version(schema):
    shipped = json.loads((ROOT / "docs" / "experiment.schema.json").read_text(encoding="utf-8"))
    renew = "kampung schema > docs/experiment.schema.json"
    assert shipped == json.loads(json.dumps(schema)), renew


def test_the_command_prints_it_in_characters_every_machine_knows(kampung, schema):
    code, out, err = kampung("schema")
    assert (code, err) == (0, "")
    assert out.isascii()
    assert json.loads(out) == json.loads(json.dumps(schema))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_experiments_are_valid(path, faults):
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_so_are_experiments_with_every_default_filled_in(path, schema):
    written = json.loads(json.dumps(read_study(path).to_document()))
    assert list(Draft202012Validator(schema).iter_errors(written)) == []


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_experiments_name_it_for_editors(path):
    named = re.search(
        r"^# yaml-language-server: \$schema=(\S+)$", path.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert named is not None
    assert (path.parent / named[1]).resolve() == ROOT / "docs" / "experiment.schema.json"


def test_the_experiment_to_start_from_is_valid(faults):
    assert faults(starting_experiment("mine")) == []


@pytest.mark.parametrize(
    ("label", "valid"),
    [
        ("Monthly forum", True), ("{en: Monthly forum}", True), ("{id: Forum bulanan}", True),
        ("{en: Monthly forum, id: Forum bulanan}", True), ("", True),
        ("{}", False), ("{eng: Monthly forum}", False), ("2024", False), ("[Forum]", False),
    ],
)  # fmt: skip
def test_editors_and_check_take_the_same_labels(label, valid, faults, tmp_path):
    text = VALID.replace("activities: [forum]", f"activities: [forum]\n    label: {label}")
    file = tmp_path / "x.yaml"
    file.write_text(text)
    assert (faults(text) == []) is valid
    if valid:
        read_study(file)
    else:
        with pytest.raises(StudyError, match="label"):
            read_study(file)


@pytest.mark.parametrize(
    "lines",
    [
        "who: everyone",
        "who: {select: random, share: 0.25}",
        "who.select: everyone",
        "attendance: {lowest: 0.3, highest: 0.9}",
        "cost: {moderator_hours: 3}",
        "cost.per_session: 1_500_000",
        "sessions: null",
    ],
)
def test_a_dose_may_be_changed_as_the_reading_allows(lines, faults, tmp_path):
    key, _, value = lines.partition(": ")
    text = VALID.replace("forum.every: 1", f"forum.{key}: {value}") + f"programme:\n  forum: {{{lines}}}\n"
    assert faults(text) == []
    file = tmp_path / "x.yaml"
    file.write_text(text)
    assert read_study(file).programmes()["weekly"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("weeks: 104", "week: 104"),
        ("weeks: 104", "weeks: 0"),
        ("weeks: 104", "weeks: 104 weeks"),
        ("replicates: 10", 'replicates: "10"'),
        ("replicates: 10", "replicates: 2.5"),
        ("replicates: 10", "replicates: {until: {outcome: trust_othr, week: 104, half_width: 0.01}}"),
        ("name: forum_test", "name: Forum test"),
        ("rivalry: 0.8", "rivalry: 0,8"),
        ("rivalry: 0.8", "rivalry: -1"),
        ("rivalry: 0.8", "rivalri: 0.8"),
        ("activities: [forum]", "activities: [fourm]"),
        ("activities: [forum]", "activities: forum"),
        ("forum.every: 1", "forum.evry: 1"),
        ("forum.every: 1", "forum.every: weekly"),
        ("forum.every: 1", "forum.attendance: 60"),
        ("forum.every: 1", "forum.seating: round"),
        ("forum.every: 1", "forum.who: {select: all}"),
        ("forum.every: 1", "forum.cost.moderator: 1"),
        ("  weekly:", "  Weekly forum:"),
        ("trust_other: {smallest_effect: 0.02}", "trust_othr: {smallest_effect: 0.02}"),
        ("trust_other: {smallest_effect: 0.02}", "trust_other: 0.02"),
        ("trust_other: {smallest_effect: 0.02}", "trust_other: {smallest_effect: 0}"),
        ("share: 0.4}\n  sectors", "share: 40}\n  sectors"),
        ("reference: none\n", ""),
    ],
)
def test_a_typical_mistake_is_refused_here_and_by_the_reading(old, new, faults, tmp_path):
    assert VALID.count(old) >= 1
    text = VALID.replace(old, new)
    assert faults(text) != []
    file = tmp_path / "x.yaml"
    file.write_text(text)
    with pytest.raises(StudyError):
        read_study(file)


def test_it_completes_every_activity_measure_and_parameter(schema):
    scenario = schema["$defs"]["Scenario"]["properties"]
    assert scenario["activities"]["items"]["enum"] == list(dose_types())
    for activity, dose in dose_types().items():
        assert {f"{activity}.{field}" for field in dose.model_fields} <= set(scenario["set"]["properties"])
    assert list(schema["properties"]["outcomes"]["properties"]) == names([])
    assert set(Behaviour.model_fields) <= set(schema["properties"]["ranges"]["properties"])


def test_measures_of_a_group_are_known_by_how_they_begin(faults):
    assert faults(VALID.replace("trust_other", "attendance_local")) == []
    assert faults(VALID.replace("trust_other", "presence_local")) != []


def test_every_field_says_in_both_languages_what_it_is(schema):
    kinds = {"experiment": schema} | schema["$defs"]
    silent = [
        f"{kind}.{name}"
        for kind, definition in kinds.items()
        for name, field in definition["properties"].items()
        if not (field.get("description") and field[DETAILS]["en"] and field[DETAILS]["id"])
    ]
    assert silent == [], "words for them belong to simulation/experiment/field_words.yaml"


def test_a_parameter_carries_unit_range_and_source_of_the_model(schema):
    for name, field in Behaviour.model_fields.items():
        known, told = description(field), schema["$defs"]["Behaviour"]["properties"][name]
        assert known is not None
        assert told[DETAILS]["unit"] == known.unit
        assert told[DETAILS]["source"] == known.source
        assert tuple(told[DETAILS]["plausible"]) == known.plausible
        assert told["default"] == field.default
