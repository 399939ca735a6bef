"""A results folder holds everything: what went in, what computed it, what it means, how to cite it."""

import json
import re
import shutil
from importlib.metadata import version
from pathlib import Path

import pandas as pd
import pytest
from ruamel.yaml import YAML

from simulation import Study, load_study, open_result
from simulation.codebook.codebook import HEADS
from simulation.research_object.citation import MIT
from simulation.running.provenance import constraints, versions
from tests.finished_folders import ROOT, Copy

PACKAGE = ROOT / "simulation" / "research_object"


@pytest.mark.parametrize("kind", ["study", "attribute"])
def test_the_experiment_can_be_made_again_from_the_folder_alone(
    kind: str, small: Study, made: dict[str, Path]
) -> None:
    place = made[kind] / "experiment"
    assert load_study(place / "experiment.json").config.hash() == small.config.hash()
    written = place / "as_written"
    assert load_study(written / "studies" / "small.yaml").config.hash() == small.config.hash()
    for name, data in small.config.as_written.files.items():
        assert (written / name).read_bytes() == data


def test_an_experiment_made_in_python_is_there_too(small: Study, tmp_path: Path) -> None:
    config = type(small.config).model_validate(small.config.to_document())
    Study(config).run(replicates=1, out=tmp_path / "out")
    assert [path.name for path in (tmp_path / "out" / "experiment").iterdir()] == ["experiment.json"]


def test_the_report_of_a_folder_without_it_leaves_the_experiment_it_names(copy: Copy) -> None:
    folder = copy("study")
    shutil.rmtree(folder / "experiment")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8")) | {"state": "stopped"}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    page = open_result(folder).report("en").read_text(encoding="utf-8")
    assert "kampung run experiment/experiment.json" in page
    assert load_study(folder / "experiment" / "experiment.json").config.hash() == manifest["config_hash"]


@pytest.mark.parametrize("kind", ["study", "attribute"])
def test_the_codebook_has_a_row_for_every_column(kind: str, made: dict[str, Path]) -> None:
    book = pd.read_csv(made[kind] / "codebook.csv")
    assert tuple(book.columns) == HEADS
    for table in made[kind].glob("*.csv"):
        if table.name != "codebook.csv":
            rows = book[book["table"] == table.name]
            assert rows["column"].tolist() == list(pd.read_csv(table).columns)
            assert rows[["meaning_en", "meaning_id", "unit"]].notna().all(axis=None)
    assert (made[kind] / "excel_id" / "codebook.csv").exists()
    assert ("weekly.parquet" in set(book["table"])) == (kind == "study")


def test_constraints_name_all_that_the_results_rest_on_and_nothing_else() -> None:
    lines = constraints()
    names = [line.partition("==")[0] for line in lines]
    assert names == sorted(set(names))
    assert {"numpy", "numba", "llvmlite", "ruamel-yaml", "pandas"} <= set(names)
    # of no use for a result: checks, dashboard, libraries of questions
    assert not {"kampung", "pytest", "ruff", "solara", "pymoo", "pyabc"} & set(names)
    assert f"numpy=={version('numpy')}" in lines
    more = [line.partition("==")[0] for line in constraints(["pymoo", "SALib"])]
    assert {"pymoo", "salib", *names} <= set(more)
    assert constraints(["no-such-package"]) == lines


def test_versions_of_a_question_name_what_computes_it(made: dict[str, Path]) -> None:
    assert versions(["pymoo"])["pymoo"] == version("pymoo")
    assert (made["study"] / "constraints.txt").read_text(encoding="utf-8").split() == constraints()


def test_the_citation_is_valid_and_says_which_results_and_version(made: dict[str, Path]) -> None:
    text = (made["study"] / "CITATION.cff").read_text(encoding="utf-8")
    found = YAML(typ="safe").load(text)
    manifest = json.loads((made["study"] / "manifest.json").read_text(encoding="utf-8"))
    assert found["version"] == version("kampung")
    assert manifest["config_hash"][:16] in found["message"]
    assert found["commit"] == manifest["git_commit"]
    assert found["cff-version"] == "1.2.0"
    assert {"title", "authors", "references", "license"} <= set(found)
    for entry in found["references"]:
        assert {"type", "title", "authors"} <= set(entry)


def test_what_the_package_carries_is_what_the_project_says() -> None:
    for carried, said in ((PACKAGE / "CITATION.cff", "CITATION.cff"), (PACKAGE / MIT, "LICENSE")):
        assert carried.read_bytes() == (ROOT / said).read_bytes()


def test_the_licence_speaks_of_results_and_program(made: dict[str, Path]) -> None:
    text = (made["study"] / "LICENCE.txt").read_text(encoding="utf-8")
    assert text.index("RESULTS") < text.index("PROGRAM") < text.index("MIT License")


def test_time_stands_in_the_manifest_the_crate_and_the_page_alone(
    small: Study, made: dict[str, Path], tmp_path: Path
) -> None:
    small.run(out=tmp_path / "again").report("en")
    differ = [
        path.relative_to(made["study"]).as_posix()
        for path in sorted(made["study"].rglob("*"))
        if path.is_file() and not path.name.startswith(".")
        if path.read_bytes() != (tmp_path / "again" / path.relative_to(made["study"])).read_bytes()
    ]
    assert set(differ) <= {"manifest.json", "ro-crate-metadata.json", "report.html"}
    stamp = re.compile(rb"20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-9:]{8}")
    assert not stamp.search((made["study"] / "codebook.csv").read_bytes())
