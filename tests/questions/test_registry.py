"""A question of another package is found wherever those that ship are: the one that the docs show."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from simulation.api import Study, load_study
from simulation.dashboard.pages.results import kind_of
from simulation.dashboard.state.result_folders import ResultFolders
from simulation.dashboard.words import Words
from simulation.plugins import plugins
from simulation.questions import QUESTIONS
from simulation.questions.index import index, renewed
from simulation.questions.registry import GROUP, command_of, kinds, method_of, question_type, sections_of
from tests.installed import installed

ROOT = Path(__file__).parents[2]
EXPERIMENT = """
name: small
village: {name: Small, owners: 12, groups: [{name: a, share: 0.5}, {name: b, share: 0.5}],
          sectors: [{name: food, share: 0.5}, {name: craft, share: 0.5}]}
weeks: 8
burn_in: 4
replicates: 3
scenarios: {none: {}, forum: {activities: [forum]}}
reference: none
outcomes: {trust_other: {smallest_effect: 0.001}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the package of docs/own_question.md, as pip would install it, and an experiment."""
    page = (ROOT / "docs" / "own_question.md").read_text(encoding="utf-8")
    (tmp_path / "counting").mkdir()
    (tmp_path / "counting" / "__init__.py").touch()
    for name, code in re.findall(r"^`(counting/\w+\.py)`:.*?^```python\n(.*?)^```", page, re.S | re.M):
        (tmp_path / name).write_text(code, encoding="utf-8")
    project = tomllib.loads(re.findall(r"^```toml\n(.*?)^```", page, re.S | re.M)[0])["project"]
    assert list(project["entry-points"]) == [GROUP]
    installed(tmp_path, project)
    (tmp_path / "small.yaml").write_text(EXPERIMENT, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    plugins.cache_clear()
    yield tmp_path
    plugins.cache_clear()


def run(*words: str) -> subprocess.CompletedProcess[str]:
    code = "from simulation.cli import main; main()"
    paths = f"import sys; sys.path.insert(0, {str(ROOT)!r}); "
    return subprocess.run(
        [sys.executable, "-c", paths + code, *words], capture_output=True, text=True, check=False
    )


def test_a_question_of_another_package_is_found_everywhere(folder: Path) -> None:
    assert kinds() == [*QUESTIONS, "count"]
    study = load_study("small.yaml")
    assert "count" in dir(study)
    found = study.count(out="asked")
    assert 0 <= found.helped <= found.villages == 3
    assert kind_of(Words("en"), "count") == "count"
    assert "| count | `kampung count FILE` | `study.count()` |" in index()
    answered = run("count", "small.yaml", "--out", "out", "--language", "en")
    assert answered.returncode == 0, answered.stderr
    told = f"forum helps {found.helped} of 3 villages."
    page = folder / "out" / "report.html"
    assert told in page.read_text(encoding="utf-8")
    assert (folder / "out" / "count.csv").read_bytes() == (folder / "asked" / "count.csv").read_bytes()
    opened = {each.name: each for each in ResultFolders(folder).all()}["out"]
    assert (opened.kind, opened.trouble) == ("count", "")
    page.unlink()
    again = run("report", "out", "--language", "en")
    assert again.returncode == 0, again.stderr
    assert told in page.read_text(encoding="utf-8")


def test_a_question_whose_package_fails_is_told_in_one_line_and_the_others_are_asked(folder: Path) -> None:
    (folder / "counting" / "command.py").write_text("import no_such_module\n")
    shown = run("--help")
    assert shown.returncode == 0
    assert "plan" in shown.stdout and "count" not in shown.stdout.replace("account", "")
    (line,) = shown.stderr.splitlines()
    assert "'count' (kampung.questions) is left out" in line and "no_such_module" in line


@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_question_has_a_class_a_command_a_method_and_a_page(kind: str) -> None:
    assert question_type(kind).kind == kind
    assert callable(sections_of(kind))
    assert command_of(kind).__name__ == method_of(kind).__name__ == kind


def test_what_is_no_question_is_no_method_of_a_study() -> None:
    study = Study.__new__(Study)
    with pytest.raises(AttributeError, match="its questions are attribute, sensitivity"):
        study.anything  # noqa: B018


def test_the_index_in_the_docs_is_not_stale() -> None:
    page = (ROOT / "docs" / "answers.md").read_text(encoding="utf-8")
    assert renewed(page) == page, "run: python -m simulation.questions.index docs/answers.md"
