"""What says of the project who it is: version, licence, citation, metadata, archive; all say the same."""

import json
import re
import subprocess
import tomllib
import zipfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
from ruamel.yaml import YAML

from tests.docs.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CITATION = YAML(typ="safe").load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
CODEMETA = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
ODD = (ROOT / "docs" / "odd.md").read_text(encoding="utf-8")


def test_one_version_stands_everywhere() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    latest = re.findall(r"^## ([0-9.]+) - 20\d\d-\d\d-\d\d$", changelog, re.MULTILINE)
    bibtex = (ROOT / "docs" / "researchers.md").read_text(encoding="utf-8")
    version = PROJECT["version"]
    assert {CITATION["version"], CODEMETA["version"], latest[0]} == {version}
    assert f"version = {{{version}}}" in bibtex


def test_metadata_say_what_the_project_says() -> None:
    assert CODEMETA["license"].rpartition("/")[2] == PROJECT["license"] == CITATION["license"]
    assert CODEMETA["description"] == CITATION["abstract"]
    assert CODEMETA["keywords"] == CITATION["keywords"]
    assert set(CODEMETA["keywords"]) <= set(PROJECT["keywords"])
    needed = [re.split("[<>=]", line)[0] for line in PROJECT["dependencies"]]
    assert CODEMETA["softwareRequirements"] == needed
    assert CODEMETA["runtimePlatform"] == f"Python {PROJECT['requires-python']}"


def test_works_that_are_cited_are_those_of_the_protocol() -> None:
    for entry in CITATION["references"]:
        assert {"type", "title", "authors", "year"} <= set(entry)
        words = entry["title"].split(":")[0]
        assert words in ODD, words
        if "doi" in entry:
            assert entry["doi"] in ODD


def test_every_page_is_named_for_machines_and_every_name_is_a_page() -> None:
    text = (ROOT / "llms.txt").read_text(encoding="utf-8")
    assert text.startswith("# Kampung\n\n> ")
    linked = set(re.findall(r"\]\(([^)]+)\)", text))
    assert [name for name in linked if not (ROOT / name).is_file()] == []
    pages = {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")}
    assert pages - linked == {"docs/index.md"}


@pytest.fixture(scope="module")
def archive() -> ModuleType:
    spec = spec_from_file_location("archive", ROOT / "docs" / "archive.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_archive_holds_what_a_model_library_asks_for(archive: ModuleType, tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    sources = {"LICENSE", "CITATION.cff", "codemeta.json", "README.md", "pyproject.toml", "mine.py"}
    sources |= {name for name in archive.BESIDE.values() if name.startswith("docs/")}
    for name in sources:
        (checkout / name).parent.mkdir(exist_ok=True)
        whole = ROOT / name
        (checkout / name).write_bytes(whole.read_bytes() if whole.exists() else b"# mine\n")
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.c"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "all"]):
        subprocess.run([*git, *words], cwd=checkout, check=True)
    (checkout / "not_committed.py").write_text("", encoding="utf-8")
    path = archive.write_archive(tmp_path / "dist", checkout)
    assert path.name == f"kampung-{PROJECT['version']}-archive.zip"
    with zipfile.ZipFile(path) as found:
        names = set(found.namelist())
        assert {f"code/{name}" for name in sources} | set(archive.BESIDE) == names
        assert found.read("LICENSE") == (ROOT / "LICENSE").read_bytes()
        assert found.read("docs/odd.md").decode().startswith("# ODD protocol")
        assert "docs/odd.md" in found.read("README.md").decode()
    before = path.read_bytes()
    assert archive.write_archive(tmp_path / "dist", checkout).read_bytes() == before


def test_what_stands_beside_the_code_is_in_the_repository(archive: ModuleType) -> None:
    for name in set(archive.BESIDE.values()) - {"INSTRUCTIONS"}:
        assert (ROOT / name).is_file(), name
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^archive:", makefile, re.MULTILINE)
