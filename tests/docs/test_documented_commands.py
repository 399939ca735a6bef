"""Every command that the documentation names is one the program takes, and those of its examples do run."""

import re
import shlex
import shutil
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import typer

from simulation import cli
from simulation.questions import QUESTIONS
from simulation.questions.registry import command_words
from tests.command_line import kampung
from tests.docs.conftest import ROOT
from tests.reliability.commands import experiment

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
SERVICES = sorted((ROOT / "docs" / "deploy").glob("*.service"))
STANDS_FOR = {
    "K/N": "1/2", "BUDGET": "50000000", "X": "theta", "Y": "e0", "VILLAGES": "8", "OWNERS": "20",
    "$SLURM_ARRAY_TASK_ID": "1",
}  # fmt: skip
"""What a reader puts in the place of a word; other words in capitals are names of files and folders."""
RUN_ELSEWHERE = {
    "first_steps.md": "tests/docs/test_pages.py",
    "own_question.md": "tests/questions/test_registry.py",
    "dashboard": "tests/dashboard/test_documented_commands.py",
    "lesson export": "tests/dashboard/lessons/test_html_file.py",
    "trial read": "tests/questions/trial_seal/test_command.py",
    "merge sweep-1": "tests/questions/sweep/test_shards.py",
    "--scheduler": "tests/reliability/test_cluster.py",
    "$SLURM_ARRAY_TASK_ID": "tests/reliability/test_cluster.py",
}
"""Pages, commands and options of commands that another test runs, or that need another machine."""


def told(text: str) -> str:
    for word, meant in STANDS_FOR.items():
        text = re.sub(rf"(?<![\w-]){re.escape(word)}(?!\w)", meant, text)
    return text


def words_of(command: str) -> list[str]:
    """Return the words behind ``kampung``; where its output goes, and what is said of it, are left out."""
    _, *words = shlex.split(re.split(r"\s+(?:>|&&|\|)\s", command)[0], comments=True)
    return words


def fenced(page: Path) -> list[str]:
    """Return the commands in the blocks of a page."""
    text = page.read_text(encoding="utf-8")
    # blocks of other languages too: else the end of one would begin the next
    blocks = re.findall(r"^```(\w*)[^\n]*\n(.*?)^```", text, flags=re.DOTALL | re.MULTILINE)
    told = [block for language, block in blocks if language in ("", "console", "bash", "sh")]
    lines = "\n".join(told).replace("\\\n", " ")
    return re.findall(r"^(?:[$>] )?(kampung (?!\w*\.yaml).*)$", lines, flags=re.MULTILINE)


def mentioned(page: Path) -> list[str]:
    """Return the commands in the sentences of a page."""
    return re.findall(r"`(kampung [^`\n]+)`", page.read_text(encoding="utf-8"))


def question_of(words: list[str]) -> str | None:
    """Return the question that a command asks, if it asks one."""
    asked = {command_words(kind): kind for kind in QUESTIONS}
    # the longer name first: `trial seal` is a question, as `trial` is
    return asked.get(tuple(words[:2])) or asked.get((words[0],))


def own_commands() -> set[str]:
    """Return the questions that pages let their readers write themselves."""
    declared = re.compile(r'^\[project\.entry-points\."kampung\.questions"\]\n(\w+) =', re.MULTILINE)
    return {name for page in PAGES for name in declared.findall(page.read_text(encoding="utf-8"))}


def refusal(words: list[str]) -> str:
    """Return what the program has against some words; nothing of what they ask for is done."""

    def silenced(command: Any) -> None:
        for inner in getattr(command, "commands", {}).values():
            silenced(inner)
        if not hasattr(command, "commands"):
            command.callback = lambda **_: None

    program = typer.main.get_command(cli.app)
    silenced(program)
    errors = StringIO()
    with redirect_stderr(errors), redirect_stdout(StringIO()), pytest.raises(SystemExit) as end:
        program(words, prog_name="kampung")
    return " ".join(re.sub("[│╭╮╰╯─]", " ", errors.getvalue()).split()) if end.value.code else ""


