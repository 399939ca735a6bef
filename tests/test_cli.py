"""What holds for every command: where it cannot write, where nobody reads, where letters are missing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
STUDY = ROOT / "experiments/kaloran_brimob.yaml"
SURVEY = ROOT / "experiments/surveys"
COMMANDS = {
    "run": ("run", STUDY),
    "attribute": ("attribute", STUDY),
    "plan": ("plan", STUDY, "--budget", 50_000_000),
    "new": ("new", "mine"),
    "form": ("survey", "form"),
    "survey": ("survey", "read", SURVEY / "made_up_before.xlsx", "--key", "key.csv"),
    "network": ("network", "read", ROOT / "experiments/networks/karate_club.graphml", "--group", "club"),
    "lessons": ("lesson", "export"),
}


@pytest.mark.parametrize("place", ["file/below.yaml", "x" * 300 + ".yaml"])
@pytest.mark.parametrize("command", COMMANDS)
def test_a_place_that_cannot_be_made_is_one_line(kampung, monkeypatch, tmp_path, command, place):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    code, _, err = kampung(*COMMANDS[command], "--out", place)
    assert code == 4, err
    (line,) = err.splitlines()
    # a study says that it cannot go on, any other command what it could not read or write
    assert re.match(r"(cannot go on \(.*: )?(file|xxxx)", line)
    assert re.search("Not a directory|File exists|File name too long", line)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("words", [("--out", ""), ("--out=",)])
@pytest.mark.parametrize("command", COMMANDS)
def test_an_empty_place_is_not_the_folder_one_is_in(kampung, monkeypatch, tmp_path, command, words):
    monkeypatch.chdir(tmp_path)
    code, _, err = kampung(*COMMANDS[command], *words)
    assert (code, err) == (2, "kampung: --out: found an empty text; allowed: a value, or leave it out\n")
    assert list(tmp_path.iterdir()) == []


def shell(*words: object, **more: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", "from simulation.cli import main; main()", *map(str, words)]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **more}
    )


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_an_output_without_the_letters_shows_the_others(tmp_path, encoding):
    file = tmp_path / "letters.yaml"
    text = STUDY.read_text(encoding="utf-8").replace("villages/", f"{STUDY.parent}/villages/")
    file.write_text(text.replace("Kampung", "Kampung \u2713\u4e00"), encoding="utf-8")
    out, err = shell("show", file, PYTHONIOENCODING=encoding, PYTHONUTF8="0").communicate()
    assert err == b""
    assert b"Behaviour of owners" in out


def test_who_reads_only_the_beginning_is_not_told_of_it():
    process = shell("show", STUDY, PYTHONUNBUFFERED="1")
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait() in (0, 1)
    assert process.stderr is not None
    assert process.stderr.read() == b""
