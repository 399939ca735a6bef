"""The metadata of a folder are an RO-Crate 1.1 that others read, and name every file that is there."""

import json
from pathlib import Path
from typing import Any

import pytest
from rocrate.rocrate import ROCrate

from simulation.research_object.crate import CRATE, write_crate
from simulation.store.manifest import read_manifest
from tests.finished_folders import Copy

KINDS = ["study", "attribute"]


def graph(folder: Path) -> dict[str, dict[str, Any]]:
    found = json.loads((folder / CRATE).read_text(encoding="utf-8"))
    assert found["@context"] == "https://w3id.org/ro/crate/1.1/context"
    entities = found["@graph"]
    assert len({entity["@id"] for entity in entities}) == len(entities)
    return {entity["@id"]: entity for entity in entities}


def links(value: object) -> list[str]:
    """Return all that a value points to."""
    if isinstance(value, list):
        return [link for each in value for link in links(each)]
    return [value["@id"]] if isinstance(value, dict) else []


@pytest.mark.parametrize("kind", KINDS)
def test_the_library_reads_it_and_finds_every_file(kind: str, made: dict[str, Path]) -> None:
    crate = ROCrate(made[kind])
    assert crate.name == "small"
    assert crate.root_dataset["license"]
    assert crate.root_dataset["datePublished"]
    files = {
        path.relative_to(made[kind]).as_posix()
        for path in made[kind].rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(made[kind]).parts)
    }
    described = {entity.id for entity in crate.data_entities if entity.type == "File"}
    assert described == files - {CRATE}
    action = crate.get("#run")
    assert action["instrument"]["softwareVersion"]
    assert [entity.id for entity in action["object"]] == ["experiment/experiment.json", "constraints.txt"]
    assert "report.html" in {entity.id for entity in action["result"]}


@pytest.mark.parametrize("kind", KINDS)
def test_it_has_what_the_specification_wants(kind: str, made: dict[str, Path]) -> None:
    found = graph(made[kind])
    descriptor, root = found[CRATE], found["./"]
    assert descriptor["about"] == {"@id": "./"}
    assert descriptor["conformsTo"] == {"@id": "https://w3id.org/ro/crate/1.1"}
    assert root["@type"] == "Dataset"
    assert all(root[field] for field in ("name", "description", "datePublished", "license", "identifier"))
    for name, entity in found.items():
        assert entity["@type"], name
        for field, value in entity.items():
            for link in links(value):
                known = link in found or link.startswith("https://w3id.org/ro/crate/") or "spdx.org" in link
                assert known, (name, field, link)
    # every file and folder is reached from the root
    waiting, reached = ["./"], set()
    while waiting:
        for link in links(found[waiting.pop()].get("hasPart", [])):
            reached.add(link)
            waiting.append(link)
    there = {name for name, entity in found.items() if entity["@type"] in ("File", "Dataset")}
    assert there - {"./"} == reached


def test_what_comes_later_is_in_it_when_it_is_written_again(copy: Copy) -> None:
    folder = copy("study")
    (folder / "export" / "r").mkdir(parents=True)
    (folder / "export" / "r" / "read.R").write_text("# R", encoding="utf-8")
    write_crate(folder, read_manifest(folder))
    found = graph(folder)
    assert found["export/r/read.R"]["contentSize"] == "3"
    assert found["export/"]["name"] == "The tables for other programs"
    assert found["comparison.csv"]["name"] == "Comparison of scenarios"
