# ruff: noqa: E501 - a fault is one line, and stands here as it is told
"""``kampung check``, ``new`` and ``show``: what a user sees, and the exit code."""

import re
import subprocess
import sys
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from simulation.experiment.experiment_file import read_study
from simulation.experiment.template import starting_experiment
from simulation.terminal.tables import print_table, scenario_tables, study_tables
from tests.experiment.files import VALID

ROOT = Path(__file__).parents[2]
EXPERIMENT = ROOT / "experiments" / "kaloran_brimob.yaml"
VILLAGE = ROOT / "experiments" / "villages" / "kaloran_brimob.yaml"
HEAVY = ("numba", "matplotlib", "mesa", "scipy")
TABLES = ("pandas", "pyarrow")
"""What reads the sets that an experiment names."""


class TestCheck:
    def test_says_in_a_few_lines_what_would_run(self, kampung):
        code, out, err = kampung("check", EXPERIMENT)
        assert (code, err) == (0, "")
        assert out.splitlines() == [
            f"{EXPERIMENT}: no faults (32 scenarios, reference 'none')",
            "100 of 300 sets of values of 73 parameters are used, 2 villages each; other parameters are single values",
            "32 scenarios x 200 replicates = 6,400 runs of 104 weeks, after 208 weeks of burn-in",
        ]

    def test_says_what_a_village_starts_from(self, kampung, tmp_path):
        (tmp_path / "ties.csv").write_text("first,second,strength\n0,1,.5\n0,2,.25\n")
        file = tmp_path / "x.yaml"
        file.write_text(VALID.replace("  owners: 60\n", "  owners: 60\n  start: {ties: ties.csv}\n"))
        code, out, _ = kampung("check", file)
        assert code == 0
        assert "the village starts from 0 observed owners and 2 observed ties" in out
        assert "after 0 weeks of burn-in" in out
        lines = [line.split() for line in kampung("show", file)[1].splitlines()]
        assert ["ties", "2,", "at", "most", "2", "an", "owner", "-"] in lines
        assert ["strength", "of", "ties", "2", "0.375"] in lines

    def test_tells_one_line_a_fault_and_exits_with_2(self, kampung, tmp_path):
        file = tmp_path / "x.yaml"
        file.write_text(VALID.replace("forum.every", "forum.evry").replace("replicates: 10", "replicates: 0"))
        code, out, err = kampung("check", file)
        assert (code, out) == (2, "")
        assert err.splitlines() == [
            f"{file}:13:13: replicates: found 0; allowed: a whole number from 1 to 1000000 or a mapping with the fields until, at_least, at_most",
            f"{file}:21:11: scenarios.weekly.set.forum.evry: unknown field 'evry'; allowed: weight, talk, "
            "facilitation, mediator, who, first, every, sessions, attendance, capacity, cost, table, ... (2 more); "
            "did you mean 'every'?",
        ]

    @pytest.mark.parametrize(
        ("file", "told"),
        [("nowhere.yaml", "there is no such file"), (".", "is a directory; allowed: a YAML file")],
    )
    def test_refuses_what_is_no_file(self, kampung, monkeypatch, tmp_path, file, told):
        monkeypatch.chdir(tmp_path)
        assert kampung("check", file) == (2, "", f"{file}: {told}\n")

    def test_shows_at_most_a_hundred_faults(self, kampung, tmp_path):
        file = tmp_path / "x.yaml"
        file.write_text(VALID + "".join(f"field_{number}: 1\n" for number in range(150)))
        lines = kampung("check", file)[2].splitlines()
        assert (len(lines), lines[-1]) == (101, "... and 50 more faults")

    def test_runs_and_writes_nothing(self, kampung, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)
        kampung("check", EXPERIMENT)
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "heavy"),
    [
        (["--help"], (*HEAVY, *TABLES)),
        (["show", str(VILLAGE)], (*HEAVY, *TABLES)),
        (["check", str(EXPERIMENT)], HEAVY),
        (["show", str(EXPERIMENT)], HEAVY),
    ],
)
def test_nothing_heavy_is_imported_only_to_look(words, heavy):
    code = f"""
import sys
from simulation.cli import main
sys.argv = ["kampung", *{words!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(sorted(set({heavy!r}) & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


class TestNew:
    def test_writes_an_experiment_that_has_no_faults(self, kampung, monkeypatch, tmp_path):
        monkeypatch.chdir(tmp_path)
        assert kampung("new", "our_forum")[0] == 0
        assert [file.name for file in tmp_path.iterdir()] == ["our_forum.yaml"]
        assert read_study("our_forum.yaml").name == "our_forum"
        assert kampung("check", "our_forum.yaml")[0] == 0

    def test_explains_every_field(self):
        text = starting_experiment("x")
        for field in (
            "from:",
            "without:",
            "set:",
            "budget:",
            "programme:",
            "assumed:",
            "panels:",
            "network_weeks:",
        ):
            assert field in text

    def test_writes_where_it_is_told(self, kampung, tmp_path):
        file = tmp_path / "there.yaml"
        assert kampung("new", "x", "--out", file) == (
            0, f"{file} written. Change it, then: kampung check {file}\n", "",
        )  # fmt: skip
        assert file.exists()

    def test_never_overwrites(self, kampung, tmp_path):
        file = tmp_path / "x.yaml"
        file.write_text("mine")
        code, _, err = kampung("new", "x", "--out", file)
        assert (code, err) == (
            2,
            f"{file}: exists already and is not overwritten; allowed: a new file (--out)\n",
        )
        assert file.read_text() == "mine"

    @pytest.mark.parametrize(
        "name", ["", "Our Forum", "../x", "1st", "a" * 41, "a\n", "ÿ", "con", "a.b", "NAME"]
    )
    def test_refuses_bad_names(self, kampung, monkeypatch, tmp_path, name):
        monkeypatch.chdir(tmp_path)
        code, out, err = kampung("new", name)
        assert (code, out) == (2, "")
        assert err.startswith("NAME: ")
        assert len(err.splitlines()) == 1
        assert list(tmp_path.iterdir()) == []

    def test_leaves_nothing_behind_where_it_cannot_write(self, kampung, tmp_path):
        code, _, err = kampung("new", "x", "--out", tmp_path / "no" / "x.yaml")
        assert code == 4
        assert err == f"{tmp_path / 'no' / 'x.yaml'}: cannot be read or written: No such file or directory\n"
        assert list(tmp_path.iterdir()) == []

    def test_finds_its_template_in_the_wheel(self):
        build = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]
        assert build["targets"]["wheel"]["packages"] == ["simulation"]
        assert (ROOT / "simulation" / "experiment" / "template.yaml").exists()


class TestShow:
    def test_gives_every_parameter_its_unit_range_and_source_one_line_each_where_piped(self, kampung):
        code, out, _ = kampung("show", EXPERIMENT)
        assert code == 0
        lines = [" ".join(line.split()) for line in out.splitlines()]
        (threshold,) = [line for line in lines if line.startswith("threshold theta ")]
        assert re.fullmatch(
            r"threshold theta 0\.4\d* \(0\.3\d* to 0\.[45]\d*\) trust 0\.35 to 0\.5 "
            r"assumed: loss/\(gain \+ loss\) of the joint venture",
            threshold,
        )
        assert any(line.startswith("income y0 1,000,000 rupiah a week") for line in lines)
        assert "local 0.6 36 raw_materials local businesses / pelaku UMKM lokal" in lines
        assert "seed 20260101 (0 to 9.22337e+18) assumed: the user's own" in lines
        assert "forum_once forum only once forum (1) 3,920,000" in lines
        assert not any(sign in out for sign in "│─\x1b")

    def test_shows_a_village_alone(self, kampung):
        code, out, _ = kampung("show", VILLAGE)
        assert code == 0
        assert "Village: Kaloran Brimob" in out
        assert "food      0.25   15" in out

    def test_shows_a_label_that_is_the_same_in_both_languages_once(self, kampung, tmp_path):
        file = tmp_path / "x.yaml"
        file.write_text(
            VALID.replace("{name: local, share: 0.6}", "{name: local, share: 0.6, label: Warga lama}")
        )
        lines = [" ".join(line.split()) for line in kampung("show", file)[1].splitlines()]
        assert "local 0.6 36 Warga lama" in lines

    def test_shows_the_doses_of_a_scenario(self, kampung):
        _, out, _ = kampung("show", EXPERIMENT, "--scenario", "forum_stops")
        assert "forum_stops: forum" in out
        assert (
            "12 sessions in weeks 8, 12, 16, ... 52; expected Rp 3,920,000 a session, Rp 47,040,000 in all"
            in out
        )
        assert "without end" in kampung("show", EXPERIMENT, "--scenario", "forum")[1]

    def test_marks_what_lies_outside_the_plausible_range(self, kampung, tmp_path):
        file = tmp_path / "x.yaml"
        file.write_text(VALID.replace("rivalry: 0.8", "rivalry: 3"))
        lines = [" ".join(line.split()) for line in kampung("show", file)[1].splitlines()]
        assert any(line.startswith("rivalry chi 3 ! log-odds 0 to 1.5") for line in lines)
        assert "! outside the plausible range" in lines

    @pytest.mark.parametrize(
        ("words", "told"),
        [
            ([EXPERIMENT, "--scenario", "form"], "--scenario: unknown scenario 'form'"),
            ([EXPERIMENT, "--scenario", "form"], "did you mean 'forum'?"),
            ([VILLAGE, "--scenario", "forum"], "a village profile has no scenarios"),
            (["nowhere.yaml"], "there is no such file"),
        ],
    )
    def test_refuses_in_one_line(self, kampung, words, told):
        code, out, err = kampung("show", *words)
        assert (code, out, len(err.splitlines())) == (2, "", 1)
        assert told in err

    @pytest.mark.parametrize("width", [80, 100, 130, 200])
    def test_fits_a_terminal_and_cuts_nothing_off(self, width):
        console = Console(width=width, force_terminal=True, color_system=None, record=True, file=StringIO())
        config = read_study(EXPERIMENT)
        for table in [*study_tables(config), *scenario_tables(config, "all")]:
            print_table(console, table)
        text = console.export_text()
        assert max(len(line) for line in text.splitlines()) <= width
        assert "…" not in text

    def test_stops_quietly_when_its_reader_has_gone(self):
        code = f"import sys; sys.argv = ['kampung', 'show', {str(EXPERIMENT)!r}]; from simulation.cli import main; main()"
        show = subprocess.Popen(
            [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert show.stdout is not None
        show.stdout.close()
        _, err = show.communicate(timeout=60)
        assert b"Traceback" not in err