IN_BLOCKS = [(page.name, command) for page in PAGES for command in fenced(page)]
IN_SENTENCES = sorted({command for page in PAGES for command in mentioned(page)})


def test_the_commands_are_found() -> None:
    assert len(IN_BLOCKS) >= 30 and len(IN_SENTENCES) >= 40
    named = {words_of(command)[0] for _, command in IN_BLOCKS}
    assert {"run", "merge", "dashboard", "survey", "network", "lesson"} <= named
    assert {question_of(words_of(command)) for _, command in IN_BLOCKS} >= set(QUESTIONS)
    assert own_commands() == {"count"}


@pytest.mark.parametrize(("page", "command"), IN_BLOCKS)
def test_a_command_in_a_block_is_taken_as_it_stands(page: str, command: str) -> None:
    words = words_of(told(command))
    if words[0] not in own_commands():
        assert refusal(words) == ""


@pytest.mark.parametrize("command", IN_SENTENCES)
def test_a_command_in_a_sentence_has_no_word_that_is_not_known(command: str) -> None:
    words = words_of(told(command))
    if words[0] not in {"COMMAND", *own_commands()}:
        # a sentence may name a command without what it needs
        told_against = refusal(words)
        assert told_against == "" or re.search("Missing|requires an argument", told_against)


@pytest.mark.parametrize("service", SERVICES, ids=lambda path: path.stem)
def test_a_service_starts_with_a_command_that_is_taken(service: Path) -> None:
    (command,) = re.findall(
        r"^ExecStart=\S*/(kampung .*)$", service.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert refusal(words_of(command)) == ""


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ("runn FILE", "No such command"),
        ("run FILE --replicate 10", "No such option"),
        ("run FILE --replicates ten", "Invalid value"),
        ("plan FILE", "Missing option"),
        ("survey chek FILE", "No such command"),
        ("run", "Missing argument"),
        ("run FILE OTHER", "unexpected extra argument"),
    ],
)
def test_a_command_that_is_not_taken_would_be_found(wrong: str, told: str) -> None:
    assert told in refusal(wrong.split())


def is_run_elsewhere(page: str, command: str) -> bool:
    return page in RUN_ELSEWHERE or any(word in command for word in RUN_ELSEWHERE)


@pytest.mark.parametrize("test", sorted(set(RUN_ELSEWHERE.values())))
def test_what_is_run_elsewhere_has_its_test(test: str) -> None:
    assert (ROOT / test).is_file()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with the files that ship, and those of which pages say that a reader has them."""
    shutil.copytree(ROOT / "experiments", tmp_path / "experiments")
    (tmp_path / "study.yaml").write_text(experiment("study", weeks=30, replicates=6), encoding="utf-8")
    waves = {"BEFORE.xlsx": "before", "AFTER.xlsx": "after", "survey/answers.xlsx": "before"}
    (tmp_path / "survey").mkdir()
    (tmp_path / "owners.csv").write_text("nama\nAni Wijaya\nBudi Santoso\n", encoding="utf-8")
    for file, wave in waves.items():
        shutil.copy(ROOT / "experiments" / "surveys" / f"made_up_{wave}.xlsx", tmp_path / file)
    return tmp_path


@pytest.mark.parametrize("page", sorted({page for page, _ in IN_BLOCKS}))
def test_the_commands_of_a_page_run_one_after_the_other(
    page: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put: list[str] = []

    def stand_in(question: Any, *_: Any, **__: Any) -> None:
        # how questions are answered: tests/questions; here, that they can be asked
        put.append(question.kind)

    monkeypatch.setattr("simulation.questions.command.put", stand_in)
    asked = []
    for command in [each for name, each in IN_BLOCKS if name == page]:
        if is_run_elsewhere(page, command):
            continue
        words = words_of(command)
        code, _, errors = kampung(folder, *words)
        assert code == 0, (command, errors)
        asked += [kind] if (kind := question_of(words)) else []
    assert put == asked
