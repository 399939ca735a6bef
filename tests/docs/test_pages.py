"""What the pages tell their readers to do works, and what they quote exists."""

import re
import subprocess
import tomllib
from pathlib import Path

import pandas as pd
import pytest
from ruamel.yaml import YAML

from simulation.dashboard.lessons.lesson import read_lessons
from simulation.dashboard.words import catalogue
from tests.docs.conftest import ROOT
from tests.installed import installed
from tests.reliability.commands import KAMPUNG, environment, experiment

DOCS = ROOT / "docs"
OWN_ACTIVITY = "own_activity.md"


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)


def commands(page: str) -> list[tuple[str, str]]:
    """Return the commands of a page, each with the output that is shown below it."""
    found = []
    for block in blocks(page, "console"):
        for command, shown in re.findall(r"^[$>] (.*)\n((?:(?![$>] ).*\n)*)", block, flags=re.MULTILINE):
            found.append((command, shown))
    return found


class TestFirstSteps:
    PAGE = "first_steps.md"

    def test_what_is_not_run_here_is_in_the_readme(self):
        readme = (ROOT / "README.md").read_text(encoding="utf-8")
        for command, _ in commands(self.PAGE):
            first = command.split()[0]
            assert first == "kampung" or f"{command}" in readme, command

    def test_its_commands_do_what_it_says_one_after_the_other(self, kampung, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)
        own = [(command, shown) for command, shown in commands(self.PAGE) if command.startswith("kampung ")]
        assert len(own) >= 7
        faulty = False
        for command, shown in own:
            _, *words = command.split()
            if words == ["dashboard"]:
                continue  # tests/browser opens every page of it
            text = Path("my_village.yaml").read_text(encoding="utf-8") if words[0] != "new" else ""
            if "sixty" in shown:
                faulty = True
                Path("my_village.yaml").write_text(
                    text.replace("owners: 60", "owners: sixty"), encoding="utf-8"
                )
            code, out, err = kampung(*words)
            if "sixty" in shown:
                assert (code, err) == (2, shown)
                Path("my_village.yaml").write_text(text, encoding="utf-8")
            else:
                assert (code, err) == (0, "") or words[0] == "run", err
                assert shown in out
        assert faulty
        (report,) = Path("results", "my_village").glob("*/report.html")
        told = report.read_text(encoding="utf-8")
        assert '<html lang="en"' in told
        # words the page explains
        assert "smallest_effect" in Path("my_village.yaml").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    """The package of the page, installed as pip would."""
    folder = tmp_path_factory.mktemp("arisan")
    (code,), (project,) = blocks(OWN_ACTIVITY, "python"), blocks(OWN_ACTIVITY, "toml")
    (folder / "arisan.py").write_text(code, encoding="utf-8")
    installed(folder, tomllib.loads(project)["project"])
    return folder


class TestOwnActivity:
    def test_it_takes_about_thirty_lines(self):
        (code,) = blocks(OWN_ACTIVITY, "python")
        assert len([line for line in code.splitlines() if line.strip()]) <= 32

    def test_it_is_compared_paid_for_and_changed_by_its_word(self, package, tmp_path):
        (scenarios,) = blocks(OWN_ACTIVITY, "yaml")
        text = experiment("own", weeks=20, replicates=4).partition("scenarios:")[0] + scenarios
        file, out = tmp_path / "own.yaml", tmp_path / "out"
        file.write_text(text, encoding="utf-8")
        command = [*KAMPUNG, "run", str(file), "--out", str(out)]
        ran = subprocess.run(command, env=environment(package), capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        weekly = pd.concat(map(pd.read_parquet, sorted(out.glob("*.parquet"))))
        assert weekly["cost"].max() > 0
        assert weekly["ledger_activity_other"].abs().max() > 0

    def test_the_schema_knows_it_where_it_is_installed(self, package):
        command = [*KAMPUNG, "schema"]
        told = subprocess.run(command, env=environment(package), capture_output=True, text=True, check=True)
        assert '"arisan.talk"' in told.stdout


class TestIndonesianPages:
    def test_words_in_italics_are_those_of_the_dashboard_or_titles_of_lessons(self):
        known = {*catalogue("id").values(), *(lesson.title.id for lesson in read_lessons().values())}
        for page in ("village_government.md", "teachers.md"):
            text = (DOCS / page).read_text(encoding="utf-8")
            quoted = re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", text)
            assert quoted
            assert [words for words in quoted if words not in known] == []

    def test_the_four_lessons_stand_in_their_order(self):
        text = (DOCS / "teachers.md").read_text(encoding="utf-8")
        titles = [lesson.title.id for lesson in sorted(read_lessons().values(), key=lambda each: each.order)]
        places = [text.index(f"*{title}*") for title in titles]
        assert len(places) == 4
        assert places == sorted(places)

    def test_a_lesson_has_as_many_steps_as_the_plan_says(self):
        assert {len(lesson.steps) for lesson in read_lessons().values()} == {6}

    def test_their_commands_exist(self, kampung):
        for page in ("village_government.md", "teachers.md"):
            for command, _ in commands(page):
                _, *words = command.split()
                options = [word for word in words if word.startswith("--")]
                code, out, _ = kampung(
                    *[word for word in words if word in ("dashboard", "lesson", "export", "office")], "--help"
                )
                assert code == 0
                assert [option for option in options if option not in out] == []


class TestCitation:
    def test_the_file_has_what_the_format_asks_for_and_this_version(self):
        cited = YAML(typ="safe", pure=True).load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        assert {"cff-version", "message", "title", "authors"} <= set(cited)
        assert (cited["version"], cited["license"]) == (project["version"], project["license"])

    def test_the_page_says_the_same(self):
        cited = YAML(typ="safe", pure=True).load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
        (entry,) = blocks("researchers.md", "bibtex")
        for value in (cited["title"], cited["authors"][0]["name"], cited["version"], cited["license"]):
            assert f"{{{value}}}" in entry


def test_experiments_that_pages_name_exist():
    for page in DOCS.glob("*.md"):
        for word in re.findall(r"experiments/[\w/]+\.\w+", page.read_text(encoding="utf-8")):
            assert (ROOT / word).exists(), f"{page.name}: {word}"
